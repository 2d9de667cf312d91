import { type Measured, measured, problemWith, unmeasured } from "../evaluation/measured.ts";
import { averagePrecision, rankOutcomes, rocAuc } from "../evaluation/ranking.ts";
import type { Interval } from "../evaluation/wilson.ts";
import { quantileOfSorted, stableOrder } from "../math/order.ts";
import { randomStream } from "../random/random.ts";

/** How one scorer ranked and banded the leads of the past. */
export interface Replayed {
  /** Unrounded scores, a lead each. */
  readonly scores: ArrayLike<number>;
  /** 1 where the lead was in the best band. */
  readonly best: ArrayLike<number>;
}

export interface Figures {
  readonly averagePrecision: number;
  readonly auc: number;
  /** Share of all positives in the best band. */
  readonly captured: number;
  /** Share of positives among the best band; null where it is empty. */
  readonly rate: number | null;
}

export interface PairedFigure {
  /** draft - current on the leads as they are. */
  readonly difference: number;
  readonly interval: Interval;
}

export interface PairedComparison {
  readonly current: Figures;
  readonly draft: Figures;
  /** Draft minus current; null where resampling could not measure it often enough. */
  readonly difference: Readonly<Record<keyof Figures, PairedFigure | null>>;
  readonly replicates: number;
}

const NAMES = ["averagePrecision", "auc", "captured", "rate"] as const;

/**
 * Two scorers laid side by side on the same leads, with intervals of the difference: both are measured on the same
 * resampled leads, so that what is hard about a sample is hard for both (paired percentile bootstrap, Efron and
 * Tibshirani, 1993). Each order is made once; a replicate is a count a lead and one walk down each order.
 * Refused: empty, length_mismatch, not_finite, one_class.
 */
export function comparePaired(
  labels: ArrayLike<number>,
  current: Replayed,
  draft: Replayed,
  { seed, replicates = 400, confidence = 0.95 }: { seed: number; replicates?: number; confidence?: number },
): Measured<PairedComparison> {
  const problem = problemWith(labels, current.scores) ?? problemWith(labels, draft.scores);
  if (problem !== null) return problem;
  const now = figuresOf(labels, current);
  const then = figuresOf(labels, draft);
  if (now === null || then === null) return unmeasured("one_class");
  const walks = [walker(labels, current), walker(labels, draft)] as const;
  const rows = labels.length;
  const random = randomStream(seed, "backtest");
  const counts = new Uint16Array(rows);
  const differences = NAMES.map(() => [] as number[]);
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    counts.fill(0);
    for (let draw = 0; draw < rows; draw += 1) counts[random.below(rows)]! += 1;
    const a = walks[0](counts);
    const b = walks[1](counts);
    if (a === null || b === null) continue;
    for (const [index, name] of NAMES.entries()) {
      const before = a[name];
      const after = b[name];
      if (before !== null && after !== null) differences[index]!.push(after - before);
    }
  }
  const tail = (1 - confidence) / 2;
  const difference = Object.fromEntries(
    NAMES.map((name, index): [keyof Figures, PairedFigure | null] => {
      const drawn = Float64Array.from(differences[index]!).sort();
      const before = now[name];
      const after = then[name];
      if (before === null || after === null || drawn.length < Math.max(2, replicates / 2))
        return [name, null];
      return [
        name,
        {
          difference: after - before,
          interval: { low: quantileOfSorted(drawn, tail)!, high: quantileOfSorted(drawn, 1 - tail)! },
        },
      ];
    }),
  ) as Record<keyof Figures, PairedFigure | null>;
  return measured({ current: now, draft: then, difference, replicates: differences[0]!.length });
}

/** The figures of one scorer; null where all leads ended alike. */
export function figuresOf(labels: ArrayLike<number>, { scores, best }: Replayed): Figures | null {
  const ranking = rankOutcomes(labels, scores);
  if (!ranking.ok) return null;
  const precision = averagePrecision(ranking.value);
  const auc = rocAuc(ranking.value);
  if (!precision.ok || !auc.ok) return null;
  let inBest = 0;
  let hits = 0;
  for (let row = 0; row < labels.length; row += 1) {
    if (best[row] !== 1) continue;
    inBest += 1;
    if (labels[row] === 1) hits += 1;
  }
  return {
    averagePrecision: precision.value,
    auc: auc.value,
    captured: hits / ranking.value.positives,
    rate: inBest === 0 ? null : hits / inBest,
  };
}

/** Measures resampled rows: `counts` says how often each row was drawn. */
function walker(
  labels: ArrayLike<number>,
  { scores, best }: Replayed,
): (counts: Uint16Array) => Figures | null {
  const order = stableOrder(Float64Array.from(scores, (score) => -score));
  const rows = order.length;
  const positive = Uint8Array.from(order, (row) => (labels[row] === 1 ? 1 : 0));
  const inBest = Uint8Array.from(order, (row) => (best[row] === 1 ? 1 : 0));
  const endsGroup = Uint8Array.from(order, (row, at) =>
    at === rows - 1 || scores[row] !== scores[order[at + 1]!] ? 1 : 0,
  );
  return (counts) => {
    let tp = 0;
    let fp = 0;
    let tpBefore = 0;
    let fpBefore = 0;
    let precisions = 0;
    let area = 0;
    let bestRows = 0;
    let bestHits = 0;
    for (let at = 0; at < rows; at += 1) {
      const count = counts[order[at]!]!;
      if (count > 0) {
        if (positive[at] === 1) tp += count;
        else fp += count;
        if (inBest[at] === 1) {
          bestRows += count;
          if (positive[at] === 1) bestHits += count;
        }
      }
      if (endsGroup[at] === 0 || (tp === tpBefore && fp === fpBefore)) continue;
      precisions += (tp - tpBefore) * (tp / (tp + fp));
      area += (fp - fpBefore) * ((tpBefore + tp) / 2);
      tpBefore = tp;
      fpBefore = fp;
    }
    if (tp === 0 || fp === 0) return null;
    return {
      averagePrecision: precisions / tp,
      auc: area / (tp * fp),
      captured: bestHits / tp,
      rate: bestRows === 0 ? null : bestHits / bestRows,
    };
  };
}
