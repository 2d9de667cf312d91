import { monthName, monthNumber } from "@/lib/core/insights/months";
import { localToUtc } from "@/lib/present/zone-instant";
import { zoneTime } from "@/lib/present/zone-time";

/** Where months begin, a zone: a binary search there is cheaper than a calendar for every lead. */
const beginnings = new Map<string, { readonly first: number; readonly at: readonly number[] }>();
const FIRST = 1970 * 12;
const LAST = 2101 * 12;

function calendarOf(timeZone: string) {
  const known = beginnings.get(timeZone);
  if (known) return known;
  const at = Array.from({ length: LAST - FIRST }, (_, index) =>
    beginningOf(monthName(FIRST + index), timeZone),
  );
  const made = { first: FIRST, at };
  beginnings.set(timeZone, made);
  return made;
}

/** Epoch ms at which a month ("2026-05") begins in the zone. */
export function beginningOf(month: string, timeZone: string): number {
  return localToUtc(Date.parse(`${month}-01T00:00:00Z`), timeZone);
}

/** The number (year * 12 + month - 1) of the month of a moment (epoch ms) in the zone. */
export function monthAt(time: number, timeZone: string): number {
  const { first, at } = calendarOf(timeZone);
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low > 0 && low < at.length ? first + low - 1 : monthOutside(time, timeZone);
}

function monthOutside(time: number, timeZone: string): number {
  const { year, month } = zoneTime(time, timeZone);
  return year * 12 + month - 1;
}

/** The middle of a month, epoch ms. */
export const middleOf = (month: string, timeZone: string): number =>
  (beginningOf(month, timeZone) + beginningOf(monthName(monthNumber(month) + 1), timeZone)) / 2;
