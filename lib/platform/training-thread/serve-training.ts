import { parentPort, workerData } from "node:worker_threads";
import { findLeakage } from "../../core/leakage/find-leakage.ts";
import type { TrainingInput, TrainingOutcome } from "../../core/training/input.ts";
import { quickAuc } from "../../core/training/quick-auc.ts";
import { trainContenders } from "../../core/training/train.ts";
import { fastCallingThread } from "../../core/trees/wasm-kernel.ts";
import { threadCrew } from "../training-crew/thread-crew.ts";
import type { TrainingMessage, TrainingThreadData } from "./messages.ts";

/** Below this a second thread costs more than it brings. */
const ROWS_WORTH_A_CREW = 200_000;
/** Progress more often than this is noise to whoever stores it. */
const TELL_EVERY_MS = 200;

/** Does the one task the thread was started for. A check is seconds at most and is ended with its thread. */
export function serveTraining(): void {
  const { task, stop } = workerData as TrainingThreadData;
  const send = (message: TrainingMessage) => parentPort!.postMessage(message);
  if (task.kind === "check") send({ kind: "findings", findings: findLeakage(task.input) });
  else if (task.kind === "quick") send({ kind: "auc", auc: quickAuc(task.input) });
  else send({ kind: "outcome", outcome: train(task.input, stop, send) });
}

function train(
  input: TrainingInput,
  stop: Int32Array,
  send: (message: TrainingMessage) => void,
): TrainingOutcome {
  let toldAt = Number.NEGATIVE_INFINITY;
  return trainContenders(input, {
    clock: () => performance.now(),
    cancelled: () => Atomics.load(stop, 0) === 1,
    crew: input.table.rows >= ROWS_WORTH_A_CREW ? () => threadCrew(2) : fastCallingThread,
    onProgress: (progress) => {
      if (progress.share < 1 && performance.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = performance.now();
      send({ kind: "progress", progress });
    },
  });
}
