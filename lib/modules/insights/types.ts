import type { InsightsFigures } from "@/lib/core/insights/types";
import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import type { Comparison, Segment } from "./query-url";

export interface Span {
  /** First and last month, "2026-05"; null: all of it, undated leads too. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What there is to choose from. */
export interface InsightsChoices {
  readonly teams: readonly string[];
  readonly sources: readonly string[];
  /** By field: values with most leads first, at most 30 each. */
  readonly segments: readonly { readonly field: Segment["field"]; readonly values: readonly string[] }[];
  /** Months that have leads, oldest first: what from and to can be. */
  readonly months: readonly string[];
}

/**
 * no_leads: the workspace is empty. counting: the first count is on its way. no_outcomes: leads, and nobody's fate is
 * known yet. nothing_here: the filters leave nobody whose fate is known. failed: the last count failed, and there is
 * none before it.
 */
export type InsightsState = "ready" | "no_leads" | "counting" | "no_outcomes" | "nothing_here" | "failed";

/** The page's data. Figures are there in every state but no_leads, counting and failed (zeros and nulls where nothing is known). */
export interface InsightsData {
  readonly state: InsightsState;
  readonly figures: InsightsFigures | null;
  readonly choices: InsightsChoices;
  /** The period in force, and what it is compared with. */
  readonly period: Span;
  readonly compared: Span | null;
  readonly comparison: Comparison;
  readonly outcome: OutcomeDefinition;
  /** When the count was made, epoch ms, and what it was made with. */
  readonly countedAt: number | null;
  /** A newer count is under way. */
  readonly isCounting: boolean;
  /** Leads in the workspace, filters aside; leads whose fate is known; the earliest day a window ends, epoch ms. */
  readonly totals: { readonly leads: number; readonly judged: number; readonly firstJudgedOn: number | null };
  /** The version in use promises a probability. */
  readonly isModel: boolean;
  readonly timeZone: string;
  readonly now: number;
}
