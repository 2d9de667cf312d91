import type { Interval } from "../../core/evaluation/wilson.ts";
import {
  type InsightBand,
  type InsightsFigures,
  type RateFigure,
  TOO_FEW,
} from "../../core/insights/types.ts";
import type { OutcomeDefinition } from "../../core/outcomes/types.ts";
import { positivesWord } from "../evaluation/prepared.ts";
import type { TierBand } from "../evaluation/tiers.ts";
import {
  capital,
  formatCount,
  formatNumber,
  formatShare,
  formatShort,
  formatSpan,
  listOf,
} from "../format.ts";
import { outcomeDone } from "../outcome-words.ts";

/** What everything on Insights is worded with. */

/** First and last month, "2026-05"; null: all of it. */
export interface MonthSpan {
  readonly from: string | null;
  readonly to: string | null;
}

export interface InsightsFacts {
  readonly figures: InsightsFigures;
  readonly outcome: OutcomeDefinition;
  readonly period: MonthSpan;
  readonly compared: MonthSpan | null;
  readonly isModel: boolean;
  readonly timeZone: string;
  readonly now: number;
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** "May" */
export function monthShort(month: string): string {
  return MONTHS[Number(month.slice(5)) - 1]?.slice(0, 3) ?? month;
}

/** "May 2026" */
export function monthText(month: string): string {
  return `${monthShort(month)} ${month.slice(0, 4)}`;
}

/** "May–Jul 2026", "Nov 2025–Jan 2026", "May 2026", "all months". */
export function spanShort({ from, to }: MonthSpan): string {
  if (from === null || to === null) return "all months";
  if (from === to) return monthText(from);
  return from.slice(0, 4) === to.slice(0, 4)
    ? `${monthShort(from)}–${monthText(to)}`
    : `${monthText(from)}–${monthText(to)}`;
}

/** "May to July 2026", "November 2025 to January 2026", "May 2026", "all months". */
export function spanLong({ from, to }: MonthSpan): string {
  if (from === null || to === null) return "all months";
  const name = (month: string) => MONTHS[Number(month.slice(5)) - 1] ?? month;
  const [a, b] = [from.slice(0, 4), to.slice(0, 4)];
  if (from === to) return `${name(to)} ${b}`;
  return `${name(from)}${a === b ? "" : ` ${a}`} to ${name(to)} ${b}`;
}

/** "38 %"; what is not nothing never reads "0 %", what is not all never "100 %". */
export function shareText(share: number): string {
  if (share > 0 && share < 0.005) return "under 1 %";
  if (share < 1 && share > 0.995) return "over 99 %";
  return formatShare(share);
}

/** "54–62", "23.9–26.5"; one number where both ends read the same. */
export function rangeText({ low, high }: Interval, decimals = 0): string {
  const [from, to] = [formatNumber(100 * low, decimals), formatNumber(100 * high, decimals)];
  return from === to ? to : `${from}–${to}`;
}

export const isFew = ({ rows }: Pick<RateFigure, "rows">): boolean => rows < TOO_FEW;

/** "58 % (54–62)"; "too few" below thirty leads. */
export function rateText(figure: RateFigure, decimals = 0): string {
  const { rate, interval } = figure;
  if (rate === null || interval === null || isFew(figure)) return TOO_FEW_TEXT;
  return `${formatShare(rate, decimals)} (${rangeText(interval, decimals)})`;
}

export const TOO_FEW_TEXT = "too few";
export const NONE = "–";

/** A rate as a cell of a table, and where it lies on an axis that ends at `axis` (0..1). */
export interface RateCell {
  /** "58 %", "too few", "–" without leads. */
  readonly text: string;
  /** "54–62"; empty where nothing is said. */
  readonly range: string;
  /** Shares of the axis; null where nothing is drawn. */
  readonly drawn: { readonly at: number; readonly low: number; readonly high: number } | null;
}

export function rateCell(figure: RateFigure, axis = 1): RateCell {
  const { rows, rate, interval } = figure;
  if (rows === 0 || rate === null || interval === null) return { text: NONE, range: "", drawn: null };
  if (isFew(figure)) return { text: TOO_FEW_TEXT, range: "", drawn: null };
  const on = (value: number) => Math.min(1, value / axis);
  return {
    text: shareText(rate),
    range: rangeText(interval),
    drawn: { at: on(rate), low: on(interval.low), high: on(interval.high) },
  };
}

/** Where an axis of shares has to end, in tenths, so that every interval that is drawn lies on it. */
export function axisEnd(figures: readonly RateFigure[], least = 0): number {
  const highest = Math.max(
    least,
    ...figures.filter((figure) => !isFew(figure)).map(({ interval }) => interval?.high ?? 0),
  );
  return Math.min(1, Math.max(0.1, Math.ceil(10 * highest - 1e-9) / 10));
}

/** "2.3×" */
export const liftText = (lift: number | null): string => (lift === null ? NONE : `${formatNumber(lift, 1)}×`);

/** Calendar time given in hours: "40 min", "3.5 h", "12 days"; "–" where nobody got there. */
export function hoursText(hours: number | null): string {
  if (hours === null) return NONE;
  if (hours < 1) return `${formatNumber(60 * hours)} min`;
  if (hours < 48) return `${formatShort(hours, hours < 10 ? 1 : 0)} h`;
  const days = hours / 24;
  return formatCount(days < 10 ? Math.round(10 * days) / 10 : Math.round(days), "day");
}

/** Working minutes: "22 min", "1 h 16", "14 h". */
export function workingText(minutes: number): string {
  const whole = Math.round(minutes);
  return whole < 600 ? formatSpan(whole) : `${formatNumber(whole / 60)} h`;
}

/** A band as its mark needs it; an unknown id stays readable. */
export function bandMark(bands: readonly InsightBand[], id: string): TierBand {
  const band = bands.find((known) => known.id === id);
  const count = Math.max(2, bands.filter(({ isFormer }) => !isFormer).length);
  return {
    name: band?.name ?? id,
    tone: band?.tone ?? "suppress",
    rank: Math.min(count, band?.rank ?? 1),
    count,
  };
}

/** "Hot and Warm" */
export const bandNames = (bands: readonly InsightBand[], ids: readonly string[]): string =>
  listOf(ids.map((id) => bandMark(bands, id).name));

/** "customers", "Customers" */
export const peopleWord = ({ outcome }: Pick<InsightsFacts, "outcome">): string => positivesWord({ outcome });
export const peopleHead = (facts: Pick<InsightsFacts, "outcome">): string => capital(peopleWord(facts));

/** "1 customer", "76 customers" */
export function peopleCount(facts: Pick<InsightsFacts, "outcome">, count: number): string {
  const many = peopleWord(facts);
  return formatCount(Math.round(count), many.replace(/s$/, ""), many);
}

/** What a positive lead did: "became customers". */
export const didText = ({ outcome }: Pick<InsightsFacts, "outcome">, count = 2): string =>
  outcomeDone(outcome, count);

/** A figure for a file: no digits that nobody measured. */
export const drawn = (value: number | null): number | null =>
  value === null ? null : Math.round(1e6 * value) / 1e6;

/** Rate, low and high for a table. */
export const rateCells = ({ rate, interval }: RateFigure): (number | null)[] => [
  drawn(rate),
  drawn(interval?.low ?? null),
  drawn(interval?.high ?? null),
];

/** All but these. */
export function restOf(
  all: Pick<RateFigure, "rows" | "positives">,
  part: Pick<RateFigure, "rows" | "positives">,
): { rows: number; positives: number } {
  return {
    rows: Math.max(0, all.rows - part.rows),
    positives: Math.max(0, Math.min(all.rows - part.rows, all.positives - part.positives)),
  };
}
