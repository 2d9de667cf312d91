import type { TrainingHooks } from "./boosting.ts";
import { callingThread, type TrainingCrew } from "./crew.ts";
import { joinTrees, type TreeEnsemble, type TreeNodes } from "./ensemble.ts";
import { type GrowthRules, growTree } from "./grow-tree.ts";
import { drawFeatures } from "./row-sample.ts";
import { openTraining, type TrainingRefusal, type TrainingRows } from "./training.ts";

export interface ForestOptions {
  readonly trees: number;
  /** 2 to 1,024 a tree. */
  readonly mostLeaves: number;
  /** Up to 7 keeps SHAP by table; deeper trees are explained by the slower recursion. */
  readonly mostDepth: number;
  /** Rows of base rate mixed into each leaf, > 0: keeps probabilities off 0 and 1. */
  readonly penalty: number;
  /** Least weight of drawn rows in a leaf, > 0. */
  readonly leastWeight: number;
  /** 3 to 255. */
  readonly mostBins: number;
  /** Columns a node may choose from; null: the square root of their number, rounded up. */
  readonly columnsPerNode: number | null;
  readonly seed: number;
}

export const DEFAULT_FOREST: ForestOptions = {
  trees: 200,
  mostLeaves: 48,
  mostDepth: 7,
  penalty: 1,
  leastWeight: 5,
  mostBins: 255,
  columnsPerNode: null,
  seed: 1,
};

export interface ForestProgress {
  readonly treesDone: number;
  readonly treesAtMost: number;
}

export type ForestResult =
  | { readonly ok: true; readonly ensemble: TreeEnsemble }
  | { readonly ok: false; readonly reason: TrainingRefusal | "cancelled" };

export type ForestStep =
  | { readonly done: false; readonly progress: ForestProgress }
  | { readonly done: true; readonly result: ForestResult };

export interface ForestRun {
  step(): ForestStep;
  close(): void;
}

/**
 * Random forest of probability trees, on the same engine as boosting (g = w (p0 - y), h = w):
 *
 *   p(x) = mean over trees of (sum of w y in the leaf + lambda p0) / (sum of w in the leaf + lambda)
 *
 * where p0 is the weighted share of positives. Splits minimise the squared error of the leaf shares, for two classes
 * the same as Gini impurity. Each tree sees its own bootstrap sample (Poisson weights), each node its own columns.
 * Both are drawn from the seed by counting: with `rowKeys` given, the order of rows (up to 50,000) changes no bit,
 * nor does the order of columns or the number of threads.
 *
 * The ensemble's link is "probability"; its margin is log p / (1 - p), always finite.
 * Source: Breiman, "Random forests" (2001).
 */
export function trainForest(
  rows: TrainingRows,
  options: Partial<ForestOptions> = {},
  hooks: TrainingHooks<ForestProgress> = {},
): ForestResult {
  const run = startForest(rows, options, hooks.crew);
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

/** The same, one tree a step. */
export function startForest(
  rows: TrainingRows,
  options: Partial<ForestOptions> = {},
  crew: TrainingCrew = callingThread,
): ForestRun {
  const chosen = { ...DEFAULT_FOREST, ...options };
  const opened = openTraining(
    rows,
    { objective: "leaf_share", mostBins: chosen.mostBins, mostLeaves: chosen.mostLeaves, seed: chosen.seed },
    crew,
  );
  if (!opened.ok) return { step: () => ({ done: true, result: opened }), close: () => {} };
  const { training } = opened;
  const rules = forestRules(chosen, training.features.length);
  const trees: TreeNodes[] = [];
  let open = true;
  const close = () => {
    if (open) training.close();
    open = false;
  };
  return {
    close,
    step() {
      // Without a column to split by, every tree would be its root: the base rate.
      if (trees.length >= chosen.trees || training.features.length === 0) {
        close();
        const ensemble = joinTrees("probability", training.featureCount, training.baseRate, trees);
        return { done: true, result: { ok: true, ensemble } };
      }
      trees.push(withCover(growTree(training, trees.length, rules)));
      return { done: false, progress: { treesDone: trees.length, treesAtMost: chosen.trees } };
    },
  };
}

function forestRules(chosen: ForestOptions, features: number): GrowthRules {
  const wanted = chosen.columnsPerNode ?? Math.ceil(Math.sqrt(features));
  const perNode = Math.max(1, Math.min(features, wanted));
  return {
    penalty: chosen.penalty,
    leastHessian: chosen.leastWeight,
    leastGain: 1e-9,
    mostDepth: chosen.mostDepth,
    rate: 1 / chosen.trees,
    candidates: (tree, node) => drawFeatures(chosen.seed, tree, node, features, perNode),
  };
}

/** A tree that happened to draw no row at all is a leaf of cover 0: call it 1, as nothing divides by its parts. */
function withCover(tree: TreeNodes): TreeNodes {
  return tree.cover[0]! > 0 ? tree : { ...tree, cover: [1] };
}
