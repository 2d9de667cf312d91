import type { BinnedFeature } from "./bins.ts";

/**
 * Features with few bins share one byte: a joint column's value is sum of bin_f * multiplier_f over its features,
 * at most 255. A histogram of the joint column holds every member's histogram as a marginal, exactly, because sums
 * are exact (see `training-memory.ts`). 33 signals fit into about 19 bytes.
 */
export interface JointBins {
  readonly columns: readonly JointColumn[];
  /** Per feature: its joint column, and what to multiply its bin with. */
  readonly columnOf: readonly number[];
  readonly multiplier: readonly number[];
  /** Bins of all joint columns. */
  readonly length: number;
}

export interface JointColumn {
  /** First bin among all joint bins. */
  readonly start: number;
  readonly size: number;
  readonly members: readonly number[];
}

const BYTE_VALUES = 256;

/** First-fit decreasing by number of bins; equal sizes in the features' order. */
export function joinBins(features: readonly BinnedFeature[]): JointBins {
  const bySize = features
    .map((feature, f) => ({ f, bins: feature.binCount }))
    .sort((a, b) => b.bins - a.bins || a.f - b.f);
  const sizes: number[] = [];
  const members: number[][] = [];
  const columnOf = new Array<number>(features.length).fill(0);
  const multiplier = new Array<number>(features.length).fill(1);
  for (const { f, bins } of bySize) {
    let column = sizes.findIndex((size) => size * bins <= BYTE_VALUES);
    if (column < 0) {
      column = sizes.length;
      sizes.push(1);
      members.push([]);
    }
    columnOf[f] = column;
    multiplier[f] = sizes[column]!;
    sizes[column] = sizes[column]! * bins;
    members[column]!.push(f);
  }
  let length = 0;
  const columns = sizes.map((size, c) => {
    const start = length;
    length += size;
    return { start, size, members: members[c]! };
  });
  return { columns, columnOf, multiplier, length };
}

/**
 * The histogram of one feature from its joint column's: pairs (sum of g, sum of h) per bin, written to
 * `out[0 .. 2 * binCount)`.
 */
export function marginalHistogram(
  joint: JointBins,
  features: readonly BinnedFeature[],
  f: number,
  histogram: Float64Array,
  out: Float64Array,
): void {
  const column = joint.columns[joint.columnOf[f]!]!;
  const bins = features[f]!.binCount;
  const from = column.start * 2;
  if (column.members.length === 1) {
    for (let k = 0; k < 2 * bins; k++) out[k] = histogram[from + k]!;
    return;
  }
  out.fill(0, 0, 2 * bins);
  const run = joint.multiplier[f]!;
  const end = from + 2 * column.size;
  for (let at = from; at < end; ) {
    for (let bin = 0; bin < bins; bin++) {
      let g = 0;
      let h = 0;
      for (let k = 0; k < run; k++, at += 2) {
        g += histogram[at]!;
        h += histogram[at + 1]!;
      }
      out[2 * bin]! += g;
      out[2 * bin + 1]! += h;
    }
  }
}
