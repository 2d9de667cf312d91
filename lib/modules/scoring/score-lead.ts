import { score } from "@/lib/core/scoring/score";
import type { Factor, ScoreResult } from "@/lib/core/scoring/types";
import { signalsAsOf } from "@/lib/core/signals/as-of";
import { isClosedStatus } from "@/lib/core/signals/lead-status";
import { DAY_MS, type LeadHistory, type SignalsAsOf } from "@/lib/core/signals/types";
import type { ActiveScorer } from "./data";
import type { LoadedHistory } from "./histories";
import type { StoredFactor, TopReasons } from "./types";

export interface LeadScoring {
  readonly moment: number;
  readonly signals: SignalsAsOf;
  readonly result: ScoreResult;
}

/** Scores one history as of a moment: signals, then the scorer. The one place where the two meet on the server. */
export function scoreAsOf(
  scorer: Pick<ActiveScorer, "compiled" | "scorer">,
  history: LeadHistory,
  moment: number,
): LeadScoring {
  const signals = signalsAsOf(scorer.compiled, history, moment);
  return { moment, signals, result: score(scorer.scorer, signals.vector, signals.evidence) };
}

/**
 * A closed lead keeps the score it had when it closed: its decay would say nothing. Where the closing is not dated,
 * the moment just after its last fact stands for it, and `now` where there is no fact at all.
 */
export function scoringMoment({ status, closedAt, history }: LoadedHistory, now: number): number {
  if (!isClosedStatus(status)) return now;
  if (closedAt !== null) return Math.min(closedAt, now);
  const last = lastFactAt(history);
  return last === null ? now : Math.min(last + 1, now);
}

/** When anything last happened to the lead, bookkeeping apart; null where nothing did. */
export function lastFactAt({ events }: LeadHistory): number | null {
  let last: number | null = null;
  for (const { type, occurredAt } of events) {
    if (type === "attributes_set" || type === "status_changed") continue;
    if (last === null || occurredAt > last) last = occurredAt;
  }
  return last;
}

/** When somebody of the sales team first spoke or wrote to the lead; null where that has not happened. */
export function firstContactAt(history: LeadHistory): number | null {
  let first: number | null = null;
  for (const event of history.events) {
    if (event.type !== "call_logged" || event.flagged) continue;
    if (first === null || event.occurredAt < first) first = event.occurredAt;
  }
  return first;
}

export const storedFactor = (factor: Factor): StoredFactor => ({
  key: factor.key,
  signal: factor.signal,
  dimension: factor.dimension,
  points: factor.points,
  value: factor.value,
  reason: factor.reason,
  evidence: factor.evidence,
});

const TOP = 3;

export function topReasons({ factors, reasons, risks }: ScoreResult): TopReasons {
  return { reasons: factorsNamed(factors, reasons), risks: factorsNamed(factors, risks) };
}

/** The first few of these keys, as they are stored. */
function factorsNamed(factors: readonly Factor[], keys: readonly string[]): StoredFactor[] {
  const found: StoredFactor[] = [];
  for (let at = 0; at < keys.length && at < TOP; at += 1) {
    const key = keys[at];
    for (const factor of factors) if (factor.key === key) found.push(storedFactor(factor));
  }
  return found;
}

/** What must differ for a score to be worth a line of history: its reasons by signal and value, not by age. */
export const reasonsSignature = ({ reasons, risks }: Partial<TopReasons>): string =>
  [...(reasons ?? []), ...(risks ?? [])].map((factor) => `${factor.key}=${String(factor.value)}`).join("|");

/** Days are the grain of windows and decay steps. */
export const endOfDay = (time: number): number => (Math.floor(time / DAY_MS) + 1) * DAY_MS;
