import { quantileOfSorted, sortedFinite } from "../math/order.ts";

/** `steps` + 1 quantiles of the finite values at even shares from 0 to 1, ascending; empty where none is finite. */
export function quantilesOf(values: ArrayLike<number>, steps = 100): number[] {
  const sorted = sortedFinite(values);
  if (sorted.length === 0) return [];
  return Array.from({ length: steps + 1 }, (_, step) => quantileOfSorted(sorted, step / steps)! + 0);
}

/**
 * Share (0..1) of the sample below `x`, equals by half, read from its quantiles; null for an empty sample. Within one
 * step of the truth.
 */
export function shareBelow(quantiles: readonly number[], x: number): number | null {
  const steps = quantiles.length - 1;
  if (steps < 1) return null;
  const below = countBelow(quantiles, x);
  const upTo = countUpTo(quantiles, x);
  if (below > steps) return 1;
  if (upTo === 0) return 0;
  if (upTo > below) return (below + upTo - 1) / 2 / steps;
  const low = quantiles[below - 1]!;
  const high = quantiles[below]!;
  return (below - 1 + (x - low) / (high - low)) / steps;
}

/**
 * Whole percent of the sample that lies below and above `x`, equals counted on neither side; never more than is true,
 * by up to one step of the quantiles. Null for an empty sample.
 */
export function percentBeside(
  quantiles: readonly number[],
  x: number,
): { readonly below: number; readonly above: number } | null {
  const steps = quantiles.length - 1;
  if (steps < 1) return null;
  return {
    below: Math.floor((100 * Math.max(0, countBelow(quantiles, x) - 1)) / steps),
    above: Math.floor((100 * Math.max(0, steps - countUpTo(quantiles, x))) / steps),
  };
}

/** How many of the ascending values are less than `x`. Asked for every number of every score: no closure is made. */
function countBelow(values: readonly number[], x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many are at most `x`. */
function countUpTo(values: readonly number[], x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
