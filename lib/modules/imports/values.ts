import { localToUtc } from "@/lib/present/zone-instant";
import type { DateFormat, NumberFormat } from "./types";

/** Reading single cells. Everything here is pure; what cannot be read is null. */

const MISSING: ReadonlySet<string> = new Set([
  "",
  "-",
  "--",
  "---",
  "–",
  "—",
  ".",
  "?",
  "??",
  "na",
  "n/a",
  "n.a.",
  "n.a",
  "#n/a",
  "#value!",
  "#ref!",
  "#null!",
  "nan",
  "null",
  "(null)",
  "nil",
  "none",
  "undefined",
  "unknown",
  "not known",
  "not available",
  "not provided",
  "not specified",
  "not set",
  "(not set)",
  "no value",
  "(blank)",
  "blank",
  "missing",
  "select",
  "select...",
  "--select--",
  "-- select --",
  "please select",
  "choose",
  "bitte wählen",
  "keine angabe",
  "k.a.",
  "unbekannt",
]);

/** Whether a cell says that there is no answer: '', 'NA', 'null', 'Select', '-', '?' and their like. */
export function isMissing(text: string): boolean {
  return text === "" || (text.length <= 14 && MISSING.has(text.trim().toLowerCase())) || text.trim() === "";
}

const YES: ReadonlySet<string> = new Set([
  "yes",
  "y",
  "true",
  "t",
  "ja",
  "oui",
  "sí",
  "si",
  "sim",
  "on",
  "x",
  "✓",
]);
const NO: ReadonlySet<string> = new Set(["no", "n", "false", "f", "nein", "non", "não", "nao", "off"]);

/** Yes or no in words; null for anything else, numbers included. */
export function wordedBoolean(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

/** Words as `wordedBoolean`, and numbers: anything but 0 is yes. */
export function parseBoolean(text: string, format: NumberFormat = PLAIN_NUMBER): boolean | null {
  const worded = wordedBoolean(text);
  if (worded !== null) return worded;
  const number = parseNumber(text, format);
  return number === null ? null : number !== 0;
}

export const PLAIN_NUMBER: NumberFormat = { decimal: ".", percent: false };

const CURRENCY = /^(?:[€$£¥₹]|[A-Z]{3}(?=[\s\d+-])|kr\.?|Rs\.?)\s*|\s*(?:[€$£¥₹]|[A-Z]{3}|kr\.?|%)$/g;
const POINT = /^[-+]?(?:\d{1,3}(?:[,' ]\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d+)?$/i;
const COMMA = /^[-+]?(?:\d{1,3}(?:[.' ]\d{3})+|\d+)?(?:,\d+)?(?:e[-+]?\d+)?$/i;

/**
 * A number as files write it: 1,234.5 · 1.234,5 · 1 234 · €12 · 12 % · (12) · −3. Null for texts of digits that are no
 * quantity: a leading zero ("00123") or more than 15 digits.
 */
export function parseNumber(text: string, { decimal }: NumberFormat): number | null {
  let body = text.trim();
  if (body === "" || body.length > 40) return null;
  if (/^\d{1,9}$/.test(body)) return body.length > 1 && body[0] === "0" ? null : Number(body);
  if (!/\d/.test(body)) return null;
  body = body.replace(/[\u00A0\u202F]/g, " ").replaceAll("−", "-");
  const negative = /^\((.+)\)$/.exec(body);
  if (negative?.[1]) body = `-${negative[1]}`;
  body = body.replace(CURRENCY, "").trim();
  if (!(decimal === "." ? POINT : COMMA).test(body)) return null;
  if (/^[-+]?0\d/.test(body) || body.replace(/\D/g, "").length > 15 + (body.includes(decimal) ? 5 : 0))
    return null;
  const plain = decimal === "." ? body.replace(/[,' ]/g, "") : body.replace(/[.' ]/g, "").replace(",", ".");
  const value = Number(plain);
  return plain === "" || !Number.isFinite(value) ? null : value;
}

const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    "jan januar january janvier enero",
    "feb februar february fev fevrier febrero",
    "mar marz march mars marzo mrz",
    "apr april avr avril abril",
    "may mai mayo",
    "jun juni june juin junio",
    "jul juli july juillet julio",
    "aug august aout agosto",
    "sep sept september septembre septiembre",
    "oct okt october oktober octobre octubre",
    "nov november novembre noviembre",
    "dec dez december dezember decembre diciembre",
  ].flatMap((names, index) => names.split(" ").map((name) => [name, index + 1])),
);

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$`;
const ISO = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}`, "i");
const DAY_OR_MONTH_FIRST = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${TIME}`, "i");
const DAY_NAMED = new RegExp(String.raw`^(\d{1,2})\.?[ -](\p{L}{3,10})\.?,?[ -](\d{4})${TIME}`, "iu");
const NAMED_DAY = new RegExp(String.raw`^(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${TIME}`, "iu");

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Groups of TIME. */
  readonly time: readonly (string | undefined)[];
}

function partsOf(text: string, format: DateFormat): Parts | null {
  const from = (match: RegExpExecArray | null, order: readonly [number, number, number]): Parts | null => {
    if (!match) return null;
    const [year = 0, month = 0, day = 0] = order.map((index) => {
      const part = match[index] ?? "";
      return /^\d+$/.test(part) ? Number(part) : (MONTHS[fold(part)] ?? 0);
    });
    const short = match[order[0]]?.length === 2;
    return { year: short ? (year < 70 ? 2000 : 1900) + year : year, month, day, time: match.slice(4) };
  };
  switch (format) {
    case "iso":
      return from(ISO.exec(text), [1, 2, 3]);
    case "dmy":
      return from(DAY_OR_MONTH_FIRST.exec(text), [3, 2, 1]);
    case "mdy":
      return from(DAY_OR_MONTH_FIRST.exec(text), [3, 1, 2]);
    case "named_month":
      return from(DAY_NAMED.exec(text), [3, 2, 1]) ?? from(NAMED_DAY.exec(text), [3, 1, 2]);
    case "ymd_compact": {
      const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
      return match
        ? { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), time: [] }
        : null;
    }
    default:
      return null;
  }
}

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** An instant in epoch milliseconds, or null where the text is no date of this format or no day of the calendar. */
export function parseDate(raw: string, format: DateFormat, timeZone: string): number | null {
  const text = raw.trim();
  if (format === "epoch_s" || format === "epoch_ms") {
    if (!/^-?\d{1,14}(\.\d+)?$/.test(text)) return null;
    const at = Math.round(Number(text) * (format === "epoch_s" ? 1_000 : 1));
    return Math.abs(at) < 8.64e15 ? at : null;
  }
  const parts = partsOf(text, format);
  if (!parts) return null;
  const { year, month, day, time } = parts;
  const [hourText, minute = "0", second = "0", fraction = "", half, zone] = time;
  let hour = Number(hourText ?? 0);
  if (half) hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  const millis = Number(fraction.padEnd(3, "0").slice(0, 3));
  if (hour > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const midnight = Date.UTC(year, month - 1, day);
  const check = new Date(midnight);
  if (month < 1 || month > 12 || check.getUTCDate() !== day || check.getUTCMonth() !== month - 1) return null;
  const local = midnight + hour * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1_000 + millis;
  if (!zone) return localToUtc(local, timeZone);
  if (/^[a-z]/i.test(zone)) return local;
  const digits = zone.replace(/\D/g, "");
  const offset = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4) || "0");
  return local - (zone.startsWith("-") ? -1 : 1) * offset * 60_000;
}

/** Whether day and month are told apart by this text: one of the first two numbers is above 12. */
export function dayMonthEvidence(text: string): "dmy" | "mdy" | null {
  const match = DAY_OR_MONTH_FIRST.exec(text.trim());
  if (!match) return null;
  if (Number(match[1]) > 12) return "dmy";
  return Number(match[2]) > 12 ? "mdy" : null;
}
