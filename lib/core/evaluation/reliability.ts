import { mean } from "../math/sums.ts";
import { type Measured, measured, problemWithProbabilities } from "./measured.ts";
import { type Binning, binRows } from "./probabilities.ts";
import { type Interval, wilsonInterval } from "./wilson.ts";

export interface ReliabilityBin {
  readonly rows: number;
  readonly positives: number;
  readonly lowest: number;
  readonly highest: number;
  readonly meanProbability: number;
  /** positives / rows, with Wilson's 95 % interval. */
  readonly observedRate: number;
  readonly interval: Interval;
}

/** What was promised beside what happened, by bin of probability; empty bins are left out. */
export function reliabilityBins(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  binning: Binning = "mass",
  bins = 10,
): Measured<ReliabilityBin[]> {
  const problem = problemWithProbabilities(labels, probabilities);
  if (problem !== null) return problem;
  const filled = binRows(probabilities, bins, binning).filter((rows) => rows.length > 0);
  return measured(
    filled.map((rows) => {
      let positives = 0;
      for (const row of rows) if (labels[row] === 1) positives += 1;
      return {
        rows: rows.length,
        positives,
        lowest: probabilities[rows[0]!]!,
        highest: probabilities[rows[rows.length - 1]!]!,
        meanProbability: mean(Float64Array.from(rows, (row) => probabilities[row]!))!,
        observedRate: positives / rows.length,
        interval: wilsonInterval(positives, rows.length)!,
      };
    }),
  );
}

export interface ObservedRate {
  readonly rows: number;
  readonly positives: number;
  readonly rate: number;
  readonly interval: Interval;
  /** Of these rows: how far it lies from the score that was asked for says how alike they are. */
  readonly meanScore: number;
}

/**
 * What became of the leads most like one that scores `score`: the rate among the `nearest` held-out rows by distance
 * of score (DESIGN 2: 200), the whole group of equals taken in at the far edge. `ranked` must hold the held-out scores
 * in ascending order with their labels. Null where there are none.
 */
export function observedRateNear(
  ranked: { readonly scores: ArrayLike<number>; readonly labels: ArrayLike<number> },
  score: number,
  nearest = 200,
): ObservedRate | null {
  const { scores, labels } = ranked;
  if (scores.length === 0) return null;
  let to = 0;
  for (let low = 0, high = scores.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (scores[middle]! < score) low = middle + 1;
    else high = middle;
    to = low;
  }
  let from = to;
  const below = () => (from > 0 ? score - scores[from - 1]! : Number.POSITIVE_INFINITY);
  const above = () => (to < scores.length ? scores[to]! - score : Number.POSITIVE_INFINITY);
  let reach = 0;
  while (from > 0 || to < scores.length) {
    const distance = Math.min(below(), above());
    if (to - from >= nearest && distance > reach) break;
    reach = distance;
    if (above() <= below()) to += 1;
    else from -= 1;
  }
  let positives = 0;
  let sum = 0;
  for (let row = from; row < to; row += 1) {
    if (labels[row] === 1) positives += 1;
    sum += scores[row]!;
  }
  const rows = to - from;
  const interval = wilsonInterval(positives, rows)!;
  return { rows, positives, rate: positives / rows, interval, meanScore: sum / rows };
}
