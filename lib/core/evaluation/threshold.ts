import { type Measured, measured, problemWith } from "./measured.ts";

export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

export interface AtThreshold extends Confusion {
  readonly threshold: number;
  /** Share of the predicted positives that were; null where none was predicted. */
  readonly precision: number | null;
  /** Share of the positives that were predicted; null where there were none. */
  readonly recall: number | null;
  /** 2 TP / (2 TP + FP + FN); null where nothing was positive and nothing predicted. */
  readonly f1: number | null;
  readonly accuracy: number;
}

/** The four counts and what follows from them, where scores at or above `threshold` count as positive. */
export function atThreshold(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  threshold: number,
): Measured<AtThreshold> {
  const problem = problemWith(labels, scores);
  if (problem !== null) return problem;
  let truePositives = 0;
  let falsePositives = 0;
  let falseNegatives = 0;
  for (let row = 0; row < labels.length; row += 1) {
    const chosen = scores[row]! >= threshold;
    if (labels[row] === 1) {
      if (chosen) truePositives += 1;
      else falseNegatives += 1;
    } else if (chosen) falsePositives += 1;
  }
  const trueNegatives = labels.length - truePositives - falsePositives - falseNegatives;
  const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return measured({
    threshold,
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    accuracy: (truePositives + trueNegatives) / labels.length,
  });
}
