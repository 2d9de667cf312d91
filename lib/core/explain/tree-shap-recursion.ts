import { depthBelow, type TreeEnsemble } from "../trees/ensemble.ts";
import type { FeatureMatrix } from "../trees/feature-matrix.ts";

/**
 * Path-dependent TreeSHAP of one tree and one row, exact, by the polynomial-time recursion.
 *
 * Adds to `out[at + f]` the Shapley value of column f in the game v(S) = expected leaf value when a node that
 * compares a column of S follows the row, and any other node follows both children in proportion to their cover.
 * O(leaves * depth^2). The expected value v(empty) is not added: see `expectedValue`.
 *
 * Source: Lundberg et al., "Consistent individualized feature attribution for tree ensembles" (2018), algorithm 2.
 */
export function addTreeShap(
  ensemble: TreeEnsemble,
  tree: number,
  matrix: FeatureMatrix,
  row: number,
  out: Float64Array,
  at: number,
): void {
  const root = ensemble.roots[tree]!;
  const recursion = recursionFor(ensemble, root);
  recursion.rowStart = row * matrix.keys.length;
  recursion.values = matrix.values;
  recursion.out = out;
  recursion.at = at;
  descend(recursion, root, 0, 0, 1, 1, -1);
}

/** Cover-weighted mean of a tree's leaf values: v(empty). Finite where the leaves are. */
export function expectedValue(ensemble: TreeEnsemble, tree: number): number {
  const meanBelow = (node: number): number => {
    if (ensemble.feature[node]! < 0) return ensemble.value[node]!;
    const left = ensemble.left[node]!;
    const right = ensemble.right[node]!;
    const cover = ensemble.cover[node]!;
    return (
      (ensemble.cover[left]! / cover) * meanBelow(left) + (ensemble.cover[right]! / cover) * meanBelow(right)
    );
  };
  return meanBelow(ensemble.roots[tree]!);
}

/**
 * The unique columns on the way to the current node, one after another per level of the recursion (element 0 of
 * each level stands for the empty set): the share that flows when the column is absent, whether the row flows when
 * it is present, and the permutation weights of subsets by size.
 */
interface Recursion {
  readonly ensemble: TreeEnsemble;
  readonly column: Int32Array;
  readonly absent: Float64Array;
  readonly present: Float64Array;
  readonly weight: Float64Array;
  values: Float32Array;
  rowStart: number;
  out: Float64Array;
  at: number;
}

function recursionFor(ensemble: TreeEnsemble, root: number): Recursion {
  const depth = depthBelow(ensemble, root) + 2;
  const size = (depth * (depth + 1)) / 2 + depth;
  return {
    ensemble,
    column: new Int32Array(size),
    absent: new Float64Array(size),
    present: new Float64Array(size),
    weight: new Float64Array(size),
    values: new Float32Array(0),
    rowStart: 0,
    out: new Float64Array(0),
    at: 0,
  };
}

function descend(
  r: Recursion,
  node: number,
  length: number,
  parentStart: number,
  absentShare: number,
  presentShare: number,
  cameBy: number,
): void {
  const { ensemble } = r;
  const start = parentStart + length;
  for (let i = 0; i < length; i++) copyElement(r, parentStart + i, start + i);
  extend(r, start, length, absentShare, presentShare, cameBy);
  const f = ensemble.feature[node]!;
  if (f < 0) {
    for (let i = 1; i <= length; i++)
      r.out[r.at + r.column[start + i]!]! +=
        unwoundWeight(r, start, length, i) *
        (r.present[start + i]! - r.absent[start + i]!) *
        ensemble.value[node]!;
    return;
  }
  const x = r.values[r.rowStart + f]!;
  const goesLeft = Number.isNaN(x) ? ensemble.missingLeft[node] === 1 : x < ensemble.threshold[node]!;
  const followed = goesLeft ? ensemble.left[node]! : ensemble.right[node]!;
  const other = goesLeft ? ensemble.right[node]! : ensemble.left[node]!;
  let absent = 1;
  let present = 1;
  let kept = length;
  for (let i = 1; i <= length; i++) {
    if (r.column[start + i] !== f) continue;
    absent = r.absent[start + i]!;
    present = r.present[start + i]!;
    unwind(r, start, length, i);
    kept = length - 1;
    break;
  }
  const cover = ensemble.cover[node]!;
  descend(r, followed, kept + 1, start, (ensemble.cover[followed]! / cover) * absent, present, f);
  descend(r, other, kept + 1, start, (ensemble.cover[other]! / cover) * absent, 0, f);
}

function copyElement(r: Recursion, from: number, to: number): void {
  r.column[to] = r.column[from]!;
  r.absent[to] = r.absent[from]!;
  r.present[to] = r.present[from]!;
  r.weight[to] = r.weight[from]!;
}

/** EXTEND: one more column on the path. */
function extend(
  r: Recursion,
  start: number,
  length: number,
  absent: number,
  present: number,
  column: number,
) {
  const { weight } = r;
  r.column[start + length] = column;
  r.absent[start + length] = absent;
  r.present[start + length] = present;
  weight[start + length] = length === 0 ? 1 : 0;
  for (let i = length - 1; i >= 0; i--) {
    weight[start + i + 1]! += (present * weight[start + i]! * (i + 1)) / (length + 1);
    weight[start + i] = (absent * weight[start + i]! * (length - i)) / (length + 1);
  }
}

/** UNWIND: takes element i off the path again, as a column met a second time replaces its first visit. */
function unwind(r: Recursion, start: number, length: number, i: number): void {
  const { weight } = r;
  const present = r.present[start + i]!;
  const absent = r.absent[start + i]!;
  let carried = weight[start + length]!;
  for (let j = length - 1; j >= 0; j--) {
    if (present !== 0) {
      const before = weight[start + j]!;
      weight[start + j] = (carried * (length + 1)) / ((j + 1) * present);
      carried = before - (weight[start + j]! * absent * (length - j)) / (length + 1);
    } else weight[start + j] = (weight[start + j]! * (length + 1)) / (absent * (length - j));
  }
  for (let j = i; j < length; j++) {
    r.column[start + j] = r.column[start + j + 1]!;
    r.absent[start + j] = r.absent[start + j + 1]!;
    r.present[start + j] = r.present[start + j + 1]!;
  }
}

/** The sum of weights that UNWIND of element i would leave, without changing the path. */
function unwoundWeight(r: Recursion, start: number, length: number, i: number): number {
  const { weight } = r;
  const present = r.present[start + i]!;
  const absent = r.absent[start + i]!;
  let carried = weight[start + length]!;
  let total = 0;
  for (let j = length - 1; j >= 0; j--) {
    if (present !== 0) {
      const part = (carried * (length + 1)) / ((j + 1) * present);
      total += part;
      carried = weight[start + j]! - (part * absent * (length - j)) / (length + 1);
    } else total += (weight[start + j]! * (length + 1)) / (absent * (length - j));
  }
  return total;
}
