import { sortedFinite } from "../math/order.ts";

export interface KolmogorovSmirnov {
  /** Largest distance between the two empirical distributions, 0..1. */
  readonly statistic: number;
  /** Chance of a distance at least as large were both drawn from one distribution. */
  readonly pValue: number;
}

/**
 * Two-sample Kolmogorov and Smirnov test over the finite values. The p-value is that of the one-sample statistic with
 * round(nm / (n + m)) observations, as scipy's `ks_2samp(method="asymp")` has it. Null where either side is empty.
 */
export function kolmogorovSmirnov(
  expected: ArrayLike<number>,
  actual: ArrayLike<number>,
): KolmogorovSmirnov | null {
  const a = sortedFinite(expected);
  const b = sortedFinite(actual);
  if (a.length === 0 || b.length === 0) return null;
  let statistic = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= value) i += 1;
    while (j < b.length && b[j]! <= value) j += 1;
    statistic = Math.max(statistic, Math.abs(i / a.length - j / b.length));
  }
  const observations = Math.max(1, Math.round((a.length * b.length) / (a.length + b.length)));
  return { statistic, pValue: survival(statistic, observations) };
}

/** Above this size of matrix the exact distribution costs more than it tells. */
const LARGEST_MATRIX = 161;

/** P(D_n >= d): exact (Marsaglia, Tsang and Wang, 2003) where that is quick, else Kolmogorov's limit. */
function survival(d: number, n: number): number {
  if (d <= 0.5 / n) return 1;
  if (d >= 1) return 0;
  const size = 2 * (Math.floor(n * d) + 1) - 1;
  if (size <= LARGEST_MATRIX) return Math.min(1, Math.max(0, 1 - exactDistribution(d, n)));
  // Stephens' correction (1970) makes the limit good to three digits from n = 20 on.
  const root = Math.sqrt(n);
  const t = d * (root + 0.12 + 0.11 / root);
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) {
    const term = Math.exp(-2 * k * k * t * t);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-18) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}

/** P(D_n < d) = n! / n^n times the middle of H^n; H as in the paper. */
function exactDistribution(d: number, n: number): number {
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const h = k - n * d;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) matrix[i * size + j] = i - j + 1 < 0 ? 0 : 1;
  for (let i = 0; i < size; i += 1) {
    matrix[i * size]! -= h ** (i + 1);
    matrix[(size - 1) * size + i]! -= h ** (size - i);
  }
  if (2 * h - 1 > 0) matrix[(size - 1) * size]! += (2 * h - 1) ** size;
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) for (let g = 1; g <= i - j + 1; g += 1) matrix[i * size + j]! /= g;
  const { power, exponent } = matrixPower(matrix, size, n);
  let result = power[(k - 1) * size + k - 1]!;
  let decimals = exponent;
  for (let i = 1; i <= n; i += 1) {
    result *= i / n;
    if (result < 1e-140) {
      result *= 1e140;
      decimals -= 140;
    }
  }
  return result * 10 ** decimals;
}

/** The n-th power by squaring, with a power of ten kept apart so that nothing overflows. */
function matrixPower(
  matrix: Float64Array,
  size: number,
  n: number,
): { power: Float64Array; exponent: number } {
  if (n === 1) return { power: matrix, exponent: 0 };
  const half = matrixPower(matrix, size, Math.floor(n / 2));
  let power = multiply(half.power, half.power, size);
  let exponent = 2 * half.exponent;
  if (n % 2 === 1) power = multiply(matrix, power, size);
  const middle = Math.floor(size / 2);
  if (power[middle * size + middle]! > 1e140) {
    power = power.map((value) => value * 1e-140);
    exponent += 140;
  }
  return { power, exponent };
}

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let k = 0; k < size; k += 1) {
      const factor = a[i * size + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < size; j += 1) product[i * size + j]! += factor * b[k * size + j]!;
    }
  return product;
}
