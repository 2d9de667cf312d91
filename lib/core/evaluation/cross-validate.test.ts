import { describe, expect, it } from "vitest";
import { fitLogistic } from "../linear/logistic-regression.ts";
import { type Matrix, takeMatrixRows } from "../linear/matrix.ts";
import { logisticMargins } from "../linear/predict-logistic.ts";
import { sigmoid } from "../math/logistic.ts";
import { crossValidate, simplestWithinOneError } from "./cross-validate.ts";
import golden from "./fixtures/cross-validation.json";
import { brierScore } from "./probabilities.ts";

describe("crossValidate", () => {
  it("gives scikit-learn's AUC for each fold and its held-out predictions", () => {
    const matrix: Matrix = { rows: 600, columns: 33, values: Float64Array.from(golden.X.flat()) };
    const labels = Uint8Array.from(golden.y);
    const result = crossValidate(labels, Int32Array.from(golden.folds), (train, test) => {
      const fitted = fitLogistic(
        takeMatrixRows(matrix, train),
        Uint8Array.from(train, (row) => labels[row]!),
      );
      if (!fitted.ok) throw new Error(fitted.reason);
      return logisticMargins(fitted.model, takeMatrixRows(matrix, test)).map(sigmoid);
    });
    if (!result.ok) throw new Error(result.reason);
    const { predictions, aucByFold, meanAuc, pooledAuc } = result.value;
    for (const [fold, auc] of golden.auc_per_fold.entries()) expect(aucByFold[fold]).toBeCloseTo(auc, 12);
    expect(meanAuc).toBeCloseTo(golden.auc_mean, 12);
    expect(pooledAuc).toBeCloseTo(golden.oof_auc, 12);
    for (const [row, probability] of golden.oof.entries())
      expect(Math.abs(predictions[row]! - probability)).toBeLessThan(1e-8);
    const brier = brierScore(labels, predictions);
    expect(brier.ok && Math.abs(brier.value - golden.oof_brier)).toBeLessThan(1e-9);
  });
  it("says why where a fold has one class or there is nothing", () => {
    const flat = (_: Uint32Array, test: Uint32Array) => new Float64Array(test.length);
    expect(crossValidate([1, 1, 0, 0], Int32Array.of(0, 0, 1, 1), flat)).toEqual({
      ok: false,
      reason: "one_class",
    });
    expect(crossValidate([], new Int32Array(0), flat)).toEqual({ ok: false, reason: "empty" });
    expect(crossValidate([1], new Int32Array(0), flat)).toEqual({ ok: false, reason: "length_mismatch" });
  });
});

describe("simplestWithinOneError", () => {
  it("prefers the simpler unless the better is better by more than its error", () => {
    expect(
      simplestWithinOneError([
        { loss: 0.41, standardError: 0.02 },
        { loss: 0.4, standardError: 0.02 },
      ]),
    ).toBe(0);
    expect(
      simplestWithinOneError([
        { loss: 0.44, standardError: 0.02 },
        { loss: 0.4, standardError: 0.02 },
      ]),
    ).toBe(1);
    expect(simplestWithinOneError([])).toBeNull();
  });
});
