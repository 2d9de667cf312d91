"use client";
import { useMemo, useState } from "react";
import { earnedShare, type Preview, previewOf, scoreAll } from "@/lib/core/rules/preview";
import type { Rule, RuleSet } from "@/lib/core/rules/types";
import { compareScores } from "@/lib/core/scoring/score";
import type { ScoreResult } from "@/lib/core/scoring/types";
import type { SignalVector } from "@/lib/core/signals/types";
import type { SampleInHand } from "./use-sample";

export interface PreviewInHand extends Preview {
  readonly before: readonly ScoreResult[];
  readonly after: readonly ScoreResult[];
  /** Positions, best first by the version in use. */
  readonly ranking: readonly number[];
}

/** The sample scored by the version in use and by the draft, in the browser, by the one scoring there is. */
export function usePreview(sample: SampleInHand, inUse: RuleSet, draft: RuleSet): PreviewInHand {
  const before = useMemo(() => scoreAll(inUse, sample.before), [inUse, sample.before]);
  const ranking = useMemo(
    () =>
      before
        .map((result, position) => ({ ...result, position, id: sample.ids[position]! }))
        .sort(compareScores)
        .map(({ position }) => position),
    [before, sample.ids],
  );
  const after = useMemo(() => scoreAll(draft, sample.after), [draft, sample.after]);
  return useMemo(
    () => ({
      ...previewOf(before, after, { bandsBefore: inUse.bands, bandsAfter: draft.bands }),
      ...{ before, after, ranking },
    }),
    [before, after, ranking, inUse.bands, draft.bands],
  );
}

/**
 * Shares of leads that earn a rule, kept by rule: a change to one does not count the others again. Undefined while leads
 * are measured, null where there are none.
 */
export function useEarned(
  vectors: readonly SignalVector[] | null,
): (rule: Rule) => number | null | undefined {
  return useMemo(() => {
    const known = new WeakMap<Rule, number | null>();
    return (rule: Rule) => {
      if (vectors === null) return undefined;
      if (!known.has(rule)) known.set(rule, earnedShare(rule, vectors));
      return known.get(rule) ?? null;
    };
  }, [vectors]);
}

/** The newest draft that nothing was wrong with: what a preview can be made of while a figure is being typed. */
export function useLastValid(ruleSet: RuleSet, isValid: boolean, fallback: RuleSet): RuleSet {
  const [last, setLast] = useState(isValid ? ruleSet : fallback);
  if (isValid && last !== ruleSet) {
    setLast(ruleSet);
    return ruleSet;
  }
  return last;
}
