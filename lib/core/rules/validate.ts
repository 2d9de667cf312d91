import { type BandProblem, validateBands } from "../scoring/bands.ts";
import type { SignalDefinition } from "../signals/types.ts";
import type { Decay, Rule, RuleCondition, RuleSet } from "./types.ts";

export type RuleSetProblem =
  | {
      readonly where: "set";
      readonly code: "name_missing" | "version_missing" | "version_too_long" | "no_rules" | "cap_invalid";
    }
  | { readonly where: "bands"; readonly problem: BandProblem }
  | {
      readonly where: "rule";
      readonly key: string;
      readonly code:
        | "key_taken"
        | "key_malformed"
        | "label_missing"
        | "signal_unknown"
        | "points_invalid"
        | "points_sign"
        | "cap_invalid"
        | "condition_invalid"
        | "no_levels"
        | "decay_invalid";
    };

/** What stands in the way of publishing a rule set, in plain data; empty when nothing does. */
export function validateRuleSet(
  ruleSet: RuleSet,
  definitions?: readonly SignalDefinition[],
): RuleSetProblem[] {
  const problems: RuleSetProblem[] = [];
  if (ruleSet.name.trim() === "") problems.push({ where: "set", code: "name_missing" });
  if (ruleSet.version.trim() === "") problems.push({ where: "set", code: "version_missing" });
  if (ruleSet.version.length > 50) problems.push({ where: "set", code: "version_too_long" });
  if (ruleSet.rules.length === 0) problems.push({ where: "set", code: "no_rules" });
  if (Object.values(ruleSet.caps).some((cap) => cap !== null && !isPositive(cap)))
    problems.push({ where: "set", code: "cap_invalid" });
  for (const problem of validateBands(ruleSet.bands)) problems.push({ where: "bands", problem });
  const signals = definitions && new Set(definitions.map((definition) => definition.key));
  const keys = new Set<string>();
  for (const rule of ruleSet.rules) {
    const add = (code: Extract<RuleSetProblem, { where: "rule" }>["code"]) =>
      problems.push({ where: "rule", key: rule.key, code });
    if (keys.has(rule.key)) add("key_taken");
    keys.add(rule.key);
    if (!/^[a-z0-9][a-z0-9_]*$/.test(rule.key)) add("key_malformed");
    if (rule.label.trim() === "") add("label_missing");
    if (signals && !signals.has(rule.signal)) add("signal_unknown");
    const points = pointsOf(rule);
    if (points.some((value) => !Number.isFinite(value) || Math.abs(value) > 100)) add("points_invalid");
    if (rule.dimension === "negative" && points.some((value) => value > 0)) add("points_sign");
    if (rule.cap !== null && !isPositive(rule.cap)) add("cap_invalid");
    if (rule.per === "levels" && rule.levels.length === 0) add("no_levels");
    if (!conditionsOf(rule).every(isValidCondition)) add("condition_invalid");
    if (!isValidDecay(rule.decay)) add("decay_invalid");
  }
  return problems;
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

function pointsOf(rule: Rule): number[] {
  return rule.per === "levels" ? rule.levels.map((level) => level.points) : [rule.points];
}

function conditionsOf(rule: Rule): RuleCondition[] {
  if (rule.per === "levels") return rule.levels.map((level) => level.condition);
  return rule.per === "flat" ? [rule.condition] : [];
}

function isValidCondition(condition: RuleCondition): boolean {
  if (condition.op === "at_least" || condition.op === "at_most") return Number.isFinite(condition.value);
  return condition.op !== "one_of" || condition.values.length > 0;
}

/** Steps must age upwards, fall or stay, and end open; a half-life must be positive. */
function isValidDecay(decay: Decay): boolean {
  if (decay.kind === "none") return true;
  if (decay.kind === "half_life") return isPositive(decay.days);
  return (
    decay.steps.length > 0 &&
    decay.steps.every(({ toDay, share }, index) => {
      const before = decay.steps[index - 1];
      const isLast = index === decay.steps.length - 1;
      if (!(share >= 0 && share <= 1) || (before !== undefined && share > before.share)) return false;
      if (isLast !== (toDay === null)) return false;
      return toDay === null || (toDay > 0 && (before === undefined || toDay > (before.toDay ?? 0)));
    })
  );
}
