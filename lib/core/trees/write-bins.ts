import type { BinnedFeature } from "./bins.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";
import type { JointBins } from "./joint-bins.ts";
import type { TrainingLayout } from "./training-memory.ts";

/** Rows taken together, so that what is read and written of them stays in the cache over all columns. */
const STRIP_ROWS = 512;
const GUIDE_KEYS = 65_536;

/** Writes every row's joint bins, both into its record and column by column (for partitioning). */
export function writeBins(
  layout: TrainingLayout,
  buffer: ArrayBufferLike,
  matrix: FeatureMatrix,
  features: readonly BinnedFeature[],
  joint: JointBins,
): void {
  const { rowCount, recordBytes, columnCount } = layout;
  const { values } = matrix;
  const width = matrix.keys.length;
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const records = new Uint8Array(buffer, layout.offsets.records, rowCount * recordBytes);
  const all = new Uint8Array(buffer, layout.offsets.columns, rowCount * columnCount);
  const members = joint.columns.map((column, c) =>
    column.members.map((f) => binnerOf(features[f]!, joint.multiplier[f]!, c * rowCount)),
  );
  for (let from = 0; from < rowCount; from += STRIP_ROWS) {
    const to = Math.min(rowCount, from + STRIP_ROWS);
    for (let c = 0; c < columnCount; c++) {
      for (const member of members[c]!) addFeature(member, values, bits, width, from, to, all);
      for (let row = from, at = from * recordBytes + 8 + c; row < to; row++, at += recordBytes)
        records[at] = all[c * rowCount + row]!;
    }
  }
}

/** One feature, ready to be binned by the leading bits of its values. */
interface Binner {
  readonly column: number;
  /** Per key: how many thresholds have a smaller one, and so are certainly <= x. */
  readonly guide: Uint8Array;
  /** The thresholds and NaN, which nothing reaches. */
  readonly thresholds: Float32Array;
  readonly missingBin: number;
  readonly multiplier: number;
  /** Where its joint column starts. */
  readonly start: number;
}

function binnerOf(feature: BinnedFeature, multiplier: number, start: number): Binner {
  const count = feature.thresholds.length;
  const thresholds = new Float32Array(count + 1).fill(Number.NaN);
  thresholds.set(feature.thresholds);
  const bits = new Int32Array(thresholds.buffer);
  const guide = new Uint8Array(GUIDE_KEYS);
  for (let b = 0; b < count; b++)
    guide.fill(b + 1, keyOf(bits[b]!) + 1, b + 1 < count ? keyOf(bits[b + 1]!) + 1 : GUIDE_KEYS);
  return { column: feature.column, guide, thresholds, missingBin: count + 1, multiplier, start };
}

/** The upper 16 bits of a 32-bit float, changed so that they ascend with it: from below zero to above. */
function keyOf(bits: number): number {
  return ((bits ^ ((bits >> 31) & 0x7fffffff)) >> 16) + 32_768;
}

/** The bins are those of `binOf`: the guide says where to start looking, comparisons decide. */
function addFeature(
  binner: Binner,
  values: Float32Array,
  bits: Int32Array,
  width: number,
  from: number,
  to: number,
  all: Uint8Array,
): void {
  const { guide, thresholds, missingBin, multiplier, start, column } = binner;
  for (let row = from, at = from * width + column; row < to; row++, at += width) {
    const x = values[at]!;
    let bin = missingBin;
    if (!Number.isNaN(x)) {
      bin = guide[keyOf(bits[at]!)]!;
      while (thresholds[bin]! <= x) bin++;
    }
    all[start + row]! += bin * multiplier;
  }
}
