"use client";
import { useMemo } from "react";
import { diffRuleSets, type RuleField, type RuleSetChange } from "@/lib/core/rules/diff";
import type { Rule, RuleSet } from "@/lib/core/rules/types";
import { type RuleSetProblem, validateRuleSet } from "@/lib/core/rules/validate";
import type { RulesDraft } from "@/lib/modules/drafts/types";
import type { RulesPageData } from "@/lib/modules/rules/types";
import { type DraftInHand, useDraft } from "../use-draft";

/** What the version in use says of a rule, and where the draft differs from it. */
export interface RuleBefore {
  /** Null for a rule that is new. */
  readonly rule: Rule | null;
  readonly fields: ReadonlySet<RuleField>;
}

export interface RulesInHand {
  readonly draft: DraftInHand<RulesDraft>;
  /** The draft as a rule set, with the bands of the version in use. */
  readonly ruleSet: RuleSet;
  readonly changes: readonly RuleSetChange[];
  readonly problems: readonly RuleSetProblem[];
  readonly before: (rule: Rule) => RuleBefore;
  /** Keys of rules that stand at another place. */
  readonly moved: ReadonlySet<string>;
  readonly setRules: (change: (rules: readonly Rule[]) => readonly Rule[]) => void;
}

const NOTHING: ReadonlySet<RuleField> = new Set();

/** The draft of the rules with what it changes and what is wrong with it. */
export function useRulesDraft(data: RulesPageData): RulesInHand {
  const { ruleSet: inUse, base, definitions } = data;
  const start = useMemo((): RulesDraft => {
    const { name, caps, rules, market } = inUse;
    return { name, caps, rules, market };
  }, [inUse]);
  const draft = useDraft({ kind: "rules", base, start, stored: data.draft });
  const { content, set } = draft;
  const ruleSet = useMemo(
    (): RuleSet => ({ ...content, version: base.version, bands: inUse.bands }),
    [content, base.version, inUse.bands],
  );
  const changes = useMemo(() => diffRuleSets(inUse, content), [inUse, content]);
  const problems = useMemo(() => validateRuleSet(ruleSet, definitions), [ruleSet, definitions]);
  const { fieldsOf, moved, inUseByKey } = useMemo(() => {
    const fieldsOf = new Map<string, Set<RuleField>>();
    const moved = new Set<string>();
    for (const change of changes) {
      if (change.kind === "order") for (const { key } of change.moved) moved.add(key);
      if (change.kind !== "rule_changed") continue;
      const { key } = change.after;
      fieldsOf.set(key, (fieldsOf.get(key) ?? new Set()).add(change.field));
    }
    return { fieldsOf, moved, inUseByKey: new Map(inUse.rules.map((rule) => [rule.key, rule])) };
  }, [changes, inUse]);
  return {
    ...{ draft, ruleSet, changes, problems, moved },
    before: ({ key }) => ({ rule: inUseByKey.get(key) ?? null, fields: fieldsOf.get(key) ?? NOTHING }),
    setRules: (change) =>
      set((was) => {
        const rules = change(was.rules);
        return rules === was.rules ? was : { ...was, rules };
      }),
  };
}
