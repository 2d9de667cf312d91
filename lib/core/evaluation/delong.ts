import { normalQuantile, normalTwoSided } from "../math/normal.ts";
import { averageRanks } from "../math/order.ts";
import { mean, stableSum } from "../math/sums.ts";
import { type Measured, measured, problemWith, unmeasured } from "./measured.ts";
import type { Interval } from "./wilson.ts";

export interface PairedComparison {
  readonly aucA: number;
  readonly aucB: number;
  /** aucA - aucB, with its interval. */
  readonly difference: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly z: number;
  /** Two-sided. */
  readonly pValue: number;
}

/**
 * DeLong's test of two models on the same rows: does their AUC differ by more than chance. Structural components by
 * midranks (DeLong et al., 1988; Sun and Xu, 2014), so n log n. Two models that order alike have difference 0, p 1.
 * Refused: one_class; too_few below two rows of either class, or where the components of unlike models do not vary.
 */
export function compareAucs(
  labels: ArrayLike<number>,
  scoresA: ArrayLike<number>,
  scoresB: ArrayLike<number>,
  confidence = 0.95,
): Measured<PairedComparison> {
  const problem = problemWith(labels, scoresA) ?? problemWith(labels, scoresB);
  if (problem !== null) return problem;
  const a = components(labels, scoresA);
  const b = components(labels, scoresB);
  if (a.positive.length === 0 || a.negative.length === 0) return unmeasured("one_class");
  if (a.positive.length < 2 || a.negative.length < 2) return unmeasured("too_few");
  const aucA = mean(a.positive)!;
  const aucB = mean(b.positive)!;
  const variance =
    varianceOfDifference(a.positive, b.positive) / a.positive.length +
    varianceOfDifference(a.negative, b.negative) / a.negative.length;
  const difference = aucA - aucB;
  const standardError = Math.sqrt(variance);
  const z = standardError > 0 ? difference / standardError : 0;
  if (standardError === 0 && Math.abs(difference) > 1e-12) return unmeasured("too_few");
  const half = normalQuantile(0.5 + confidence / 2)! * standardError;
  return measured({
    aucA,
    aucB,
    difference,
    standardError,
    interval: { low: difference - half, high: difference + half },
    z,
    pValue: normalTwoSided(z),
  });
}

/** For each positive the share of negatives below it, for each negative the share of positives above it (ties half). */
function components(labels: ArrayLike<number>, scores: ArrayLike<number>) {
  const up: number[] = [];
  const down: number[] = [];
  for (let row = 0; row < labels.length; row += 1) (labels[row] === 1 ? up : down).push(row);
  const all = averageRanks(scores);
  const ofUp = averageRanks(Float64Array.from(up, (row) => scores[row]!));
  const ofDown = averageRanks(Float64Array.from(down, (row) => scores[row]!));
  return {
    positive: Float64Array.from(up, (row, at) => (all[row]! - ofUp[at]!) / down.length),
    negative: Float64Array.from(down, (row, at) => 1 - (all[row]! - ofDown[at]!) / up.length),
  };
}

/** Sample variance of a - b. */
function varianceOfDifference(a: Float64Array, b: Float64Array): number {
  const differences = a.map((value, index) => value - b[index]!);
  const centre = mean(differences)!;
  return stableSum(differences.map((value) => (value - centre) ** 2)) / (a.length - 1);
}
