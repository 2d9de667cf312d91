/** Rows of encoded signals, row-major: value of column j in row i is `values[i * columns + j]`. All finite. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array | Float32Array;
}

/** Beyond this size a value is refused (the encoder clamps to it): its square must stay summable. */
export const LARGEST_VALUE = 1e30;

/** The rows at these positions, in this order. */
export function takeMatrixRows(matrix: Matrix, positions: ArrayLike<number>): Matrix {
  const { columns } = matrix;
  const rows = positions.length;
  const values =
    matrix.values instanceof Float32Array
      ? new Float32Array(rows * columns)
      : new Float64Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const from = positions[row]! * columns;
    values.set(matrix.values.subarray(from, from + columns), row * columns);
  }
  return { rows, columns, values };
}
