"use client";
import { Slider as Primitive } from "radix-ui";
import { cn } from "./cn";

interface SliderProps {
  /** Accessible name. */
  label: string;
  min: number;
  max: number;
  step?: number | undefined;
  value: number;
  onValueChange: (value: number) => void;
  /** A tick on the track: where it stands now. */
  mark?: number | null | undefined;
  /** "2 pricing views" where the bare number says too little. */
  valueText?: string | undefined;
  className?: string | undefined;
}

/** One number by dragging or by arrow keys: a 3 px track, filled up to a round thumb. */
export function Slider({
  label,
  min,
  max,
  step = 1,
  value,
  onValueChange,
  mark,
  valueText,
  className,
}: SliderProps) {
  const markAt = mark == null || mark < min || mark > max ? null : ((mark - min) / (max - min || 1)) * 100;
  return (
    <Primitive.Root
      min={min}
      max={max}
      step={step}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      className={cn("relative flex h-6 w-full touch-none select-none items-center max-md:h-11", className)}
    >
      <Primitive.Track className="relative h-[3px] w-full rounded-pill bg-line-strong">
        <Primitive.Range className="absolute h-full rounded-pill bg-accent" />
      </Primitive.Track>
      {markAt === null ? null : (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute h-2.5 w-px bg-ink-2"
          style={{ left: `calc(${markAt}% + ${8 - markAt * 0.16}px)` }}
        />
      )}
      <Primitive.Thumb
        aria-label={label}
        {...(valueText === undefined ? {} : { "aria-valuetext": valueText })}
        className="touch-target block size-4 rounded-pill border-[1.5px] border-ink-3 bg-(--thumb) hover:border-ink-2 focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-focus"
      />
    </Primitive.Root>
  );
}
