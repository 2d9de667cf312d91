/** A crew for tests: several shards, worked on one after another by the calling thread, the last one first. */
import type { TrainingCrew } from "./crew.ts";
import { javascriptKernel } from "./histogram-kernel.ts";
import { openShard, type Shard } from "./shard.ts";

export function crewInTurn(size: number): TrainingCrew & { closed: number } {
  let others: Shard[] = [];
  return {
    size,
    closed: 0,
    makeKernel: javascriptKernel,
    allocate: (bytes) => new SharedArrayBuffer(bytes),
    open(layout, buffer) {
      others = Array.from({ length: size - 1 }, (_, k) => openShard(structuredClone(layout), buffer, k + 1));
    },
    run(own) {
      for (const shard of [...others].reverse()) shard.perform();
      own();
    },
    close() {
      this.closed++;
    },
  };
}
