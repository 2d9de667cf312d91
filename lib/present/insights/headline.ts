import { rateDifference } from "../../core/evaluation/rate-difference.ts";
import { TOO_FEW } from "../../core/insights/types.ts";
import { formatCount, formatNumber, formatShare } from "../format.ts";
import { outcomeDone } from "../outcome-words.ts";
import {
  bandNames,
  type InsightsFacts,
  peopleWord,
  rangeText,
  restOf,
  shareText,
  spanLong,
} from "./words.ts";

export interface Headline {
  /** "Hot and Warm are 38 % of the pipeline and bring 64 % of conversions." */
  readonly sentence: string;
  /** How many, when, and how many of them converted. */
  readonly under: string;
  /** Where the scores come from and who is not counted; empty where there is nothing to say. */
  readonly basis: string;
}

/** Computed, never typed; says no more than the intervals carry. */
export function headline(facts: InsightsFacts): Headline {
  return { sentence: sentence(facts), under: under(facts), basis: basis(facts) };
}

function sentence(facts: InsightsFacts): string {
  const { bands, current } = facts.figures;
  const { all } = current;
  const leads = formatCount(all.rows, "lead");
  if (all.rows === 0) return "No lead of this period has a known outcome yet.";
  if (all.rows < TOO_FEW) return `${leads} with a known outcome: too few to say what the score is worth.`;
  if (all.positives === 0) return `None of the ${leads} ${outcomeDone(facts.outcome, 1)}.`;
  if (all.positives === all.rows)
    return `All ${leads} ${outcomeDone(facts.outcome, all.rows)}: there is nothing to tell apart.`;
  const filled = current.tiers.filter(({ rows }) => rows > 0);
  if (filled.length < 2)
    return `All ${leads} are in one band, ${bandNames(bands, filled[0] ? [filled[0].id] : [])}: its share says nothing about the score.`;
  const best = filled[0]!;
  const top =
    current.called !== null && current.called.rows > 0 && current.called.rows < all.rows
      ? current.called
      : {
          ids: [best.id],
          rows: best.rows,
          positives: best.positives,
          share: best.share,
          captured: best.captured,
        };
  const ids =
    current.called === top ? top.ids.filter((id) => filled.some((tier) => tier.id === id)) : top.ids;
  const one = ids.length === 1;
  const claim = `${bandNames(bands, ids)} ${one ? "is" : "are"} ${shareText(top.share)} of the pipeline and ${one ? "brings" : "bring"} ${shareText(top.captured ?? 0)} of conversions`;
  switch (rateDifference(top, restOf(all, top))?.verdict) {
    case "higher":
      return `${claim}.`;
    case "lower":
      return `${claim}: less than ${one ? "its" : "their"} share.`;
    default:
      return `${claim}: not clearly more than ${one ? "its" : "their"} share.`;
  }
}

function under(facts: InsightsFacts): string {
  const { figures, outcome, period } = facts;
  const { all } = figures.current;
  if (all.rows === 0) return "";
  const when = period.from === null ? "of all months" : `of ${spanLong(period)}`;
  const elapsed =
    outcome.windowDays === null
      ? "; the outcome of each is known"
      : `; the window of ${formatCount(outcome.windowDays, "day")} is over for each`;
  const rate =
    all.rate === null || all.interval === null || all.rows < TOO_FEW
      ? ""
      : `: ${formatShare(all.rate, 1)} (${rangeText(all.interval, 1)})${against(facts)}`;
  return `${formatCount(all.rows, "lead")} ${when}, with the score they had at first contact${elapsed}. ${formatNumber(all.positives)} ${outcomeDone(outcome, all.positives)}${rate}.`;
}

/** ", against 27.4 % of February to April 2026, not clearly different" */
function against({ figures, compared }: InsightsFacts): string {
  const [now, before] = [figures.current.all, figures.previous?.all];
  if (!before || compared === null || before.rate === null || before.rows < TOO_FEW) return "";
  const than = `${formatShare(before.rate, 1)} of ${spanLong(compared)}`;
  switch (rateDifference(now, before)?.verdict) {
    case "higher":
      return `, more than the ${than}`;
    case "lower":
      return `, less than the ${than}`;
    default:
      return `, against ${than}, not clearly different`;
  }
}

function basis(facts: InsightsFacts): string {
  const { basis: from, leftOut, versions } = facts.figures;
  const immature = leftOut.immature;
  const days = facts.outcome.windowDays;
  return [
    from.stood > 0
      ? `${formatCount(from.stood, "lead")} ${from.stood === 1 ? "was" : "were"} never called and ${from.stood === 1 ? "counts" : "count"} with the score that stood then.`
      : null,
    from.replayed > 0
      ? `${formatCount(from.replayed, "lead")} came before Firstcall scored ${from.replayed === 1 ? "it" : "them"}: the version in use was applied to what was known then.`
      : null,
    versions.length > 1
      ? `Scored by ${formatCount(versions.length, "version")}; leads are ranked within each.`
      : null,
    immature > 0 && days !== null
      ? `Not counted: ${formatCount(immature, "lead")} whose ${formatCount(days, "day")} are not over.`
      : null,
    leftOut.undecided > 0 ? `Not counted: ${formatCount(leftOut.undecided, "lead")} still undecided.` : null,
    leftOut.undated > 0
      ? `Without a date, and only in “all”: ${formatCount(leftOut.undated, "lead")}.`
      : null,
  ]
    .filter((part) => part !== null)
    .join(" ");
}

/** The same in one short line, for a phone: "4,120 leads, 1,038 customers: 25.2 % (23.9–26.5)." */
export function shortLine(facts: InsightsFacts): string {
  const { all } = facts.figures.current;
  if (all.rows === 0) return "";
  const rate =
    all.rate === null || all.interval === null || all.rows < TOO_FEW
      ? ""
      : `: ${formatShare(all.rate, 1)} (${rangeText(all.interval, 1)})`;
  return `${formatCount(all.rows, "lead")}, ${formatNumber(all.positives)} ${peopleWord(facts)}${rate}.`;
}
