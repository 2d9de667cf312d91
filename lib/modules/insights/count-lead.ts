import { labelAt, type RecordedOutcome } from "@/lib/core/outcomes/label";
import type { DropReason } from "@/lib/core/outcomes/types";
import type { LeadHistory } from "@/lib/core/signals/types";
import { labelLead } from "@/lib/modules/outcomes/labelling";
import type { Predicted } from "@/lib/modules/outcomes/types";

/** A score as it was at some moment. */
export interface StoodScore {
  readonly score: number;
  readonly band: string;
  /** Calibrated probability; null for rules. */
  readonly promise: number | null;
  readonly version: string | null;
}

/** A score of some moment, and where it is from. */
export interface CountedScore extends StoodScore {
  readonly basis: "contact" | "stood" | "replayed";
  readonly at: number | null;
}

export interface LeadFate {
  /** The team spoke to it before it was decided: its score at that moment counts. */
  readonly isContacted: boolean;
  /** The moment its score is to be of, epoch ms; null: the values as they stand. */
  readonly at: number | null;
  readonly label: 0 | 1 | null;
  readonly dropped: DropReason | null;
  readonly decidedAt: number | null;
}

export interface FateRequest {
  readonly history: LeadHistory;
  readonly outcome: RecordedOutcome | null;
  readonly firstContactAt: number | null;
  readonly predicted: Predicted;
  readonly isRunningLog: boolean;
  /** The present of the count. */
  readonly now: number;
}

/**
 * As of when a lead counts, and what became of it. First contact is when the score had to be right; a lead that nobody
 * called counts as of the workspace's prediction moment, so that the bands that are not called are there too. A call
 * after the decision is no first contact: it could not help any more.
 */
export function fateOf(request: FateRequest): LeadFate {
  const { history, firstContactAt, predicted, isRunningLog, now } = request;
  const usual = labelLead(history, request.outcome, predicted, { isRunningLog, now });
  const decidedAt = usual.outcome?.value === "undecided" ? null : (usual.outcome?.decidedAt ?? null);
  const isContacted =
    firstContactAt !== null && firstContactAt <= now && (decidedAt === null || firstContactAt <= decidedAt);
  if (!isContacted) return { isContacted, at: usual.at, decidedAt, ...split(usual.label) };
  const label = labelAt({
    ...{ history, now, outcome: usual.outcome, definition: predicted.outcome },
    moment: firstContactAt,
  });
  return { isContacted, at: firstContactAt, decidedAt, ...split(label) };
}

function split(label: { label: 0 | 1 } | { dropped: DropReason }): Pick<LeadFate, "label" | "dropped"> {
  return "dropped" in label ? { label: null, dropped: label.dropped } : { label: label.label, dropped: null };
}

/** Whether labels and moments need what the lead did, and not only when it was created. */
export const needsEvents = ({ outcome, moment }: Predicted, isRunningLog: boolean): boolean =>
  isRunningLog ||
  outcome.anchor === "first_touch" ||
  moment.kind === "first_session_end" ||
  moment.kind === "behaviour";

const SIZES = [
  [1_000, "1,000 or more"],
  [500, "500–999"],
  [100, "100–499"],
  [50, "50–99"],
  [1, "1–49"],
] as const;

/** The size of a company as people sort them; null where it is not known. */
export const sizeOf = (employees: number | null): string | null =>
  SIZES.find(([from]) => employees !== null && employees >= from)?.[1] ?? null;
