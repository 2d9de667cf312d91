import type { KernelMaker } from "./histogram-kernel.ts";
import { javascriptKernel } from "./histogram-kernel.ts";
import type { TrainingLayout } from "./training-memory.ts";

/**
 * Who does the work of a training. The core trains on the calling thread; lib/platform can bring a crew of threads.
 *
 * A crew of n has n shards. The caller works on shard 0 itself. For every other one, a thread calls
 * `openShard(layout, buffer, k)` once on `open`, and `perform()` on it whenever `run` is called. The buffer must then
 * be a SharedArrayBuffer; what the threads read and write is ordered by whatever the crew signals with (Atomics).
 */
export interface TrainingCrew {
  readonly size: number;
  readonly makeKernel: KernelMaker;
  /** A zeroed buffer. */
  allocate(bytes: number): ArrayBufferLike;
  /** Called once, when the buffer is laid out; the rows are in it when `run` is first called. */
  open(layout: TrainingLayout, buffer: ArrayBufferLike): void;
  /** Lets every other shard perform the command in the buffer while `own` runs; returns when all are done. */
  run(own: () => void): void;
  /** Called once, also when training was cancelled or threw. */
  close(): void;
}

/** The calling thread alone. */
export const callingThread: TrainingCrew = {
  size: 1,
  makeKernel: javascriptKernel,
  allocate: (bytes) => new ArrayBuffer(bytes),
  open: () => {},
  run: (own) => own(),
  close: () => {},
};
