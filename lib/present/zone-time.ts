/** Calendar fields of an instant in a tenant's zone. Formatters are costly to make and are kept, one a zone. */

export interface ZoneTime {
  readonly year: number;
  /** 1-12 */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  /** Days since 1970-01-01 in that zone's calendar: differences are calendar days. */
  readonly dayNumber: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** Throws a RangeError for a zone that does not exist. */
export function zoneTime(at: number, timeZone: string): ZoneTime {
  const fields: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(at)) fields[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = fields;
  const dayNumber = Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
  return { year, month, day, hour, minute, dayNumber, weekday: (((dayNumber + 4) % 7) + 7) % 7 };
}
