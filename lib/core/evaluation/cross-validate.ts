import { mean as meanOf, standardError } from "../math/sums.ts";
import { type Folds, heldOut } from "../splits/folds.ts";
import { type Measured, measured, unmeasured } from "./measured.ts";
import { rankOutcomes, rocAuc } from "./ranking.ts";

export interface CrossValidation {
  /** One prediction a row, each by a model that did not see the row. */
  readonly predictions: Float64Array;
  readonly aucByFold: readonly number[];
  readonly meanAuc: number;
  /** Of the mean over folds; null with one fold. */
  readonly standardError: number | null;
  /** Of all held-out predictions together. */
  readonly pooledAuc: number;
}

/**
 * Trains and tests once a fold. `predict` fits on the rows `train` and answers with one score for each row of `test`.
 * Refused with the first fold's reason where an AUC cannot be had.
 */
export function crossValidate(
  labels: ArrayLike<number>,
  folds: Folds,
  predict: (train: Uint32Array, test: Uint32Array, fold: number) => ArrayLike<number>,
): Measured<CrossValidation> {
  if (folds.length !== labels.length) return unmeasured("length_mismatch");
  if (folds.length === 0) return unmeasured("empty");
  const predictions = new Float64Array(labels.length);
  const aucByFold: number[] = [];
  const count = folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  for (let fold = 0; fold < count; fold += 1) {
    const { train, test } = heldOut(folds, fold);
    const scores = predict(train, test, fold);
    for (const [at, row] of test.entries()) predictions[row] = scores[at]!;
    const auc = aucOf(
      Uint8Array.from(test, (row) => labels[row]!),
      scores,
    );
    if (!auc.ok) return auc;
    aucByFold.push(auc.value);
  }
  const pooled = aucOf(labels, predictions);
  if (!pooled.ok) return pooled;
  return measured({
    predictions,
    aucByFold,
    meanAuc: meanOf(aucByFold)!,
    standardError: standardError(aucByFold),
    pooledAuc: pooled.value,
  });
}

/** AUC of labels and scores in one call. Refused: empty, length_mismatch, not_finite, one_class. */
export function aucOf(labels: ArrayLike<number>, scores: ArrayLike<number>): Measured {
  const ranking = rankOutcomes(labels, scores);
  return ranking.ok ? rocAuc(ranking.value) : ranking;
}

/**
 * The simplest candidate whose mean loss is within one standard error of the least (Breiman et al., 1984). Candidates
 * are listed simplest first; gives the position, or null where there are none.
 */
export function simplestWithinOneError(
  candidates: readonly { readonly loss: number; readonly standardError: number | null }[],
): number | null {
  if (candidates.length === 0) return null;
  const best = candidates.reduce((least, candidate) => (candidate.loss < least.loss ? candidate : least));
  const ceiling = best.loss + (best.standardError ?? 0);
  return candidates.findIndex((candidate) => candidate.loss <= ceiling);
}
