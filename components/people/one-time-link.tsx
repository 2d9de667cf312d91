"use client";
import { useId } from "react";
import { CopyButton } from "../ui/copy-text";
import { Input } from "../ui/input";

/** A link that is shown once, with what to do with it. */
export function OneTimeLink({
  link,
  label,
  until,
  mailed,
}: {
  link: string;
  label: string;
  until: string;
  /** Whether it went out by mail; null: this installation sends none. */
  mailed: boolean | null;
}) {
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
        {WHAT_TO_DO[String(mailed) as keyof typeof WHAT_TO_DO]} It works once, until {until}, and is not shown
        again.
      </p>
    </div>
  );
}

const WHAT_TO_DO = {
  true: "Sent by mail. Should it not arrive, send them this link yourself.",
  false: "The mail server did not take it. Send this link yourself.",
  null: "Send this link yourself: Firstcall sends no mail.",
} as const;
