"use client";
import { ToggleGroup as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";

interface ToggleChipsProps<T extends string> {
  /** Accessible name of the group. */
  label: string;
  options: readonly { value: T; label: ReactNode; name?: string | undefined }[];
  value: readonly T[];
  onValueChange: (value: T[]) => void;
  className?: string | undefined;
}

/** Any of a few short words, side by side: working days. Arrow keys move, Space toggles. */
export function ToggleChips<T extends string>(props: ToggleChipsProps<T>) {
  const { "aria-describedby": describedBy } = useFieldControl({});
  return (
    <Primitive.Root
      type="multiple"
      aria-label={props.label}
      aria-describedby={describedBy}
      value={[...props.value]}
      onValueChange={(value) => props.onValueChange(value as T[])}
      className={cn("flex flex-wrap gap-2 max-md:gap-1.5", props.className)}
    >
      {props.options.map((option) => (
        <Primitive.Item
          key={option.value}
          value={option.value}
          aria-label={option.name}
          className={cn(
            "inline-flex h-7 min-w-11 items-center justify-center rounded-2 border border-line-control bg-surface px-2.5 text-13 font-medium text-ink-2 max-md:h-11 max-md:flex-1 max-md:px-0",
            "transition-colors duration-(--fast) hover:text-ink",
            "data-[state=on]:border-accent data-[state=on]:bg-accent-soft data-[state=on]:text-ink data-[state=on]:shadow-[inset_0_0_0_1px_var(--accent)]",
          )}
        >
          {option.label}
        </Primitive.Item>
      ))}
    </Primitive.Root>
  );
}
