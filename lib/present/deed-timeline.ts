import type { TimeContext } from "./format.ts";
import type { TimelineNote } from "./leads-timeline.ts";
import { firstName } from "./override-words.ts";
import { whenText } from "./queue-words.ts";

/** What the team did about a lead and no event tells, as lines of its timeline. */
export interface DeedFacts {
  readonly id: string;
  readonly kind: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** Epoch ms. */
  readonly at: number;
  readonly by: string | null;
  /** Of an assignment; null: nobody, or somebody who has gone. */
  readonly to: string | null;
}

export function deedNotes(deeds: readonly DeedFacts[], context: TimeContext): TimelineNote[] {
  return deeds.flatMap((deed) => {
    const who = firstName(deed.by);
    const line = (kind: TimelineNote["kind"], title: string, note: string | null = null) => [
      { key: deed.id, kind, title, note, at: deed.at },
    ];
    switch (deed.kind) {
      case "note":
        return line("field", `${who} wrote a note`, `“${String(deed.details.text ?? "")}”`);
      case "email":
        return line("mail", `${who} wrote an e-mail`);
      case "claim":
        return line("status", `${who} claimed the lead`);
      case "assign":
        return deed.details.toUserId === null
          ? line("status", `${who} gave the lead back into the pool`)
          : line(
              "status",
              `${who} gave the lead to ${deed.to === null ? "a colleague" : firstName(deed.to)}`,
            );
      case "snooze": {
        const until = Number(deed.details.until);
        return Number.isFinite(until)
          ? line(
              "status",
              `${who} snoozed the lead`,
              `Until ${whenText(until, { ...context, now: deed.at })}`,
            )
          : [];
      }
      default:
        return [];
    }
  });
}
