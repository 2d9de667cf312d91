import { marginOf, SMALLEST_PROBABILITY, type TreeEnsemble, treeCount } from "../trees/ensemble.ts";
import type { FeatureMatrix } from "../trees/feature-matrix.ts";
import { codeRows, type RankCoder, rankCoderOf } from "../trees/rank-code.ts";
import { addTreeShap, expectedValue } from "./tree-shap-recursion.ts";
import {
  GROUP_COMPARISONS,
  GROUP_TABLE,
  type JoinedTables,
  joinTables,
  type ShapTables,
  shapTablesOf,
} from "./tree-shap-tables.ts";

/**
 * Contributions of all columns to each row.
 * Row-major with featureCount + 1 numbers a row: `values[row * (featureCount + 1) + f]`; the last one is the base
 * (the same for every row), so that a row's numbers add up to what is explained.
 */
export interface TreeContributions {
  readonly stride: number;
  readonly base: number;
  readonly values: Float64Array;
}

const BLOCK_ROWS = 128;
/** With fewer rows their turn by turn costs less. */
const LEAST_BLOCK_ROWS = 8;
/** Trees beyond this are explained by the recursion: slower, same values to the last digits. */
const MOST_TABLE_BYTES = 96 * 1024 * 1024;

interface Explainer {
  readonly coder: RankCoder;
  /** Raw base: ensemble base + expected values of all trees. */
  readonly base: number;
  /** The trees in their order: tables of those that stand together, and numbers of those explained by recursion. */
  readonly parts: readonly (JoinedTables | number)[];
}

const explainers = new WeakMap<TreeEnsemble, Explainer>();

/**
 * Exact path-dependent Shapley values of the raw value (see `TreeEnsemble.link`): base + sum of a row's
 * contributions = predictRaw, within 1e-10. The same bits whether rows are asked one by one or together.
 * The tables are made at the first call for an ensemble (about 1 ms a tree) and kept as long as it lives.
 * @throws RangeError when the matrix has not as many columns as the ensemble.
 */
export function explainRaw(ensemble: TreeEnsemble, matrix: FeatureMatrix): TreeContributions {
  const width = ensemble.featureCount;
  if (matrix.keys.length !== width)
    throw new RangeError(`Expected ${width} columns, got ${matrix.keys.length}`);
  const explainer = explainerOf(ensemble);
  const stride = width + 1;
  const values = new Float64Array(matrix.rowCount * stride);
  const codes = new Uint16Array(Math.min(BLOCK_ROWS, matrix.rowCount) * 2 * width);
  const [first] = explainer.parts;
  const all = explainer.parts.length === 1 && typeof first === "object" ? first : null;
  const block =
    matrix.rowCount >= LEAST_BLOCK_ROWS && all !== null ? blockMemory(mostInnerOf(all), width) : null;
  for (let from = 0; from < matrix.rowCount; from += BLOCK_ROWS) {
    const to = Math.min(matrix.rowCount, from + BLOCK_ROWS);
    codeRows(explainer.coder, matrix, from, to, codes);
    if (block && all && to - from >= LEAST_BLOCK_ROWS)
      addBlock(all.trees, codes, block, width, to - from, values, from * stride);
    else
      for (const part of explainer.parts)
        if (typeof part === "object") addFromTables(part, codes, width, to - from, values, from * stride);
        else
          for (let row = from; row < to; row++)
            addTreeShap(ensemble, part, matrix, row, values, row * stride);
    for (let row = from; row < to; row++) values[row * stride + width] = explainer.base;
  }
  return { stride, base: explainer.base, values };
}

/**
 * Contributions to the margin (log-odds) z: base z0 + contributions = z, within 1e-10.
 *
 * Boosted trees: the Shapley values themselves. A forest's Shapley values phi_i live in probability; its margin is
 * z = logit(p), its base z0 = logit(p0), and each contribution is carried over along the chord,
 * phi_i * (z - z0) / (p - p0), which keeps sign, order and proportions and adds up exactly. Where |p - p0| < 1e-7
 * the slope is the derivative half way between them, 1 / (m (1 - m)).
 */
export function explainMargins(ensemble: TreeEnsemble, matrix: FeatureMatrix): TreeContributions {
  const raw = explainRaw(ensemble, matrix);
  if (ensemble.link === "log_odds") return raw;
  const { stride, values } = raw;
  const width = stride - 1;
  const start = marginOf(ensemble.link, raw.base);
  for (let row = 0, at = 0; row < matrix.rowCount; row++, at += stride) {
    let moved = 0;
    for (let f = 0; f < width; f++) moved += values[at + f]!;
    const slope = chordSlope(raw.base, moved);
    for (let f = 0; f < width; f++) values[at + f]! *= slope;
    values[at + width] = start;
  }
  return { stride, base: start, values };
}

const NEAR = 1e-7;

/** (logit(p0 + moved) - logit(p0)) / moved, with logit as `marginOf` bounds it. */
function chordSlope(p0: number, moved: number): number {
  const bounded = p0 < SMALLEST_PROBABILITY || p0 > 1 - SMALLEST_PROBABILITY;
  if (Math.abs(moved) >= NEAR || (bounded && moved !== 0))
    return (marginOf("probability", p0 + moved) - marginOf("probability", p0)) / moved;
  const middle = p0 + moved / 2;
  return bounded ? 0 : 1 / (middle * (1 - middle));
}

/** One lead's contributions, in the shape `linearShap` gives for linear models. */
export interface LeadContributions {
  /** Log-odds of the average lead, as the trees' covers weigh them. */
  readonly base: number;
  /** Log-odds by column. */
  readonly contributions: Float64Array;
  /** base + sum of contributions. */
  readonly margin: number;
}

/** `explainMargins` of a matrix of one row; the same bits. @throws RangeError for any other number of rows. */
export function treeShap(ensemble: TreeEnsemble, row: FeatureMatrix): LeadContributions {
  if (row.rowCount !== 1) throw new RangeError(`Expected one row, got ${row.rowCount}`);
  const { base, values } = explainMargins(ensemble, row);
  const contributions = values.slice(0, ensemble.featureCount);
  return { base, contributions, margin: contributions.reduce((sum, value) => sum + value, base) };
}

function explainerOf(ensemble: TreeEnsemble): Explainer {
  let explainer = explainers.get(ensemble);
  if (!explainer) {
    const coder = rankCoderOf(ensemble);
    const parts: (JoinedTables | number)[] = [];
    let together: ShapTables[] = [];
    const join = () => {
      if (together.length > 0) parts.push(joinTables(together));
      together = [];
    };
    let base = ensemble.base;
    let bytesLeft = MOST_TABLE_BYTES;
    for (let t = 0; t < treeCount(ensemble); t++) {
      base += expectedValue(ensemble, t);
      const made = shapTablesOf(ensemble, t, coder, bytesLeft);
      if (made) {
        bytesLeft -= made.table.byteLength;
        together.push(made);
      } else {
        join();
        parts.push(t);
      }
    }
    join();
    explainer = { coder, base, parts };
    explainers.set(ensemble, explainer);
  }
  return explainer;
}

/**
 * All trees over a few rows: outcomes of their comparisons, then one table line per group. The lines lie anywhere in
 * megabytes: they are all asked for before the first is added, so that they come from memory together.
 */
function addFromTables(
  { lane, limit, goesLeft, comparisons, columns, lines, table, asked }: JoinedTables,
  codes: Uint16Array,
  width: number,
  rows: number,
  out: Float64Array,
  start: number,
): void {
  const inner = lane.length;
  const groups = lines.length;
  for (let row = 0, from = 0, to = start; row < rows; row++, from += 2 * width, to += width + 1) {
    for (let k = 0; k < inner; k++) goesLeft[k] = (codes[from + lane[k]!]! - limit[k]!) >>> 31;
    let any = 0;
    for (let group = 0, g = 0; group < groups; group++, g += GROUP_COMPARISONS) {
      const outcome =
        goesLeft[comparisons[g]!]! |
        (goesLeft[comparisons[g + 1]!]! << 1) |
        (goesLeft[comparisons[g + 2]!]! << 2) |
        (goesLeft[comparisons[g + 3]!]! << 3) |
        (goesLeft[comparisons[g + 4]!]! << 4) |
        (goesLeft[comparisons[g + 5]!]! << 5) |
        (goesLeft[comparisons[g + 6]!]! << 6);
      const line = group * GROUP_TABLE + (outcome << 3);
      lines[group] = line;
      any += table[line]!;
    }
    // What is read has to be kept, else it is not read.
    asked[0] = any;
    for (let group = 0, g = 0; group < groups; group++, g += GROUP_COMPARISONS) {
      const line = lines[group]!;
      out[to + columns[g]!]! += table[line]!;
      out[to + columns[g + 1]!]! += table[line + 1]!;
      out[to + columns[g + 2]!]! += table[line + 2]!;
      out[to + columns[g + 3]!]! += table[line + 3]!;
      out[to + columns[g + 4]!]! += table[line + 4]!;
      out[to + columns[g + 5]!]! += table[line + 5]!;
      out[to + columns[g + 6]!]! += table[line + 6]!;
    }
  }
}

const mostInnerOf = ({ trees }: JoinedTables): number =>
  trees.reduce((most, { lane }) => Math.max(most, lane.length), 0);

/** What a block of rows is explained in, comparison by comparison and column by column: a place a row. */
interface BlockMemory {
  readonly goesLeft: Uint8Array;
  readonly lines: Int32Array;
  readonly sums: Float64Array;
}

const blockMemory = (mostInner: number, width: number): BlockMemory => ({
  goesLeft: new Uint8Array((mostInner + 1) * BLOCK_ROWS),
  lines: new Int32Array(BLOCK_ROWS),
  sums: new Float64Array(width * BLOCK_ROWS),
});

/**
 * All trees over a block of rows, one group after the other for all of them: what is the group's own is looked up once
 * for the block. Each sum is added up in the order of `addFromTables`, so that it has the same bits.
 */
function addBlock(
  trees: readonly ShapTables[],
  codes: Uint16Array,
  { goesLeft, lines, sums }: BlockMemory,
  width: number,
  rows: number,
  out: Float64Array,
  start: number,
): void {
  sums.fill(0);
  for (const { lane, limit, comparisons, columns, table } of trees) {
    const inner = lane.length;
    for (let k = 0; k < inner; k++) {
      const most = limit[k]!;
      const into = k * BLOCK_ROWS;
      for (let row = 0, from = lane[k]!; row < rows; row++, from += 2 * width)
        goesLeft[into + row] = (codes[from]! - most) >>> 31;
    }
    // The comparison of places that a group does not need.
    goesLeft.fill(0, inner * BLOCK_ROWS, (inner + 1) * BLOCK_ROWS);
    for (let g = 0, group = 0; g < columns.length; g += GROUP_COMPARISONS, group += GROUP_TABLE) {
      const c0 = comparisons[g]! * BLOCK_ROWS;
      const c1 = comparisons[g + 1]! * BLOCK_ROWS;
      const c2 = comparisons[g + 2]! * BLOCK_ROWS;
      const c3 = comparisons[g + 3]! * BLOCK_ROWS;
      const c4 = comparisons[g + 4]! * BLOCK_ROWS;
      const c5 = comparisons[g + 5]! * BLOCK_ROWS;
      const c6 = comparisons[g + 6]! * BLOCK_ROWS;
      for (let row = 0; row < rows; row++)
        lines[row] =
          group +
          ((goesLeft[c0 + row]! |
            (goesLeft[c1 + row]! << 1) |
            (goesLeft[c2 + row]! << 2) |
            (goesLeft[c3 + row]! << 3) |
            (goesLeft[c4 + row]! << 4) |
            (goesLeft[c5 + row]! << 5) |
            (goesLeft[c6 + row]! << 6)) <<
            3);
      for (let place = 0; place < GROUP_COMPARISONS; place++) {
        const column = columns[g + place]!;
        if (column === width) break;
        const into = column * BLOCK_ROWS;
        for (let row = 0; row < rows; row++) sums[into + row]! += table[lines[row]! + place]!;
      }
    }
  }
  for (let row = 0, to = start; row < rows; row++, to += width + 1)
    for (let column = 0; column < width; column++) out[to + column] = sums[column * BLOCK_ROWS + row]!;
}
