import { type Measured, measured, problemWith, unmeasured } from "./measured.ts";

/**
 * Outcomes by descending score, one entry for each distinct score: what every figure about ranking is read from.
 * Positives and negatives are sorted apart with the engine's own typed sort and then merged, which is several times
 * quicker than sorting positions.
 */
export interface Ranking {
  readonly positives: number;
  readonly negatives: number;
  /** Distinct scores, highest first. */
  readonly thresholds: Float64Array;
  /** Positives at or above each threshold. */
  readonly truePositives: Float64Array;
  /** Negatives at or above each threshold. */
  readonly falsePositives: Float64Array;
}

/** `labels`: 0 or 1 a row. Refused: empty, length_mismatch, not_finite. */
export function rankOutcomes(labels: ArrayLike<number>, scores: ArrayLike<number>): Measured<Ranking> {
  const problem = problemWith(labels, scores);
  if (problem !== null) return problem;
  const rows = labels.length;
  let positives = 0;
  for (let row = 0; row < rows; row += 1) if (labels[row] === 1) positives += 1;
  const up = new Float64Array(positives);
  const down = new Float64Array(rows - positives);
  let upCount = 0;
  let downCount = 0;
  for (let row = 0; row < rows; row += 1) {
    if (labels[row] === 1) up[upCount++] = scores[row]!;
    else down[downCount++] = scores[row]!;
  }
  up.sort();
  down.sort();
  return measured({ positives, negatives: rows - positives, ...merge(up, down) });
}

function merge(up: Float64Array, down: Float64Array) {
  const thresholds = new Float64Array(up.length + down.length);
  const truePositives = new Float64Array(thresholds.length);
  const falsePositives = new Float64Array(thresholds.length);
  let i = up.length - 1;
  let j = down.length - 1;
  let groups = 0;
  while (i >= 0 || j >= 0) {
    const score = j < 0 ? up[i]! : i < 0 ? down[j]! : Math.max(up[i]!, down[j]!);
    while (i >= 0 && up[i] === score) i -= 1;
    while (j >= 0 && down[j] === score) j -= 1;
    thresholds[groups] = score;
    truePositives[groups] = up.length - 1 - i;
    falsePositives[groups] = down.length - 1 - j;
    groups += 1;
  }
  return {
    thresholds: thresholds.subarray(0, groups),
    truePositives: truePositives.subarray(0, groups),
    falsePositives: falsePositives.subarray(0, groups),
  };
}

/**
 * Area under the ROC curve: P(score of a positive > score of a negative) + half P(equal). Refused: one_class.
 * Hanley and McNeil (1982).
 */
export function rocAuc(ranking: Ranking): Measured {
  const { positives, negatives, truePositives, falsePositives } = ranking;
  if (positives === 0 || negatives === 0) return unmeasured("one_class");
  let area = 0;
  let tp = 0;
  let fp = 0;
  for (let group = 0; group < truePositives.length; group += 1) {
    const nextTp = truePositives[group]!;
    const nextFp = falsePositives[group]!;
    area += (nextFp - fp) * ((tp + nextTp) / 2);
    tp = nextTp;
    fp = nextFp;
  }
  return measured(area / (positives * negatives));
}

/** Average precision: sum over thresholds of (recall gained) * precision, no interpolation. Refused: no_positives. */
export function averagePrecision(ranking: Ranking): Measured {
  const { positives, truePositives, falsePositives } = ranking;
  if (positives === 0) return unmeasured("no_positives");
  let sum = 0;
  let before = 0;
  for (let group = 0; group < truePositives.length; group += 1) {
    const tp = truePositives[group]!;
    if (tp > before) sum += ((tp - before) / positives) * (tp / (tp + falsePositives[group]!));
    before = tp;
  }
  return measured(sum);
}

export interface RocPoint {
  /** Scores at or above count as positive; null for the origin, where nothing does. */
  readonly threshold: number | null;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/** The ROC curve from (0, 0) to (1, 1), a point for each distinct score. Refused: one_class. */
export function rocCurve(ranking: Ranking): Measured<RocPoint[]> {
  const { positives, negatives, thresholds, truePositives, falsePositives } = ranking;
  if (positives === 0 || negatives === 0) return unmeasured("one_class");
  const points: RocPoint[] = [{ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 }];
  for (let group = 0; group < thresholds.length; group += 1)
    points.push({
      threshold: thresholds[group]!,
      falsePositiveRate: falsePositives[group]! / negatives,
      truePositiveRate: truePositives[group]! / positives,
    });
  return measured(points);
}

export interface PrecisionRecallPoint {
  /** Scores at or above count as positive; null for the end, where nothing does and precision is 1 by convention. */
  readonly threshold: number | null;
  readonly precision: number;
  readonly recall: number;
}

/** Precision and recall by ascending threshold, ending at (1, 0). Refused: no_positives. */
export function precisionRecallCurve(ranking: Ranking): Measured<PrecisionRecallPoint[]> {
  const { positives, thresholds, truePositives, falsePositives } = ranking;
  if (positives === 0) return unmeasured("no_positives");
  const points: PrecisionRecallPoint[] = [];
  for (let group = thresholds.length - 1; group >= 0; group -= 1) {
    const tp = truePositives[group]!;
    points.push({
      threshold: thresholds[group]!,
      precision: tp / (tp + falsePositives[group]!),
      recall: tp / positives,
    });
  }
  points.push({ threshold: null, precision: 1, recall: 0 });
  return measured(points);
}

/** The same points thinned for a chart: evenly spaced by position, first and last kept. */
export function thinned<T>(points: readonly T[], most: number): T[] {
  if (points.length <= most || most < 2) return [...points];
  return Array.from(
    { length: most },
    (_, index) => points[Math.round((index * (points.length - 1)) / (most - 1))]!,
  );
}
