import { zoneTime } from "./zone-time.ts";

/** Numbers, times and names as Firstcall prints them: English, tabular, a true minus, "58 %". */

export const MINUS = "−";

/** What every worded time needs: the reader's now (epoch ms) and the tenant's IANA zone. */
export interface TimeContext {
  readonly now: number;
  readonly timeZone: string;
}

/** "1,284", "−3.2"; decimals are fixed, never a negative zero. */
export function formatNumber(value: number, decimals = 0): string {
  const digits = Math.abs(value).toFixed(decimals);
  const [whole = "0", fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && Number(digits) !== 0 ? MINUS + text : text;
}

/** At most `decimals` places, trailing zeros dropped: "3", "2.5". */
export function formatShort(value: number, decimals = 1): string {
  return formatNumber(value, decimals)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

/** "+6.1", "−6.2", "0.0". */
export function formatSigned(value: number, decimals = 0): string {
  const text = formatNumber(value, decimals);
  return value > 0 && Number(value.toFixed(decimals)) !== 0 ? `+${text}` : text;
}

/** Percent given as 0..100: "58 %". */
export function formatPercent(percent: number, decimals = 0): string {
  return `${formatNumber(percent, decimals)} %`;
}

/** Share given as 0..1: "58 %". */
export function formatShare(share: number, decimals = 0): string {
  return formatPercent(share * 100, decimals);
}

/** "54–62" */
export function formatRange(from: number, to: number): string {
  return `${formatNumber(from)}–${formatNumber(to)}`;
}

/** "1 lead", "1,284 leads" */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatShort(count)} ${count === 1 ? one : many}`;
}

/** "once", "twice", "3 times" */
export function timesOf(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${formatShort(count)} times`;
}

/** "13", "13 and 16", "13, 16 and 17" */
export function listOf(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Age of a score: "2 s", "26 min", "3 h", "5 days". Negative ages (clocks differ) read "0 s". */
export function formatAge(durationMs: number): string {
  if (durationMs < MINUTE) return `${Math.max(0, Math.floor(durationMs / SECOND))} s`;
  if (durationMs < HOUR) return `${Math.floor(durationMs / MINUTE)} min`;
  if (durationMs < DAY) return `${Math.floor(durationMs / HOUR)} h`;
  return formatCount(Math.floor(durationMs / DAY), "day");
}

/** "1 h 16", "22 min", "3 h", "1 day" */
export function formatSpan(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 24 * 60) return formatCount(Math.floor(minutes / (24 * 60)), "day");
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest}`;
}

export interface ResponseClock {
  /** "1 h 16 left", "22 min overdue", "due now" */
  readonly text: string;
  /** soon: under 30 minutes left. */
  readonly state: "in_time" | "soon" | "overdue";
}

/** Time left to act. Whole minutes, begun minutes count as left; overdue only once the time has passed. */
export function responseClock(dueAt: number, now: number): ResponseClock {
  if (now > dueAt) {
    const minutes = Math.floor((now - dueAt) / MINUTE);
    return { text: minutes === 0 ? "due now" : `${formatSpan(minutes)} overdue`, state: "overdue" };
  }
  const minutes = Math.ceil((dueAt - now) / MINUTE);
  return {
    text: minutes === 0 ? "due now" : `${formatSpan(minutes)} left`,
    state: minutes < 30 ? "soon" : "in_time",
  };
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const monthName = (month: number): string => MONTHS[month - 1]!;
/** "09" */
export const two = (value: number): string => String(value).padStart(2, "0");

/** The first letter large: what begins a sentence or stands alone. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase("en") + text.slice(1);

/** "07:58" */
export function formatTime(at: number, timeZone: string): string {
  const { hour, minute } = zoneTime(at, timeZone);
  return `${two(hour)}:${two(minute)}`;
}

/** "2026-11-17": the day as data names it, in the zone. */
export function dayKey(at: number, timeZone: string): string {
  const { year, month, day } = zoneTime(at, timeZone);
  return `${year}-${two(month)}-${two(day)}`;
}

/** "17 Nov", and "17 Nov 2025" in another year than now's. */
export function formatDay(at: number, { now, timeZone }: TimeContext): string {
  const { year, month, day } = zoneTime(at, timeZone);
  const text = `${day} ${monthName(month).slice(0, 3)}`;
  return year === zoneTime(now, timeZone).year ? text : `${text} ${year}`;
}

/** "3 March", and "3 March 2025" in another year than now's. */
export function formatLongDay(at: number, { now, timeZone }: TimeContext): string {
  const { year, month, day } = zoneTime(at, timeZone);
  const text = `${day} ${monthName(month)}`;
  return year === zoneTime(now, timeZone).year ? text : `${text} ${year}`;
}

/** "Tue 17 Nov, 08:42" */
export function formatDayTime(at: number, context: TimeContext): string {
  const { weekday } = zoneTime(at, context.timeZone);
  return `${shortWeekday(weekday)} ${formatDay(at, context)}, ${formatTime(at, context.timeZone)}`;
}

/** "Friday"; ISO weekday, 1 is Monday. */
export const weekdayName = (isoWeekday: number): string => WEEKDAYS[isoWeekday % 7]!;

/** "Fri" */
export const shortWeekday = (isoWeekday: number): string => weekdayName(isoWeekday).slice(0, 3);

/** "17:30 on Friday", in the middle of a sentence. */
export function formatWeekdayTime(at: number, timeZone: string): string {
  return `${formatTime(at, timeZone)} on ${WEEKDAYS[zoneTime(at, timeZone).weekday]!}`;
}

/** Days at the end of a sentence: "this morning", "today", "yesterday", "on Monday", "on 3 March". */
export function relativeDay(at: number, context: TimeContext): string {
  const then = zoneTime(at, context.timeZone);
  const today = zoneTime(context.now, context.timeZone);
  const days = today.dayNumber - then.dayNumber;
  if (days === 0) return then.hour < 12 && at <= context.now ? "this morning" : "today";
  if (days === 1) return "yesterday";
  if (days > 1 && days < 7) return `on ${WEEKDAYS[then.weekday]!}`;
  return `on ${formatLongDay(at, context)}`;
}

/** Headings of a timeline: "Today", "Yesterday", "Monday 16 November", "Last week", "October", "October 2025". */
export function timelineHeading(at: number, context: TimeContext): string {
  const then = zoneTime(at, context.timeZone);
  const today = zoneTime(context.now, context.timeZone);
  const days = today.dayNumber - then.dayNumber;
  const mondayOf = (dayNumber: number, weekday: number) => dayNumber - ((weekday + 6) % 7);
  const weeks = (mondayOf(today.dayNumber, today.weekday) - mondayOf(then.dayNumber, then.weekday)) / 7;
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  if (weeks === 0) return `${WEEKDAYS[then.weekday]!} ${then.day} ${monthName(then.month)}`;
  if (weeks === 1) return "Last week";
  return then.year === today.year ? monthName(then.month) : `${monthName(then.month)} ${then.year}`;
}

/**
 * Days of several occurrences, oldest first, each once: "13, 16 and 17 Nov", "28 Oct, 3 and 5 Nov", "30 Dec 2025 and
 * 2 Jan". At most three; more read "latest 17 Nov". Empty for none.
 */
export function formatDays(times: readonly number[], context: TimeContext, isComplete = true): string {
  const days = new Map<number, number>();
  for (const at of [...times].sort((a, b) => a - b)) days.set(zoneTime(at, context.timeZone).dayNumber, at);
  const distinct = [...days.values()];
  const last = distinct[distinct.length - 1];
  if (last === undefined) return "";
  if (!isComplete || distinct.length > 3) return `Latest ${formatDay(last, context)}`;
  const texts = distinct.map((at) => formatDay(at, context));
  return listOf(
    texts.map((text, index) => {
      const [day = "", ...month] = text.split(" ");
      const next = texts[index + 1];
      return next !== undefined && next.split(" ").slice(1).join(" ") === month.join(" ") ? day : text;
    }),
  );
}

/** "Ingrid Solheim"; without a name the mailbox, the company, or "Unnamed lead". */
export function formatName(lead: {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly email?: string | null;
  readonly company?: string | null;
}): string {
  const name = [lead.firstName, lead.lastName]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(" ");
  return name || lead.email?.trim() || lead.company?.trim() || "Unnamed lead";
}

/** "IS" of "Ingrid Solheim", "A" of "Aisha", "" of nothing; first and last word, letters only. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s@._-]+/u).filter((word) => /^\p{L}/u.test(word));
  const picked = words.length < 2 ? words : [words[0]!, words[words.length - 1]!];
  return picked.map((word) => [...word][0]!.toLocaleUpperCase("en")).join("");
}
