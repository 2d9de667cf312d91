"use client";
import { Tooltip as Primitive } from "radix-ui";
import { type KeyboardEvent, useRef, useState } from "react";
import { cn } from "../ui/cn";
import type { ChartMark } from "./marks";

interface ChartMarksProps {
  /** The chart in words. */
  label: string;
  marks: readonly ChartMark[];
  className?: string | undefined;
}

/**
 * The figures of a drawn chart, over it: pointing at a strip or moving there by arrow keys says them. One stop of the
 * Tab key a chart.
 */
export function ChartMarks({ label, marks, className }: ChartMarksProps) {
  const [active, setActive] = useState<number | null>(null);
  const [stop, setStop] = useState(0);
  const group = useRef<HTMLDivElement>(null);
  const shown = active === null ? undefined : marks[active];

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowUp: -1,
      ArrowRight: 1,
      ArrowDown: 1,
      Home: -marks.length,
      End: marks.length,
    };
    const step = steps[event.key];
    if (event.key === "Escape") setActive(null);
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = Math.min(marks.length - 1, Math.max(0, (active ?? stop) + step));
    group.current?.querySelectorAll<HTMLElement>("[data-mark]")[next]?.focus();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      ref={group}
      role="group"
      aria-label={label}
      className={cn("absolute inset-0", className)}
      onKeyDown={onKeyDown}
      onPointerLeave={() => setActive(null)}
    >
      {marks.map((mark, index) => (
        <span
          key={mark.key}
          data-mark
          role="img"
          aria-label={mark.text}
          tabIndex={index === Math.min(stop, marks.length - 1) ? 0 : -1}
          onPointerEnter={() => setActive(index)}
          onPointerDown={() => setActive(index)}
          onFocus={() => {
            setStop(index);
            setActive(index);
          }}
          onBlur={() => setActive(null)}
          className="absolute inset-y-0 rounded-1 outline-offset-[-2px]"
          style={{ left: `${100 * mark.from}%`, width: `${100 * (mark.to - mark.from)}%` }}
        />
      ))}
      {shown ? (
        <Primitive.Provider>
          <Primitive.Root key={shown.key} open onOpenChange={(open) => (open ? undefined : setActive(null))}>
            <Primitive.Trigger asChild>
              <span
                aria-hidden="true"
                data-print="hide"
                className="pointer-events-none absolute inset-y-0 bg-ink/5"
                style={{ left: `${100 * shown.from}%`, width: `${100 * (shown.to - shown.from)}%` }}
              />
            </Primitive.Trigger>
            <Primitive.Portal>
              <Primitive.Content
                side="top"
                sideOffset={2}
                collisionPadding={8}
                className="pointer-events-none z-50 max-w-72 rounded-2 bg-ink px-2 py-1 text-12 text-surface shadow-raised dark:border dark:border-line-strong dark:bg-raised dark:text-ink"
              >
                {shown.text}
              </Primitive.Content>
            </Primitive.Portal>
          </Primitive.Root>
        </Primitive.Provider>
      ) : null}
    </div>
  );
}
