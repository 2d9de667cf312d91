/** A figure, or why there is none. A statistic never answers NaN, nor 0.5 for what it cannot know. */

export type Unmeasured =
  /** No rows. */
  | "empty"
  /** Labels and scores differ in length. */
  | "length_mismatch"
  /** A score is NaN or infinite. */
  | "not_finite"
  /** A probability lies outside 0..1. */
  | "not_a_probability"
  /** Every row is positive, or every row is negative. */
  | "one_class"
  /** No positive rows: there is nothing to capture, and lift has no base rate. */
  | "no_positives"
  /** Too few rows, or too little spread, for an interval or a test. */
  | "too_few";

export interface Refused {
  readonly ok: false;
  readonly reason: Unmeasured;
}

export type Measured<T = number> = { readonly ok: true; readonly value: T } | Refused;

export function measured<T>(value: T): Measured<T> {
  return { ok: true, value };
}

export function unmeasured(reason: Unmeasured): Refused {
  return { ok: false, reason };
}

/** Why labels (0 and 1) and scores cannot be compared; null where they can. */
export function problemWith(labels: ArrayLike<number>, scores: ArrayLike<number>): Refused | null {
  if (labels.length !== scores.length) return unmeasured("length_mismatch");
  if (labels.length === 0) return unmeasured("empty");
  for (let row = 0; row < scores.length; row += 1)
    if (!Number.isFinite(scores[row]!)) return unmeasured("not_finite");
  return null;
}

/** The same, for figures that read the scores as probabilities. */
export function problemWithProbabilities(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): Refused | null {
  const problem = problemWith(labels, probabilities);
  if (problem !== null) return problem;
  for (let row = 0; row < probabilities.length; row += 1)
    if (!(probabilities[row]! >= 0 && probabilities[row]! <= 1)) return unmeasured("not_a_probability");
  return null;
}
