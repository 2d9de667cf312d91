import type { TreeEnsemble } from "../trees/ensemble.ts";

export interface PathStep {
  readonly node: number;
  readonly left: boolean;
}

/**
 * Shapley values of the game one leaf plays, for every combination of columns that agree with its path.
 *
 * With u distinct columns on the path, z_j the product of the cover shares along column j's edges, and o_j = 1 where
 * the row agrees with all of column j's comparisons, the leaf of value v contributes to a subset S
 * v * prod_{j in S} o_j * prod_{j not in S} z_j. The Shapley value of column i is therefore
 *
 *   phi_i = v (o_i - z_i) sum_k k! (u - 1 - k)! / u! * c_k
 *
 * where c_k is the coefficient of t^k in prod_{j != i} (z_j + o_j t).
 * @returns values[agreeing * u + i], agreeing being the bit set of columns with o_j = 1 (2^u lines of u).
 */
export function leafShapley(
  ensemble: TreeEnsemble,
  leaf: number,
  path: readonly PathStep[],
): { readonly columns: readonly number[]; readonly values: Float64Array } {
  const columns = [...new Set(path.map((step) => ensemble.feature[step.node]!))];
  const count = columns.length;
  const absent = new Float64Array(count).fill(1);
  for (const { node, left } of path) {
    const child = left ? ensemble.left[node]! : ensemble.right[node]!;
    absent[columns.indexOf(ensemble.feature[node]!)]! *= ensemble.cover[child]! / ensemble.cover[node]!;
  }
  const weights = subsetWeights(count);
  const values = new Float64Array((1 << count) * count);
  const coefficients = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) {
    const bit = 1 << i;
    for (let agreeing = 0; agreeing < 1 << count; agreeing++) {
      // The sum leaves column i out: it is the same whether i agrees or not.
      if (agreeing & bit) continue;
      const share = ensemble.value[leaf]! * weightedSum(absent, agreeing, i, weights, coefficients);
      values[agreeing * count + i] = -absent[i]! * share;
      values[(agreeing | bit) * count + i] = (1 - absent[i]!) * share;
    }
  }
  return { columns, values };
}

/** k! (u - 1 - k)! / u! for k = 0 .. u - 1. */
function subsetWeights(count: number): Float64Array {
  const weights = new Float64Array(count);
  let weight = 1 / count;
  for (let k = 0; k < count; k++) {
    weights[k] = weight;
    weight *= (k + 1) / Math.max(1, count - 1 - k);
  }
  return weights;
}

function weightedSum(
  absent: Float64Array,
  agreeing: number,
  without: number,
  weights: Float64Array,
  coefficients: Float64Array,
): number {
  coefficients.fill(0);
  coefficients[0] = 1;
  let degree = 0;
  for (let j = 0; j < absent.length; j++) {
    if (j === without) continue;
    if ((agreeing >> j) & 1) {
      degree++;
      for (let k = degree; k > 0; k--) coefficients[k] = coefficients[k]! * absent[j]! + coefficients[k - 1]!;
      coefficients[0]! *= absent[j]!;
    } else for (let k = 0; k <= degree; k++) coefficients[k]! *= absent[j]!;
  }
  let sum = 0;
  for (let k = 0; k <= degree; k++) sum += weights[k]! * coefficients[k]!;
  return sum;
}
