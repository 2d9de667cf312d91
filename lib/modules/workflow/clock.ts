import { localToUtc } from "@/lib/present/zone-instant";
import { type ZoneTime, zoneTime } from "@/lib/present/zone-time";
import type { Workflow } from "./types";

/** Time as a team works it: minutes count in working hours, whole days count as working days. */
export type Calendar = Pick<Workflow, "timeZone" | "workingHours">;

const MINUTE = 60_000;
const DAY_MINUTES = 1_440;
const WEEK = 7 * DAY_MINUTES * MINUTE;
/** A year without a working day cannot be saved; this ends the search all the same. */
const MOST_DAYS = 370;

interface LocalDay {
  /** Local midnight, given as if it were UTC. */
  readonly midnight: number;
  /** 1 is Monday. */
  readonly weekday: number;
}

const dayOf = (time: ZoneTime): LocalDay => ({
  midnight: time.dayNumber * DAY_MINUTES * MINUTE,
  weekday: ((time.weekday + 6) % 7) + 1,
});

const next = (day: LocalDay): LocalDay => ({
  midnight: day.midnight + DAY_MINUTES * MINUTE,
  weekday: (day.weekday % 7) + 1,
});

const minutesOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
};

const isWorkingDay = ({ workingHours }: Calendar, day: LocalDay): boolean =>
  workingHours.days.includes(day.weekday);

/** Whether the team works at this moment. */
export function isWorkingTime(at: number, calendar: Calendar): boolean {
  const local = zoneTime(at, calendar.timeZone);
  const minute = local.hour * 60 + local.minute;
  return (
    isWorkingDay(calendar, dayOf(local)) &&
    minute >= minutesOf(calendar.workingHours.from) &&
    minute < minutesOf(calendar.workingHours.to)
  );
}

/** This moment, or the next beginning of work where nobody works now. */
export function workingTimeFrom(at: number, calendar: Calendar): number {
  if (isWorkingTime(at, calendar)) return at;
  const local = zoneTime(at, calendar.timeZone);
  let day = dayOf(local);
  if (local.hour * 60 + local.minute >= minutesOf(calendar.workingHours.from)) day = next(day);
  return openingOf(workingDayFrom(day, calendar), calendar);
}

/**
 * The moment by which a promise of so many minutes must be kept. Less than a day counts working minutes (17:30 and
 * two hours is 10:30 tomorrow); whole days count working days and end at the same time of day.
 *
 * @param at epoch ms
 */
export function promisedBy(at: number, minutes: number, calendar: Calendar): number {
  const start = workingTimeFrom(at, calendar);
  return minutes >= DAY_MINUTES
    ? sameTimeAfter(start, Math.floor(minutes / DAY_MINUTES), calendar)
    : afterWorkingMinutes(start, minutes, calendar);
}

/** A promise in working minutes: each of its days is as long as the team works. */
export function promiseInWorkingMinutes(minutes: number, { workingHours: { from, to } }: Calendar): number {
  return minutes < DAY_MINUTES
    ? minutes
    : Math.floor(minutes / DAY_MINUTES) * (minutesOf(to) - minutesOf(from));
}

/**
 * How many minutes of working time lie between two moments; 0 where `to` comes first. Whole weeks are counted at once:
 * each holds the same working hours, wherever the clocks change.
 */
export function workingMinutes(from: number, to: number, calendar: Calendar): number {
  const { days, from: opening, to: closing } = calendar.workingHours;
  const begin = workingTimeFrom(from, calendar);
  const weeks = Math.max(0, Math.floor((to - begin) / WEEK) - 1);
  let sum = weeks * days.length * (minutesOf(closing) - minutesOf(opening)) * MINUTE;
  const { hour, minute } = zoneTime(begin, calendar.timeZone);
  let start =
    weeks === 0 ? begin : localMoment(begin, 7 * weeks, hour * 60 + minute, calendar) + (begin % MINUTE);
  while (start < to) {
    const end = closingFrom(start, calendar);
    sum += Math.min(end, to) - start;
    start = workingTimeFrom(end, calendar);
  }
  return sum / MINUTE;
}

/** The beginning of work, so many working days after the day of this moment. */
export function morningAfter(at: number, days: number, calendar: Calendar): number {
  let day = dayOf(zoneTime(at, calendar.timeZone));
  for (let left = days; left > 0; left -= 1) day = workingDayFrom(next(day), calendar);
  return openingOf(day, calendar);
}

/** The end of work of this day, or of the next working day where work is over. */
export function closingFrom(at: number, calendar: Calendar): number {
  const start = workingTimeFrom(at, calendar);
  const day = dayOf(zoneTime(start, calendar.timeZone));
  return localToUtc(day.midnight + minutesOf(calendar.workingHours.to) * MINUTE, calendar.timeZone);
}

/** The end of the calendar day of this moment. */
export function endOfDay(at: number, { timeZone }: Pick<Calendar, "timeZone">): number {
  return localToUtc(next(dayOf(zoneTime(at, timeZone))).midnight, timeZone);
}

/** The beginning of the calendar day of this moment. */
export function startOfDay(at: number, { timeZone }: Pick<Calendar, "timeZone">): number {
  return localToUtc(dayOf(zoneTime(at, timeZone)).midnight, timeZone);
}

/** Epoch ms of a local time of the moment's day, plus days. */
export function localMoment(
  at: number,
  days: number,
  minuteOfDay: number,
  { timeZone }: Pick<Calendar, "timeZone">,
): number {
  const day = dayOf(zoneTime(at, timeZone));
  return localToUtc(day.midnight + (days * DAY_MINUTES + minuteOfDay) * MINUTE, timeZone);
}

function sameTimeAfter(start: number, days: number, calendar: Calendar): number {
  const { hour, minute, ...local } = zoneTime(start, calendar.timeZone);
  let day = dayOf({ hour, minute, ...local });
  for (let left = days; left > 0; left -= 1) day = workingDayFrom(next(day), calendar);
  return localToUtc(day.midnight + (hour * 60 + minute) * MINUTE, calendar.timeZone);
}

function afterWorkingMinutes(start: number, minutes: number, calendar: Calendar): number {
  const closing = minutesOf(calendar.workingHours.to);
  const local = zoneTime(start, calendar.timeZone);
  let day = dayOf(local);
  let left = minutes * MINUTE;
  let from = start;
  for (;;) {
    const end = localToUtc(day.midnight + closing * MINUTE, calendar.timeZone);
    if (from + left <= end) return from + left;
    left -= end - from;
    day = workingDayFrom(next(day), calendar);
    from = openingOf(day, calendar);
  }
}

function workingDayFrom(day: LocalDay, calendar: Calendar): LocalDay {
  let found = day;
  for (let tried = 0; tried < MOST_DAYS; tried += 1) {
    if (isWorkingDay(calendar, found)) return found;
    found = next(found);
  }
  throw new Error("no working day within a year");
}

function openingOf(day: LocalDay, { timeZone, workingHours }: Calendar): number {
  return localToUtc(day.midnight + minutesOf(workingHours.from) * MINUTE, timeZone);
}
