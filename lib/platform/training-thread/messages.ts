import type { TrainingInput, TrainingOutcome, TrainingProgress } from "../../core/training/input.ts";

/** What the thread is started with. */
export interface TrainingThreadData {
  readonly input: TrainingInput;
  /** One 32-bit integer, shared: 1 asks the thread to stop at its next step. */
  readonly stop: Int32Array;
}

export type TrainingMessage =
  | { readonly kind: "progress"; readonly progress: TrainingProgress }
  | { readonly kind: "outcome"; readonly outcome: TrainingOutcome };
