import type { SignalValue } from "../signals/types.ts";
import type { Rule, RuleCondition } from "./types.ts";

/** Whether a value meets a condition; unknown values and values of another type never do. */
export function meets(condition: RuleCondition, value: SignalValue | undefined): boolean {
  if (value === null || value === undefined) return false;
  switch (condition.op) {
    case "is_true":
      return value === true || (typeof value === "number" && value > 0);
    case "is_false":
      return value === false || value === 0;
    case "at_least":
      return typeof value === "number" && value >= condition.value;
    case "at_most":
      return typeof value === "number" && value <= condition.value;
    case "one_of": {
      const text = String(value).toLowerCase();
      return condition.values.some((candidate) => candidate.toLowerCase() === text);
    }
  }
}

/** Points of a rule before decay and dimension cap, after its own cap. Signed; 0 where it does not apply. */
export function plainPoints(rule: Rule, value: SignalValue | undefined): number {
  const points = uncapped(rule, value);
  if (rule.cap === null) return points;
  return Math.max(-rule.cap, Math.min(rule.cap, points));
}

function uncapped(rule: Rule, value: SignalValue | undefined): number {
  switch (rule.per) {
    case "flat":
      return meets(rule.condition, value) ? rule.points : 0;
    case "each":
      if (value === true) return rule.points;
      return typeof value === "number" && value > 0 ? rule.points * value : 0;
    case "levels":
      return rule.levels.find((level) => meets(level.condition, value))?.points ?? 0;
  }
}

/** Points the rule can reach at most in its favour (or, for a negative rule, against), without sign; null: no bound. */
export function reachOf(rule: Rule): number | null {
  if (!rule.enabled) return 0;
  if (rule.per === "each") return rule.cap;
  const points =
    rule.per === "flat"
      ? rule.points
      : rule.levels.reduce(
          (best, level) => (Math.abs(level.points) > Math.abs(best) ? level.points : best),
          0,
        );
  return rule.cap === null ? Math.abs(points) : Math.min(rule.cap, Math.abs(points));
}
