import { scorePoints } from "../explain/points.ts";
import { bandFor } from "../scoring/bands.ts";
import { evidenceFor, reasonFor, strongest } from "../scoring/reasons.ts";
import type { BandSet, Factor, ScoreResult } from "../scoring/types.ts";
import type { Dimension, SignalEvidence, SignalsAsOf, SignalVector } from "../signals/types.ts";
import type { OpenEstimator, SignalContributions } from "./open-model.ts";
import { percentBeside, shareBelow } from "./quantiles.ts";
import type { ModelArtefact, ModelSignal } from "./types.ts";

export interface OpenModel {
  readonly artefact: ModelArtefact;
  readonly estimator: OpenEstimator;
}

/**
 * Scores a vector by a model: the calibrated probability in percent.
 *
 * Starting point = 100 p(base); points of a factor are its log-odds along the chord of the calibration (DESIGN 2,
 * `scorePoints`), multiples of 1e-4 that add up with the starting point to the unrounded score exactly. Signals that
 * give nothing leave no factor; a factor keeps its signal's dimension whatever its sign. Fit and intent are the
 * percentile of the dimension's log-odds among training leads.
 */
export function scoreModel(
  { artefact, estimator }: OpenModel,
  bands: BandSet,
  vector: SignalVector,
  evidence: Readonly<Record<string, SignalEvidence>> = {},
): ScoreResult {
  return explained(artefact, bands, vector, evidence, estimator.contributions(vector.values));
}

/** Several leads at once, the same bits as one by one. */
export function scoreModelMany(
  { artefact, estimator }: OpenModel,
  bands: BandSet,
  leads: readonly SignalsAsOf[],
): ScoreResult[] {
  const contributions = estimator.contributionsOfMany(leads.map(({ vector }) => vector.values));
  return leads.map(({ vector, evidence }, at) =>
    explained(artefact, bands, vector, evidence, contributions[at]!),
  );
}

function explained(
  artefact: ModelArtefact,
  bands: BandSet,
  vector: SignalVector,
  evidence: Readonly<Record<string, SignalEvidence>>,
  { base, bySignal }: SignalContributions,
): ScoreResult {
  const { startingPoint, points, unrounded, probability } = scorePoints(artefact.calibration, base, bySignal);
  const factors: Factor[] = [];
  let margin = base;
  for (let at = 0; at < bySignal.length; at += 1) margin += bySignal[at]!;
  for (let at = 0; at < points.length; at += 1)
    if (points[at] !== 0) factors.push(modelFactor(artefact.signals[at]!, points[at]!, vector, evidence));
  const total = roundedScore(unrounded);
  return {
    total,
    unrounded,
    probability,
    margin,
    startingPoint,
    factors,
    clamp: 0,
    rounding: total - unrounded,
    fitScore: percentile(artefact, "fit", bySignal),
    intentScore: percentile(artefact, "intent", bySignal),
    bandId: bandFor(bands, total).id,
    reasons: strongest(factors, 1).slice(0, 3),
    risks: strongest(factors, -1),
  };
}

/** Half up, and never beyond 0..100: a probability is not. */
export const roundedScore = (unrounded: number): number => Math.floor(unrounded + 0.5);

/** What a signal gave a lead; `points` are signed. */
export function modelFactor(
  signal: ModelSignal,
  points: number,
  vector: SignalVector,
  evidence: Readonly<Record<string, SignalEvidence>>,
): Factor {
  const value = vector.values[signal.key] ?? null;
  const beside =
    typeof value === "number" && signal.quantiles ? percentBeside(signal.quantiles, value) : null;
  const { key, label, own, dimension } = signal;
  return {
    key,
    signal: key,
    dimension,
    points,
    value,
    reason: reasonFor({ signal: key, label, own, beside }, value, vector),
    evidence: evidenceFor(key, evidence),
  };
}

/** Log-odds that the signals of one dimension give a lead together. */
export function dimensionLogOdds(
  signals: readonly ModelSignal[],
  dimension: Dimension,
  bySignal: ArrayLike<number>,
): number {
  let sum = 0;
  for (let at = 0; at < signals.length; at += 1)
    if (signals[at]!.dimension === dimension) sum += bySignal[at]!;
  return sum;
}

/** 0..100; 0 where the model has no signal of the dimension, as for rules without a rule of it. */
function percentile(artefact: ModelArtefact, dimension: "fit" | "intent", bySignal: Float64Array): number {
  const share = shareBelow(
    artefact.dimensions[dimension],
    dimensionLogOdds(artefact.signals, dimension, bySignal),
  );
  return share === null ? 0 : Math.round(100 * share);
}
