import { GATHER_ROWS, type TrainingLayout } from "./training-memory.ts";

/** The two inner loops of training, on one shard's rows. Any implementation gives the same bits: sums are exact. */
export interface HistogramKernel {
  /** Histogram slot `slot` := sums of (g, h) per joint bin over rows order[from .. to). */
  accumulate(from: number, to: number, slot: number): void;
  /** Stable partition of order[from .. to) by goesLeft[joint bin of `column`]; returns where the right part starts. */
  partition(from: number, to: number, column: number): number;
}

export type KernelMaker = (layout: TrainingLayout, buffer: ArrayBufferLike, shard: number) => HistogramKernel;

/**
 * The kernel in plain JavaScript. Rows of a leaf lie scattered in memory: 128 records at a time are copied into a
 * small buffer first, so that the loads overlap, then added.
 */
export const javascriptKernel: KernelMaker = (layout, buffer, shard) => {
  const { offsets, rowCount, recordBytes, columnCount, histogramLength } = layout;
  const order = new Int32Array(buffer, offsets.order, rowCount);
  const scratch = new Int32Array(buffer, offsets.scratch, rowCount);
  const goesLeft = new Uint8Array(buffer, offsets.goesLeft, 256);
  const records = new Int32Array(buffer, offsets.records, (rowCount * recordBytes) / 4);
  const starts = Uint32Array.from(layout.columnStarts);
  const histograms = Array.from(
    { length: layout.slotCount },
    (_, slot) =>
      new Float64Array(buffer, offsets.histograms[shard]! + slot * histogramLength * 8, histogramLength),
  );
  const gathered = new ArrayBuffer(GATHER_ROWS * recordBytes);
  const words = new Int32Array(gathered);
  const floats = new Float32Array(gathered);
  const bytes = new Uint8Array(gathered);
  const width = recordBytes / 4;

  return {
    accumulate(from, to, slot) {
      const histogram = histograms[slot]!;
      histogram.fill(0);
      for (let block = from; block < to; block += GATHER_ROWS) {
        const rows = Math.min(to - block, GATHER_ROWS);
        if (width === 8) gatherEight(order, records, words, block, rows);
        else gatherAny(order, records, words, block, rows, width);
        addRecords(floats, bytes, starts, histogram, rows, width, columnCount);
      }
    },
    partition(from, to, column) {
      const bins = new Uint8Array(buffer, offsets.columns + column * rowCount, rowCount);
      let left = from;
      let right = from;
      for (let i = from; i < to; i++) {
        const row = order[i]!;
        const goes = goesLeft[bins[row]!]!;
        order[left] = row;
        scratch[right] = row;
        left += goes;
        right += 1 - goes;
      }
      order.set(scratch.subarray(from, right), left);
      return left;
    },
  };
};

function gatherEight(order: Int32Array, records: Int32Array, words: Int32Array, block: number, rows: number) {
  for (let i = 0, to = 0; i < rows; i++, to += 8) {
    const from = order[block + i]! << 3;
    words[to] = records[from]!;
    words[to + 1] = records[from + 1]!;
    words[to + 2] = records[from + 2]!;
    words[to + 3] = records[from + 3]!;
    words[to + 4] = records[from + 4]!;
    words[to + 5] = records[from + 5]!;
    words[to + 6] = records[from + 6]!;
    words[to + 7] = records[from + 7]!;
  }
}

function gatherAny(
  order: Int32Array,
  records: Int32Array,
  words: Int32Array,
  block: number,
  rows: number,
  width: number,
) {
  for (let i = 0, to = 0; i < rows; i++) {
    const from = order[block + i]! * width;
    for (let k = 0; k < width; k++) words[to++] = records[from + k]!;
  }
}

function addRecords(
  floats: Float32Array,
  bytes: Uint8Array,
  starts: Uint32Array,
  histogram: Float64Array,
  rows: number,
  width: number,
  columnCount: number,
) {
  for (let i = 0, record = 0; i < rows; i++, record += width) {
    const g = floats[record]!;
    const h = floats[record + 1]!;
    let at = record * 4 + 8;
    for (let c = 0; c < columnCount; c++, at++) {
      const bin = (bytes[at]! << 1) + starts[c]!;
      histogram[bin]! += g;
      histogram[bin + 1]! += h;
    }
  }
}
