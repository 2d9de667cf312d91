import type { RuleProblem, RuleSetProblem } from "../core/rules/validate.ts";
import { MOST_POINTS, MOST_RULES } from "../core/rules/validate.ts";
import { formatNumber, listOf } from "./format.ts";
import { DIMENSION_NAMES } from "./rule-words.ts";

/** The part of a rule that a problem is about: where its words stand. */
export type RulePart = "label" | "signal" | "points" | "condition" | "cap" | "decay";

const PARTS: Readonly<Record<RuleProblem["code"], RulePart>> = {
  key_taken: "label",
  key_malformed: "label",
  label_missing: "label",
  signal_unknown: "signal",
  points_invalid: "points",
  points_sign: "points",
  cap_invalid: "cap",
  condition_invalid: "condition",
  condition_unfit: "condition",
  no_levels: "condition",
  decay_invalid: "decay",
};

export const partOf = ({ code }: RuleProblem): RulePart => PARTS[code];

/** What is wrong with one rule and what would be right: a sentence. */
export function ruleProblemWords({ code, levels }: RuleProblem): string {
  const which = levels.length === 0 ? "" : ` in level ${listOf(levels.map((level) => String(level + 1)))}`;
  switch (code) {
    case "key_taken":
      return "This rule is in the list twice. Remove one of the two.";
    case "key_malformed":
      return "This rule's key cannot be stored. Remove the rule and add it again.";
    case "label_missing":
      return "Give the rule a name.";
    case "signal_unknown":
      return "Its signal is not in the catalogue any more. Choose another, or remove the rule.";
    case "points_invalid":
      return `Write points${which} as a number from −${MOST_POINTS} to ${MOST_POINTS}.`;
    case "points_sign":
      return `Negative rules take points away: write points${which} with a minus, or 0.`;
    case "cap_invalid":
      return "A cap is a number above 0, at most 100. Leave it empty for none.";
    case "condition_invalid":
      return `Say which value is meant${which}.`;
    case "condition_unfit":
      return `The condition${which} asks what this signal never says. Choose another.`;
    case "no_levels":
      return "Add at least one level.";
    case "decay_invalid":
      return "Days of a decay rise from step to step, shares never do, and a half-life is above 0.";
  }
}

/** The same for the set as a whole. */
export function setProblemWords(problem: Exclude<RuleSetProblem, RuleProblem>): string {
  if (problem.where === "cap")
    return `The cap of ${DIMENSION_NAMES[problem.dimension]} is a number above 0, at most 100. Leave it empty for none.`;
  if (problem.where === "bands") return "The bands of this version are not valid. Mend them under Bands.";
  switch (problem.code) {
    case "name_missing":
      return "The rules have no name. Start from a preset again.";
    case "version_missing":
    case "version_too_long":
      return "The version's name is missing or too long.";
    case "no_rules":
      return "There is no rule left. Add at least one.";
    case "too_many_rules":
      return `At most ${formatNumber(MOST_RULES)} rules can be published. Remove some.`;
  }
}

export function problemWords(problem: RuleSetProblem): string {
  return problem.where === "rule" ? ruleProblemWords(problem) : setProblemWords(problem);
}
