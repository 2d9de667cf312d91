import { choleskyFactor, choleskySolve } from "../math/cholesky.ts";
import { type ColumnMoments, columnMoments } from "./column-moments.ts";
import { minimise } from "./lbfgs.ts";
import { type LabelledRows, logisticHessian, logisticLoss } from "./logistic-loss.ts";
import { LARGEST_VALUE, type Matrix, takeMatrixRows } from "./matrix.ts";

/** L2-penalised logistic regression on standardised columns. */
export interface LogisticModel {
  /** By standardised column: log-odds for one standard deviation more. */
  readonly coefficients: Float64Array;
  /** Log-odds of a lead at the mean of every column: the SHAP base. */
  readonly intercept: number;
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

export interface LogisticFit extends LogisticModel {
  readonly iterations: number;
  /** Passes over all rows. */
  readonly passes: number;
  readonly converged: boolean;
}

export interface LogisticOptions {
  /** Inverse strength of the penalty, as in scikit-learn; above 0. */
  readonly c?: number;
  readonly weights?: Float64Array;
  /** Stop where the largest derivative of the loss is at most this for each unit of weight. */
  readonly tolerance?: number;
  /** Called before each pass over all rows; what it throws ends the fit. */
  readonly onIteration?: ((iteration: number) => void) | undefined;
}

export type FitRefusal =
  | "empty"
  | "length_mismatch"
  | "not_finite"
  | "value_too_large"
  | "bad_weights"
  | "bad_penalty"
  | "one_class";

export type FitResult =
  | { readonly ok: true; readonly model: LogisticFit }
  | { readonly ok: false; readonly reason: FitRefusal };

/** The metric is taken from about this many rows; heavy-tailed columns need more than a few thousand. */
const HESSIAN_ROWS = 25_000;
/** Up to this many rows the last steps are Newton's own. */
const POLISH_ROWS = 24_000;
/** Above this many rows the walk starts from the answer on every eighth row. */
const WARM_START_ROWS = 8_000;
const WARM_START_STEP = 8;
/** Far below what drawing the sample costs in precision: a better answer would be thrown away. */
const WARM_START_TOLERANCE = 1e-3;
const NEWTON_STEPS = 6;

/**
 * Minimises sum of w_i (log(1 + e^z_i) - y_i z_i) + |coefficients|² / (2 c), z = intercept + sum of coefficients_j
 * (x_j - mean_j) / scale_j; the intercept is not penalised, the optimum is unique. Standardisation is folded into the
 * slopes, so rows are read as they are. L-BFGS in the metric of a subsampled Hessian.
 *
 * `labels` are 0 or 1. Constant and duplicate columns are fine. Refused with a reason: see FitRefusal; `one_class` also
 * where only one class carries weight.
 */
export function fitLogistic(matrix: Matrix, labels: Uint8Array, options: LogisticOptions = {}): FitResult {
  const c = options.c ?? 1;
  const weights = options.weights ?? new Float64Array(matrix.rows).fill(1);
  const reason = refusal(matrix, labels, weights, c);
  if (reason !== null) return { ok: false, reason };
  const data: LabelledRows = { matrix, labels, weights };
  const moments = columnMoments(matrix, weights);
  const tolerance = options.tolerance ?? 1e-10;
  const { onIteration } = options;
  const polish = matrix.rows <= POLISH_ROWS;
  return { ok: true, model: solve(data, moments, { c, tolerance, polish, onIteration }) };
}

function solve(
  data: LabelledRows,
  moments: ColumnMoments,
  options: {
    c: number;
    tolerance: number;
    polish: boolean;
    onIteration?: ((iteration: number) => void) | undefined;
  },
): LogisticFit {
  const { rows, columns } = data.matrix;
  const { mean, scale, varies } = moments;
  const size = columns + 1;
  const penalty = 1 / options.c;
  const slopes = new Float64Array(columns);
  const raw = new Float64Array(size);
  const unfold = (point: Float64Array): number => {
    let intercept = point[columns]!;
    for (let j = 0; j < columns; j += 1) {
      slopes[j] = point[j]! / scale[j]!;
      intercept -= slopes[j]! * mean[j]!;
    }
    return intercept;
  };
  const evaluate = (point: Float64Array, gradient: Float64Array): number => {
    let value = logisticLoss(data, slopes, unfold(point), raw);
    for (let j = 0; j < columns; j += 1) {
      const fromRows = varies[j] === 1 ? (raw[j]! - mean[j]! * raw[columns]!) / scale[j]! : 0;
      gradient[j] = fromRows + penalty * point[j]!;
      value += 0.5 * penalty * point[j]! * point[j]!;
    }
    gradient[columns] = raw[columns]!;
    return value;
  };
  const factorAt = (point: Float64Array, step: number): Float64Array => {
    const hessian = logisticHessian(data, slopes, unfold(point), moments, step);
    for (let j = 0; j < columns; j += 1) hessian[j * size + j]! += penalty;
    return factorOf(hessian, size);
  };

  const start = startingPoint(data, moments, options.c);
  const step = Math.max(1, Math.floor(rows / HESSIAN_ROWS));
  const totalWeight = data.weights.reduce((sum, weight) => sum + weight, 0);
  const factor = factorAt(start, step);
  const found = minimise(evaluate, start, (vector) => choleskySolve(factor, vector, size), {
    tolerance: options.tolerance * totalWeight,
    maxIterations: 200,
    onIteration: options.onIteration,
  });
  let { point, gradient } = found;
  let passes = found.evaluations;
  // With few rows an exact Hessian costs little, and Newton's last steps reach the optimum to the last digits.
  for (let turn = 0; options.polish && turn < NEWTON_STEPS; turn += 1) {
    const move = choleskySolve(factorAt(point, 1), gradient, size);
    const next = point.map((coordinate, index) => coordinate - move[index]!);
    const nextGradient = new Float64Array(size);
    evaluate(next, nextGradient);
    passes += 1;
    if (!(largest(nextGradient) < 0.5 * largest(gradient))) break;
    point = next;
    gradient = nextGradient;
  }
  return {
    coefficients: point.slice(0, columns),
    intercept: point[columns]!,
    mean,
    scale,
    iterations: found.iterations,
    passes,
    converged: largest(gradient) <= options.tolerance * totalWeight,
  };
}

/** The answer on every eighth row where there are many, else the log-odds of the base rate. */
function startingPoint(data: LabelledRows, moments: ColumnMoments, c: number): Float64Array {
  const { rows, columns } = data.matrix;
  const start = new Float64Array(columns + 1);
  let total = 0;
  let positive = 0;
  for (let row = 0; row < rows; row += 1) {
    total += data.weights[row]!;
    if (data.labels[row] === 1) positive += data.weights[row]!;
  }
  start[columns] = Math.log(positive / (total - positive));
  if (rows <= WARM_START_ROWS) return start;
  const chosen = Uint32Array.from(
    { length: Math.ceil(rows / WARM_START_STEP) },
    (_, at) => at * WARM_START_STEP,
  );
  const sample: LabelledRows = {
    matrix: takeMatrixRows(data.matrix, chosen),
    labels: Uint8Array.from(chosen, (row) => data.labels[row]!),
    weights: Float64Array.from(chosen, (row) => data.weights[row]!),
  };
  if (refusal(sample.matrix, sample.labels, sample.weights, c) !== null) return start;
  const first = solve(sample, moments, {
    c: (c * chosen.length) / rows,
    tolerance: WARM_START_TOLERANCE,
    polish: false,
  });
  start.set(first.coefficients);
  start[columns] = first.intercept;
  return start;
}

/** A penalised Hessian is positive definite but for rounding: a growing ridge mends what rounding broke. */
function factorOf(hessian: Float64Array, size: number): Float64Array {
  for (let ridge = 0; ridge < 1e6; ridge = ridge === 0 ? 1e-10 : ridge * 100) {
    const ridged = hessian.slice();
    for (let j = 0; j < size; j += 1) ridged[j * size + j]! += ridge * (1 + hessian[j * size + j]!);
    const factor = choleskyFactor(ridged, size);
    if (factor !== null) return factor;
  }
  throw new Error("fitLogistic: the Hessian is not finite");
}

function refusal(matrix: Matrix, labels: Uint8Array, weights: Float64Array, c: number): FitRefusal | null {
  if (matrix.rows === 0) return "empty";
  if (labels.length !== matrix.rows || weights.length !== matrix.rows) return "length_mismatch";
  if (matrix.values.length !== matrix.rows * matrix.columns) return "length_mismatch";
  if (!(c > 0 && Number.isFinite(c))) return "bad_penalty";
  let positive = 0;
  let negative = 0;
  for (let row = 0; row < matrix.rows; row += 1) {
    const weight = weights[row]!;
    if (!(weight >= 0 && weight <= LARGEST_VALUE)) return "bad_weights";
    if (labels[row] === 1) positive += weight;
    else negative += weight;
  }
  for (let at = 0; at < matrix.values.length; at += 1) {
    const value = matrix.values[at]!;
    if (!(Math.abs(value) <= LARGEST_VALUE)) return Number.isFinite(value) ? "value_too_large" : "not_finite";
  }
  return positive > 0 && negative > 0 ? null : "one_class";
}

function largest(vector: Float64Array): number {
  let most = 0;
  for (const component of vector) most = Math.max(most, Math.abs(component));
  return most;
}
