const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const HALF_HOUR = 1_800_000;

/** Offset from UTC of a zone at an instant, in milliseconds; kept by the half hour, in which it never changes. */
function offsetAt(instant: number, timeZone: string): number {
  if (timeZone === "UTC" || timeZone === "Etc/UTC") return 0;
  const slot = Math.floor(instant / HALF_HOUR);
  const key = `${timeZone}${slot}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(timeZone, formatter);
  }
  const at = slot * HALF_HOUR;
  const fields: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(at)) fields[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - at;
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** The instant at which clocks in the zone show this local time (given as if it were UTC). In a gap, the later one. */
export function localToUtc(local: number, timeZone: string): number {
  const first = local - offsetAt(local, timeZone);
  return local - offsetAt(first, timeZone);
}
