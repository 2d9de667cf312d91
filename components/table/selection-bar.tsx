"use client";
import type { ReactNode } from "react";
import { Button } from "../ui/button";

interface SelectionBarProps {
  /** "3 selected" */
  text: string;
  onClear: () => void;
  /** Quiet buttons with icon and key. */
  children: ReactNode;
}

/** Floats bottom centre while rows are selected. */
export function SelectionBar({ text, onClear, children }: SelectionBarProps) {
  return (
    <div
      role="toolbar"
      aria-label="Selected rows"
      data-print="hide"
      data-selection-bar=""
      className="fixed inset-x-0 bottom-5 z-30 mx-auto flex w-fit max-w-[calc(100vw-32px)] items-center gap-1 overflow-x-auto rounded-3 border border-line-strong bg-raised px-2 py-2 shadow-overlay animate-float md:left-14 xl:left-52 max-md:bottom-[76px]"
    >
      <span
        aria-live="polite"
        className="shrink-0 border-r border-line py-1 pl-3 pr-3 text-13 font-medium text-ink"
      >
        {text}
      </span>
      {children}
      <span aria-hidden="true" className="h-7 w-px shrink-0 bg-line" />
      <Button variant="quiet" kbd="Esc" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
