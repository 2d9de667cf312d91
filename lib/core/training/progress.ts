import type { ContenderProgress, RunHooks, TrainingProgress } from "./input.ts";
import { CONTENDERS, type ContenderKind } from "./report.ts";

/** Rough shares of a run's time, so that the bar moves evenly: a forest and boosted trees take the most. */
const WEIGHTS: Readonly<Record<ContenderKind, number>> = {
  rules: 0,
  bayes: 1,
  logistic: 3,
  forest: 4,
  boosted: 6,
};
const FINAL_SHARE = 0.12;
const EVALUATION_SHARE = 0.2;
const CROSS_SHARE = 1 - FINAL_SHARE - EVALUATION_SHARE;

export interface ProgressTeller {
  fold(kind: ContenderKind, foldsDone: number, provisionalAuc: number | null): void;
  fitted(kind: ContenderKind): void;
  /** @param share 0..1 of the evaluation. */
  evaluated(share: number): void;
}

/** Turns what a run does into one share that only rises. */
export function progressTeller(folds: number, { onProgress }: RunHooks): ProgressTeller {
  const total = CONTENDERS.reduce((sum, kind) => sum + WEIGHTS[kind], 0);
  const contenders = new Map<ContenderKind, ContenderProgress>(
    CONTENDERS.map((kind) => [kind, { kind, state: "waiting", foldsDone: 0, provisionalAuc: null }]),
  );
  let stage: TrainingProgress["stage"] = "cross_validation";
  let share = 0;
  const tell = (now: number) => {
    share = Math.min(1, Math.max(share, now));
    onProgress?.({ stage, share, folds, contenders: [...contenders.values()] });
  };
  const done = () => {
    let sum = 0;
    for (const { kind, foldsDone } of contenders.values()) sum += (WEIGHTS[kind] * foldsDone) / folds;
    return sum / total;
  };
  let fittedWeight = 0;
  return {
    fold(kind, foldsDone, provisionalAuc) {
      const state = foldsDone === folds ? "done" : "running";
      contenders.set(kind, { kind, state, foldsDone, provisionalAuc });
      tell(CROSS_SHARE * done());
    },
    fitted(kind) {
      stage = "final_fit";
      fittedWeight += WEIGHTS[kind];
      tell(CROSS_SHARE + (FINAL_SHARE * fittedWeight) / total);
    },
    evaluated(part) {
      stage = "evaluation";
      tell(CROSS_SHARE + FINAL_SHARE + EVALUATION_SHARE * part);
    },
  };
}
