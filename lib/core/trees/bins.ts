import { ABOVE_ALL_VALUES, type FeatureMatrix } from "./feature-matrix.ts";
import { rankOf } from "./rank-code.ts";

/** One column as at most 255 bins. */
export interface BinnedFeature {
  /** Its column in the matrix. */
  readonly column: number;
  /** Ascending; bin(x) = how many are <= x, so x < thresholds[b] exactly when bin(x) <= b. */
  readonly thresholds: Float32Array;
  /** Missing values have the last bin, thresholds.length + 1. */
  readonly hasMissing: boolean;
  readonly binCount: number;
}

const SAMPLE_ROWS = 50_000;
export const MOST_BINS = 255;
const HASH_SLOTS = 1024;

/**
 * The columns that can be split, in order of their keys, so that the order of columns in the matrix changes nothing.
 *
 * With few distinct values every value is a threshold; else thresholds are quantiles (of every k-th row above 50,000
 * rows, so that there the choice depends on row order). A column of one value and no missing ones is left out, and one
 * without any value.
 * @param mostBins 2 to 255, the bin of missing values included.
 */
export function binFeatures(matrix: FeatureMatrix, mostBins: number): BinnedFeature[] {
  const order = matrix.keys.map((key, column) => ({ key, column }));
  order.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.column - b.column));
  const features: BinnedFeature[] = [];
  const { missing, known } = presence(matrix);
  for (const { column } of order) {
    if (known[column] === 0) continue;
    const hasMissing = missing[column] === 1;
    const thresholds = quantileThresholds(matrix, column, Math.min(mostBins, MOST_BINS) - 2);
    const binCount = thresholds.length + 1 + (hasMissing ? 1 : 0);
    if (binCount > 1) features.push({ column, thresholds, hasMissing, binCount });
  }
  return features;
}

/** The threshold that separates bins [0, bin] from the rest; beyond the last one, all values from missing ones. */
export function thresholdAfter(feature: BinnedFeature, bin: number): number {
  return bin < feature.thresholds.length ? feature.thresholds[bin]! : ABOVE_ALL_VALUES;
}

/** The bin of a value, by the definition; `writeBins` finds the same ones quicker. */
export function binOf(feature: BinnedFeature, x: number): number {
  return Number.isNaN(x) ? feature.thresholds.length + 1 : rankOf(feature.thresholds, x);
}

/** Per column: 1 where it has missing values, and 1 where it has any others. */
function presence({ values, keys }: FeatureMatrix) {
  const width = keys.length;
  const missing = new Uint8Array(width);
  const known = new Uint8Array(width);
  for (let at = 0; at < values.length; )
    for (let column = 0; column < width; column++, at++)
      if (Number.isNaN(values[at]!)) missing[column] = 1;
      else known[column] = 1;
  return { missing, known };
}

function quantileThresholds(matrix: FeatureMatrix, column: number, most: number): Float32Array {
  const { values, keys, rowCount } = matrix;
  const size = Math.min(rowCount, SAMPLE_ROWS);
  const step = rowCount / size;
  const sample = new Float32Array(size);
  let known = 0;
  for (let i = 0; i < size; i++) {
    const x = values[Math.floor(i * step) * keys.length + column]!;
    // Adding zero makes one zero of two.
    if (!Number.isNaN(x)) sample[known++] = x + 0;
  }
  const sampled = sample.subarray(0, known);
  const distinct = fewDistinct(sampled, most + 1);
  if (distinct) return distinct.sort().slice(1);
  const sorted = sampled.sort();
  const thresholds: number[] = [];
  let last = sorted[0]!;
  for (let b = 1; b <= most; b++) {
    const quantile = sorted[Math.floor((b * known) / (most + 1))]!;
    if (quantile > last) {
      thresholds.push(quantile);
      last = quantile;
    }
  }
  return Float32Array.from(thresholds);
}

/** The distinct values if there are at most `most` (<= 255) of them, else null; by hashing, much faster than sorting. */
function fewDistinct(values: Float32Array, most: number): Float32Array | null {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const slots = new Int32Array(HASH_SLOTS);
  const taken = new Uint8Array(HASH_SLOTS);
  const distinct: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const own = bits[i]!;
    let slot = Math.imul(own, 0x9e3779b1) >>> 22;
    while (taken[slot] === 1 && slots[slot] !== own) slot = (slot + 1) % HASH_SLOTS;
    if (taken[slot] === 1) continue;
    if (distinct.length === most) return null;
    taken[slot] = 1;
    slots[slot] = own;
    distinct.push(values[i]!);
  }
  return Float32Array.from(distinct);
}
