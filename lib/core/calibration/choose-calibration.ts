import { logLoss } from "../evaluation/probabilities.ts";
import { heldOut, stratifiedFolds } from "../splits/folds.ts";
import { type Calibration, type CalibrationRefusal, calibrate, calibrationProblem } from "./calibration.ts";
import { fitIsotonic } from "./isotonic.ts";
import { fitPlatt } from "./platt.ts";

export type CalibrationKind = Calibration["kind"];

export interface ChosenCalibration {
  readonly calibration: Calibration;
  /** Mean held-out log loss in nats by kind; null where there were too few outcomes to hold any out. */
  readonly losses: Readonly<Record<CalibrationKind, number>> | null;
}

const FOLDS = 5;
/** Simplest first: a later one must be better, not as good. */
const KINDS = ["none", "platt", "isotonic"] as const;

/**
 * The calibration with the least log loss on rows it was not fitted on: five stratified folds of the calibration part,
 * each held out once, then fitted on all of it. Isotonic probabilities are held within 1/(n+2) and (n+1)/(n+2): no
 * finite sample shows certainty. For the same reason the other curves stay flat beyond the outermost hundredth of the
 * margins they were chosen on: a lead that outdoes all of them is as likely as they are. With fewer than five outcomes of either class nothing is chosen but `none`.
 */
export function chooseCalibration(
  margins: ArrayLike<number>,
  labels: ArrayLike<number>,
  seed: number,
):
  | { readonly ok: true; readonly chosen: ChosenCalibration }
  | { readonly ok: false; readonly reason: CalibrationRefusal } {
  const reason = calibrationProblem(margins, labels);
  if (reason !== null) return { ok: false, reason };
  const folds = stratifiedFolds(labels, FOLDS, seed);
  if (!folds.ok) return { ok: true, chosen: { calibration: { kind: "none" }, losses: null } };
  const predicted = {
    none: new Float64Array(margins.length),
    platt: new Float64Array(margins.length),
    isotonic: new Float64Array(margins.length),
  };
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const { train, test } = heldOut(folds.split, fold);
    const trainMargins = Float64Array.from(train, (row) => margins[row]!);
    const trainLabels = Uint8Array.from(train, (row) => labels[row]!);
    for (const kind of KINDS) {
      const calibration = fitKind(kind, trainMargins, trainLabels);
      for (const row of test) predicted[kind][row] = calibrate(calibration, margins[row]!);
    }
  }
  const losses = { none: 0, platt: 0, isotonic: 0 };
  for (const kind of KINDS) {
    const loss = logLoss(labels, predicted[kind]);
    losses[kind] = loss.ok ? loss.value : Number.MAX_VALUE;
  }
  const best = KINDS.reduce((chosen, kind) => (losses[kind] < losses[chosen] ? kind : chosen));
  return { ok: true, chosen: { calibration: bounded(fitKind(best, margins, labels), margins), losses } };
}

const OUTERMOST = 0.01;

function bounded(calibration: Calibration, margins: ArrayLike<number>): Calibration {
  if (calibration.kind === "isotonic") return calibration;
  const sorted = Float64Array.from(margins).sort();
  const outside = Math.floor(OUTERMOST * sorted.length);
  return { ...calibration, range: { low: sorted[outside]!, high: sorted[sorted.length - 1 - outside]! } };
}

function fitKind(kind: CalibrationKind, margins: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
  if (kind === "none") return { kind };
  const bound = 1 / (margins.length + 2);
  const fitted =
    kind === "platt"
      ? fitPlatt(margins, labels)
      : fitIsotonic(margins, labels, { lowest: bound, highest: 1 - bound });
  if (!fitted.ok) throw new Error(`chooseCalibration: ${kind} refused ${fitted.reason} after the check`);
  return fitted.calibration;
}
