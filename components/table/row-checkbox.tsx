"use client";
import type { MouseEvent } from "react";
import { cn } from "../ui/cn";

interface RowCheckboxProps {
  label: string;
  checked: boolean;
  indeterminate?: boolean | undefined;
  /** Gets the click, so that Shift can select a range. */
  onToggle: (event: MouseEvent<HTMLInputElement>) => void;
  className?: string | undefined;
}

/** A native box in the look of ours: a page of fifty rows stays light. */
export function RowCheckbox({
  label,
  checked,
  indeterminate = false,
  onToggle,
  className,
}: RowCheckboxProps) {
  return (
    // A label, so that a finger beside the box, where only the invisible target is, ticks it too.
    <label className={cn("touch-target relative isolate inline-flex size-3.5 align-middle", className)}>
      <input
        ref={(node) => {
          if (node) node.indeterminate = indeterminate;
        }}
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={() => {}}
        onClick={onToggle}
        className="peer relative z-1 size-3.5 appearance-none rounded-1 border border-line-control bg-surface transition-colors duration-(--fast) checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent hover:border-ink-3"
      />
      <svg
        aria-hidden="true"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="pointer-events-none absolute inset-0 z-1 text-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100"
      >
        <path d={indeterminate ? "M4 7h6" : "M3.8 7.3 6 9.4l4.2-4.6"} />
      </svg>
    </label>
  );
}
