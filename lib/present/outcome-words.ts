import type { Sufficiency } from "../core/outcomes/sufficiency.ts";
import type { DropCounts, DropReason, OutcomeDefinition, PredictionMoment } from "../core/outcomes/types.ts";
import type { ContenderKind } from "../core/training/report.ts";
import { formatCount, formatNumber } from "./format.ts";

/** Words outcomes, prediction moments and what was left out of a training set. */

const ANCHORS: Readonly<Record<OutcomeDefinition["anchor"], string>> = {
  lead_created: "the lead being created",
  first_touch: "first touch",
  prediction_moment: "the moment of scoring",
};

/** "closed won within 90 days of first touch"; without a window "closed won, whenever it was decided". */
export function outcomeSentence({ name, anchor, windowDays }: OutcomeDefinition): string {
  return windowDays === null
    ? `${name}, whenever it was decided`
    : `${name} within ${formatCount(windowDays, "day")} of ${ANCHORS[anchor]}`;
}

/** What 58 % is the likelihood of: "to become a customer within 90 days". */
export function outcomeClause({ kind, name, windowDays }: OutcomeDefinition): string {
  const what = {
    won_deal: "to become a customer",
    qualified_meeting: "to hold a qualified meeting",
    paid_trial: "to pay after a trial",
    own: `to be “${name}”`,
  }[kind];
  return windowDays === null ? what : `${what} within ${formatCount(windowDays, "day")}`;
}

/** What a positive lead did, for counts: "became customers". */
export function outcomeDone({ kind, name }: OutcomeDefinition, count: number): string {
  switch (kind) {
    case "won_deal":
      return count === 1 ? "became a customer" : "became customers";
    case "qualified_meeting":
      return "held a qualified meeting";
    case "paid_trial":
      return "paid after a trial";
    case "own":
      return `ended as “${name}”`;
  }
}

/** "24 hours after creation" */
export function momentSentence(moment: PredictionMoment): string {
  switch (moment.kind) {
    case "created_plus":
      if (moment.hours === 0) return "at creation";
      return moment.hours % 24 === 0 && moment.hours >= 48
        ? `${formatCount(moment.hours / 24, "day")} after creation`
        : `${formatCount(moment.hours, "hour")} after creation`;
    case "first_session_end":
      return "at the end of the first visit";
    case "behaviour":
      return `once ${moment.types.map((type) => `“${type.replaceAll("_", " ")}”`).join(" or ")} has happened ${
        moment.count === 1 ? "for the first time" : `${formatNumber(moment.count)} times`
      }`;
    case "calendar":
      return `on ${new Date(moment.at).toISOString().slice(0, 10)}`;
    case "as_imported":
      return "with the values as they were imported";
  }
}

const DROPS: Readonly<Record<DropReason, string>> = {
  immature: "whose window has not elapsed",
  decided_before_moment: "decided before the moment of scoring",
  undecided: "still undecided",
  no_moment: "that never came to the moment of scoring",
};

/** "412 leads whose window has not elapsed" */
export function dropSentence(reason: DropReason, count: number): string {
  return `${formatCount(count, "lead")} ${DROPS[reason]}`;
}

/** One sentence a reason that dropped anybody, the largest first. */
export function dropSentences(dropped: DropCounts): string[] {
  return (Object.entries(dropped) as [DropReason, number][])
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => dropSentence(reason, count));
}

/** Whether there is enough history, and what is still missing. */
export function sufficiencySentence({
  level,
  labels,
  positives,
  missingLabels,
  missingPositives,
}: Sufficiency): string {
  const have = `${formatCount(labels, "lead")} with a known outcome, ${formatNumber(positives)} of them positive`;
  if (level === "enough") return `Enough to learn from: ${have}.`;
  if (labels > 0 && (positives === 0 || positives === labels))
    return `All ${formatCount(labels, "lead")} ended the same way. There is nothing to tell apart yet.`;
  const missing = [
    missingLabels > 0 ? `${formatNumber(missingLabels)} more with a known outcome` : null,
    missingPositives > 0 ? `${formatNumber(missingPositives)} more positive` : null,
  ].filter((part) => part !== null);
  return level === "exploratory"
    ? `Enough to explore, not to publish: ${have}. Still missing: ${missing.join(", ")}.`
    : `Too little to learn from: ${have}. Still missing: ${missing.join(", ")}. The rules go on scoring.`;
}

const CONTENDER_NAMES: Readonly<Record<ContenderKind, string>> = {
  rules: "Rules",
  bayes: "Naive Bayes",
  logistic: "Logistic regression",
  forest: "Random forest",
  boosted: "Boosted trees",
};

/** "Boosted trees" */
export function contenderName(kind: ContenderKind): string {
  return CONTENDER_NAMES[kind];
}
