import { callingThread, type TrainingCrew } from "./crew.ts";
import { joinTrees, type TreeEnsemble, type TreeNodes } from "./ensemble.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";
import { growTree } from "./grow-tree.ts";
import { openTraining, refusalOf, type TrainingRefusal, type TrainingRows } from "./training.ts";
import { openValidation } from "./validation-loss.ts";

export interface BoostingOptions {
  /** Most trees. */
  readonly rounds: number;
  /** Step length (0, 1]: smaller learns slower and better. */
  readonly learningRate: number;
  /** 2 to 1,024. */
  readonly mostLeaves: number;
  /** Up to 7 keeps SHAP by table; deeper trees are explained by the slower recursion. */
  readonly mostDepth: number;
  /** L2 penalty lambda on leaf values, >= 0. */
  readonly penalty: number;
  /** Least sum of Hessians w p (1 - p) in a leaf, > 0. */
  readonly leastHessian: number;
  /** 3 to 255. */
  readonly mostBins: number;
  /** Stop when the validation loss has not improved for so many trees. */
  readonly patience: number;
}

export const DEFAULT_BOOSTING: BoostingOptions = {
  rounds: 300,
  learningRate: 0.06,
  mostLeaves: 31,
  mostDepth: 7,
  penalty: 1,
  leastHessian: 1,
  mostBins: 255,
  patience: 25,
};

export interface BoostingProgress {
  readonly treesDone: number;
  readonly treesAtMost: number;
  /** Weighted log loss of the validation rows after this tree (nats); null without validation rows. */
  readonly validationLoss: number | null;
}

export interface TrainingHooks<Progress> {
  /** After every tree. */
  readonly onProgress?: (progress: Progress) => void;
  /** Asked before every tree; true ends the training with reason "cancelled". */
  readonly cancelled?: () => boolean;
  /** Threads; the calling one alone when absent. Any crew gives the same bits. */
  readonly crew?: TrainingCrew;
}

export type BoostedResult =
  | {
      readonly ok: true;
      readonly ensemble: TreeEnsemble;
      /** all_rounds; early: validation loss stopped improving; no_split: nothing left to divide. */
      readonly stopped: "all_rounds" | "early" | "no_split";
      /** After each tree grown, those dropped by early stopping included. */
      readonly validationLosses: readonly number[];
    }
  | { readonly ok: false; readonly reason: TrainingRefusal | "cancelled" };

export type BoostingStep =
  | { readonly done: false; readonly progress: BoostingProgress }
  | { readonly done: true; readonly result: BoostedResult };

/** A boosting under way: an outside driver calls `step` (one tree each) when it likes, and `close` if it gives up. */
export interface BoostingRun {
  step(): BoostingStep;
  close(): void;
}

export interface ValidationRows {
  readonly matrix: FeatureMatrix;
  readonly labels: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
}

/**
 * Gradient-boosted trees for log loss: each tree is a Newton step on g = w (p - y), h = w p (1 - p), starting from the
 * log-odds of the base rate. Columns are binned to at most 255 values; missing values learn a direction per node.
 *
 * With validation rows the trees after the least validation loss are dropped. The order of rows (up to 50,000) and
 * columns, and the number of threads, change no bit of the model. Constant or empty columns are never used; where
 * nothing can be divided the ensemble has no trees and predicts the base rate.
 *
 * Source: Friedman, "Greedy function approximation" (2001); Chen & Guestrin, "XGBoost" (2016); Ke et al., "LightGBM" (2017).
 */
export function trainBoosted(
  rows: TrainingRows,
  options: Partial<BoostingOptions> = {},
  validation: ValidationRows | null = null,
  hooks: TrainingHooks<BoostingProgress> = {},
): BoostedResult {
  const run = startBoosting(rows, options, validation, hooks.crew);
  try {
    for (;;) {
      if (hooks.cancelled?.()) return { ok: false, reason: "cancelled" };
      const step = run.step();
      if (step.done) return step.result;
      hooks.onProgress?.(step.progress);
    }
  } finally {
    run.close();
  }
}

export function startBoosting(
  rows: TrainingRows,
  options: Partial<BoostingOptions> = {},
  validation: ValidationRows | null = null,
  crew: TrainingCrew = callingThread,
): BoostingRun {
  const chosen = { ...DEFAULT_BOOSTING, ...options };
  const refused = refusalOf(rows) ?? validationRefusal(rows, validation);
  if (refused) return refusedRun(refused);
  const opened = openTraining(
    rows,
    { objective: "log_loss", mostBins: chosen.mostBins, mostLeaves: chosen.mostLeaves, seed: 0 },
    crew,
  );
  if (!opened.ok) return refusedRun(opened.reason);
  const { training } = opened;
  const base = Math.log(training.baseRate / (1 - training.baseRate));
  const everyFeature = training.features.map((_, f) => f);
  const rules = {
    penalty: chosen.penalty,
    leastHessian: chosen.leastHessian,
    leastGain: 1e-9,
    mostDepth: chosen.mostDepth,
    rate: chosen.learningRate,
    candidates: () => everyFeature,
  };
  const watch = validation
    ? openValidation(validation.matrix, validation.labels, validation.weights, base)
    : null;
  const trees: TreeNodes[] = [];
  const losses: number[] = [];
  let leastLoss = watch ? watch.loss() : 0;
  let treesAtLeast = 0;
  let open = true;

  const close = () => {
    if (open) training.close();
    open = false;
  };
  const finish = (stopped: "all_rounds" | "early" | "no_split"): BoostingStep => {
    close();
    const kept = watch ? trees.slice(0, treesAtLeast) : trees;
    const ensemble = joinTrees("log_odds", training.featureCount, base, kept);
    return { done: true, result: { ok: true, ensemble, stopped, validationLosses: losses } };
  };

  return {
    close,
    step() {
      if (everyFeature.length === 0) return finish("no_split");
      if (trees.length >= chosen.rounds) return finish("all_rounds");
      if (watch && trees.length - treesAtLeast >= chosen.patience) return finish("early");
      const tree = growTree(training, trees.length, rules);
      if (tree.feature.length === 1) return finish("no_split");
      trees.push(tree);
      let validationLoss: number | null = null;
      if (watch) {
        watch.add(tree);
        validationLoss = watch.loss();
        losses.push(validationLoss);
        if (validationLoss < leastLoss) {
          leastLoss = validationLoss;
          treesAtLeast = trees.length;
        }
      }
      return {
        done: false,
        progress: { treesDone: trees.length, treesAtMost: chosen.rounds, validationLoss },
      };
    },
  };
}

function validationRefusal(rows: TrainingRows, validation: ValidationRows | null): TrainingRefusal | null {
  if (!validation) return null;
  if (validation.matrix.keys.length !== rows.matrix.keys.length) return "shape_mismatch";
  const refusal = refusalOf(validation);
  // The loss of one class alone is defined.
  return refusal === "one_class" ? null : refusal;
}

function refusedRun(reason: TrainingRefusal): BoostingRun {
  return { step: () => ({ done: true, result: { ok: false, reason } }), close: () => {} };
}
