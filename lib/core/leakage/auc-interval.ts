import type { Ranking } from "../evaluation/ranking.ts";
import type { Interval } from "../evaluation/wilson.ts";
import { normalQuantile } from "../math/normal.ts";

export interface AucEstimate extends Interval {
  readonly value: number;
}

/**
 * AUC of one ranking with DeLong's 95 % interval. One made-up row of either class that the ranking says nothing about
 * (component 0.5) is added to the interval, so that a perfect ranking of ten rows is not taken for certain. Linear in
 * the distinct scores. Null for one class.
 */
export function aucWithInterval(ranking: Ranking, confidence = 0.95): AucEstimate | null {
  const { positives, negatives, truePositives, falsePositives } = ranking;
  if (positives === 0 || negatives === 0) return null;
  let sumUp = 0;
  let squaresUp = 0;
  let sumDown = 0;
  let squaresDown = 0;
  let tp = 0;
  let fp = 0;
  for (let group = 0; group < truePositives.length; group += 1) {
    const up = truePositives[group]! - tp;
    const down = falsePositives[group]! - fp;
    const below = (negatives - fp - down / 2) / negatives;
    const above = (tp + up / 2) / positives;
    sumUp += up * below;
    squaresUp += up * below * below;
    sumDown += down * above;
    squaresDown += down * above * above;
    tp += up;
    fp += down;
  }
  const value = Math.min(1, sumUp / positives);
  const ofUp = withOneMore(sumUp, squaresUp, positives);
  const ofDown = withOneMore(sumDown, squaresDown, negatives);
  const centre = (ofUp.mean + ofDown.mean) / 2;
  const half = normalQuantile(0.5 + confidence / 2)! * Math.sqrt(ofUp.variance + ofDown.variance);
  return {
    value,
    low: Math.min(value, Math.max(0, centre - half)),
    high: Math.max(value, Math.min(1, centre + half)),
  };
}

/** The ranking of a yes or no, from its four counts. */
export function rankingOfFlag(
  flagged: { readonly positives: number; readonly negatives: number },
  positives: number,
  negatives: number,
): Ranking {
  return {
    positives,
    negatives,
    thresholds: Float64Array.of(1, 0),
    truePositives: Float64Array.of(flagged.positives, positives),
    falsePositives: Float64Array.of(flagged.negatives, negatives),
  };
}

/** The same, looked at from the side on which it is at least 0.5. */
export function turned(estimate: AucEstimate): AucEstimate {
  const { value, low, high } = estimate;
  return value >= 0.5 ? estimate : { value: 1 - value, low: 1 - high, high: 1 - low };
}

/** A ranking whose direction was learnt on other rows: below 0.5 it knows nothing. */
export function atLeastEven(estimate: AucEstimate): AucEstimate {
  return {
    value: Math.max(0.5, estimate.value),
    low: Math.min(estimate.low, Math.max(0.5, estimate.value)),
    high: Math.max(0.5, estimate.high),
  };
}

/** Mean of the components with one of 0.5 added, and the variance of that mean. */
function withOneMore(sum: number, squares: number, count: number) {
  const rows = count + 1;
  const mean = (sum + 0.5) / rows;
  const spread = Math.max(0, squares + 0.25 - rows * mean * mean);
  return { mean, variance: spread / count / rows };
}
