import type { TreeEnsemble } from "./ensemble.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";

/**
 * Comparisons against thresholds as integer comparisons, for prediction and SHAP alike.
 *
 * Each column has the sorted distinct thresholds of all trees; rank(x) = how many of them are <= x, so that
 * x < thresholds[r] exactly when rank(x) <= r. A row is coded into 2 * featureCount lanes: lane f holds rank(x), or
 * 65535 when missing (goes right everywhere); lane featureCount + f holds rank(x) + 1, or 0 when missing (goes left
 * everywhere). A node that sends missing values left reads the second lane. Either way it goes left when
 * code[lane] < limit, which is the sign bit of a subtraction.
 */
export interface RankCoder {
  readonly featureCount: number;
  readonly thresholds: readonly Float32Array[];
}

export const MISSING_RANK = 65535;
const MOST_THRESHOLDS = 65000;

/** @throws RangeError when one column is compared with more than 65,000 distinct thresholds. */
export function rankCoderOf(ensemble: TreeEnsemble): RankCoder {
  const distinct = Array.from({ length: ensemble.featureCount }, () => new Set<number>());
  for (let node = 0; node < ensemble.feature.length; node++) {
    const f = ensemble.feature[node]!;
    if (f >= 0) distinct[f]!.add(ensemble.threshold[node]!);
  }
  const thresholds = distinct.map((set) => Float32Array.from(set).sort());
  if (thresholds.some((list) => list.length > MOST_THRESHOLDS))
    throw new RangeError("A column has more than 65,000 distinct thresholds");
  return { featureCount: ensemble.featureCount, thresholds };
}

/** The lane an inner node reads, and the code from which on it goes right. */
export function nodeTest(
  coder: RankCoder,
  ensemble: TreeEnsemble,
  node: number,
): { lane: number; limit: number } {
  const f = ensemble.feature[node]!;
  const rank = rankOf(coder.thresholds[f]!, ensemble.threshold[node]!) - 1;
  return ensemble.missingLeft[node] === 1
    ? { lane: f + coder.featureCount, limit: rank + 2 }
    : { lane: f, limit: rank + 1 };
}

/** How many of the ascending thresholds are <= x. */
export function rankOf(thresholds: Float32Array, x: number): number {
  let low = 0;
  let length = thresholds.length;
  while (length > 1) {
    const half = length >> 1;
    if (thresholds[low + half - 1]! <= x) low += half;
    length -= half;
  }
  return length === 1 && thresholds[low]! <= x ? low + 1 : low;
}

/** Codes of rows [from, to): `codes[(row - from) * 2 * featureCount + lane]`. */
export function codeRows(
  coder: RankCoder,
  matrix: FeatureMatrix,
  from: number,
  to: number,
  codes: Uint16Array,
): void {
  const width = coder.featureCount;
  const { values } = matrix;
  for (let row = from, at = 0; row < to; row++, at += 2 * width) {
    const start = row * width;
    for (let f = 0; f < width; f++) {
      const x = values[start + f]!;
      if (Number.isNaN(x)) {
        codes[at + f] = MISSING_RANK;
        codes[at + width + f] = 0;
      } else {
        const rank = rankOf(coder.thresholds[f]!, x);
        codes[at + f] = rank;
        codes[at + width + f] = rank + 1;
      }
    }
  }
}
