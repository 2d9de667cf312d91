import { quantileOfSorted } from "../math/order.ts";
import { randomStream } from "../random/random.ts";
import type { BootstrapOptions } from "./bootstrap.ts";
import { topCapture } from "./gains.ts";
import { type Measured, measured, problemWith, unmeasured } from "./measured.ts";
import { rankOutcomes } from "./ranking.ts";
import type { Interval } from "./wilson.ts";

export interface PairedCapture {
  /** capture of a - capture of b on the rows as they are, with its percentile interval. */
  readonly difference: number;
  readonly interval: Interval;
  readonly replicates: number;
}

/**
 * Do two models catch a different share of the positives among their best `share` of rows? Both are measured on the
 * same resampled rows, so what is hard about a sample is hard for both (paired percentile bootstrap, Efron and
 * Tibshirani, 1993). Refused: one_class, and too_few where fewer than half of the replicates held both classes.
 */
export function pairedCapture(
  labels: ArrayLike<number>,
  scoresA: ArrayLike<number>,
  scoresB: ArrayLike<number>,
  share: number,
  { seed, replicates = 1_000, confidence = 0.95 }: BootstrapOptions,
): Measured<PairedCapture> {
  const problem = problemWith(labels, scoresA) ?? problemWith(labels, scoresB);
  if (problem !== null) return problem;
  const whole = differenceOn(labels, scoresA, scoresB, share);
  if (whole === null) return unmeasured("one_class");
  const rows = labels.length;
  const random = randomStream(seed, "paired-capture");
  const drawn = { labels: new Uint8Array(rows), a: new Float64Array(rows), b: new Float64Array(rows) };
  const differences: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    for (let draw = 0; draw < rows; draw += 1) {
      const row = random.below(rows);
      drawn.labels[draw] = labels[row]!;
      drawn.a[draw] = scoresA[row]!;
      drawn.b[draw] = scoresB[row]!;
    }
    const difference = differenceOn(drawn.labels, drawn.a, drawn.b, share);
    if (difference !== null) differences.push(difference);
  }
  if (differences.length < replicates / 2 || differences.length < 2) return unmeasured("too_few");
  const sorted = Float64Array.from(differences).sort();
  const tail = (1 - confidence) / 2;
  return measured({
    difference: whole,
    interval: { low: quantileOfSorted(sorted, tail)!, high: quantileOfSorted(sorted, 1 - tail)! },
    replicates: differences.length,
  });
}

function differenceOn(
  labels: ArrayLike<number>,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  share: number,
): number | null {
  const captureA = captureOf(labels, a, share);
  const captureB = captureOf(labels, b, share);
  return captureA === null || captureB === null ? null : captureA - captureB;
}

function captureOf(labels: ArrayLike<number>, scores: ArrayLike<number>, share: number): number | null {
  const ranking = rankOutcomes(labels, scores);
  if (!ranking.ok || ranking.value.negatives === 0) return null;
  const capture = topCapture(ranking.value, share);
  return capture.ok ? capture.value : null;
}
