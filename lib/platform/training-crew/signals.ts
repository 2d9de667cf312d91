import type { TrainingLayout } from "../../core/trees/training-memory.ts";

/** What a thread is started with. */
export interface ShardThreadData {
  readonly layout: TrainingLayout;
  readonly memory: WebAssembly.Memory;
  /** 32-bit integers of `SIGNAL`, shared by all threads. */
  readonly signals: Int32Array;
  readonly shard: number;
}

export const SIGNAL = {
  /** Counts commands: a thread works when it rises. */
  command: 0,
  /** Threads done with the current command (or ready, before the first). */
  done: 1,
  stop: 2,
  failed: 3,
} as const;

/** Turns to look before sleeping: commands follow each other within microseconds. */
const SPINS = 2000;

/** Returns once signals[place] is no longer `value`, or after the time given. */
export function waitWhile(signals: Int32Array, place: number, value: number, timeoutMs: number): void {
  for (let turn = 0; turn < SPINS; turn++) if (Atomics.load(signals, place) !== value) return;
  Atomics.wait(signals, place, value, timeoutMs);
}
