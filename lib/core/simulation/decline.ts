import { bandFor } from "../scoring/bands.ts";
import { type Scorer, score } from "../scoring/score.ts";
import type { LeadHistory, SignalValue } from "../signals/types.ts";
import { editVector } from "./edit-vector.ts";
import { bandsOf, totalsOf } from "./quick-scores.ts";
import { setEdit, valuesNow } from "./set-edit.ts";
import { waited } from "./standing.ts";
import { type Edits, MOST_QUIET_DAYS, type Standing } from "./types.ts";

/** What would take a lead down. */
export interface Decline {
  /** `quiet`, or the signal's key. */
  readonly key: string;
  readonly total: number;
  readonly bandId: string;
  /** Days that have to pass; for `quiet` only. */
  readonly days?: number;
  readonly edits: Edits;
}

const MISHAPS: readonly string[] = ["unsubscribed", "bounced_or_spam", "careers_views_30d"];

/** Mishaps that lower the score, worst first: an unsubscription, a bounce, a look at the careers page. */
export function mishaps(scorer: Scorer, standing: Standing, edits: Edits): Decline[] {
  const now = score(scorer, editVector(standing, edits).vector).total;
  const values = valuesNow(standing, edits);
  return MISHAPS.flatMap((key): Decline[] => {
    const index = standing.compiled.indexByKey.get(key);
    if (index === undefined || values[key] === true) return [];
    const value: SignalValue =
      standing.compiled.definitions[index]!.type === "boolean" ? true : Number(values[key] ?? 0) + 1;
    const next = setEdit(standing, edits, key, value);
    const { total, bandId } = score(scorer, editVector(standing, next).vector);
    return total < now ? [{ key, total, bandId, edits: next }] : [];
  }).sort((a, b) => a.total - b.total || (a.key < b.key ? -1 : 1));
}

const CHUNK = 10;

/**
 * The first day, counted from the quiet days already waited, on which the lead is in a lower band if nothing more
 * happens; null where it stays for as long as is looked ahead. Yields now and then.
 */
export function* searchQuietFall(
  scorer: Scorer,
  standing: Standing,
  history: LeadHistory,
  edits: Edits,
): Generator<void, Decline | null> {
  const bands = bandsOf(scorer);
  const vectorAfter = (days: number) => editVector(waited(standing, history, days), edits).vector;
  const start = standing.quietDays;
  const edge = bandFor(bands, score(scorer, vectorAfter(start)).total).from;
  for (let from = start + 1; from <= MOST_QUIET_DAYS; from += CHUNK) {
    const days = Array.from({ length: Math.min(CHUNK, MOST_QUIET_DAYS - from + 1) }, (_, at) => from + at);
    const totals = totalsOf(scorer, days.map(vectorAfter));
    const at = totals.findIndex((total) => total < edge);
    if (at >= 0) {
      const total = totals[at]!;
      return { key: "quiet", days: days[at]! - start, total, bandId: bandFor(bands, total).id, edits };
    }
    yield;
  }
  return null;
}
