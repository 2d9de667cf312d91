import { formatCount } from "./format.ts";

/** What became of many leads at once: every one of them is accounted for. */

export interface BulkTally {
  readonly done: number;
  /** How many stayed, by why. */
  readonly stayed: Readonly<Partial<Record<string, number>>>;
}

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

/** "3 belong to others and stayed" */
function stayedText(code: string, count: number, already: string): string {
  switch (code) {
    case "not_yours":
    case "taken":
      return many(count, "belongs to somebody else and stayed", "belong to others and stayed");
    case "closed":
      return many(count, "is closed and stayed", "are closed and stayed");
    case "unchanged":
      return many(count, `was ${already} already`, `were ${already} already`);
    case "gone":
      return many(count, "is not here any more", "are not here any more");
    case "worked_since":
      return many(count, "has been worked on since and stayed", "have been worked on since and stayed");
    default:
      return `${count} stayed`;
  }
}

function tallyText({ done, stayed }: BulkTally, said: string, nothing: string, already: string): string {
  const rest = Object.entries(stayed).flatMap(([code, count]) =>
    count ? [stayedText(code, count, already)] : [],
  );
  const head = done > 0 ? `${formatCount(done, "lead")} ${said}` : nothing;
  return rest.length === 0 ? head : `${head}. ${sentences(rest)}`;
}

const sentences = (parts: readonly string[]): string => `${parts.join("; ")}.`;

/** "12 leads assigned to Tomás Ferreira. 3 belong to others and stayed." */
export function assignedText(
  tally: BulkTally,
  to: { readonly name: string; readonly me: boolean } | null,
): string {
  if (to === null) return tallyText(tally, "put back into the pool", "No lead was put back", "unclaimed");
  const whose = to.me ? "yours" : `${to.name}’s`;
  return tallyText(
    tally,
    to.me ? "assigned to you" : `assigned to ${to.name}`,
    "No lead was assigned",
    whose,
  );
}

/** "12 leads snoozed until tomorrow 09:00." */
export function snoozedText(tally: BulkTally, when: string): string {
  return tallyText(tally, `snoozed until ${when}`, "No lead was snoozed", "asleep");
}

/** "12 leads are as they were. 1 could not be taken back: it has been worked on since." */
export function undoneText({
  undone,
  refused,
}: {
  readonly undone: number;
  readonly refused: number;
}): string {
  const head =
    undone > 0 ? `${many(undone, "lead is as it was", "leads are as they were")}` : "Nothing was undone";
  if (refused === 0) return head;
  return `${head}. ${many(refused, "stayed: it has been worked on since, or it was too late", "stayed: they have been worked on since, or it was too late")}.`;
}

/** The choices of a snooze; before a weekend, tomorrow's morning is a later day's. */
export function choiceText(choice: "hour" | "afternoon" | "tomorrow" | "next_week", when: string): string {
  switch (choice) {
    case "hour":
      return "In an hour";
    case "afternoon":
      return "This afternoon";
    case "tomorrow":
      return when.startsWith("tomorrow") ? "Tomorrow morning" : "Next working morning";
    case "next_week":
      return "Next week";
  }
}
