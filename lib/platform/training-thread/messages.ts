import type { LeakageInput } from "../../core/leakage/find-leakage.ts";
import type { LeakageFinding } from "../../core/leakage/types.ts";
import type { TrainingInput, TrainingOutcome, TrainingProgress } from "../../core/training/input.ts";

/** What the thread is asked: to look for leakage, or to train. */
export type ThreadTask =
  | { readonly kind: "check"; readonly input: Omit<LeakageInput, "onColumn"> }
  | { readonly kind: "train"; readonly input: TrainingInput };

/** What the thread is started with. */
export interface TrainingThreadData {
  readonly task: ThreadTask;
  /** One 32-bit integer, shared: 1 asks the thread to stop at its next step. */
  readonly stop: Int32Array;
}

export type TrainingMessage =
  | { readonly kind: "progress"; readonly progress: TrainingProgress }
  | { readonly kind: "outcome"; readonly outcome: TrainingOutcome }
  | { readonly kind: "findings"; readonly findings: LeakageFinding[] };
