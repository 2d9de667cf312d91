import { type BandProblem, validateBands } from "../scoring/bands.ts";
import type { Dimension, SignalDefinition } from "../signals/types.ts";
import type { Decay, Rule, RuleCondition, RuleSet } from "./types.ts";

/** More than anybody can look after; every one costs each scoring of each lead. */
export const MOST_RULES = 200;

/** Points of one rule stay within this of zero. */
export const MOST_POINTS = 100;

export type RuleProblemCode =
  | "key_taken"
  | "key_malformed"
  | "label_missing"
  | "signal_unknown"
  | "points_invalid"
  | "points_sign"
  | "cap_invalid"
  | "condition_invalid"
  /** The condition asks what a signal of this type never says. */
  | "condition_unfit"
  | "no_levels"
  | "decay_invalid";

export interface RuleProblem {
  readonly where: "rule";
  /** Position in `rules`: of two rules with one key it is the second. */
  readonly index: number;
  readonly key: string;
  readonly code: RuleProblemCode;
  /** Positions of the levels meant; empty where the rule as a whole is. */
  readonly levels: readonly number[];
}

export type RuleSetProblem =
  | {
      readonly where: "set";
      readonly code: "name_missing" | "version_missing" | "version_too_long" | "no_rules" | "too_many_rules";
    }
  | { readonly where: "cap"; readonly dimension: Dimension }
  | { readonly where: "bands"; readonly problem: BandProblem }
  | RuleProblem;

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
  if (ruleSet.rules.length > MOST_RULES) problems.push({ where: "set", code: "too_many_rules" });
  for (const [dimension, cap] of Object.entries(ruleSet.caps) as [Dimension, number | null][])
    if (cap !== null && !isCap(cap)) problems.push({ where: "cap", dimension });
  for (const problem of validateBands(ruleSet.bands)) problems.push({ where: "bands", problem });
  const signals = definitions && new Map(definitions.map((definition) => [definition.key, definition]));
  const keys = new Set<string>();
  for (const [index, rule] of ruleSet.rules.entries()) {
    const add = (code: RuleProblemCode, levels: readonly number[] = []) =>
      problems.push({ where: "rule", index, key: rule.key, code, levels });
    if (keys.has(rule.key)) add("key_taken");
    keys.add(rule.key);
    if (!/^[a-z0-9][a-z0-9_]*$/.test(rule.key)) add("key_malformed");
    if (rule.label.trim() === "") add("label_missing");
    const signal = signals?.get(rule.signal);
    if (signals && !signal) add("signal_unknown");
    const points = pointsOf(rule);
    const where = (isWrong: (value: number) => boolean) => positionsOf(rule, points, isWrong);
    const isInvalid = (value: number) => !Number.isFinite(value) || Math.abs(value) > MOST_POINTS;
    if (points.some(isInvalid)) add("points_invalid", where(isInvalid));
    const isWrongWay = (value: number) => value > 0;
    if (rule.dimension === "negative" && points.some(isWrongWay)) add("points_sign", where(isWrongWay));
    if (rule.cap !== null && !isCap(rule.cap)) add("cap_invalid");
    if (rule.per === "levels" && rule.levels.length === 0) add("no_levels");
    const conditions = conditionsOf(rule);
    const isBroken = (condition: RuleCondition) => !isValidCondition(condition);
    if (conditions.some(isBroken)) add("condition_invalid", positionsOf(rule, conditions, isBroken));
    const isUnfit = (condition: RuleCondition) => signal !== undefined && !fits(condition, signal);
    if (conditions.some(isUnfit)) add("condition_unfit", positionsOf(rule, conditions, isUnfit));
    else if (rule.per === "each" && signal?.type === "category") add("condition_unfit");
    if (!isValidDecay(rule.decay)) add("decay_invalid");
  }
  return problems;
}

/** Which levels are meant; none for rules without levels, which are meant as a whole. */
function positionsOf<T>(rule: Rule, values: readonly T[], isWrong: (value: T) => boolean): number[] {
  return rule.per === "levels" ? values.flatMap((value, index) => (isWrong(value) ? [index] : [])) : [];
}

/** Points without sign; more than a whole score caps nothing. */
function isCap(value: number): boolean {
  return isPositive(value) && value <= 100;
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
  return condition.op !== "one_of" || condition.values.some((value) => value.trim() !== "");
}

/** Whether a condition can ever be met by the signal: numbers are compared, categories are named. */
function fits(condition: RuleCondition, { type }: SignalDefinition): boolean {
  if (condition.op === "at_least" || condition.op === "at_most") return type === "number";
  return condition.op === "one_of" || type !== "category";
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
