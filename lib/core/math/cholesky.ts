/** Cholesky's factor of a small symmetric positive definite matrix, row-major; what Newton's steps are solved with. */

/**
 * Lower triangle L with L Lᵀ = A (`size` x `size`, row-major; only the lower triangle of A is read). Null where A is
 * not positive definite to working precision or holds something that is not finite.
 */
export function choleskyFactor(a: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = a[row * size + column]!;
      for (let k = 0; k < column; k += 1) sum -= factor[row * size + k]! * factor[column * size + k]!;
      if (row !== column) factor[row * size + column] = sum / factor[column * size + column]!;
      else if (sum > 0 && Number.isFinite(sum)) factor[row * size + row] = Math.sqrt(sum);
      else return null;
    }
  }
  return factor;
}

/** Solves L Lᵀ x = b for the factor L; `b` is left alone. */
export function choleskySolve(factor: Float64Array, b: Float64Array, size: number): Float64Array {
  const x = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = b[row]!;
    for (let k = 0; k < row; k += 1) sum -= factor[row * size + k]! * x[k]!;
    x[row] = sum / factor[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = x[row]!;
    for (let k = row + 1; k < size; k += 1) sum -= factor[k * size + row]! * x[k]!;
    x[row] = sum / factor[row * size + row]!;
  }
  return x;
}
