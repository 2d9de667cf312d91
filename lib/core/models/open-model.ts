import { encodeRecord, encodeTable } from "../encoding/encode.ts";
import { sumBySignal } from "../encoding/encoding.ts";
import type { SignalTable } from "../encoding/table.ts";
import { linearShap } from "../explain/linear-shap.ts";
import { explainMargins, treeShap } from "../explain/tree-shap.ts";
import { linearContributions } from "../linear/linear-contributions.ts";
import type { LogisticModel } from "../linear/logistic-regression.ts";
import { logisticMargins } from "../linear/predict-logistic.ts";
import type { SignalValue } from "../signals/types.ts";
import { ensembleFromJson } from "../trees/ensemble-json.ts";
import { predictMargins } from "../trees/predict.ts";
import { treeMatrix, treeRow, treeRows } from "../trees/tree-encoding.ts";
import type { Estimator, LogisticEstimator, TreesEstimator } from "./types.ts";

/** Contributions in log-odds, one a signal in the estimator's order; base + their sum = margin. */
export interface SignalContributions {
  readonly base: number;
  readonly bySignal: Float64Array;
}

/** An estimator made ready to be asked. */
export interface OpenEstimator {
  /** Keys of the signals, in the order of contributions. */
  readonly keys: readonly string[];
  /** One lead, by signal key; absent keys are missing. */
  contributions(values: Readonly<Record<string, SignalValue>>): SignalContributions;
  /** Several leads at once, the same bits as one by one: trees look their tables up once for all of them. */
  contributionsOfMany(
    leads: readonly Readonly<Record<string, SignalValue>>[],
  ): readonly SignalContributions[];
  /** Log-odds of every row. */
  margins(table: SignalTable): Float64Array;
  /** Row-major, a row a lead and a column a signal. */
  contributionsOf(table: SignalTable): { readonly base: number; readonly values: Float64Array };
}

/** @throws Error where the estimator is not one that `readArtefact` let through. */
export function openEstimator(estimator: Estimator): OpenEstimator {
  return estimator.kind === "logistic" ? openLogistic(estimator) : openTrees(estimator);
}

function openLogistic({ encoding, intercept, coefficients, mean, scale }: LogisticEstimator): OpenEstimator {
  const model: LogisticModel = {
    intercept,
    coefficients: Float64Array.from(coefficients),
    mean: Float64Array.from(mean),
    scale: Float64Array.from(scale),
  };
  const explain = (row: Float64Array): SignalContributions => {
    const { base, contributions } = linearShap(model, row);
    return { base, bySignal: sumBySignal(encoding, contributions) };
  };
  return {
    keys: encoding.signals.map(({ key }) => key),
    contributions: (values) => explain(encodeRecord(encoding, values)),
    contributionsOfMany: (leads) => leads.map((values) => explain(encodeRecord(encoding, values))),
    margins: (table) => logisticMargins(model, encodeTable(encoding, table)),
    contributionsOf: (table) => ({ base: intercept, values: linearContributions(model, encoding, table) }),
  };
}

function openTrees({ encoding, ensemble: json }: TreesEstimator): OpenEstimator {
  const loaded = ensembleFromJson(json);
  if (!loaded.ok) throw new Error(`openEstimator: the trees are ${loaded.reason}`);
  const { ensemble } = loaded;
  const width = encoding.columns.length;
  return {
    keys: encoding.columns.map(({ key }) => key),
    contributions(values) {
      const { base, contributions } = treeShap(ensemble, treeRow(encoding, values));
      return { base, bySignal: contributions };
    },
    contributionsOfMany(leads) {
      const { base, stride, values } = explainMargins(ensemble, treeRows(encoding, leads));
      return leads.map((_, row) => ({ base, bySignal: values.slice(row * stride, row * stride + width) }));
    },
    margins: (table) => predictMargins(ensemble, treeMatrix(encoding, table)),
    contributionsOf(table) {
      const { base, stride, values } = explainMargins(ensemble, treeMatrix(encoding, table));
      const bySignal = new Float64Array(table.rows * width);
      for (let row = 0; row < table.rows; row += 1)
        bySignal.set(values.subarray(row * stride, row * stride + width), row * width);
      return { base, values: bySignal };
    },
  };
}
