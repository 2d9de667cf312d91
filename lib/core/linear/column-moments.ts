import type { Matrix } from "./matrix.ts";

export interface ColumnMoments {
  readonly mean: Float64Array;
  /** Population standard deviation; 1 for a column that does not vary, so that dividing by it changes nothing. */
  readonly scale: Float64Array;
  /** 0 for a column that does not vary: it says nothing, and its coefficient stays exactly 0. */
  readonly varies: Uint8Array;
}

/**
 * Weighted mean and population standard deviation of every column (scikit-learn's StandardScaler). Sums are taken about
 * the first row and then about the mean, so a column that lies far from zero keeps its digits.
 */
export function columnMoments(matrix: Matrix, weights: Float64Array): ColumnMoments {
  const { rows, columns, values } = matrix;
  const mean = new Float64Array(columns);
  const scale = new Float64Array(columns).fill(1);
  const varies = new Uint8Array(columns);
  if (rows === 0) return { mean, scale, varies };
  let total = 0;
  const first = Float64Array.from(values.subarray(0, columns));
  const sums = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row += 1, at += columns) {
    const weight = weights[row]!;
    total += weight;
    for (let column = 0; column < columns; column += 1) {
      const shifted = values[at + column]! - first[column]!;
      const weighted = weight * shifted;
      sums[column]! += weighted;
      squares[column]! += weighted * shifted;
    }
  }
  for (let column = 0; column < columns; column += 1) {
    const shift = sums[column]! / total;
    mean[column] = first[column]! + shift;
    const variance = squares[column]! / total - shift * shift;
    // What cancellation leaves of a column that does not vary is far below this.
    const noise = 1e-14 * (squares[column]! / total);
    if (!(variance > noise && variance > 0)) continue;
    scale[column] = Math.sqrt(variance);
    varies[column] = 1;
  }
  return { mean, scale, varies };
}
