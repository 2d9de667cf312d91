import { averageRanks } from "../math/order.ts";
import { stableSum } from "../math/sums.ts";

/** Symmetric, one row and column a signal; null where either does not vary or they share fewer than two known rows. */
export type CorrelationMatrix = readonly (readonly (number | null)[])[];

/**
 * Pearson's r over the rows where both are finite: cov / (sd sd), -1..1. Null where fewer than two rows are known in
 * both, or either does not vary there.
 */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [x, y] = knownInBoth(a, b);
  return correlationOf(x, y);
}

/** Spearman's rank correlation: Pearson's of the mean ranks, over the rows where both are finite. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [x, y] = knownInBoth(a, b);
  return correlationOf(averageRanks(x), averageRanks(y));
}

/**
 * Correlation of a signal with the outcome (0 and 1): Pearson's r under its name for one binary side. Null as there,
 * one class among the known rows included.
 */
export function pointBiserial(values: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  return pearson(values, labels);
}

export function pearsonMatrix(columns: readonly ArrayLike<number>[]): CorrelationMatrix {
  return matrixOf(columns, pearson);
}

export function spearmanMatrix(columns: readonly ArrayLike<number>[]): CorrelationMatrix {
  return matrixOf(columns, spearman);
}

function matrixOf(
  columns: readonly ArrayLike<number>[],
  correlate: (a: ArrayLike<number>, b: ArrayLike<number>) => number | null,
): CorrelationMatrix {
  const matrix = columns.map(() => new Array<number | null>(columns.length).fill(null));
  for (let i = 0; i < columns.length; i += 1)
    for (let j = i; j < columns.length; j += 1) {
      const value = correlate(columns[i]!, columns[j]!);
      matrix[i]![j] = value;
      matrix[j]![i] = value;
    }
  return matrix;
}

function knownInBoth(a: ArrayLike<number>, b: ArrayLike<number>): [Float64Array, Float64Array] {
  const rows: number[] = [];
  for (let row = 0; row < Math.min(a.length, b.length); row += 1)
    if (Number.isFinite(a[row]!) && Number.isFinite(b[row]!)) rows.push(row);
  return [Float64Array.from(rows, (row) => a[row]!), Float64Array.from(rows, (row) => b[row]!)];
}

function correlationOf(x: Float64Array, y: Float64Array): number | null {
  if (x.length < 2) return null;
  const dx = centred(x);
  const dy = centred(y);
  if (dx === null || dy === null) return null;
  const r = stableSum(dx.map((value, row) => value * dy[row]!));
  return Math.min(1, Math.max(-1, r));
}

/** Less its mean and divided by its length; null where it does not vary. Scaled first, so that nothing overflows. */
function centred(values: Float64Array): Float64Array | null {
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (size === 0 || values.every((value) => value === values[0])) return null;
  const scaled = values.map((value) => value / size);
  const mean = stableSum(scaled) / scaled.length;
  const shifted = scaled.map((value) => value - mean);
  const length = Math.sqrt(stableSum(shifted.map((value) => value * value)));
  return length > 0 ? shifted.map((value) => value / length) : null;
}
