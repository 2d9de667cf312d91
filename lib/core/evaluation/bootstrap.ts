import { quantileOfSorted, stableOrder } from "../math/order.ts";
import { randomStream } from "../random/random.ts";
import { type Measured, measured, problemWith, unmeasured } from "./measured.ts";
import type { Interval } from "./wilson.ts";

export interface BootstrapOptions {
  readonly seed: number;
  readonly replicates?: number;
  readonly confidence?: number;
}

export interface BootstrapIntervals {
  /** Replicates that held both classes; the rest say nothing and are left out. */
  readonly replicates: number;
  readonly auc: Interval;
  /** One for each share asked for, in order. */
  readonly captures: readonly Interval[];
}

/**
 * Percentile intervals of the AUC and of top-share captures over resampled rows (Efron and Tibshirani, 1993). Rows are
 * ordered once; a replicate is a count a row and one walk down the order. Refused: one_class, and too_few where fewer
 * than half of the replicates held both classes.
 */
export function bootstrapIntervals(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  shares: readonly number[],
  { seed, replicates = 1_000, confidence = 0.95 }: BootstrapOptions,
): Measured<BootstrapIntervals> {
  const problem = problemWith(labels, scores);
  if (problem !== null) return problem;
  const rows = labels.length;
  const order = stableOrder(Float64Array.from(scores, (score) => -score));
  const positive = Uint8Array.from(order, (row) => (labels[row] === 1 ? 1 : 0));
  const total = positive.reduce((sum, label) => sum + label, 0);
  if (total === 0 || total === rows) return unmeasured("one_class");
  const lastOfGroup = Uint8Array.from(order, (row, at) =>
    at === rows - 1 || scores[order[at + 1]!] !== scores[row] ? 1 : 0,
  );
  const random = randomStream(seed, "bootstrap");
  const counts = new Uint32Array(rows);
  const cuts = shares.map((share) => rows * Math.min(1, Math.max(0, share)));
  const areas: number[] = [];
  const captures = shares.map((): number[] => []);
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    counts.fill(0);
    for (let draw = 0; draw < rows; draw += 1) counts[random.below(rows)]! += 1;
    const walked = walk(counts, positive, lastOfGroup, cuts);
    if (walked === null) continue;
    areas.push(walked.auc);
    for (const [index, found] of walked.found.entries()) captures[index]!.push(found);
  }
  if (areas.length < replicates / 2 || areas.length < 2) return unmeasured("too_few");
  return measured({
    replicates: areas.length,
    auc: percentiles(areas, confidence),
    captures: captures.map((values) => percentiles(values, confidence)),
  });
}

/** One replicate: AUC and the share of positives within each cut, equal scores in proportion. Null for one class. */
function walk(
  counts: Uint32Array,
  positive: Uint8Array,
  lastOfGroup: Uint8Array,
  cuts: readonly number[],
): { auc: number; found: number[] } | null {
  let area = 0;
  let tp = 0;
  let fp = 0;
  let groupTp = 0;
  let groupFp = 0;
  const found = cuts.map(() => 0);
  for (let at = 0; at < counts.length; at += 1) {
    if (positive[at] === 1) groupTp += counts[at]!;
    else groupFp += counts[at]!;
    if (lastOfGroup[at] === 0) continue;
    const size = groupTp + groupFp;
    if (size > 0)
      for (let cut = 0; cut < cuts.length; cut += 1) {
        const room = Math.min(size, Math.max(0, cuts[cut]! - tp - fp));
        found[cut]! += (groupTp * room) / size;
      }
    area += groupFp * (tp + groupTp / 2);
    tp += groupTp;
    fp += groupFp;
    groupTp = 0;
    groupFp = 0;
  }
  if (tp === 0 || fp === 0) return null;
  return { auc: area / (tp * fp), found: found.map((value) => value / tp) };
}

function percentiles(values: readonly number[], confidence: number): Interval {
  const sorted = Float64Array.from(values).sort();
  const tail = (1 - confidence) / 2;
  return { low: quantileOfSorted(sorted, tail)!, high: quantileOfSorted(sorted, 1 - tail)! };
}
