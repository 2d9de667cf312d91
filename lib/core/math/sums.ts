/** Sums that do not lose small terms beside large ones. */

/** Neumaier's compensated sum; the error does not grow with the count. An empty sum is 0. */
export function stableSum(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Arithmetic mean; null where there is nothing. */
export function mean(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : stableSum(values) / values.length;
}

export interface Moments {
  readonly mean: number;
  /** Population variance (divided by n), never negative. */
  readonly variance: number;
}

/** Mean and population variance in two passes; null where there is nothing. */
export function moments(values: ArrayLike<number>): Moments | null {
  const centre = mean(values);
  if (centre === null) return null;
  const squares = new Float64Array(values.length);
  for (let index = 0; index < squares.length; index += 1) squares[index] = (values[index]! - centre) ** 2;
  return { mean: centre, variance: stableSum(squares) / squares.length };
}

/** Standard error of the mean, sqrt(sample variance / n); null below two values. */
export function standardError(values: ArrayLike<number>): number | null {
  const found = moments(values);
  if (found === null || values.length < 2) return null;
  return Math.sqrt(found.variance / (values.length - 1));
}
