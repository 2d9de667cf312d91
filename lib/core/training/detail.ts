import { deciles, gainCurve } from "../evaluation/gains.ts";
import {
  averagePrecision,
  precisionRecallCurve,
  rankOutcomes,
  rocCurve,
  thinned,
} from "../evaluation/ranking.ts";
import { reliabilityBins } from "../evaluation/reliability.ts";
import { atThreshold } from "../evaluation/threshold.ts";
import { tierTable } from "../evaluation/tiers.ts";
import type { BandSet } from "../scoring/types.ts";
import type { ContenderDetail } from "./report.ts";
import type { TestAnswers } from "./test-figures.ts";

/** Figures that are only drawn are kept to five decimals: a report is read over a network. */
export function drawn(value: number): number {
  return Math.round(100_000 * value) / 100_000;
}

/** Points of a curve that a screen can show. */
const CURVE_POINTS = 160;

export type CurvesAndTables = Omit<ContenderDetail, "importance" | "beeswarm" | "dependence" | "segments">;

/** Whole scores 0..100 as the product shows them: 100 p for models, the clamped points for rules; half up. */
export function wholeScores(answers: TestAnswers): Uint8Array {
  const scores = answers.kind === "rules" ? answers.margins : answers.probabilities.map((p) => 100 * p);
  return Uint8Array.from(scores, (score) => Math.floor(Math.min(100, Math.max(0, score)) + 0.5));
}

/** Curves and tables of one contender on the test part; null where one class alone is there. */
export function curvesAndTables(answers: TestAnswers, bands: BandSet): CurvesAndTables | null {
  const { kind, labels, margins, probabilities } = answers;
  const ranking = rankOutcomes(labels, margins);
  if (!ranking.ok || !averagePrecision(ranking.value).ok) return null;
  const roc = rocCurve(ranking.value);
  const precisionRecall = precisionRecallCurve(ranking.value);
  const gain = gainCurve(ranking.value);
  const reliability = reliabilityBins(labels, probabilities);
  const tenths = deciles(labels, margins);
  const scores = wholeScores(answers);
  const tiers = tierTable(labels, scores, bands.bands);
  if (!roc.ok || !precisionRecall.ok || !gain.ok || !reliability.ok || !tenths.ok || !tiers.ok) return null;
  return {
    kind,
    roc: thinned(roc.value, CURVE_POINTS).map((point) => ({
      x: drawn(point.falsePositiveRate),
      y: drawn(point.truePositiveRate),
    })),
    precisionRecall: thinned(precisionRecall.value, CURVE_POINTS).map((point) => ({
      x: drawn(point.recall),
      y: drawn(point.precision),
    })),
    gain: gain.value.map(({ share, captured }) => ({ x: share, y: drawn(captured) })),
    reliability: reliability.value.map(({ rows, meanProbability, observedRate, interval }) => ({
      rows,
      meanProbability,
      observedRate,
      interval,
    })),
    deciles: tenths.value.map(({ decile, rows, positives, rate, interval, lift }) => ({
      decile,
      rows,
      positives,
      rate,
      interval,
      lift,
    })),
    bands,
    tiers: tiers.value.map(({ id, rows, positives, share, rate, interval, captured, lift }) => ({
      bandId: id,
      rows,
      positives,
      share,
      rate,
      interval,
      captured,
      lift,
    })),
    histogram: histogramOf(scores, labels),
    confusion: bands.bands.slice(0, -1).flatMap(({ id, from }) => {
      const at = atThreshold(labels, scores, from);
      if (!at.ok) return [];
      const { threshold: _, accuracy: __, ...counts } = at.value;
      return [{ bandId: id, from, ...counts }];
    }),
  };
}

function histogramOf(scores: Uint8Array, labels: Uint8Array): ContenderDetail["histogram"] {
  const bins = Array.from({ length: 101 }, (_, score) => ({ score, rows: 0, positives: 0 }));
  for (const [row, score] of scores.entries()) {
    bins[score]!.rows += 1;
    bins[score]!.positives += labels[row]!;
  }
  return bins;
}
