import { Worker } from "node:worker_threads";
import type { TrainingInput, TrainingOutcome, TrainingProgress } from "../../core/training/input.ts";
import type { TrainingMessage, TrainingThreadData } from "./messages.ts";

export interface ThreadOptions {
  /** Aborting asks the thread to stop at its next step; the outcome is then "cancelled". */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: TrainingProgress) => void;
}

/**
 * Trains and compares the contenders in a thread of its own, so that the process goes on serving. The result is that of
 * `trainContenders`, bit for bit.
 *
 * @throws Error where the thread ends without an answer.
 */
export function trainInThread(
  input: TrainingInput,
  { signal, onProgress }: ThreadOptions = {},
): Promise<TrainingOutcome> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData: TrainingThreadData = { input, stop };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./training-thread.mjs", import.meta.url), { workerData });
    const askToStop = () => Atomics.store(stop, 0, 1);
    if (signal?.aborted) askToStop();
    signal?.addEventListener("abort", askToStop, { once: true });
    const finish = (settle: () => void) => {
      signal?.removeEventListener("abort", askToStop);
      settle();
    };
    worker.on("message", (message: TrainingMessage) => {
      if (message.kind === "progress") onProgress?.(message.progress);
      else finish(() => resolve(message.outcome));
    });
    worker.on("error", (error) => finish(() => reject(error)));
    // After an answer this is the second settling and does nothing.
    worker.on("exit", (code) => finish(() => reject(new Error(`the training thread ended with ${code}`))));
  });
}
