import { type OpenModel, scoreModel, scoreModelMany } from "../models/score-model.ts";
import type { ModelKind } from "../models/types.ts";
import { scoreRules } from "../rules/score-rules.ts";
import type { RuleSet } from "../rules/types.ts";
import type { SignalEvidence, SignalsAsOf, SignalVector } from "../signals/types.ts";
import type { BandSet, ScoreResult, ScorerRef } from "./types.ts";

/** A scorer in memory: what it is, and what it scores by. */
export type Scorer = RuleScorer | ModelScorer;

export interface RuleScorer {
  readonly ref: ScorerRef & { readonly kind: "rules" };
  readonly ruleSet: RuleSet;
}

export interface ModelScorer {
  readonly ref: ScorerRef & { readonly kind: ModelKind };
  readonly model: OpenModel;
  readonly bands: BandSet;
}

/** The one entry to scoring: every caller, live or replayed, server or browser, scores through here. */
export function score(
  scorer: Scorer,
  vector: SignalVector,
  evidence: Readonly<Record<string, SignalEvidence>> = {},
): ScoreResult {
  return "ruleSet" in scorer
    ? scoreRules(scorer.ruleSet, vector, evidence)
    : scoreModel(scorer.model, scorer.bands, vector, evidence);
}

/** The same entry for several leads that wait at once: the same bits, and less work where the scorer is of trees. */
export function scoreMany(scorer: Scorer, leads: readonly SignalsAsOf[]): ScoreResult[] {
  return "ruleSet" in scorer
    ? leads.map(({ vector, evidence }) => scoreRules(scorer.ruleSet, vector, evidence))
    : scoreModelMany(scorer.model, scorer.bands, leads);
}

/** What the ranking reads of a scored lead. */
export interface Ranked {
  readonly total: number;
  readonly unrounded: number;
  readonly margin: number | null;
  readonly id: string;
}

/** Best first: score, unrounded value, margin, then id, so that the order is the same wherever it is made. */
export function compareScores(a: Ranked, b: Ranked): number {
  return (
    b.total - a.total ||
    b.unrounded - a.unrounded ||
    (b.margin ?? 0) - (a.margin ?? 0) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
