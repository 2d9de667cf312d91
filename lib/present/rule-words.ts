import type { Decay, Rule, RuleCondition } from "../core/rules/types.ts";
import type { Dimension, SignalDefinition } from "../core/signals/types.ts";
import { formatCount, formatShare, formatShort, formatSigned } from "./format.ts";
import { SENIORITY } from "./phrases.ts";

/** What a rule says, in words: for the rules screen, diffs and notes. */

export const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  fit: "Fit",
  intent: "Intent",
  engagement: "Engagement",
  negative: "Negative",
};

const INDUSTRY_FIT: Readonly<Record<string, string>> = {
  target: "on the target list",
  adjacent: "on the adjacent list",
  neutral: "on no list",
  poor: "on the list of poor fits",
};

/** What a category of ours is called; a tenant's own words stay. */
export function categoryName(signal: string, value: string): string {
  if (signal === "seniority") return SENIORITY[value] ?? value;
  if (signal === "industry_fit") return INDUSTRY_FIT[value] ?? value;
  return value;
}

/** "+4", "−20", "+0.5"; "no figure" while it is typed. */
export function pointsText(points: number): string {
  if (!Number.isFinite(points)) return "no figure";
  return points > 0 ? `+${formatShort(points, 2)}` : formatShort(points, 2);
}

const orList = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} or ${items[items.length - 1]}`;

/** "in 90 days", "ever": the window of what is counted; empty where nothing is. */
export function windowText(definition: SignalDefinition | undefined): string {
  if (definition?.source.kind !== "events") return "";
  const { windowDays } = definition.source;
  return windowDays === null ? "ever" : `in ${formatCount(windowDays, "day")}`;
}

const UNITS: Readonly<Partial<Record<NonNullable<SignalDefinition["unit"]>, string>>> = {
  minutes: "minutes",
  days: "days",
  percent: "%",
};

/** "is yes", "at least once in 90 days", "200 or more", "is C-level or VP"; said of the signal it reads. */
export function conditionText(
  signal: string,
  condition: RuleCondition,
  definition?: SignalDefinition,
): string {
  const window = windowText(definition);
  const withWindow = (text: string) => (window === "" ? text : `${text} ${window}`);
  switch (condition.op) {
    case "is_true":
      if (definition?.type === "boolean") return window || "is yes";
      return definition?.source.kind === "events" ? `at least once ${window}` : "is yes";
    case "is_false":
      return definition?.source.kind === "events"
        ? window === "ever"
          ? "never"
          : `not once ${window}`
        : "is no";
    case "at_least":
      return withWindow(`${amountText(condition.value, definition)} or more`);
    case "at_most":
      return withWindow(`${amountText(condition.value, definition)} or less`);
    case "one_of": {
      if (condition.values.length === 0) return "is nothing yet";
      return `is ${orList(condition.values.map((value) => categoryName(signal, value)))}`;
    }
  }
}

function amountText(value: number, definition: SignalDefinition | undefined): string {
  if (!Number.isFinite(value)) return "no figure";
  const unit = definition?.unit && UNITS[definition.unit];
  return unit ? `${formatShort(value, 2)} ${unit}` : formatShort(value, 2);
}

/** The line under a rule's name: "each in 30 days", "by 4 levels: C-level 12, VP 10, Director 8, Manager 4". */
export function ruleConditionText(rule: Rule, definition?: SignalDefinition): string {
  switch (rule.per) {
    case "flat":
      return conditionText(rule.signal, rule.condition, definition);
    case "each": {
      const window = windowText(definition);
      return window === "" ? "each" : `each ${window}`;
    }
    case "levels":
      return rule.levels.length === 0 ? "no level yet" : levelsList(rule);
  }
}

/** "C-level 12, VP 10"; "1,000 or more 8, 500 or more 8" */
export function levelsList(rule: Extract<Rule, { per: "levels" }>): string {
  return rule.levels
    .map(({ condition, points }) => {
      const said = conditionText(rule.signal, condition).replace(/^is /, "");
      return `${said} ${Number.isFinite(points) ? formatShort(points, 2) : "no figure"}`;
    })
    .join(", ");
}

/** "None", "Steps", "Half in 30 d" */
export function decayText(decay: Decay): string {
  switch (decay.kind) {
    case "none":
      return "None";
    case "steps":
      return "Steps";
    case "half_life":
      return Number.isFinite(decay.days) ? `Half in ${formatShort(decay.days)} d` : "Half in …";
  }
}

/** "All of it, whatever its age", "100 % to day 7, 75 % to 30, 50 % to 90, then 25 %", "Half after 30 days" */
export function decaySentence(decay: Decay): string {
  switch (decay.kind) {
    case "none":
      return "All of it, whatever its age";
    case "steps":
      return decay.steps
        .map(({ toDay, share }, index) =>
          toDay === null
            ? `then ${formatShare(share)}`
            : `${formatShare(share)} to ${index === 0 ? "day " : ""}${formatShort(toDay)}`,
        )
        .join(", ");
    case "half_life":
      return `Half after ${formatCount(decay.days, "day")}`;
  }
}

/** What a rule gives: "+4 each, 12 at most", "+12", "C-level 12, VP 10". */
export function givesText(rule: Rule): string {
  if (rule.per === "levels") return levelsList(rule) || "nothing yet";
  const points = pointsText(rule.points);
  if (rule.per === "flat") return points;
  return rule.cap === null ? `${points} each` : `${points} each, ${formatShort(rule.cap, 2)} at most`;
}

/** "+2.5" of a move, "0" for none. */
export const moveText = (points: number): string => formatSigned(points, Number.isInteger(points) ? 0 : 1);
