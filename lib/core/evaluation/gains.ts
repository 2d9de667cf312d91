import { stableOrder } from "../math/order.ts";
import { type Measured, measured, problemWith, unmeasured } from "./measured.ts";
import type { Ranking } from "./ranking.ts";
import { type Interval, wilsonInterval } from "./wilson.ts";

/**
 * Positives expected among the `rows` best by score. Where the cut falls into a group of equal scores, the group's
 * positives count in proportion: the mean over all orders of the equals, so the answer never depends on row order.
 */
export function positivesInTop(ranking: Ranking, rows: number): number {
  let taken = 0;
  let found = 0;
  for (let group = 0; group < ranking.thresholds.length; group += 1) {
    const tp = ranking.truePositives[group]!;
    const upTo = tp + ranking.falsePositives[group]!;
    if (upTo >= rows) return found + ((tp - found) * (rows - taken)) / (upTo - taken);
    taken = upTo;
    found = tp;
  }
  return found;
}

/** Share of all positives among the best `share` (0..1) of rows: "top 20 % capture". Refused: no_positives. */
export function topCapture(ranking: Ranking, share: number): Measured {
  if (ranking.positives === 0) return unmeasured("no_positives");
  const rows = (ranking.positives + ranking.negatives) * Math.min(1, Math.max(0, share));
  return measured(positivesInTop(ranking, rows) / ranking.positives);
}

export interface GainPoint {
  /** Share of rows called, best first. */
  readonly share: number;
  /** Share of the positives found among them. */
  readonly captured: number;
  /** captured / share; null at share 0. */
  readonly lift: number | null;
}

/** Gain and lift at `steps` + 1 even shares from 0 to 1. Refused: no_positives. */
export function gainCurve(ranking: Ranking, steps = 100): Measured<GainPoint[]> {
  if (ranking.positives === 0) return unmeasured("no_positives");
  const rows = ranking.positives + ranking.negatives;
  return measured(
    Array.from({ length: steps + 1 }, (_, step) => {
      const share = step / steps;
      const captured = positivesInTop(ranking, (rows * step) / steps) / ranking.positives;
      return { share, captured, lift: step === 0 ? null : captured / share };
    }),
  );
}

export interface Decile {
  /** 1 is the best tenth. */
  readonly decile: number;
  readonly rows: number;
  readonly positives: number;
  readonly lowest: number;
  readonly highest: number;
  readonly rate: number;
  readonly interval: Interval;
  /** rate / overall rate; null where nothing was positive. */
  readonly lift: number | null;
  /** Share of all positives found down to here; null where nothing was positive. */
  readonly captured: number | null;
}

/** Tenths of the rows by descending score (equal scores in row order), sizes differing by at most one. */
export function deciles(labels: ArrayLike<number>, scores: ArrayLike<number>): Measured<Decile[]> {
  const problem = problemWith(labels, scores);
  if (problem !== null) return problem;
  const rows = labels.length;
  const order = stableOrder(Float64Array.from(scores, (score) => -score));
  let total = 0;
  for (let row = 0; row < rows; row += 1) if (labels[row] === 1) total += 1;
  const table: Decile[] = [];
  let found = 0;
  for (let decile = 1; decile <= 10; decile += 1) {
    const part = order.subarray(Math.ceil(((decile - 1) * rows) / 10), Math.ceil((decile * rows) / 10));
    if (part.length === 0) continue;
    let positives = 0;
    for (const row of part) if (labels[row] === 1) positives += 1;
    found += positives;
    const rate = positives / part.length;
    table.push({
      decile,
      rows: part.length,
      positives,
      lowest: scores[part[part.length - 1]!]!,
      highest: scores[part[0]!]!,
      rate,
      interval: wilsonInterval(positives, part.length)!,
      lift: total === 0 ? null : rate / (total / rows),
      captured: total === 0 ? null : found / total,
    });
  }
  return measured(table);
}
