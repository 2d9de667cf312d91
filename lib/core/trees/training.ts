import { type BinnedFeature, binFeatures } from "./bins.ts";
import type { TrainingCrew } from "./crew.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";
import { type JointBins, joinBins } from "./joint-bins.ts";
import { MOST_DRAWS } from "./row-sample.ts";
import { COMMAND, gridAnchor, openShard, type Shard, WORD } from "./shard.ts";
import { CONTROL_WORDS, layOutTraining, MOST_LEAVES, type TrainingLayout } from "./training-memory.ts";
import { writeBins } from "./write-bins.ts";

/** What a forest or a boosted ensemble is trained on. */
export interface TrainingRows {
  readonly matrix: FeatureMatrix;
  /** 0 or 1, one a row. */
  readonly labels: ArrayLike<number>;
  /** Finite, not negative; 1 each when absent. Kept as 32-bit floats. */
  readonly weights?: ArrayLike<number>;
  /** 32-bit whole numbers that tell rows apart in random draws, so that the order of rows changes nothing; positions when absent. */
  readonly rowKeys?: ArrayLike<number>;
}

export type TrainingRefusal =
  | "no_rows"
  | "no_columns"
  | "shape_mismatch"
  | "invalid_labels"
  | "invalid_weights"
  | "one_class";

const BASE_STEPS = 2 ** 20;
const WORTH_A_CREW = 8192;

export interface TrainingPlan {
  readonly objective: TrainingLayout["objective"];
  readonly mostBins: number;
  readonly mostLeaves: number;
  readonly seed: number;
}

/** An open training: rows binned and in shared memory, ready to grow trees. */
export interface Training {
  readonly features: readonly BinnedFeature[];
  readonly joint: JointBins;
  readonly featureCount: number;
  readonly mostLeaves: number;
  /** Weighted share of positives p0, in (0, 1). */
  readonly baseRate: number;
  /** Starts a tree and returns the joint histogram of its root, in slot 0. */
  startTree(tree: number): Float64Array;
  /** Divides leaf `leaf` by `goesLeft` of the joint column; builds `buildLeaf`'s histogram in `slot` unless -1. */
  split(
    leaf: number,
    newLeaf: number,
    column: number,
    goesLeft: Uint8Array,
    buildLeaf: number,
    slot: number,
  ): void;
  histogram(slot: number): Float64Array;
  /** Adds the leaves' values to their rows' margins. */
  finishTree(leafValues: ArrayLike<number>): void;
  close(): void;
}

export type OpenedTraining =
  | { readonly ok: true; readonly training: Training }
  | { readonly ok: false; readonly reason: TrainingRefusal };

/** Why these rows cannot be trained on, or null. Every total weight of a class must be positive. */
export function refusalOf(rows: TrainingRows): TrainingRefusal | null {
  const { matrix, labels, weights, rowKeys } = rows;
  const count = matrix.rowCount;
  if (count === 0) return "no_rows";
  if (matrix.keys.length === 0) return "no_columns";
  const sameLength =
    labels.length === count && (weights?.length ?? count) === count && (rowKeys?.length ?? count) === count;
  if (!sameLength || matrix.values.length !== count * matrix.keys.length) return "shape_mismatch";
  const seen = [false, false];
  for (let row = 0; row < count; row++) {
    const label = labels[row]!;
    if (label !== 0 && label !== 1) return "invalid_labels";
    const weight = weights ? Math.fround(weights[row]!) : 1;
    if (!(weight >= 0 && weight <= 1e9)) return "invalid_weights";
    if (weight > 0) seen[label] = true;
  }
  return seen[0] && seen[1] ? null : "one_class";
}

export function openTraining(rows: TrainingRows, plan: TrainingPlan, crew: TrainingCrew): OpenedTraining {
  const refusal = refusalOf(rows);
  if (refusal) return { ok: false, reason: refusal };
  const { matrix } = rows;
  const features = binFeatures(matrix, plan.mostBins);
  const joint = joinBins(features);
  const mostLeaves = Math.max(1, Math.min(plan.mostLeaves, MOST_LEAVES));
  const exponent = gridExponentFor(rows, plan);
  const share = weightedShare(rows, exponent);
  // On the grid of gradients, so that a forest's w (p0 - y) is not rounded once more.
  const baseRate =
    plan.objective === "log_loss"
      ? share
      : Math.max(1, Math.min(BASE_STEPS - 1, Math.round(share * BASE_STEPS))) / BASE_STEPS;
  const base = plan.objective === "log_loss" ? Math.log(baseRate / (1 - baseRate)) : baseRate;
  const layout = layOutTraining(
    {
      objective: plan.objective,
      rowCount: matrix.rowCount,
      shardCount: crew.size,
      slotCount: mostLeaves + 1,
      gridExponent: exponent,
      base,
      seed: plan.seed,
    },
    joint,
  );
  const buffer = crew.allocate(layout.totalBytes);
  let shards: Shard[];
  try {
    // First, so that threads start while the rows are binned.
    crew.open(layout, buffer);
    fillRows(layout, buffer, rows);
    writeBins(layout, buffer, matrix, features, joint);
    shards = Array.from({ length: crew.size }, (_, k) => openShard(layout, buffer, k, crew.makeKernel));
  } catch (error) {
    crew.close();
    throw error;
  }
  return {
    ok: true,
    training: {
      features,
      joint,
      featureCount: matrix.keys.length,
      mostLeaves,
      baseRate,
      ...commands(layout, buffer, shards, crew),
      close: () => crew.close(),
    },
  };
}

/**
 * Writes commands into shared memory, has every shard perform them, and adds up the shards' histograms. Small leaves
 * are not worth waking anyone: the calling thread does all shards' work on them.
 */
function commands(
  layout: TrainingLayout,
  buffer: ArrayBufferLike,
  shards: readonly Shard[],
  crew: TrainingCrew,
) {
  const { offsets, histogramLength, slotCount } = layout;
  const control = new Int32Array(buffer, offsets.control, CONTROL_WORDS);
  const lookup = new Uint8Array(buffer, offsets.goesLeft, 256);
  const values = new Float64Array(buffer, offsets.leafValues, MOST_LEAVES);
  const histograms = offsets.histograms.map((start) =>
    Array.from(
      { length: slotCount },
      (_, slot) => new Float64Array(buffer, start + slot * histogramLength * 8, histogramLength),
    ),
  );
  const perform = (rows: number) => {
    if (rows < WORTH_A_CREW) for (const shard of shards) shard.perform();
    else crew.run(() => shards[0]!.perform());
  };
  const rowsIn = (leaf: number) => shards.reduce((sum, shard) => sum + shard.rowsIn(leaf), 0);
  const merge = (slot: number): Float64Array => {
    const sum = histograms[0]![slot]!;
    for (let shard = 1; shard < histograms.length; shard++) {
      const part = histograms[shard]![slot]!;
      for (let k = 0; k < histogramLength; k++) sum[k]! += part[k]!;
    }
    return sum;
  };
  return {
    startTree(tree: number): Float64Array {
      control[WORD.command] = COMMAND.startTree;
      control[WORD.tree] = tree;
      control[WORD.slot] = 0;
      perform(layout.rowCount);
      return merge(0);
    },
    split(
      leaf: number,
      newLeaf: number,
      column: number,
      goesLeft: Uint8Array,
      buildLeaf: number,
      slot: number,
    ): void {
      lookup.set(goesLeft);
      control[WORD.command] = COMMAND.split;
      control[WORD.leaf] = leaf;
      control[WORD.newLeaf] = newLeaf;
      control[WORD.column] = column;
      control[WORD.buildLeaf] = buildLeaf;
      control[WORD.slot] = slot;
      perform(rowsIn(leaf));
      if (slot >= 0) merge(slot);
    },
    histogram: (slot: number): Float64Array => histograms[0]![slot]!,
    finishTree(leafValues: ArrayLike<number>): void {
      values.set(leafValues);
      control[WORD.command] = COMMAND.finishTree;
      control[WORD.leafCount] = leafValues.length;
      perform(layout.rowCount);
    },
  };
}

/** The least exponent e with 2^e >= every |g| and h that can occur. */
function gridExponentFor({ weights }: TrainingRows, plan: TrainingPlan): number {
  let most = 1;
  if (weights) {
    most = 0;
    for (let row = 0; row < weights.length; row++) most = Math.max(most, Math.fround(weights[row]!));
  }
  return Math.ceil(Math.log2(plan.objective === "leaf_share" ? most * MOST_DRAWS : most));
}

/** Weighted share of positives; weights are rounded to the grid first, so that the order of rows changes nothing. */
function weightedShare({ labels, weights }: TrainingRows, exponent: number): number {
  const anchor = gridAnchor(exponent);
  let positive = 0;
  let all = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights ? Math.fround(weights[row]!) + anchor - anchor : 1;
    all += weight;
    if (labels[row] === 1) positive += weight;
  }
  // A class whose weights all vanish beside the largest one still counts a little: the margin stays finite.
  return Math.min(1 - 1e-9, Math.max(1e-9, positive / all));
}

function fillRows(layout: TrainingLayout, buffer: ArrayBufferLike, rows: TrainingRows): void {
  const { offsets, rowCount } = layout;
  new Float64Array(buffer, offsets.margins, rowCount).fill(layout.base);
  new Uint8Array(buffer, offsets.labels, rowCount).set(rows.labels);
  const weights = new Float32Array(buffer, offsets.weights, rowCount);
  if (rows.weights) weights.set(rows.weights);
  else weights.fill(1);
  const keys = new Uint32Array(buffer, offsets.rowKeys, rowCount);
  for (let row = 0; row < rowCount; row++) keys[row] = rows.rowKeys ? rows.rowKeys[row]! : row;
}
