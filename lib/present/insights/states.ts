import type { OutcomeDefinition } from "../../core/outcomes/types.ts";
import {
  formatCount,
  formatDay,
  formatLongDay,
  formatNumber,
  formatTime,
  type TimeContext,
} from "../format.ts";
import { zoneTime } from "../zone-time.ts";

/** What Insights says where it has no figures to show, and when those it shows were counted. */

export interface StateWords {
  readonly title: string;
  readonly text: string;
}

interface StateFacts extends TimeContext {
  readonly outcome: OutcomeDefinition;
  readonly totals: {
    readonly leads: number;
    readonly judged: number;
    readonly firstJudgedOn: number | null;
  };
}

type EmptyState = "no_leads" | "counting" | "no_outcomes" | "nothing_here" | "failed";

export function stateWords(state: EmptyState, facts: StateFacts): StateWords {
  const { leads, judged } = facts.totals;
  const inAll = formatCount(leads, "lead");
  switch (state) {
    case "no_leads":
      return {
        title: "There are no leads yet.",
        text: "Bring leads in first. What the score is worth shows here once some of them have been called and have become customers or not.",
      };
    case "counting":
      return {
        title: "The figures are being counted.",
        text: `${inAll} are gone through for the first time, which takes a minute or two at most. The page fills by itself.`,
      };
    case "no_outcomes":
      return { title: "No outcome is known yet.", text: `${inAll} are here. ${waiting(facts)}` };
    case "nothing_here":
      return {
        title: "No lead with a known outcome matches.",
        text: `Without filters there are ${formatNumber(judged)} of them in ${inAll}. Drop a filter or choose a longer period.`,
      };
    case "failed":
      return {
        title: "The figures could not be counted.",
        text: "Leads, scores and the queue are not affected. The count is made again with the next change of the workspace; if it keeps failing, an admin finds the cause in the server’s log.",
      };
  }
}

function waiting({ outcome, totals, ...time }: StateFacts): string {
  const seen = "What comes in, how fast it is answered and who has how much to do can be seen already.";
  const { firstJudgedOn } = totals;
  if (outcome.windowDays === null) return `As soon as the first is decided, it is counted here. ${seen}`;
  if (firstJudgedOn === null)
    return `A lead is counted once its ${formatCount(outcome.windowDays, "day")} are over. ${seen}`;
  return firstJudgedOn > time.now
    ? `The first window of ${formatCount(outcome.windowDays, "day")} ends on ${formatLongDay(firstJudgedOn, time)}. ${seen}`
    : `The first windows of ${formatCount(outcome.windowDays, "day")} have ended; they are counted with the next count. ${seen}`;
}

/** "Counted 14:05 today", "Counted 06:00 yesterday", "Counted 06:00 on 3 Mar" */
export function countedText(at: number, time: TimeContext): string {
  const days = zoneTime(time.now, time.timeZone).dayNumber - zoneTime(at, time.timeZone).dayNumber;
  const day = days === 0 ? "today" : days === 1 ? "yesterday" : `on ${formatDay(at, time)}`;
  return `Counted ${formatTime(at, time.timeZone)} ${day}`;
}

/** Why a chart is not there, and what it takes. */
export const MISSING = {
  gain: "Nothing has converted in this period, so there is no curve to draw.",
  truth:
    "No lead of these months had a promise. It is drawn once leads that were scored here have a known outcome.",
  bandMonths: "No month has conversions to draw yet.",
  deciles: "Tenths need 300 leads with a known outcome; choose a longer period to have as many.",
  funnel: "No lead of this period came in.",
  speed: "No band has to be called within a time. Bands are given one in Settings, Bands.",
  response: "No answer to a lead of the best band has a known outcome yet.",
  inflow: "No lead came in during these months.",
  sources: "No lead of this period has a known outcome.",
  workload: "Nobody works leads in this workspace yet.",
} as const;

/** Titles of the charts that are not there. */
export const MISSING_TITLES: Readonly<Record<keyof typeof MISSING, string>> = {
  gain: "Gain",
  truth: "Is the score telling the truth?",
  bandMonths: "Conversions by band at first contact",
  deciles: "Conversion by tenth of the score",
  funnel: "Funnel by band",
  speed: "Speed to lead",
  response: "Does a fast answer pay?",
  inflow: "Pipeline inflow",
  sources: "Sources and campaigns",
  workload: "Workload",
};
