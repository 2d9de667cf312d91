import { zoneTime } from "./zone-time.ts";

const offsets = new Map<string, number>();
const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
const DAY = 48 * HALF_HOUR;

/** Offset from UTC of a zone at an instant, in milliseconds; kept by the half hour, in which it never changes. */
function offsetAt(instant: number, timeZone: string): number {
  if (timeZone === "UTC" || timeZone === "Etc/UTC") return 0;
  const slot = Math.floor(instant / HALF_HOUR);
  const key = `${timeZone}${slot}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const at = slot * HALF_HOUR;
  const { dayNumber, hour, minute } = zoneTime(at, timeZone);
  const offset = dayNumber * DAY + (hour * 60 + minute) * MINUTE - at;
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** The instant at which clocks in the zone show this local time (given as if it were UTC). In a gap, the later one. */
export function localToUtc(local: number, timeZone: string): number {
  const first = local - offsetAt(local, timeZone);
  return local - offsetAt(first, timeZone);
}
