import { scoreRules } from "../rules/score-rules.ts";
import type { RuleSet } from "../rules/types.ts";
import type { SignalEvidence, SignalVector } from "../signals/types.ts";
import type { ScoreResult, ScorerRef } from "./types.ts";

/** A scorer in memory: what it is, and what it scores by. Models join this union with their own kinds. */
export interface RuleScorer {
  readonly ref: ScorerRef & { readonly kind: "rules" };
  readonly ruleSet: RuleSet;
}

export type Scorer = RuleScorer;

/** The one entry to scoring: every caller, live or replayed, scores through here. */
export function score(
  scorer: Scorer,
  vector: SignalVector,
  evidence: Readonly<Record<string, SignalEvidence>> = {},
): ScoreResult {
  switch (scorer.ref.kind) {
    case "rules":
      return scoreRules(scorer.ruleSet, vector, evidence);
  }
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
