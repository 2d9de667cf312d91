"use client";
import { ToldOnce } from "../ui/told-once";

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
  return (
    <ToldOnce label={label} text={link} copyLabel="Copy link">
      {WHAT_TO_DO[String(mailed) as keyof typeof WHAT_TO_DO]} It works once, until {until}, and is not shown
      again.
    </ToldOnce>
  );
}

const WHAT_TO_DO = {
  true: "Sent by mail. Should it not arrive, send them this link yourself.",
  false: "The mail server did not take it. Send this link yourself.",
  null: "Send this link yourself: Firstcall sends no mail.",
} as const;
