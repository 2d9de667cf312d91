import type { Random } from "../random";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Local hours in which business buyers read, write and answer. */
const HOURS: readonly (readonly [number, number])[] = [
  [6, 1],
  [7, 4],
  [8, 10],
  [9, 15],
  [10, 15],
  [11, 12],
  [12, 6],
  [13, 11],
  [14, 13],
  [15, 12],
  [16, 8],
  [17, 4],
  [18, 2],
  [19, 2],
  [20, 3],
  [21, 2],
  [22, 1],
];

/** How busy a day is: weekends are quiet, August and the days round Christmas are holidays. */
export function dayWeight(time: number): number {
  const date = new Date(time);
  const weekday = date.getUTCDay();
  const month = date.getUTCMonth();
  const dayOfMonth = date.getUTCDate();
  const week = weekday === 0 ? 0.12 : weekday === 6 ? 0.15 : weekday === 5 ? 0.8 : 1;
  const christmas = (month === 11 && dayOfMonth >= 21) || (month === 0 && dayOfMonth <= 3);
  const season = christmas
    ? 0.25
    : month === 7
      ? 0.55
      : month === 6
        ? 0.75
        : month === 8 || month === 9
          ? 1.15
          : 1;
  return week * season;
}

export const startOfDay = (time: number): number => Math.floor(time / DAY) * DAY;

/** A believable time of day on the day of `day`, in the zone `offsetHours` east of UTC. Whole seconds. */
export function timeOfDay(random: Random, day: number, offsetHours: number): number {
  const hour = random.weighted(HOURS);
  return startOfDay(day) + (hour - offsetHours) * HOUR + random.between(0, 3_599) * 1_000;
}

/** Moves most of what falls on a weekend into the week after, to any of its days: a heap on Mondays would show. */
export function workday(random: Random, time: number): number {
  const weekday = new Date(time).getUTCDay();
  if (weekday !== 0 && weekday !== 6) return time;
  return random.chance(0.8) ? time + ((weekday === 6 ? 2 : 1) + random.between(0, 4)) * DAY : time;
}
