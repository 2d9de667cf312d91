import { bandFor } from "../scoring/bands.ts";
import { evidenceFor, reasonFor, strongest } from "../scoring/reasons.ts";
import type { Factor, ScoreResult } from "../scoring/types.ts";
import type { Dimension, SignalEvidence, SignalVector } from "../signals/types.ts";
import { plainPoints, reachOf } from "./condition.ts";
import { decayShare } from "./decay.ts";
import type { Rule, RuleSet } from "./types.ts";

/** Sums of tenths and halves carry noise near 1e-14; a score on the edge must round the way it does on paper. */
const HALF_UP_EPSILON = 1e-9;

/**
 * Scores a vector by rules: total = clamp(0, 100, fit + intent + engagement - negative).
 *
 * Points of a rule = min(rule cap, |points|) * decay share; where a dimension's sum passes its cap, each of its
 * factors is scaled by cap / sum, so that the factors still add up. Then come the clamp and the rounding (half up),
 * lines of their own: 0 + sum(factor points) + clamp + rounding = total within 1e-9.
 *
 * Only the vector decides: evidence is copied into the factors for wording, so rescoring a stored vector gives the
 * same bits. Rules that give nothing leave no factor.
 */
export function scoreRules(
  ruleSet: RuleSet,
  vector: SignalVector,
  evidence: Readonly<Record<string, SignalEvidence>> = {},
): ScoreResult {
  const earned = ruleSet.rules.flatMap((rule) => {
    const points = rule.enabled ? earnedPoints(rule, vector) : 0;
    return points === 0 ? [] : [{ rule, points }];
  });
  const scales = capScales(ruleSet, earned);
  const factors = earned.map(({ rule, points }): Factor => {
    const value = vector.values[rule.signal] ?? null;
    return {
      key: rule.key,
      signal: rule.signal,
      dimension: rule.dimension,
      points: points * scales[rule.dimension],
      value,
      reason: reasonFor(rule, value, vector),
      evidence: evidenceFor(rule.signal, evidence),
    };
  });
  const sum = factors.reduce((total, factor) => total + factor.points, 0);
  const unrounded = Math.min(100, Math.max(0, sum));
  const total = Math.floor(unrounded + 0.5 + HALF_UP_EPSILON);
  return {
    total,
    unrounded,
    probability: null,
    margin: sum,
    startingPoint: 0,
    factors,
    clamp: unrounded - sum,
    rounding: total - unrounded,
    fitScore: subScore(ruleSet, "fit", factors),
    intentScore: subScore(ruleSet, "intent", factors),
    bandId: bandFor(ruleSet.bands, total).id,
    reasons: strongest(factors, 1).slice(0, 3),
    risks: strongest(factors, -1),
  };
}

function earnedPoints(rule: Rule, vector: SignalVector): number {
  const points = plainPoints(rule, vector.values[rule.signal]);
  return points === 0 ? 0 : points * decayShare(rule.decay, vector.ages[rule.signal]);
}

function capScales(
  ruleSet: RuleSet,
  earned: readonly { readonly rule: Rule; readonly points: number }[],
): Record<Dimension, number> {
  const sums: Record<Dimension, number> = { fit: 0, intent: 0, engagement: 0, negative: 0 };
  for (const { rule, points } of earned) sums[rule.dimension] += points;
  const scaleOf = (dimension: Dimension): number => {
    const cap = ruleSet.caps[dimension];
    const size = Math.abs(sums[dimension]);
    return cap === null || size <= cap ? 1 : cap / size;
  };
  return {
    fit: scaleOf("fit"),
    intent: scaleOf("intent"),
    engagement: scaleOf("engagement"),
    negative: scaleOf("negative"),
  };
}

/** Share of the dimension's cap in percent, 0..100; without a cap, of what its bounded rules reach together. */
function subScore(ruleSet: RuleSet, dimension: "fit" | "intent", factors: readonly Factor[]): number {
  const earned = factors.reduce(
    (sum, factor) => (factor.dimension === dimension ? sum + factor.points : sum),
    0,
  );
  const full = ruleSet.caps[dimension] ?? reachOfDimension(ruleSet, dimension);
  if (full <= 0) return 0;
  return Math.floor(Math.min(100, Math.max(0, (100 * earned) / full)) + 0.5 + HALF_UP_EPSILON);
}

function reachOfDimension(ruleSet: RuleSet, dimension: Dimension): number {
  return ruleSet.rules.reduce(
    (sum, rule) => (rule.dimension === dimension ? sum + (reachOf(rule) ?? 0) : sum),
    0,
  );
}
