import { javascriptKernel, type KernelMaker } from "./histogram-kernel.ts";
import { bootstrapCount } from "./row-sample.ts";
import { CONTROL_WORDS, MOST_LEAVES, type TrainingLayout } from "./training-memory.ts";

/**
 * One thread's part of the rows. All shards of a training see the same buffer, which holds all of their state, so that
 * any thread can do any shard's work; `perform` does what the control words say, on this shard's rows only. Nothing
 * here waits or signals: that is the crew's part (see `crew.ts`).
 */
export interface Shard {
  perform(): void;
  /** How many of its rows are in the leaf. */
  rowsIn(leaf: number): number;
}

export const COMMAND = { startTree: 1, split: 2, finishTree: 3 } as const;

/** Positions of the control words. */
export const WORD = {
  command: 0,
  tree: 1,
  leaf: 2,
  newLeaf: 3,
  column: 4,
  /** The leaf whose histogram to build, and where to; slot -1: none. */
  buildLeaf: 5,
  slot: 6,
  leafCount: 7,
} as const;

/** Rows [from, to) of shard number `shard`. */
export function shardRows(layout: TrainingLayout, shard: number): { from: number; to: number } {
  const edge = (k: number) => Math.floor((layout.rowCount * k) / layout.shardCount);
  return { from: edge(shard), to: edge(shard + 1) };
}

export function openShard(
  layout: TrainingLayout,
  buffer: ArrayBufferLike,
  shard: number,
  makeKernel: KernelMaker = javascriptKernel,
): Shard {
  const { offsets, rowCount } = layout;
  const { from, to } = shardRows(layout, shard);
  const control = new Int32Array(buffer, offsets.control, CONTROL_WORDS);
  const order = new Int32Array(buffer, offsets.order, rowCount);
  const margins = new Float64Array(buffer, offsets.margins, rowCount);
  const leafValues = new Float64Array(buffer, offsets.leafValues, MOST_LEAVES);
  const kernel = makeKernel(layout, buffer, shard);
  const start = layout.objective === "log_loss" ? logLossGradients : leafShareGradients;
  // Rows of leaf k are order[begin[k] .. end[k]).
  const begin = new Int32Array(buffer, offsets.ranges[shard]!, MOST_LEAVES);
  const end = new Int32Array(buffer, offsets.ranges[shard]! + MOST_LEAVES * 4, MOST_LEAVES);

  function startTree(): void {
    begin[0] = from;
    end[0] = start(layout, buffer, from, to, control[WORD.tree]!);
    kernel.accumulate(from, end[0]!, control[WORD.slot]!);
  }

  function split(): void {
    const leaf = control[WORD.leaf]!;
    const newLeaf = control[WORD.newLeaf]!;
    const middle = kernel.partition(begin[leaf]!, end[leaf]!, control[WORD.column]!);
    begin[newLeaf] = middle;
    end[newLeaf] = end[leaf]!;
    end[leaf] = middle;
    const slot = control[WORD.slot]!;
    const build = control[WORD.buildLeaf]!;
    if (slot >= 0) kernel.accumulate(begin[build]!, end[build]!, slot);
  }

  function finishTree(): void {
    for (let leaf = 0; leaf < control[WORD.leafCount]!; leaf++) {
      const value = leafValues[leaf]!;
      for (let i = begin[leaf]!; i < end[leaf]!; i++) margins[order[i]!]! += value;
    }
  }

  return {
    rowsIn: (leaf) => end[leaf]! - begin[leaf]!,
    perform() {
      const command = control[WORD.command]!;
      if (command === COMMAND.startTree) startTree();
      else if (command === COMMAND.split) split();
      else if (command === COMMAND.finishTree) finishTree();
    },
  };
}

/** Adding and taking away this rounds to multiples of 2^(exponent - 23), half to even. */
export function gridAnchor(exponent: number): number {
  return 1.5 * 2 ** (29 + exponent);
}

/** Log loss at the margins z, p = 1 / (1 + e^-z): g = w (p - y), h = w p (1 - p). Every row takes part. */
function logLossGradients(layout: TrainingLayout, buffer: ArrayBufferLike, from: number, to: number): number {
  const { offsets, rowCount, recordBytes } = layout;
  const words = recordBytes / 4;
  const gradients = new Float32Array(buffer, offsets.records, rowCount * words);
  const margins = new Float64Array(buffer, offsets.margins, rowCount);
  const labels = new Uint8Array(buffer, offsets.labels, rowCount);
  const weights = new Float32Array(buffer, offsets.weights, rowCount);
  const order = new Int32Array(buffer, offsets.order, rowCount);
  const anchor = gridAnchor(layout.gridExponent);
  for (let row = from; row < to; row++) {
    const p = 1 / (1 + Math.exp(-margins[row]!));
    const weight = weights[row]!;
    gradients[row * words] = weight * (p - labels[row]!) + anchor - anchor;
    gradients[row * words + 1] = weight * (p * (1 - p)) + anchor - anchor;
    order[row] = row;
  }
  return to;
}

/** Leaf shares of a bootstrap sample: g = w (p0 - y), h = w, w = weight * how often the row was drawn; drawn rows only. */
function leafShareGradients(
  layout: TrainingLayout,
  buffer: ArrayBufferLike,
  from: number,
  to: number,
  tree: number,
): number {
  const { offsets, rowCount, recordBytes } = layout;
  const words = recordBytes / 4;
  const gradients = new Float32Array(buffer, offsets.records, rowCount * words);
  const labels = new Uint8Array(buffer, offsets.labels, rowCount);
  const weights = new Float32Array(buffer, offsets.weights, rowCount);
  const rowKeys = new Uint32Array(buffer, offsets.rowKeys, rowCount);
  const order = new Int32Array(buffer, offsets.order, rowCount);
  const anchor = gridAnchor(layout.gridExponent);
  let next = from;
  for (let row = from; row < to; row++) {
    const weight = weights[row]! * bootstrapCount(layout.seed, tree, rowKeys[row]!);
    if (weight === 0) continue;
    gradients[row * words] = weight * (layout.base - labels[row]!) + anchor - anchor;
    gradients[row * words + 1] = weight + anchor - anchor;
    order[next++] = row;
  }
  return next;
}
