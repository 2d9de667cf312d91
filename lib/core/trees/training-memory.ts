import type { JointBins } from "./joint-bins.ts";

/**
 * Where everything of one training lies in one buffer, which threads may share. Plain data: it can be posted to a
 * thread. Rows are divided into shards of neighbouring rows, one per thread; each shard has its own histograms.
 *
 * A row's record is [g: float32][h: float32][joint bins: one byte each], padded to 16 bytes. g and h are multiples of
 * 2^(gridExponent - 23) and at most 2^gridExponent, so that float32 holds them and sums of up to 2^29 of them are
 * exact in float64: in whatever order and by however many threads they are added, models come out bit-identical.
 */
export interface TrainingLayout {
  readonly objective: "log_loss" | "leaf_share";
  readonly rowCount: number;
  readonly shardCount: number;
  readonly columnCount: number;
  readonly recordBytes: number;
  /** Per joint column: where its bins start in a histogram, counted in numbers (two a bin). */
  readonly columnStarts: readonly number[];
  /** Numbers in one histogram: two a bin. */
  readonly histogramLength: number;
  readonly slotCount: number;
  readonly gridExponent: number;
  /** Base margin (log_loss) or base probability (leaf_share) every row starts from. */
  readonly base: number;
  readonly seed: number;
  readonly offsets: {
    readonly records: number;
    readonly columns: number;
    readonly order: number;
    readonly scratch: number;
    readonly margins: number;
    readonly labels: number;
    readonly weights: number;
    readonly rowKeys: number;
    readonly control: number;
    readonly leafValues: number;
    readonly goesLeft: number;
    /** Room for a kernel's copy of columnStarts. */
    readonly columnStarts: number;
    /** Per shard. */
    readonly histograms: readonly number[];
    /** Per shard: where each leaf's rows begin in `order`, then where they end. */
    readonly ranges: readonly number[];
    /** Per shard, a few kB for a kernel. */
    readonly gather: readonly number[];
  };
  readonly totalBytes: number;
}

export const CONTROL_WORDS = 16;
export const MOST_LEAVES = 1024;
export const GATHER_ROWS = 128;
const GOES_LEFT = 256;

export function layOutTraining(
  plan: Pick<
    TrainingLayout,
    "objective" | "rowCount" | "shardCount" | "slotCount" | "gridExponent" | "base" | "seed"
  >,
  joint: JointBins,
): TrainingLayout {
  const columnCount = joint.columns.length;
  const recordBytes = (8 + columnCount + 15) & ~15;
  const histogramLength = joint.length * 2;
  let next = 0;
  const take = (bytes: number) => {
    const at = next;
    next = Math.ceil((next + bytes) / 64) * 64;
    return at;
  };
  const { rowCount } = plan;
  const perShard = (bytes: number) => Array.from({ length: plan.shardCount }, () => take(bytes));
  const offsets = {
    records: take(rowCount * recordBytes),
    columns: take(rowCount * columnCount),
    order: take(rowCount * 4),
    scratch: take(rowCount * 4),
    margins: take(rowCount * 8),
    labels: take(rowCount),
    weights: take(rowCount * 4),
    rowKeys: take(rowCount * 4),
    control: take(CONTROL_WORDS * 4),
    leafValues: take(MOST_LEAVES * 8),
    goesLeft: take(GOES_LEFT),
    columnStarts: take(columnCount * 4),
    histograms: perShard(plan.slotCount * histogramLength * 8),
    ranges: perShard(2 * MOST_LEAVES * 4),
    gather: perShard(GATHER_ROWS * recordBytes),
  };
  const columnStarts = joint.columns.map((column) => column.start * 2);
  return { ...plan, columnCount, recordBytes, columnStarts, histogramLength, offsets, totalBytes: next };
}
