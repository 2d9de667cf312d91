import { modelScores } from "../models/model-bands.ts";
import { scoreRules } from "../rules/score-rules.ts";
import { type Scorer, score } from "../scoring/score.ts";
import type { BandSet } from "../scoring/types.ts";
import type { SignalVector } from "../signals/types.ts";

export const bandsOf = (scorer: Scorer): BandSet =>
  "ruleSet" in scorer ? scorer.ruleSet.bands : scorer.bands;

/** Half of a stored decimal is where a quick score may round the other way; a few of them are asked again. */
const DOUBT = 5e-4;

/** Scores 0-100 of many vectors, the same as `score` gives: a model's factors are left out where they decide nothing. */
export function totalsOf(scorer: Scorer, vectors: readonly SignalVector[]): number[] {
  if ("ruleSet" in scorer) return vectors.map((vector) => scoreRules(scorer.ruleSet, vector).total);
  const unrounded = modelScores(
    scorer.model,
    vectors.map(({ values }) => values),
  );
  return vectors.map((vector, at) => {
    const quick = unrounded[at]!;
    const fraction = quick - Math.floor(quick);
    return Math.abs(fraction - 0.5) < DOUBT ? score(scorer, vector).total : Math.floor(quick + 0.5);
  });
}
