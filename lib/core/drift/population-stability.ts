import { quantileOfSorted, sortedFinite } from "../math/order.ts";

export interface PopulationStability {
  /** Sum over bins of (actual - expected) * log(actual / expected); 0 where nothing moved. */
  readonly index: number;
  /** Shares of the known values by bin, floored at 1e-4. */
  readonly expected: readonly number[];
  readonly actual: readonly number[];
  /** Values missing (NaN, infinite, no level) on either side, as shares of all rows; not part of the index. */
  readonly expectedMissing: number;
  readonly actualMissing: number;
}

export interface NumericStability extends PopulationStability {
  /** Bin k holds values with k of these at or below them. */
  readonly edges: readonly number[];
}

export interface CategoryStability extends PopulationStability {
  /** One a bin, ascending. */
  readonly levels: readonly string[];
}

/** An empty bin counts as this share: the logarithm needs something, and one empty bin must not mean infinity. */
const SMALLEST_SHARE = 1e-4;

/** What the index is usually read as: below 0.1 stable, to 0.25 shifting, above that another population. */
export type StabilityLevel = "stable" | "shifting" | "shifted";

export function stabilityLevel(index: number): StabilityLevel {
  return index < 0.1 ? "stable" : index < 0.25 ? "shifting" : "shifted";
}

/** Interior quantiles of the known values, each once: the edges that a reference (training) sample is binned by. */
export function quantileEdges(values: ArrayLike<number>, bins = 10): number[] {
  const sorted = sortedFinite(values);
  if (sorted.length === 0) return [];
  const edges = Array.from({ length: bins - 1 }, (_, at) => quantileOfSorted(sorted, (at + 1) / bins)!);
  return edges.filter((edge, at) => at === 0 || edge !== edges[at - 1]);
}

/** How many edges are at or below the value. */
export function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Population stability index of numbers over the deciles of the expected ones (or the edges frozen with a model). Null
 * where either side has no known value. Siddiqi (2006).
 */
export function populationStability(
  expected: ArrayLike<number>,
  actual: ArrayLike<number>,
  edges: readonly number[] = quantileEdges(expected),
): NumericStability | null {
  const count = (values: ArrayLike<number>) => {
    const counts = new Array<number>(edges.length + 1).fill(0);
    for (let row = 0; row < values.length; row += 1)
      if (Number.isFinite(values[row]!)) counts[binOf(edges, values[row]!)]! += 1;
    return counts;
  };
  const compared = compare(count(expected), count(actual), expected.length, actual.length);
  return compared === null ? null : { ...compared, edges };
}

/** The same over the levels of a category; null stands for missing. */
export function categoryStability(
  expected: readonly (string | null)[],
  actual: readonly (string | null)[],
): CategoryStability | null {
  const all = [...expected, ...actual].filter((level) => level !== null);
  const levels = [...new Set(all)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const bins = new Map(levels.map((level, bin) => [level, bin]));
  const count = (values: readonly (string | null)[]) => {
    const counts = new Array<number>(levels.length).fill(0);
    for (const value of values) if (value !== null) counts[bins.get(value)!]! += 1;
    return counts;
  };
  const compared = compare(count(expected), count(actual), expected.length, actual.length);
  return compared === null ? null : { ...compared, levels };
}

function compare(
  expected: readonly number[],
  actual: readonly number[],
  expectedRows: number,
  actualRows: number,
): PopulationStability | null {
  const known = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  const [before, now] = [known(expected), known(actual)];
  if (before === 0 || now === 0) return null;
  const shares = (counts: readonly number[], total: number) =>
    counts.map((count) => Math.max(SMALLEST_SHARE, count / total));
  const p = shares(expected, before);
  const q = shares(actual, now);
  return {
    index: p.reduce((sum, share, bin) => sum + (q[bin]! - share) * Math.log(q[bin]! / share), 0),
    expected: p,
    actual: q,
    expectedMissing: 1 - before / expectedRows,
    actualMissing: 1 - now / actualRows,
  };
}
