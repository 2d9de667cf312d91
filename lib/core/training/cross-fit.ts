import { calibrate } from "../calibration/calibration.ts";
import { fitPlatt } from "../calibration/platt.ts";
import { type SignalTable, takeRows } from "../encoding/table.ts";
import { aucOf, crossValidate } from "../evaluation/cross-validate.ts";
import { logLoss } from "../evaluation/probabilities.ts";
import { mean, standardError } from "../math/sums.ts";
import { type Folds, heldOut } from "../splits/folds.ts";
import { CannotLearn } from "./fit-contender.ts";
import type { ContenderReport } from "./report.ts";
import { takeLabels, takeNumbers } from "./split-rows.ts";

/** The rows that models may be compared on before the test part is read: train and calibration part together. */
export interface ComparisonRows {
  readonly table: SignalTable;
  readonly labels: Uint8Array;
  readonly folds: Folds;
  readonly foldCount: number;
}

export interface CrossFit {
  /** Margins of every row by a model that did not see it. */
  readonly margins: Float64Array;
  readonly figures: NonNullable<ContenderReport["crossValidation"]>;
}

/**
 * @param learn learns from rows and gives the margins of others; called once a fold.
 * @param onFold after each fold, with the mean AUC of the folds so far.
 * @throws CannotLearn where a fold has no AUC.
 */
export function crossFit(
  rows: ComparisonRows,
  learn: (train: SignalTable, trainLabels: Uint8Array, test: SignalTable, rows: Uint32Array) => Float64Array,
  onFold: (foldsDone: number, meanAuc: number | null) => void = () => {},
): CrossFit {
  const { table, labels, folds } = rows;
  const aucs: number[] = [];
  const crossed = crossValidate(labels, folds, (train, test, fold) => {
    const margins = learn(takeRows(table, train), takeLabels(labels, train), takeRows(table, test), test);
    const auc = aucOf(takeLabels(labels, test), margins);
    if (auc.ok) aucs.push(auc.value);
    onFold(fold + 1, mean(aucs));
    return margins;
  });
  if (!crossed.ok) throw new CannotLearn(crossed.reason);
  const { predictions, meanAuc, standardError: aucError } = crossed.value;
  return {
    margins: predictions,
    figures: { auc: meanAuc, standardError: aucError, ...foldLosses(rows, predictions) },
  };
}

/**
 * Mean log loss over folds. Margins of unlike models are put on one footing first: each fold's become probabilities by
 * Platt's curve fitted on the other folds'.
 */
function foldLosses({ labels, folds, foldCount }: ComparisonRows, margins: Float64Array) {
  const losses: number[] = [];
  for (let fold = 0; fold < foldCount; fold += 1) {
    const { train, test } = heldOut(folds, fold);
    const platt = fitPlatt(takeNumbers(margins, train), takeLabels(labels, train));
    if (!platt.ok) return { logLoss: null, logLossError: null };
    const probabilities = takeNumbers(margins, test).map((margin) => calibrate(platt.calibration, margin));
    const loss = logLoss(takeLabels(labels, test), probabilities);
    if (!loss.ok) return { logLoss: null, logLossError: null };
    losses.push(loss.value);
  }
  return { logLoss: mean(losses), logLossError: standardError(losses) };
}
