import { averagePrecision, rankOutcomes, rocAuc } from "@/lib/core/evaluation/ranking";
import { explainMargins, treeShap } from "@/lib/core/explain/tree-shap";
import { fitLogistic, type LogisticFit } from "@/lib/core/linear/logistic-regression";
import { type BoostingOptions, trainBoosted } from "@/lib/core/trees/boosting";
import type { TrainingCrew } from "@/lib/core/trees/crew";
import type { TreeEnsemble } from "@/lib/core/trees/ensemble";
import { type FeatureMatrix, featureMatrix } from "@/lib/core/trees/feature-matrix";
import { predictMargins } from "@/lib/core/trees/predict";
import { fastCallingThread } from "@/lib/core/trees/wasm-kernel";
import { type LeadTable, SIGNAL_KEYS } from "./table";
import { type Timed, timed } from "./timing";

export const TOLERANCE = 1e-10;

/** Both sides': 100 trees of 31 leaves, at most 7 comparisons deep. */
export const BOOSTING = {
  rounds: 100,
  mostLeaves: 31,
  mostDepth: 7,
  learningRate: 0.1,
  penalty: 1,
  leastHessian: 1,
  mostBins: 255,
} as const satisfies Partial<BoostingOptions>;

export const matrixOf = (table: LeadTable): FeatureMatrix => ({
  keys: SIGNAL_KEYS,
  rowCount: table.rows,
  values: table.values,
});

/** Standardising and fitting. @returns the largest derivative of the loss for each row, beside the times */
export function fitOurs(table: LeadTable): Timed & { readonly gradient: number } {
  const matrix = { rows: table.rows, columns: table.columns, values: table.filled };
  const { result, ...times } = timed(() => fitLogistic(matrix, table.labels, { tolerance: TOLERANCE }));
  if (!result.ok || !result.model.converged) throw new Error("the logistic regression did not converge");
  return { ...times, gradient: largestDerivative(table, result.model) };
}

/** Binning and 100 trees. */
export function boostOurs(table: LeadTable, crew: TrainingCrew = fastCallingThread()) {
  const rows = { matrix: matrixOf(table), labels: table.labels };
  const { result, ...times } = timed(() => trainBoosted(rows, BOOSTING, null, { crew }));
  if (!result.ok) throw new Error(`the boosted trees were refused: ${result.reason}`);
  return { ...times, ensemble: result.ensemble };
}

export const predictOurs = (ensemble: TreeEnsemble, table: LeadTable) =>
  timed(() => predictMargins(ensemble, matrixOf(table)));

export function explainOurs(ensemble: TreeEnsemble, table: LeadTable, rows: number) {
  const values = table.values.subarray(0, rows * table.columns);
  return timed(() => explainMargins(ensemble, { keys: SIGNAL_KEYS, rowCount: rows, values }));
}

/** Median microseconds from one lead's plain values to its margin and all contributions. */
export function oneLeadOurs(ensemble: TreeEnsemble, table: LeadTable, leads: number): number {
  const micros = Float64Array.from({ length: leads }, (_, lead) => {
    const at = (lead % table.rows) * table.columns;
    const plain = Array.from(table.values.subarray(at, at + table.columns));
    const started = performance.now();
    treeShap(ensemble, featureMatrix(SIGNAL_KEYS, [plain]));
    return (performance.now() - started) * 1e3;
  });
  return micros.sort()[leads >> 1]!;
}

export function metricsOurs(scores: Float64Array, labels: Uint8Array) {
  const { result, ...times } = timed(() => {
    const ranking = rankOutcomes(labels, scores);
    if (!ranking.ok) throw new Error(ranking.reason);
    return { auc: rocAuc(ranking.value), averagePrecision: averagePrecision(ranking.value) };
  });
  if (!result.auc.ok || !result.averagePrecision.ok) throw new Error("the scores could not be measured");
  return { ...times, auc: result.auc.value, averagePrecision: result.averagePrecision.value };
}

export const aucOurs = (ensemble: TreeEnsemble, table: LeadTable): number =>
  metricsOurs(predictMargins(ensemble, matrixOf(table)), table.labels).auc;

/** By the definition, in the standardised columns: how near the optimum the fit has come. */
function largestDerivative(table: LeadTable, model: LogisticFit): number {
  const { rows, columns, filled, labels } = table;
  const sums = new Float64Array(columns + 1);
  for (let row = 0, at = 0; row < rows; row += 1, at += columns) {
    let z = model.intercept;
    for (let j = 0; j < columns; j += 1)
      z += (model.coefficients[j]! * (filled[at + j]! - model.mean[j]!)) / model.scale[j]!;
    const residual = 1 / (1 + Math.exp(-z)) - labels[row]!;
    for (let j = 0; j < columns; j += 1)
      sums[j]! += (residual * (filled[at + j]! - model.mean[j]!)) / model.scale[j]!;
    sums[columns]! += residual;
  }
  for (let j = 0; j < columns; j += 1) sums[j]! += model.coefficients[j]!;
  return sums.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0) / rows;
}
