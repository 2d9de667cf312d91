import type { OutcomeDefinition } from "../core/outcomes/types.ts";
import type { BandSet, Factor, ReasonRef, ScoreResult } from "../core/scoring/types.ts";
import {
  formatCount,
  formatDay,
  formatDayTime,
  formatNumber,
  formatPercent,
  formatRange,
  formatSigned,
  type TimeContext,
} from "./format.ts";
import { outcomeClause, outcomeDone } from "./outcome-words.ts";
import { type HistoryCause, historyCauses, type SetSpan } from "./override-timeline.ts";
import { prepareScoreHistory, type ScoreHistoryChart } from "./score-history.ts";
import { prepareWaterfall, type Waterfall } from "./waterfall.ts";
import { wordCause } from "./word-cause.ts";
import { type WordedReason, wordReason } from "./word-reason.ts";

/** A lead's score explained: the waterfall, the sentence over it, and its history. */

export interface StoredScore {
  readonly total: number;
  readonly unrounded: number;
  readonly margin: number | null;
  readonly probability: number | null;
  readonly bandId: string;
  readonly version: string;
  readonly hash: string;
  /** The rule set or model that made it. */
  readonly scorerId: string;
  /** Epoch ms. */
  readonly scoredAt: number;
  readonly factors: readonly StoredFactorLine[];
}

export type StoredFactorLine =
  | (Factor & { readonly merged?: undefined })
  /** Stands for factors too small to store one by one. */
  | {
      readonly key: string;
      readonly dimension: Factor["dimension"];
      readonly points: number;
      readonly merged: number;
    };

export interface ReasonText extends WordedReason {
  readonly key: string;
  readonly points: string;
  readonly raises: boolean;
}

export interface ExplainedScore {
  readonly waterfall: Waterfall;
  readonly sentence: string;
  readonly reasons: readonly ReasonText[];
  readonly risks: readonly ReasonText[];
  readonly version: string;
  readonly shortHash: string;
  readonly factorCount: number;
}

/** What a model's score is the likelihood of, and what became of held-out leads like this one. */
export interface ModelWords {
  readonly outcome: OutcomeDefinition;
  /** Null where there are too few to say. */
  readonly observed: {
    readonly rate: number;
    readonly interval: { readonly low: number; readonly high: number };
    readonly rows: number;
    /** No held-out lead scored so high, or so low, but a few: these are the outermost ones, and not quite alike. */
    readonly end: "highest" | "lowest" | null;
  } | null;
}

/** "58 % likely to become a customer within 90 days. Of 100 leads like this, 57 became customers (50–64)." */
function modelSentence(score: StoredScore, { outcome, observed }: ModelWords): string {
  const likely = `${formatPercent(score.total)} likely ${outcomeClause(outcome)}.`;
  if (observed === null) return likely;
  const of = Math.round(100 * observed.rate);
  const { low, high } = observed.interval;
  if (observed.end) {
    const won = Math.round(observed.rate * observed.rows);
    const share = `${formatPercent(100 * observed.rate)}, ${formatRange(100 * low, 100 * high)}`;
    return `${likely} Of the ${observed.rows} test leads that scored ${observed.end}, ${won} ${outcomeDone(outcome, won)} (${share}).`;
  }
  return `${likely} Of 100 leads like this, ${of} ${outcomeDone(outcome, of)} (${formatRange(100 * low, 100 * high)}).`;
}

/** A sum of rules, never a likelihood. */
function ruleSentence(score: StoredScore): string {
  const total = `Rules add up to ${formatNumber(score.total)} of 100.`;
  if (score.margin === null || Math.abs(score.margin - score.unrounded) < 0.05) return total;
  const sum = formatNumber(score.margin, 1);
  return score.margin > score.unrounded
    ? `Rules add up to ${sum}; a score ends at 100.`
    : `Rules add up to ${sum}; a score begins at 0.`;
}

/** @param model of the model that made the score; null for rules */
export function explainScore(
  score: StoredScore,
  bands: BandSet,
  context: TimeContext,
  model: ModelWords | null = null,
): ExplainedScore {
  const merged = new Map(
    score.factors.flatMap((factor) => (factor.merged === undefined ? [] : [[factor.key, factor.merged]])),
  );
  const factors = score.factors.map((factor): Factor => {
    if (factor.merged === undefined) return factor;
    const { key, dimension, points } = factor;
    return { key, signal: key, dimension, points, value: null, reason: { key, args: {} }, evidence: {} };
  });
  const word = (factor: Factor, isPlain: boolean): WordedReason => {
    const small = merged.get(factor.key);
    return small === undefined
      ? wordReason(factor, context, isPlain)
      : { title: "Other small factors", evidence: `${formatCount(small, "factor")} under 0.05 points` };
  };
  const isModel = score.probability !== null;
  const result: ScoreResult = {
    total: score.total,
    unrounded: score.unrounded,
    probability: score.probability,
    margin: score.margin,
    startingPoint: isModel ? startOf(score) : 0,
    factors,
    clamp: isModel ? 0 : score.unrounded - (score.margin ?? score.unrounded),
    rounding: score.total - score.unrounded,
    fitScore: 0,
    intentScore: 0,
    bandId: score.bandId,
    reasons: [],
    risks: [],
  };
  const line = (factor: Factor): ReasonText => ({
    ...word(factor, false),
    key: factor.key,
    points: formatSigned(factor.points, Math.abs(factor.points) < 1 ? 1 : 0),
    raises: factor.points >= 0,
  });
  const own = factors.filter((factor) => !merged.has(factor.key));
  return {
    waterfall: // The company's size has a line of its own there.
      prepareWaterfall(result, bands, (factor) => word(factor, true)),
    sentence: isModel && model ? modelSentence(score, model) : ruleSentence(score),
    reasons: own
      .filter(({ points }) => points > 0)
      .sort(byWeight)
      .slice(0, 3)
      .map(line),
    risks: own
      .filter(({ points }) => points < 0)
      .sort(byWeight)
      .slice(0, 3)
      .map(line),
    version: score.version,
    shortHash: score.hash.replace(/^sha256[:-]/, "").slice(0, 8),
    factorCount: factors.length,
  };
}

/** A model's score is its starting point and its points, to the stored decimal: so the one tells the other. */
function startOf({ unrounded, factors }: StoredScore): number {
  const points = factors.reduce((sum, factor) => sum + factor.points, 0);
  return Math.round((unrounded - points) * 10_000) / 10_000;
}

const byWeight = (a: Factor, b: Factor): number =>
  Math.abs(b.points) - Math.abs(a.points) || (a.key < b.key ? -1 : 1);

export interface HistoryEntry {
  /** Epoch ms. */
  readonly at: number;
  readonly score: number;
  readonly bandId: string;
  readonly cause: ReasonRef;
}

export const HISTORY_RANGES = ["30", "60", "all"] as const;
export type HistoryRange = (typeof HISTORY_RANGES)[number];

export interface HistoryView {
  readonly chart: ScoreHistoryChart;
  readonly points: readonly { readonly at: number; readonly score: number }[];
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly summary: string;
  /** What moved it, oldest first: the machine's largest moves, and the scores that people set. */
  readonly causes: readonly HistoryCause[];
  /** When a set score counted. */
  readonly spans: readonly SetSpan[];
  /** At the right end of the line: "41 now", "41 machine" beside "75 set". */
  readonly labels: { readonly machine: string; readonly set: string | null };
  /** Every score of this time, newest first, as a table. */
  readonly rows: readonly {
    readonly at: number;
    readonly time: string;
    readonly score: string;
    readonly band: string;
    readonly cause: string;
  }[];
}

const DAY_MS = 86_400_000;
const TICKS = 4;

/**
 * The history of the last 30 or 60 days, or all of it. A closed lead's ends with its last score, not today.
 *
 * @param sets what people set beside the machine, oldest first
 */
export function presentHistory(
  entries: readonly HistoryEntry[],
  bands: BandSet,
  range: HistoryRange,
  context: TimeContext,
  sets: readonly SetSpan[] = [],
): HistoryView {
  const sorted = [...entries].sort((a, b) => a.at - b.at);
  const asked = range === "all" ? null : context.now - Number(range) * DAY_MS;
  // An axis that begins before the first score would be mostly empty.
  const since = asked !== null && (sorted[0]?.at ?? 0) > asked ? null : asked;
  const chart = prepareScoreHistory(sorted, bands, { ...context, since });
  const { from, to } = chart.domain;
  const sameDay = to - from < 2 * DAY_MS;
  const ticks = Array.from({ length: sameDay ? 2 : TICKS + 1 }, (_, index) => {
    const last = sameDay ? 1 : TICKS;
    const at = from + ((to - from) * index) / last;
    return { at, text: index === last ? "Today" : formatDay(at, context) };
  });
  const first = chart.line[0];
  const spans = sets.filter(({ until }) => until >= from);
  const standing = spans.find(({ isActive }) => isActive);
  const summary =
    first === undefined || chart.latest === null
      ? "No score in this time."
      : `From ${first.score} on ${formatDay(first.at, context)} to ${chart.latest.score} today, ${
          chart.marks.length === 0
            ? "unmoved"
            : `moved by ${chart.marks.map((mark) => mark.title.toLocaleLowerCase("en")).join(", ")}`
        }.${spans.map(({ text, score, dateText }) => ` ${text} to ${score} on ${dateText}.`).join("")}`;
  return {
    chart,
    points: sorted.map(({ at, score }) => ({ at, score })),
    ticks,
    summary,
    causes: historyCauses(chart.marks, spans, from),
    spans,
    labels: {
      machine: `${chart.latest?.score ?? ""} ${standing ? "machine" : "now"}`,
      set: standing ? `${standing.score} set` : null,
    },
    rows: sorted
      .map((entry, index) => ({
        at: entry.at,
        time: formatDayTime(entry.at, context),
        score: index === 0 ? `${entry.score}` : `${sorted[index - 1]?.score} → ${entry.score}`,
        band: bands.bands.find(({ id }) => id === entry.bandId)?.name ?? entry.bandId,
        cause: wordCause(entry.cause),
      }))
      .filter(({ at }) => since === null || at >= since)
      .reverse(),
  };
}
