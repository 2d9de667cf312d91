import { workerData } from "node:worker_threads";
import { openShard } from "../../core/trees/shard.ts";
import { wasmKernel } from "../../core/trees/wasm-kernel.ts";
import { type ShardThreadData, SIGNAL, waitWhile } from "./signals.ts";

/** The life of a thread: performs its shard's part of every command until told to stop. */
export function serveShard(): void {
  const { layout, memory, signals, shard } = workerData as ShardThreadData;
  const report = () => {
    Atomics.add(signals, SIGNAL.done, 1);
    Atomics.notify(signals, SIGNAL.done);
  };
  try {
    const own = openShard(layout, memory.buffer, shard, wasmKernel(memory));
    let seen = Atomics.load(signals, SIGNAL.command);
    report();
    for (;;) {
      while (Atomics.load(signals, SIGNAL.command) === seen) waitWhile(signals, SIGNAL.command, seen, 1000);
      seen = Atomics.load(signals, SIGNAL.command);
      if (Atomics.load(signals, SIGNAL.stop) === 1) return;
      own.perform();
      report();
    }
  } catch (error) {
    Atomics.store(signals, SIGNAL.failed, 1);
    report();
    throw error;
  }
}
