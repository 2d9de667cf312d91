import type { Calibration } from "../calibration/calibration.ts";
import { numbersOf, type SignalTable, takeRows } from "../encoding/table.ts";
import { openEstimator } from "../models/open-model.ts";
import { quantilesOf } from "../models/quantiles.ts";
import { dimensionLogOdds } from "../models/score-model.ts";
import {
  ARTEFACT_FORMAT,
  ARTEFACT_VERSION,
  type Estimator,
  type ModelArtefact,
  type ModelSignal,
} from "../models/types.ts";
import { ownSubjectOf } from "../rules/starter-rules.ts";
import { dependenciesOf } from "../signals/compile.ts";
import type { SignalDefinition } from "../signals/types.ts";
import { everyFew } from "./explain-detail.ts";
import type { TrainingInput } from "./input.ts";

const QUANTILE_STEPS = 50;
const PERCENTILE_ROWS = 5_000;

/** Puts an estimator, its calibration and the train part's yardsticks into one artefact. */
export function artefactOf(
  estimator: Estimator,
  calibration: Calibration,
  train: SignalTable,
  { definitions, market, outcome }: Pick<TrainingInput, "definitions" | "market" | "outcome">,
): ModelArtefact {
  const open = openEstimator(estimator);
  const defined = new Map(definitions.map((definition) => [definition.key, definition]));
  const columns = new Map(train.columns.map((column) => [column.key, column]));
  const signals = open.keys.map((key): ModelSignal => {
    const definition = defined.get(key);
    const column = columns.get(key);
    if (!definition || !column) throw new Error(`artefactOf: no signal ${key}`);
    const own = ownSubjectOf(definition);
    return {
      key,
      label: definition.label,
      type: definition.type,
      dimension: definition.dimension,
      ...(definition.unit === undefined ? {} : { unit: definition.unit }),
      ...(own === null ? {} : { own }),
      ...(column.type === "number" ? { quantiles: quantilesOf(numbersOf(column), QUANTILE_STEPS) } : {}),
    };
  });
  const sample = takeRows(train, everyFew(train.rows, PERCENTILE_ROWS));
  const { values } = open.contributionsOf(sample);
  const percentilesOf = (dimension: "fit" | "intent") =>
    signals.some((signal) => signal.dimension === dimension)
      ? quantilesOf(
          Float64Array.from({ length: sample.rows }, (_, row) =>
            dimensionLogOdds(
              signals,
              dimension,
              values.subarray(row * signals.length, (row + 1) * signals.length),
            ),
          ),
        )
      : [];
  return {
    format: ARTEFACT_FORMAT,
    version: ARTEFACT_VERSION,
    outcome,
    signals,
    estimator,
    calibration,
    dimensions: { fit: percentilesOf("fit"), intent: percentilesOf("intent") },
    definitions: neededDefinitions(open.keys, definitions),
    market,
  };
}

/** The standard ones (reasons cite some that no model reads), the own ones that are read, and what those are made of. */
function neededDefinitions(
  keys: readonly string[],
  definitions: readonly SignalDefinition[],
): SignalDefinition[] {
  const needed = new Set(keys);
  const byKey = new Map(definitions.map((definition) => [definition.key, definition]));
  for (const key of needed) {
    const definition = byKey.get(key);
    if (definition) for (const read of dependenciesOf(definition)) needed.add(read);
  }
  return definitions.filter(({ key, family }) => family !== "custom" || needed.has(key));
}
