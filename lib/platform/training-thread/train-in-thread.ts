import { Worker } from "node:worker_threads";
import type { LeakageInput } from "../../core/leakage/find-leakage.ts";
import type { LeakageFinding } from "../../core/leakage/types.ts";
import type { TrainingInput, TrainingOutcome, TrainingProgress } from "../../core/training/input.ts";
import type { quickAuc } from "../../core/training/quick-auc.ts";
import type { ThreadTask, TrainingMessage, TrainingThreadData } from "./messages.ts";

export interface ThreadOptions {
  /** Aborting asks the thread to stop at its next step; the outcome is then "cancelled". */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
}

/**
 * Trains and compares the contenders in a thread of its own, so that the process goes on serving. The result is that of
 * `trainContenders`, bit for bit.
 *
 * @throws Error where the thread ends without an answer.
 */
export async function trainInThread(
  input: TrainingInput,
  { signal, onProgress }: ThreadOptions = {},
): Promise<TrainingOutcome> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const askToStop = () => Atomics.store(stop, 0, 1);
  if (signal?.aborted) askToStop();
  signal?.addEventListener("abort", askToStop, { once: true });
  try {
    return await inThread({ kind: "train", input }, stop, (message) => {
      if (message.kind === "progress") onProgress?.(message.progress);
      return message.kind === "outcome" ? message.outcome : undefined;
    });
  } finally {
    signal?.removeEventListener("abort", askToStop);
  }
}

/** `findLeakage` in a thread of its own. @throws the signal's reason where it is aborted meanwhile */
export async function findLeakageInThread(
  input: Omit<LeakageInput, "onColumn">,
  { signal }: Pick<ThreadOptions, "signal"> = {},
): Promise<LeakageFinding[]> {
  const findings = await inThread({ kind: "check", input }, new Int32Array(1), (message) =>
    message.kind === "findings" ? message.findings : undefined,
  );
  signal?.throwIfAborted();
  return findings;
}

/** `quickAuc` in a thread of its own. */
export function quickAucInThread(input: Parameters<typeof quickAuc>[0]): Promise<number | null> {
  return inThread({ kind: "quick", input }, new Int32Array(1), (message) =>
    message.kind === "auc" ? { auc: message.auc } : undefined,
  ).then(({ auc }) => auc);
}

/** Starts a thread for a task and waits until `answerOf` makes an answer of one of its messages. */
function inThread<T>(
  task: ThreadTask,
  stop: Int32Array,
  answerOf: (message: TrainingMessage) => T | undefined,
): Promise<T> {
  const workerData: TrainingThreadData = { task, stop };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./training-thread.mjs", import.meta.url), { workerData });
    worker.on("message", (message: TrainingMessage) => {
      const answer = answerOf(message);
      if (answer !== undefined) resolve(answer);
    });
    worker.on("error", reject);
    // After an answer this settles nothing.
    worker.on("exit", (code) => reject(new Error(`the training thread ended with ${code}`)));
  });
}
