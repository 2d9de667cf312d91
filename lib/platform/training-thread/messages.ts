import type { LeakageInput } from "../../core/leakage/find-leakage.ts";
import type { LeakageFinding } from "../../core/leakage/types.ts";
import type { TrainingInput, TrainingOutcome, TrainingProgress } from "../../core/training/input.ts";
import type { quickAuc } from "../../core/training/quick-auc.ts";

/** What the thread is asked: to look for leakage, to say how well leads can be told apart, or to train. */
export type ThreadTask =
  | { readonly kind: "check"; readonly input: Omit<LeakageInput, "onColumn"> }
  | { readonly kind: "quick"; readonly input: Parameters<typeof quickAuc>[0] }
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
  | { readonly kind: "auc"; readonly auc: number | null }
  | { readonly kind: "findings"; readonly findings: LeakageFinding[] };
