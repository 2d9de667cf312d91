import { Worker } from "node:worker_threads";
import type { TrainingCrew } from "../../core/trees/crew.ts";
import {
  fastCallingThread,
  hasWasmKernel,
  trainingMemory,
  wasmKernel,
} from "../../core/trees/wasm-kernel.ts";
import { type ShardThreadData, SIGNAL, waitWhile } from "./signals.ts";

const START_WITHIN_MS = 30_000;
const ANSWER_WITHIN_MS = 120_000;

/**
 * A crew of `size` threads, the calling one included, for one training. The calling thread blocks while the others
 * work: call it from a training thread, never from the one that serves requests. Models come out bit-identical for
 * any size; a second thread pays above about 200,000 rows.
 * @throws Error from `run` when a thread fails, or gives no answer within 2 minutes.
 */
export function threadCrew(size: number): TrainingCrew {
  if (size < 2 || !hasWasmKernel()) return fastCallingThread();
  const others = size - 1;
  const signals = new Int32Array(new SharedArrayBuffer(4 * Object.keys(SIGNAL).length));
  let memory: WebAssembly.Memory | null = null;
  let threads: Worker[] = [];
  let started = false;

  function waitForOthers(withinMs: number): void {
    const until = performance.now() + withinMs;
    for (
      let done = Atomics.load(signals, SIGNAL.done);
      done < others;
      done = Atomics.load(signals, SIGNAL.done)
    ) {
      if (performance.now() > until)
        throw new Error(`A training thread gave no answer within ${withinMs} ms`);
      waitWhile(signals, SIGNAL.done, done, 1000);
    }
    if (Atomics.load(signals, SIGNAL.failed) === 1) throw new Error("A training thread failed");
  }
  function command(): void {
    Atomics.store(signals, SIGNAL.done, 0);
    Atomics.add(signals, SIGNAL.command, 1);
    Atomics.notify(signals, SIGNAL.command);
  }

  return {
    size,
    makeKernel: (layout, buffer, shard) => wasmKernel(memory!)(layout, buffer, shard),
    allocate(bytes) {
      memory = trainingMemory(bytes);
      return memory.buffer;
    },
    open(layout) {
      threads = Array.from({ length: others }, (_, k) => {
        const workerData: ShardThreadData = { layout, memory: memory!, signals, shard: k + 1 };
        const thread = new Worker(new URL("./shard-thread.mjs", import.meta.url), { workerData });
        thread.unref();
        return thread;
      });
    },
    run(own) {
      // They report once when they are up; by then the rows are usually still being binned.
      if (!started) waitForOthers(START_WITHIN_MS);
      started = true;
      command();
      own();
      waitForOthers(ANSWER_WITHIN_MS);
    },
    close() {
      Atomics.store(signals, SIGNAL.stop, 1);
      command();
      for (const thread of threads) void thread.terminate();
      threads = [];
      memory = null;
    },
  };
}
