import type { Calibration } from "../calibration/calibration.ts";
import { chooseCalibration } from "../calibration/choose-calibration.ts";
import { type SignalTable, takeRows } from "../encoding/table.ts";
import type { Estimator } from "../models/types.ts";
import { type ComparisonRows, type CrossFit, crossFit } from "./cross-fit.ts";
import {
  BOOSTING,
  CannotLearn,
  type FitRequest,
  type Fitted,
  FOREST,
  fitBayes,
  fitBoosted,
  fitBoostedStopping,
  fitForest,
  fitLinear,
  PENALTIES,
} from "./fit-contender.ts";
import type { RowParts } from "./input.ts";
import type { ContenderKind, ContenderReport } from "./report.ts";
import { takeLabels, takeNumbers } from "./split-rows.ts";

type Learner = Exclude<ContenderKind, "rules">;
type RequestOf = (table: SignalTable, labels: Uint8Array) => FitRequest;

export interface CrossedContender {
  readonly figures: ContenderReport["crossValidation"];
  readonly parameters: ContenderReport["parameters"];
  /** Learns from rows with what cross-validation has chosen. */
  readonly learn: (request: FitRequest) => Fitted;
}

/** Cross-validates one learner and settles what it is fitted with: penalty, number of trees. */
export function crossContender(
  kind: Learner,
  rows: ComparisonRows,
  requestOf: RequestOf,
  onFold: (foldsDone: number, meanAuc: number | null) => void,
): CrossedContender {
  const crossed = (learn: (request: FitRequest) => Fitted, tell?: typeof onFold): CrossFit =>
    crossFit(rows, (train, labels, test) => learn(requestOf(train, labels)).margins(test), tell);
  switch (kind) {
    case "bayes":
      return { figures: crossed(fitBayes, onFold).figures, parameters: { smoothing: 0.1 }, learn: fitBayes };
    case "logistic": {
      const tried = PENALTIES.map((c, at) => ({
        c,
        ...crossed((request) => fitLinear(request, c), at === PENALTIES.length - 1 ? onFold : undefined),
      }));
      const { c, figures } = tried.reduce((best, next) =>
        (next.figures.logLoss ?? Infinity) < (best.figures.logLoss ?? Infinity) ? next : best,
      );
      return { figures, parameters: { c, penalty: "L2" }, learn: (request) => fitLinear(request, c) };
    }
    case "forest":
      return { figures: crossed(fitForest, onFold).figures, parameters: { ...FOREST }, learn: fitForest };
    case "boosted": {
      const counts: number[] = [];
      const { figures } = crossed((request) => {
        const { fitted, rounds } = fitBoostedStopping(request);
        counts.push(rounds);
        return fitted;
      }, onFold);
      const rounds = counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)]!;
      return {
        figures,
        parameters: { ...BOOSTING, rounds },
        learn: (request) => fitBoosted(request, rounds),
      };
    }
  }
}

export interface FinishedContender {
  readonly kind: ContenderKind;
  readonly estimator: Estimator | null;
  readonly calibration: Calibration;
  readonly calibrationLosses: ContenderReport["calibrationLosses"];
  readonly calibrationMargins: Float64Array;
  readonly testMargins: Float64Array;
}

/** Fits on the train part, calibrates on the middle one, answers on the test part. */
export function finishContender(
  kind: Learner,
  learn: CrossedContender["learn"],
  table: SignalTable,
  labels: Uint8Array,
  parts: RowParts,
  requestOf: RequestOf,
): FinishedContender {
  const { margins, estimator } = learn(
    requestOf(takeRows(table, parts.train), takeLabels(labels, parts.train)),
  );
  return calibrated(
    kind,
    estimator,
    margins(takeRows(table, parts.calibration)),
    margins(takeRows(table, parts.test)),
    takeLabels(labels, parts.calibration),
  );
}

/** The rules as they are: nothing is fitted but the curve from points to probability, to compare by. */
export function finishRules(
  ruleScores: Float64Array,
  labels: Uint8Array,
  parts: RowParts,
): FinishedContender {
  return calibrated(
    "rules",
    null,
    takeNumbers(ruleScores, parts.calibration),
    takeNumbers(ruleScores, parts.test),
    takeLabels(labels, parts.calibration),
  );
}

const CALIBRATION_SEED = 1;

function calibrated(
  kind: ContenderKind,
  estimator: Estimator | null,
  calibrationMargins: Float64Array,
  testMargins: Float64Array,
  calibrationLabels: Uint8Array,
): FinishedContender {
  const chosen = chooseCalibration(calibrationMargins, calibrationLabels, CALIBRATION_SEED);
  if (!chosen.ok) throw new CannotLearn(chosen.reason);
  const { calibration, losses } = chosen.chosen;
  return { kind, estimator, calibration, calibrationLosses: losses, calibrationMargins, testMargins };
}
