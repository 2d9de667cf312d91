import { fitNaiveBayes, scoreNaiveBayes } from "../bayes/naive-bayes.ts";
import { encodeTable } from "../encoding/encode.ts";
import { fitEncoding } from "../encoding/encoding.ts";
import { recordAt, type SignalTable } from "../encoding/table.ts";
import { fitLogistic } from "../linear/logistic-regression.ts";
import { openEstimator } from "../models/open-model.ts";
import type { Estimator } from "../models/types.ts";
import { heldOut, stratifiedFolds } from "../splits/folds.ts";
import { type BoostingOptions, trainBoosted } from "../trees/boosting.ts";
import type { TrainingCrew } from "../trees/crew.ts";
import type { TreeEnsemble } from "../trees/ensemble.ts";
import { ensembleToJson } from "../trees/ensemble-json.ts";
import { selectRows } from "../trees/feature-matrix.ts";
import { trainForest } from "../trees/forest.ts";
import { fitTreeEncoding, treeMatrix } from "../trees/tree-encoding.ts";
import type { ContenderKind } from "./report.ts";
import { takeLabels } from "./split-rows.ts";

/** Thrown where `cancelled` says so, caught by the run. */
export class TrainingCancelled extends Error {}

/** Thrown where nothing can be learnt from these rows; the run refuses as a whole. */
export class CannotLearn extends Error {}

export interface FitRequest {
  readonly table: SignalTable;
  readonly labels: Uint8Array;
  readonly seed: number;
  readonly crew: TrainingCrew;
  readonly cancelled: () => boolean;
}

export interface Fitted {
  /** Log-odds of every row. */
  readonly margins: (table: SignalTable) => Float64Array;
  /** Null for what is only shown as an opponent. */
  readonly estimator: Estimator | null;
}

export const FOREST = { trees: 200, mostLeaves: 48, mostDepth: 7, leastWeight: 5 } as const;

/** Small steps where rows are few; the number of trees is found by early stopping. */
export const BOOSTING = {
  rounds: 400,
  learningRate: 0.05,
  mostLeaves: 24,
  mostDepth: 6,
  penalty: 2,
  patience: 30,
} as const;

export function fitBayes({ table, labels }: FitRequest): Fitted {
  const fitted = fitNaiveBayes(table, labels);
  if (!fitted.ok) throw new CannotLearn(fitted.reason);
  return {
    estimator: null,
    margins: (other) =>
      Float64Array.from(
        { length: other.rows },
        (_, row) => scoreNaiveBayes(fitted.model, recordAt(other, row)).margin,
      ),
  };
}

/** @param c inverse strength of the L2 penalty. */
export function fitLinear({ table, labels, cancelled }: FitRequest, c: number): Fitted {
  const { encoding } = fitEncoding(table);
  const onIteration = () => stopIf(cancelled);
  const fitted = fitLogistic(encodeTable(encoding, table), labels, { c, onIteration });
  if (!fitted.ok) throw new CannotLearn(fitted.reason);
  const { intercept, coefficients, mean, scale } = fitted.model;
  return opened({
    kind: "logistic",
    encoding,
    intercept: intercept + 0,
    coefficients: plain(coefficients),
    mean: plain(mean),
    scale: plain(scale),
  });
}

export function fitForest({ table, labels, seed, crew, cancelled }: FitRequest): Fitted {
  const encoding = fitTreeEncoding(table);
  const result = trainForest(
    { matrix: treeMatrix(encoding, table), labels },
    { ...FOREST, seed },
    { crew, cancelled },
  );
  return opened({ kind: "forest", encoding, ensemble: ensembleToJson(ensembleOf(result)) });
}

/** Exactly so many trees on all rows. */
export function fitBoosted({ table, labels, crew, cancelled }: FitRequest, rounds: number): Fitted {
  const encoding = fitTreeEncoding(table);
  const rows = { matrix: treeMatrix(encoding, table), labels };
  const result = trainBoosted(rows, { ...BOOSTING, rounds }, null, { crew, cancelled });
  return opened({ kind: "boosted", encoding, ensemble: ensembleToJson(ensembleOf(result)) });
}

const STOPPING_FOLDS = 6;

/** A sixth of the rows is held out; trees stop when its loss no longer falls. @returns also how many trees that were. */
export function fitBoostedStopping(request: FitRequest): { fitted: Fitted; rounds: number } {
  const { table, labels, seed, crew, cancelled } = request;
  const folds = stratifiedFolds(labels, STOPPING_FOLDS, seed);
  if (!folds.ok) return { fitted: fitBoosted(request, FEWEST_ROUNDS), rounds: FEWEST_ROUNDS };
  const { train, test } = heldOut(folds.split, 0);
  const encoding = fitTreeEncoding(table);
  const matrix = treeMatrix(encoding, table);
  const part = (rows: Uint32Array) => ({
    matrix: selectRows(matrix, rows),
    labels: takeLabels(labels, rows),
  });
  const options: Partial<BoostingOptions> = BOOSTING;
  const result = trainBoosted(part(train), options, part(test), { crew, cancelled });
  const ensemble = ensembleOf(result);
  return {
    fitted: opened({ kind: "boosted", encoding, ensemble: ensembleToJson(ensemble) }),
    rounds: Math.max(FEWEST_ROUNDS, ensemble.roots.length - 1),
  };
}

/** Fewer trees than this are noise of the stopping, not a model. */
const FEWEST_ROUNDS = 10;

/** Penalties tried, strongest first: the weakest signal of many columns needs a firm hand, a long table hardly one. */
export const PENALTIES = [0.02, 0.2, 2] as const;

function ensembleOf(
  result: { ok: true; ensemble: TreeEnsemble } | { ok: false; reason: string },
): TreeEnsemble {
  if (result.ok) return result.ensemble;
  if (result.reason === "cancelled") throw new TrainingCancelled();
  throw new CannotLearn(result.reason);
}

function opened(estimator: Estimator): Fitted {
  const { margins } = openEstimator(estimator);
  return { estimator, margins };
}

export function stopIf(cancelled: () => boolean): void {
  if (cancelled()) throw new TrainingCancelled();
}

/** Minus zero becomes zero, as JSON has none. */
function plain(values: Float64Array): number[] {
  return Array.from(values, (value) => value + 0);
}

/** Models that may be published, simplest first. */
export const MODELS: readonly Exclude<ContenderKind, "rules" | "bayes">[] = ["logistic", "forest", "boosted"];
