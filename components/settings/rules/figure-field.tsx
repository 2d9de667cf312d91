"use client";
import { type KeyboardEvent, useState } from "react";
import { formatShort } from "@/lib/present/format";
import { pointsText } from "@/lib/present/rule-words";
import { cn } from "../../ui/cn";
import { useFieldControl } from "../../ui/field";
import { controlClass } from "../../ui/input";

interface FigureFieldProps {
  /** NaN: what was typed is no figure. null: empty, where that means "none". */
  value: number | null;
  onValueChange: (value: number) => void;
  /** Given where the field may be empty. */
  onEmpty?: (() => void) | undefined;
  /** "+4" and "−20" instead of "4" and "-20". */
  signed?: boolean | undefined;
  "aria-label"?: string | undefined;
  "aria-describedby"?: string | undefined;
  invalid?: boolean | undefined;
  placeholder?: string | undefined;
  id?: string | undefined;
  autoFocus?: boolean | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
}

/** What a person writes as a number: "+4", "−2.5", "2,5"; NaN where it is none. */
export function figureOf(typed: string): number {
  const text = typed.trim().replace(/^[−–]/, "-").replace(",", ".").replace(/\s/g, "");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

/** A small field for a figure, 44×24; the arrow keys step by 1, with Shift by 5. What was typed stays, right or not. */
export function FigureField({
  value,
  onValueChange,
  onEmpty,
  signed,
  invalid,
  autoFocus,
  className,
  ...rest
}: FigureFieldProps) {
  const a11y = useFieldControl(rest);
  const [typed, setTyped] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const format = (figure: number) => (signed ? pointsText(figure) : formatShort(figure, 2));
  const plain = value === null || Number.isNaN(value) ? "" : format(value);
  // A figure that came from elsewhere (an undo) shows; text that is none stays until it is mended.
  const shown = typed !== null && (hasFocus || Number.isNaN(value)) ? typed : plain;

  function change(text: string) {
    setTyped(text);
    if (text.trim() === "" && onEmpty) onEmpty();
    else onValueChange(figureOf(text));
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const from = figureOf(shown);
    const step = (event.shiftKey ? 5 : 1) * (event.key === "ArrowUp" ? 1 : -1);
    const next = Math.round(((Number.isNaN(from) ? 0 : from) + step) * 100) / 100;
    setTyped(format(next));
    onValueChange(next);
  }

  return (
    <input
      {...rest}
      {...a11y}
      // biome-ignore lint/a11y/noAutofocus: a dialog was opened for this field
      autoFocus={autoFocus}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      aria-invalid={invalid || a11y["aria-invalid"] || undefined}
      value={shown}
      onChange={(event) => change(event.target.value)}
      onFocus={(event) => {
        setHasFocus(true);
        if (typed === null || !Number.isNaN(value)) setTyped(plain);
        event.target.select();
      }}
      onBlur={() => setHasFocus(false)}
      onKeyDown={onKeyDown}
      className={cn(
        controlClass("sm"),
        "h-6 w-11 px-1 text-center font-semibold placeholder:font-normal placeholder:text-ink-3 max-md:h-11 max-md:w-16",
        className,
      )}
    />
  );
}
