import { depthBelow, marginOf, type TreeEnsemble, treeCount } from "./ensemble.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";
import { codeRows, nodeTest, type RankCoder, rankCoderOf } from "./rank-code.ts";

const BLOCK_ROWS = 64;
/** Above every code: a leaf always goes "left", to itself. */
const STAY = 1 << 20;

/** Trees laid out for walking: children side by side, leaves pointing at themselves, so that no branch is taken. */
interface Walker {
  readonly coder: RankCoder;
  readonly lane: Int32Array;
  readonly limit: Int32Array;
  readonly left: Int32Array;
  readonly value: Float64Array;
  readonly depth: Int32Array;
}

const walkers = new WeakMap<TreeEnsemble, Walker>();

/** The leaf the row ends in, by the plain definition; the slow reference of `predictRaw`. */
export function leafOf(ensemble: TreeEnsemble, tree: number, matrix: FeatureMatrix, row: number): number {
  const start = row * matrix.keys.length;
  let node = ensemble.roots[tree]!;
  for (let f = ensemble.feature[node]!; f >= 0; f = ensemble.feature[node]!) {
    const x = matrix.values[start + f]!;
    const goesLeft = Number.isNaN(x) ? ensemble.missingLeft[node] === 1 : x < ensemble.threshold[node]!;
    node = goesLeft ? ensemble.left[node]! : ensemble.right[node]!;
  }
  return node;
}

/**
 * Raw values base + sum of leaf values, trees added in order: a margin or a probability (see `TreeEnsemble.link`).
 * Bit-identical to summing `leafOf`, however many rows are asked at once.
 * @returns rowCount numbers, never NaN.
 * @throws RangeError when the matrix has not as many columns as the ensemble.
 */
export function predictRaw(ensemble: TreeEnsemble, matrix: FeatureMatrix): Float64Array {
  if (matrix.keys.length !== ensemble.featureCount)
    throw new RangeError(`Expected ${ensemble.featureCount} columns, got ${matrix.keys.length}`);
  const walker = walkerOf(ensemble);
  const out = new Float64Array(matrix.rowCount).fill(ensemble.base);
  const codes = new Uint16Array(Math.min(BLOCK_ROWS, matrix.rowCount) * 2 * ensemble.featureCount);
  for (let from = 0; from < matrix.rowCount; from += BLOCK_ROWS) {
    const to = Math.min(matrix.rowCount, from + BLOCK_ROWS);
    codeRows(walker.coder, matrix, from, to, codes);
    for (let t = 0; t < walker.depth.length; t++)
      walkBlock(walker, ensemble.roots[t]!, walker.depth[t]!, codes, from, to, out);
  }
  return out;
}

/** Margins z (log-odds) of all rows. @returns rowCount finite numbers. */
export function predictMargins(ensemble: TreeEnsemble, matrix: FeatureMatrix): Float64Array {
  const raw = predictRaw(ensemble, matrix);
  if (ensemble.link !== "log_odds")
    for (let row = 0; row < raw.length; row++) raw[row] = marginOf(ensemble.link, raw[row]!);
  return raw;
}

function walkerOf(ensemble: TreeEnsemble): Walker {
  let walker = walkers.get(ensemble);
  if (!walker) {
    walker = layOut(ensemble);
    walkers.set(ensemble, walker);
  }
  return walker;
}

function layOut(ensemble: TreeEnsemble): Walker {
  const coder = rankCoderOf(ensemble);
  const nodes = ensemble.feature.length;
  const lane = new Int32Array(nodes);
  const limit = new Int32Array(nodes);
  const left = new Int32Array(nodes);
  const value = new Float64Array(nodes);
  const depth = new Int32Array(treeCount(ensemble));
  for (let t = 0; t < depth.length; t++) {
    const root = ensemble.roots[t]!;
    depth[t] = depthBelow(ensemble, root);
    // Breadth first: position in the queue is the new place, so a pair of children lies side by side.
    const queue = [root];
    for (let place = 0; place < queue.length; place++) {
      const node = queue[place]!;
      const at = root + place;
      if (ensemble.feature[node]! < 0) {
        left[at] = at;
        limit[at] = STAY;
        value[at] = ensemble.value[node]!;
        continue;
      }
      const test = nodeTest(coder, ensemble, node);
      lane[at] = test.lane;
      limit[at] = test.limit;
      left[at] = root + queue.length;
      queue.push(ensemble.left[node]!, ensemble.right[node]!);
    }
  }
  return { coder, lane, limit, left, value, depth };
}

/** Four rows at a time, so that their chains of loads overlap. `(code - limit) >>> 31` is 1 for left. */
function walkBlock(
  walker: Walker,
  root: number,
  depth: number,
  codes: Uint16Array,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const { lane, limit, left, value } = walker;
  const width = 2 * walker.coder.featureCount;
  let row = from;
  let at = 0;
  for (; row + 3 < to; row += 4, at += 4 * width) {
    let a = root;
    let b = root;
    let c = root;
    let d = root;
    const atB = at + width;
    const atC = atB + width;
    const atD = atC + width;
    for (let level = 0; level < depth; level++) {
      a = left[a]! + 1 - ((codes[at + lane[a]!]! - limit[a]!) >>> 31);
      b = left[b]! + 1 - ((codes[atB + lane[b]!]! - limit[b]!) >>> 31);
      c = left[c]! + 1 - ((codes[atC + lane[c]!]! - limit[c]!) >>> 31);
      d = left[d]! + 1 - ((codes[atD + lane[d]!]! - limit[d]!) >>> 31);
    }
    out[row]! += value[a]!;
    out[row + 1]! += value[b]!;
    out[row + 2]! += value[c]!;
    out[row + 3]! += value[d]!;
  }
  for (; row < to; row++, at += width) {
    let a = root;
    for (let level = 0; level < depth; level++)
      a = left[a]! + 1 - ((codes[at + lane[a]!]! - limit[a]!) >>> 31);
    out[row]! += value[a]!;
  }
}
