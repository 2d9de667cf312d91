import type { WorkingHours } from "@/lib/modules/workspaces/types";
import { zoneTime } from "@/lib/present/zone-time";
import { type Calendar, localMoment, promisedBy } from "./clock";

/** Pure, for the browser: what working hours come to, before anybody saves them. */

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Late enough in the day for a promise to run over the night. */
const BEFORE_CLOSING_MINUTES = 30;

/** "9" and "9:00" and "0900" become "09:00"; anything else stays as it was typed. */
export function tidyTime(typed: string): string {
  const text = typed.trim();
  const [, hours, minutes = "00"] =
    /^(\d{1,2})(?:[:.h](\d{2}))?$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text) ?? [];
  if (hours === undefined) return text;
  const tidy = `${hours.padStart(2, "0")}:${minutes}`;
  return TIME.test(tidy) ? tidy : text;
}

/** Whether a team could work so: some day, and an end after the beginning. */
export function areWorkable({ days, from, to }: WorkingHours): boolean {
  return days.length > 0 && TIME.test(from) && TIME.test(to) && from < to;
}

export interface PromiseExample {
  /** Epoch ms. */
  readonly at: number;
  readonly by: number;
}

/**
 * A lead that comes in half an hour before the end of the last working day of the coming week, and when it is due:
 * the case in which working hours matter most. Null for hours nobody could work.
 *
 * @param minutes what the band promises
 */
export function promiseExample(
  calendar: Calendar,
  { minutes, now }: { readonly minutes: number; readonly now: number },
): PromiseExample | null {
  const { workingHours, timeZone } = calendar;
  if (!areWorkable(workingHours)) return null;
  const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const opening = minuteOf(workingHours.from);
  const minuteOfDay = Math.max(opening, minuteOf(workingHours.to) - BEFORE_CLOSING_MINUTES);
  const weekday = lastDayOf(workingHours.days);
  for (let days = 0; days < 8; days += 1) {
    const at = localMoment(now, days, minuteOfDay, { timeZone });
    if (at < now || ((zoneTime(at, timeZone).weekday + 6) % 7) + 1 !== weekday) continue;
    return { at, by: promisedBy(at, minutes, calendar) };
  }
  return null;
}

/** The day that ends the week: the latest one followed by a free day, Friday where every day is worked. */
function lastDayOf(days: readonly number[]): number {
  const ends = days.filter((day) => !days.includes((day % 7) + 1));
  return ends.length === 0 ? 5 : Math.max(...ends);
}
