import type { Random } from "../random";
import { DAY, dayWeight, HOUR, startOfDay, timeOfDay } from "./calendar";

const YEAR_DAYS = 365;

export interface Arrival {
  readonly at: number;
  /** Must still be open. */
  readonly open: boolean;
}

/** A year of days weighted by weekday, season and a business that grows by half. */
export function arrivals(random: Random, now: number, count: number): Arrival[] {
  const days = Array.from({ length: YEAR_DAYS - 7 }, (_, index) => {
    const day = startOfDay(now) - (YEAR_DAYS - index) * DAY;
    return [day, dayWeight(day) * (1 + (0.5 * index) / YEAR_DAYS)] as const;
  });
  const total = days.reduce((sum, [, weight]) => sum + weight, 0);
  return days.flatMap(([day, weight]) => {
    const expected = (count * weight) / total;
    const whole = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
    return Array.from({ length: whole }, () => ({ at: timeOfDay(random, day, 1), open: false }));
  });
}

export function recentArrivals(random: Random, now: number, count: number): Arrival[] {
  const days = Array.from({ length: 7 }, (_, index) => {
    const day = startOfDay(now) - index * DAY;
    return [day, dayWeight(day)] as const;
  });
  return Array.from({ length: count }, () => {
    const at = timeOfDay(random, random.weighted(days), 1);
    const latest = now - 20 * 60_000;
    // Today has not had all its hours yet: what would be later is spread over the ones gone by.
    const clamped = at <= latest ? at : latest - Math.floor(random.next() * 20 * HOUR);
    return { at: Math.max(clamped, now - 7 * DAY + HOUR), open: true };
  });
}
