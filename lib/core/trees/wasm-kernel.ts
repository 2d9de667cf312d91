import type { TrainingCrew } from "./crew.ts";
import { callingThread } from "./crew.ts";
import type { HistogramKernel, KernelMaker } from "./histogram-kernel.ts";
import { GATHER_ROWS } from "./training-memory.ts";
import {
  add,
  addVectors,
  and,
  assembleModule,
  copyBytes,
  get,
  increase,
  int,
  lessThan,
  loadByte,
  loadInt,
  loadTwoFloats,
  loadVector,
  multiply,
  set,
  shiftLeft,
  shiftRight,
  smaller,
  storeInt,
  storeVector,
  subtract,
  type WasmFunction,
  whileTrue,
} from "./wasm-assembler.ts";

const PAGE_BYTES = 65536;
const MOST_PAGES = 65536;

/** A memory large enough for a training; post it to threads and make their kernels with `wasmKernel(memory)`. */
export function trainingMemory(bytes: number): WebAssembly.Memory {
  return new WebAssembly.Memory({
    initial: Math.ceil(bytes / PAGE_BYTES) + 1,
    maximum: MOST_PAGES,
    shared: true,
  });
}

/**
 * The histogram kernel in WebAssembly with 128-bit vectors: g and h of a bin are added at once. The buffer given to
 * the maker must be `memory.buffer`. Bit for bit what `javascriptKernel` does.
 */
export function wasmKernel(memory: WebAssembly.Memory): KernelMaker {
  const instance = new WebAssembly.Instance(kernelModule(), { env: { memory } });
  const { accumulate, partition } = instance.exports as unknown as {
    accumulate: (...args: number[]) => void;
    partition: (...args: number[]) => number;
  };
  return (layout, buffer, shard): HistogramKernel => {
    const { offsets, recordBytes, columnCount, rowCount } = layout;
    const slotBytes = layout.histogramLength * 8;
    const starts = layout.columnStarts.map((start) => start * 8);
    // Every shard writes the same numbers.
    new Uint32Array(buffer, offsets.columnStarts, columnCount).set(starts);
    return {
      accumulate(from, to, slot) {
        const histogram = offsets.histograms[shard]! + slot * slotBytes;
        new Uint8Array(buffer, histogram, slotBytes).fill(0);
        accumulate(
          offsets.order + from * 4,
          offsets.order + to * 4,
          offsets.records,
          recordBytes,
          offsets.columnStarts,
          columnCount,
          histogram,
          offsets.gather[shard]!,
        );
      },
      partition(from, to, column) {
        const right = partition(
          offsets.order + from * 4,
          offsets.order + to * 4,
          offsets.scratch + from * 4,
          offsets.columns + column * rowCount,
          offsets.goesLeft,
        );
        return ((right >>> 0) - offsets.order) / 4;
      },
    };
  };
}

/** The calling thread alone, with the fast kernel where this machine has WebAssembly vectors and shared memory. */
export function fastCallingThread(): TrainingCrew {
  if (!hasWasmKernel()) return callingThread;
  let memory: WebAssembly.Memory | null = null;
  return {
    ...callingThread,
    allocate(bytes) {
      memory = trainingMemory(bytes);
      return memory.buffer;
    },
    makeKernel: (layout, buffer, shard) => wasmKernel(memory!)(layout, buffer, shard),
  };
}

export function hasWasmKernel(): boolean {
  return (
    typeof WebAssembly !== "undefined" &&
    typeof SharedArrayBuffer !== "undefined" &&
    WebAssembly.validate(kernelBytes())
  );
}

let compiled: WebAssembly.Module | null = null;

function kernelModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(kernelBytes());
  return compiled;
}

function kernelBytes(): Uint8Array<ArrayBuffer> {
  return assembleModule([accumulateFunction(), partitionFunction()]);
}

/** accumulate(next, end, records, recordBytes, starts, columns, histogram, gather): addresses of order[from], order[to]. */
function accumulateFunction(): WasmFunction {
  const [next, end, records, recordBytes, starts, columns, histogram, gather] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [blockEnd, source, target, chunk, filled, start, fourEnd, startEnd, bins, place] = [
    8, 9, 10, 11, 12, 13, 14, 15, 16, 17,
  ];
  const gradient = 18;
  const addTo = (bin: readonly number[], startOffset: number) => [
    ...set(place!, add(add(get(histogram!), loadInt(get(start!), startOffset)), shiftLeft(bin, int(4)))),
    ...storeVector(get(place!), addVectors(loadVector(get(place!)), get(gradient))),
  ];
  const fourBins = [0, 1, 2, 3].flatMap((k) =>
    addTo(and(shiftRight(get(bins!), int(8 * k)), int(255)), 4 * k),
  );
  return {
    name: "accumulate",
    parameters: 8,
    integers: 10,
    vectors: 1,
    returnsInt: false,
    body: [
      set(fourEnd!, add(get(starts!), shiftLeft(and(get(columns!), int(-4)), int(2)))),
      set(startEnd!, add(get(starts!), shiftLeft(get(columns!), int(2)))),
      whileTrue(
        lessThan(get(next!), get(end!)),
        set(blockEnd!, smaller(add(get(next!), int(GATHER_ROWS * 4)), get(end!))),
        set(target!, get(gather!)),
        // Copy the block's records side by side.
        whileTrue(
          lessThan(get(next!), get(blockEnd!)),
          set(source!, add(get(records!), multiply(loadInt(get(next!)), get(recordBytes!)))),
          storeVector(get(target!), loadVector(get(source!))),
          set(chunk!, int(16)),
          whileTrue(
            lessThan(get(chunk!), get(recordBytes!)),
            storeVector(add(get(target!), get(chunk!)), loadVector(add(get(source!), get(chunk!)))),
            increase(chunk!, int(16)),
          ),
          increase(target!, get(recordBytes!)),
          increase(next!, int(4)),
        ),
        set(filled!, get(target!)),
        set(target!, get(gather!)),
        // Add each record to its bins.
        whileTrue(
          lessThan(get(target!), get(filled!)),
          set(gradient, loadTwoFloats(get(target!))),
          set(source!, add(get(target!), int(8))),
          set(start!, get(starts!)),
          whileTrue(
            lessThan(get(start!), get(fourEnd!)),
            set(bins!, loadInt(get(source!))),
            fourBins,
            increase(source!, int(4)),
            increase(start!, int(16)),
          ),
          whileTrue(
            lessThan(get(start!), get(startEnd!)),
            addTo(loadByte(get(source!)), 0),
            increase(source!, int(1)),
            increase(start!, int(4)),
          ),
          increase(target!, get(recordBytes!)),
        ),
      ),
    ],
  };
}

/** partition(next, end, scratch, bins, goesLeft): gives the address where the right part starts. */
function partitionFunction(): WasmFunction {
  const [next, end, scratch, bins, goesLeft] = [0, 1, 2, 3, 4];
  const [left, right, row, goes] = [5, 6, 7, 8];
  return {
    name: "partition",
    parameters: 5,
    integers: 4,
    vectors: 0,
    returnsInt: true,
    body: [
      set(left!, get(next!)),
      set(right!, get(scratch!)),
      whileTrue(
        lessThan(get(next!), get(end!)),
        set(row!, loadInt(get(next!))),
        set(goes!, shiftLeft(loadByte(add(get(goesLeft!), loadByte(add(get(bins!), get(row!))))), int(2))),
        storeInt(get(left!), get(row!)),
        storeInt(get(right!), get(row!)),
        increase(left!, get(goes!)),
        increase(right!, subtract(int(4), get(goes!))),
        increase(next!, int(4)),
      ),
      copyBytes(get(left!), get(scratch!), subtract(get(right!), get(scratch!))),
      get(left!),
    ],
  };
}
