import { DAY_MS, type LeadHistory } from "../signals/types.ts";
import { firstTouch } from "./moment.ts";
import type { DropReason, OutcomeDefinition } from "./types.ts";

export interface RecordedOutcome {
  readonly value: "undecided" | "positive" | "negative";
  /** Epoch ms; null where nobody wrote down when. */
  readonly decidedAt: number | null;
}

export interface LabelRequest {
  readonly definition: OutcomeDefinition;
  /** When the lead would have been scored; null for values as imported, where the file's order is trusted. */
  readonly moment: number | null;
  readonly history: LeadHistory;
  /** Null where nothing was ever recorded. */
  readonly outcome: RecordedOutcome | null;
  /** The present of the run: nothing after it is seen. */
  readonly now: number;
}

export type Label = { readonly label: 0 | 1 } | { readonly dropped: DropReason };

/**
 * Looks forward from the anchor: did the outcome come within the window [anchor, anchor + windowDays)?
 *
 * - A window that has not elapsed says nothing yet, not even by an early win: else the newest leads would all be quick
 *   ones (`immature`). So does a moment that is still to come.
 * - What was decided before the moment is no prediction (`decided_before_moment`).
 * - Recorded as undecided: `undecided`. Nothing recorded at all and the window over: it did not happen, label 0.
 * - Won after the window: label 0.
 * - A decision without a date is taken to lie within the window: the file says what became of the lead, not when.
 * - Without a window (`windowDays` null), or as imported, the decision is the label, whenever it came.
 */
export function labelAt({ definition, moment, history, outcome, now }: LabelRequest): Label {
  const decided = decidedBy(outcome, now);
  if (moment === null)
    return decided === null ? dropped("undecided") : { label: decided.value === "positive" ? 1 : 0 };
  if (moment > now) return dropped("immature");
  const anchor = anchorOf(definition, moment, history);
  if (anchor === null) return dropped("no_moment");
  const end = definition.windowDays === null ? null : anchor + definition.windowDays * DAY_MS;
  if (end !== null && end > now) return dropped("immature");
  if (decided === null) return outcome === null && end !== null ? { label: 0 } : dropped("undecided");
  if (decided.decidedAt !== null && decided.decidedAt < moment) return dropped("decided_before_moment");
  const inTime = end === null || decided.decidedAt === null || decided.decidedAt < end;
  return { label: decided.value === "positive" && inTime ? 1 : 0 };
}

function anchorOf({ anchor }: OutcomeDefinition, moment: number, history: LeadHistory): number | null {
  switch (anchor) {
    case "lead_created":
      return history.createdAt;
    case "first_touch":
      return firstTouch(history);
    case "prediction_moment":
      return moment;
  }
}

/** The decision as it was known at `now`; null where there was none. */
function decidedBy(outcome: RecordedOutcome | null, now: number): RecordedOutcome | null {
  if (outcome === null || outcome.value === "undecided") return null;
  return outcome.decidedAt !== null && outcome.decidedAt > now ? null : outcome;
}

function dropped(reason: DropReason): Label {
  return { dropped: reason };
}
