import { monthName, monthNumber, monthsBetween } from "@/lib/core/insights/months";
import type { Comparison, Period } from "./query-url";
import type { Span } from "./types";

/** Leads of a month whose fate is known, and whose window is still open. */
export interface MonthCount {
  readonly month: string;
  readonly judged: number;
  readonly immature: number;
}

const USUAL_MONTHS = 3;
const LONGER = [6, 12] as const;
const LONGEST = 12;
/** Fewer judged leads than this make a period that tells little: a longer one is taken. */
const ENOUGH = 300;

export const ALL: Span = { from: null, to: null };

/**
 * The newest month that may end a period by itself: all its leads can be judged, or at least nineteen in twenty. The
 * month that runs is no whole one.
 */
export function newestWhole(months: readonly MonthCount[], thisMonth: string): string | null {
  const whole = months.filter(
    ({ month, judged, immature }) => month < thisMonth && judged > 0 && judged >= 19 * immature,
  );
  return (
    whole
      .map(({ month }) => month)
      .sort()
      .at(-1) ?? null
  );
}

/** From and to of what was asked for; everything where no month is whole yet. */
export function spanOf(period: Period, months: readonly MonthCount[], thisMonth: string): Span {
  if (period.kind === "all") return ALL;
  if (period.kind === "months") return { from: period.from, to: period.to };
  const to = newestWhole(months, thisMonth);
  if (to === null) return ALL;
  const last = (count: number): Span => ({ from: monthName(monthNumber(to) - count + 1), to });
  if (period.kind === "last") return last(period.months);
  const judgedIn = ({ from }: Span) =>
    months.reduce(
      (sum, { month, judged }) => (from !== null && month >= from && month <= to ? sum + judged : sum),
      0,
    );
  return [USUAL_MONTHS, ...LONGER].map(last).find((span) => judgedIn(span) >= ENOUGH) ?? last(LONGEST);
}

/** What a period is compared with; null where nobody asked, or it is all there is. */
export function comparedSpan({ from, to }: Span, comparison: Comparison): Span | null {
  if (from === null || to === null || comparison === "none") return null;
  const length = monthsBetween(from, to).length;
  const back = comparison === "year" ? 12 : length;
  return { from: monthName(monthNumber(from) - back), to: monthName(monthNumber(to) - back) };
}

export const isWithin = ({ from, to }: Span, month: string | null): boolean =>
  from === null || to === null ? true : month !== null && month >= from && month <= to;

/** Shortest axis of a chart over time. */
const AXIS = 12;
/** Longest: more months than this are drawn from the newest on. */
const LONGEST_AXIS = 60;

/** Months of a chart over time: the period, and as many before it as make a year. */
export function axisOf({ from, to }: Span, months: readonly MonthCount[]): string[] {
  const known = months.map(({ month }) => month).sort();
  const first = from ?? known[0];
  const last = to ?? known.at(-1);
  if (first === undefined || last === undefined) return [];
  const chosen = monthsBetween(first, last);
  if (chosen.length >= AXIS) return chosen.slice(-LONGEST_AXIS);
  // A year, or from the first lead on.
  const yearAgo = monthName(monthNumber(last) - AXIS + 1);
  const begin = [yearAgo, known[0] ?? first].sort().at(-1) ?? first;
  return monthsBetween(begin < first ? begin : first, last);
}
