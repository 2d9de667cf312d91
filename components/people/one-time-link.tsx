"use client";
import { useId } from "react";
import { CopyButton } from "../ui/copy-text";
import { Input } from "../ui/input";

/** A link that is shown once, with what to do with it. */
export function OneTimeLink({ link, label, until }: { link: string; label: string; until: string }) {
  const noteId = useId();
  return (
    <div>
      <div className="flex items-center gap-2 max-md:flex-col max-md:items-stretch">
        <Input
          readOnly
          value={link}
          aria-label={label}
          aria-describedby={noteId}
          onFocus={(event) => event.currentTarget.select()}
          className="font-mono text-12"
        />
        <CopyButton text={link} label="Copy link" />
      </div>
      <p id={noteId} className="mt-2 text-12 text-ink-2">
        Send this link yourself: Firstcall sends no mail. It works once, until {until}, and is not shown
        again.
      </p>
    </div>
  );
}
