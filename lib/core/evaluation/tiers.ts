import { type Measured, measured, problemWith } from "./measured.ts";
import { type Interval, wilsonInterval } from "./wilson.ts";

/** A band as the tier table needs it; listed best first, the last from 0. */
export interface Tier {
  readonly id: string;
  readonly from: number;
}

export interface TierRow {
  readonly id: string;
  readonly rows: number;
  readonly positives: number;
  /** Share of all rows in this tier. */
  readonly share: number;
  /** positives / rows with Wilson's interval; null in an empty tier. */
  readonly rate: number | null;
  readonly interval: Interval | null;
  /** Share of all positives in this tier, and down to it; null where nothing was positive. */
  readonly captured: number | null;
  readonly capturedSoFar: number | null;
  /** rate / overall rate; null in an empty tier or where nothing was positive. */
  readonly lift: number | null;
}

/**
 * Rows, positives, conversion, capture and lift by band. `scores` are on the bands' own scale (0..100 integers); a
 * score below every band falls into the last.
 */
export function tierTable(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  tiers: readonly Tier[],
): Measured<TierRow[]> {
  const problem = problemWith(labels, scores);
  if (problem !== null) return problem;
  const rows = tiers.map(() => 0);
  const positives = tiers.map(() => 0);
  for (let row = 0; row < labels.length; row += 1) {
    const found = tiers.findIndex((tier) => scores[row]! >= tier.from);
    const tier = found < 0 ? tiers.length - 1 : found;
    rows[tier]! += 1;
    if (labels[row] === 1) positives[tier]! += 1;
  }
  return measured(tierRows(rows, positives, tiers));
}

/** The same from counts: rows and positives of each tier, best first. Nothing is null for want of rows but rates. */
export function tierRows(
  rows: readonly number[],
  positives: readonly number[],
  tiers: readonly Pick<Tier, "id">[],
): TierRow[] {
  const all = rows.reduce((sum, count) => sum + count, 0);
  const total = positives.reduce((sum, count) => sum + count, 0);
  const overall = total / all;
  let soFar = 0;
  return tiers.map(({ id }, tier) => {
    const count = rows[tier]!;
    const hits = positives[tier]!;
    soFar += hits;
    const rate = count === 0 ? null : hits / count;
    return {
      id,
      rows: count,
      positives: hits,
      share: all === 0 ? 0 : count / all,
      rate,
      interval: wilsonInterval(hits, count),
      captured: total === 0 ? null : hits / total,
      capturedSoFar: total === 0 ? null : soFar / total,
      lift: rate === null || total === 0 ? null : rate / overall,
    };
  });
}
