import { type Calibration, calibrate } from "../calibration/calibration.ts";
import { bootstrapIntervals } from "../evaluation/bootstrap.ts";
import { compareAucs } from "../evaluation/delong.ts";
import { deciles, topCapture } from "../evaluation/gains.ts";
import type { Measured } from "../evaluation/measured.ts";
import { pairedCapture } from "../evaluation/paired-bootstrap.ts";
import { brierScore, expectedCalibrationError, logLoss } from "../evaluation/probabilities.ts";
import { averagePrecision, rankOutcomes, rocAuc } from "../evaluation/ranking.ts";
import type { ContenderKind, PairReport, TestFigures } from "./report.ts";

/** One contender's answers on the test part. */
export interface TestAnswers {
  readonly kind: ContenderKind;
  readonly labels: Uint8Array;
  readonly margins: Float64Array;
  readonly calibration: Calibration;
  readonly probabilities: Float64Array;
}

export function answersOf(
  kind: ContenderKind,
  labels: Uint8Array,
  margins: Float64Array,
  calibration: Calibration,
): TestAnswers {
  return {
    kind,
    labels,
    margins,
    calibration,
    probabilities: margins.map((margin) => calibrate(calibration, margin)),
  };
}

/** The part of leads a team can call first. */
export const TOP_SHARE = 0.2;

/** What a contender did on rows nobody has looked at. Ranked by margin, judged by probability. Null for one class. */
export function testFigures(
  { labels, margins, probabilities }: TestAnswers,
  seed: number,
): TestFigures | null {
  const ranked = rankOutcomes(labels, margins);
  const intervals = bootstrapIntervals(labels, margins, [TOP_SHARE], { seed });
  const tenths = deciles(labels, margins);
  if (!ranked.ok || !intervals.ok || !tenths.ok || tenths.value.length < 2) return null;
  const auc = rocAuc(ranked.value);
  const capture = topCapture(ranked.value, TOP_SHARE);
  const [first, second] = tenths.value;
  if (!auc.ok || !capture.ok) return null;
  return {
    auc: { value: auc.value, ...intervals.value.auc },
    averagePrecision: figure(averagePrecision(ranked.value)),
    brier: figure(brierScore(labels, probabilities)),
    logLoss: figure(logLoss(labels, probabilities)),
    ece: figure(expectedCalibrationError(labels, probabilities, "mass")),
    eceWidth: figure(expectedCalibrationError(labels, probabilities, "width")),
    top20Capture: { value: capture.value, ...intervals.value.captures[0]! },
    topDecile: { value: first!.rate, ...first!.interval },
    secondDecile: { value: second!.rate, ...second!.interval },
  };
}

/** Both classes and finite scores are proven where this is asked: a refusal is a mistake of ours. */
function figure(measured: Measured): number {
  if (!measured.ok) throw new Error(`testFigures: ${measured.reason} after the check`);
  return measured.value;
}

/** Every pair of contenders on the same rows, the later one first: boosted minus rules. */
export function comparePairs(answers: readonly TestAnswers[], seed: number): PairReport[] {
  return answers.flatMap((a, at) => answers.slice(0, at).flatMap((b) => comparePair(a, b, seed) ?? []));
}

function comparePair(a: TestAnswers, b: TestAnswers, seed: number): PairReport | null {
  const aucs = compareAucs(a.labels, a.margins, b.margins);
  const captures = pairedCapture(a.labels, a.margins, b.margins, TOP_SHARE, { seed, replicates: 500 });
  if (!aucs.ok || !captures.ok) return null;
  return {
    a: a.kind,
    b: b.kind,
    auc: { value: aucs.value.difference, ...aucs.value.interval, pValue: aucs.value.pValue },
    top20Capture: { value: captures.value.difference, ...captures.value.interval },
  };
}
