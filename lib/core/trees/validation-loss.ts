import type { TreeNodes } from "./ensemble.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";

/** Follows the log loss of held-out rows while trees are added. */
export interface ValidationWatch {
  add(tree: TreeNodes): void;
  /** Weighted mean of log(1 + e^z) - y z, in nats. */
  loss(): number;
}

/** Rounds a row's weighted loss to multiples of 2^-23 (losses are below 2^29), so that the order of rows changes nothing. */
const ANCHOR = 1.5 * 2 ** 29;

export function openValidation(
  matrix: FeatureMatrix,
  labels: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  base: number,
): ValidationWatch {
  const margins = new Float64Array(matrix.rowCount).fill(base);
  return {
    add(tree) {
      const feature = Int32Array.from(tree.feature);
      const threshold = Float32Array.from(tree.threshold);
      const left = Int32Array.from(tree.left);
      const right = Int32Array.from(tree.right);
      const missingLeft = Uint8Array.from(tree.missingLeft);
      const width = matrix.keys.length;
      for (let row = 0, start = 0; row < margins.length; row++, start += width) {
        let node = 0;
        for (let f = feature[0]!; f >= 0; f = feature[node]!) {
          const x = matrix.values[start + f]!;
          const goesLeft = Number.isNaN(x) ? missingLeft[node] === 1 : x < threshold[node]!;
          node = goesLeft ? left[node]! : right[node]!;
        }
        margins[row]! += tree.value[node]!;
      }
    },
    loss() {
      let sum = 0;
      let total = 0;
      for (let row = 0; row < margins.length; row++) {
        const z = margins[row]!;
        const weight = weights ? Math.fround(weights[row]!) : 1;
        const loss = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - labels[row]! * z;
        sum += weight * loss + ANCHOR - ANCHOR;
        total += weight;
      }
      return sum / total;
    },
  };
}
