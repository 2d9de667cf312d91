import type { OutcomeDefinition } from "../core/outcomes/types.ts";
import type { ReadingVerdict, RuleReading } from "../core/rules/suggest-points.ts";
import type { Rule, RuleCondition } from "../core/rules/types.ts";
import { formatCount, formatNumber, formatShare, formatShort, listOf } from "./format.ts";
import { outcomeDone } from "./outcome-words.ts";

/** Words rules' points and what history says about them. */

/** "12 points", "−20 points", "4 each, 12 at most", "up to 12 points", "1 point"; "Put aside". */
export function rulePoints(rule: Rule): string {
  if (!rule.enabled) return "Put aside";
  switch (rule.per) {
    case "flat":
      return amount(rule.points);
    case "each": {
      const sign = Math.sign(rule.points);
      return rule.cap === null
        ? `${amount(rule.points)} each`
        : `${formatShort(rule.points)} each, ${formatShort(sign * rule.cap)} at most`;
    }
    case "levels": {
      const points = rule.levels.map((level) => level.points);
      const most = points.reduce((best, each) => (Math.abs(each) > Math.abs(best) ? each : best), 0);
      return points.length > 1 ? `up to ${amount(most)}` : amount(most);
    }
  }
}

function amount(points: number): string {
  return `${formatShort(points)} ${Math.abs(points) === 1 ? "point" : "points"}`;
}

/**
 * What a rule gives by level: "Referral 13, Partner 4", "from 20: 6, from 5: 2"; null for rules without levels, and
 * where levels are values of ours that nobody knows by name (c_level).
 */
export function levelsText(rule: Rule): string | null {
  if (rule.per !== "levels") return null;
  if (rule.own === undefined && rule.levels.some(({ condition }) => condition.op === "one_of")) return null;
  return rule.levels.map(({ condition, points }) => levelText(condition, formatShort(points))).join(", ");
}

function levelText(condition: RuleCondition, points: string): string {
  switch (condition.op) {
    case "one_of":
      return `${listOf(condition.values)} ${points}`;
    case "at_least":
      return `from ${formatShort(condition.value)}: ${points}`;
    case "at_most":
      return `to ${formatShort(condition.value)}: ${points}`;
    case "is_true":
      return `yes: ${points}`;
    case "is_false":
      return `no: ${points}`;
  }
}

/** "Of 214 leads with it, 61 % became customers; of 3,018 without, 12 %." */
export function evidenceSentence(
  { leadsWith, positivesWith, leadsWithout, positivesWithout }: RuleReading,
  outcome: OutcomeDefinition,
): string {
  if (leadsWith === 0) return "No lead has it.";
  const done = outcomeDone(outcome, 2);
  const those = `Of ${formatCount(leadsWith, "lead")} with it, ${formatShare(positivesWith / leadsWith)} ${done}`;
  return leadsWithout === 0
    ? `${those}; none is without.`
    : `${those}; of ${formatNumber(leadsWithout)} without, ${formatShare(positivesWithout / leadsWithout)}.`;
}

/** "0.25 (0.19 to 0.31)"; of points with the outcome, so that below 0 is the wrong way. */
export function correlationText({ correlation }: RuleReading): string {
  if (correlation === null) return "not known";
  const { r, low, high } = correlation;
  return `${formatNumber(r, 2)} (${formatNumber(low, 2)} to ${formatNumber(high, 2)})`;
}

const WHYS: Readonly<Record<Exclude<ReadingVerdict, "change" | "new">, string>> = {
  as_it_is: "History agrees, to the point.",
  cannot_tell: "Cannot tell: it may as well be chance.",
  too_few: "Too few leads with it, or without it, to tell.",
  left_out: "Left out: its signal knows the outcome, or may.",
  not_measured: "Not measured: it has no most of its own, or no signal.",
};

/** Why nothing is suggested for a rule. */
export function standingWhy({ verdict }: RuleReading): string {
  return verdict === "change" || verdict === "new" ? "" : WHYS[verdict];
}

/** Stays with the version. */
export function suggestionsNote(count: number): string {
  return `${formatCount(count, "suggestion")} from history accepted`;
}
