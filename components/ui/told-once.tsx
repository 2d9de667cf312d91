"use client";
import { type ReactNode, useId } from "react";
import { CopyButton } from "./copy-text";
import { Input } from "./input";

interface ToldOnceProps {
  /** What it is: "The key". */
  label: string;
  text: string;
  /** "Copy key" */
  copyLabel: string;
  /** What to do with it, and that it is not shown again. */
  children: ReactNode;
}

/** A secret or a link on the one occasion that it is shown. */
export function ToldOnce({ label, text, copyLabel, children }: ToldOnceProps) {
  const noteId = useId();
  return (
    <div>
      <div className="flex items-center gap-2 max-md:flex-col max-md:items-stretch">
        <Input
          readOnly
          value={text}
          aria-label={label}
          aria-describedby={noteId}
          onFocus={(event) => event.currentTarget.select()}
          className="font-mono text-12"
        />
        <CopyButton text={text} label={copyLabel} />
      </div>
      <p id={noteId} className="mt-2 text-12 text-ink-2">
        {children}
      </p>
    </div>
  );
}
