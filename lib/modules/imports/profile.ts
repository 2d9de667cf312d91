import { protectedReason, wordsOf } from "@/lib/core/signals/protected";
import { isEmail } from "@/lib/modules/ingestion/quality";
import type { ColumnProfile, ColumnType, DateFormat, NumberFormat } from "./types";
import { dayMonthEvidence, isMissing, parseDate, parseNumber, wordedBoolean } from "./values";

/** How many rows are looked at before a person decides. */
export const SAMPLE_ROWS = 5_000;
/** More levels than this are free text. */
export const MAX_CATEGORY_LEVELS = 200;
const MAX_LEVEL_CHARS = 120;
const NUMERIC_SHARE = 0.98;
const DATED_SHARE = 0.9;

/** Describes every column of a sample. Pure; `rows` hold cells in the order of `names`. */
export function profileColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  timeZone = "UTC",
): ColumnProfile[] {
  return names.map((name, index) =>
    profileColumn(
      name,
      rows.map((row) => row[index] ?? ""),
      timeZone,
    ),
  );
}

function profileColumn(name: string, cells: readonly string[], timeZone: string): ColumnProfile {
  const values: string[] = [];
  const counts = new Map<string, number>();
  for (const cell of cells) {
    if (isMissing(cell)) continue;
    const value = cell.trim();
    values.push(value);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const distinct = [...counts.keys()];
  const top = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 20);
  const numberFormat = numberFormatOf(counts, values.length);
  const date = dateOf(name, counts, values.length, timeZone);
  const type = typeOf(name, values, distinct, numberFormat, date !== null);
  return {
    name,
    type,
    filledShare: cells.length === 0 ? 0 : values.length / cells.length,
    distinct: counts.size,
    samples: distinct.slice(0, 4).map((value) => value.slice(0, 200)),
    top: top.map(([value, count]) => ({ value: value.slice(0, 500), count })),
    ...(numberFormat && (type === "number" || type === "boolean")
      ? { number: numberStats(values, numberFormat) }
      : {}),
    ...(date && type === "date" ? { date } : {}),
    protected: protectedReason(name, values.slice(0, 50)),
    emailShare:
      distinct.length === 0 ? 0 : distinct.filter((value) => isEmail(value)).length / distinct.length,
  };
}

function typeOf(
  name: string,
  values: readonly string[],
  distinct: readonly string[],
  number: NumberFormat | null,
  isDate: boolean,
): ColumnType {
  if (values.length === 0) return "empty";
  if (isYesOrNo(distinct)) return "boolean";
  if (isZeroOne(name, distinct)) return "boolean";
  if (isDate) return "date";
  if (number) return "number";
  const longest = distinct.reduce((most, value) => Math.max(most, value.length), 0);
  const repeats = distinct.length <= 12 || distinct.length <= values.length / 2;
  const isCategory = distinct.length <= MAX_CATEGORY_LEVELS && longest <= MAX_LEVEL_CHARS && repeats;
  return isCategory && distinct.length < Math.max(2, values.length) ? "category" : "text";
}

/** All values are words of yes and no; two words that both mean yes ("x", "y") are something else. */
function isYesOrNo(distinct: readonly string[]): boolean {
  const meanings = distinct.map(wordedBoolean);
  if (meanings.includes(null)) return false;
  const words = new Set(distinct.map((value) => value.toLowerCase()));
  return words.size === 1 || new Set(meanings).size === 2;
}

const FLAG_WORDS: ReadonlySet<string> = new Set(
  "is has did flag converted opted opt unsubscribed subscribed bounced active requested attended won lost customer".split(
    " ",
  ),
);

/** 0 and 1 are yes and no where both occur and nothing else, or where the name asks a question. */
function isZeroOne(name: string, distinct: readonly string[]): boolean {
  if (!distinct.every((value) => value === "0" || value === "1")) return false;
  return distinct.length === 2 || wordsOf(name).some((word) => FLAG_WORDS.has(word));
}

function numberFormatOf(counts: ReadonlyMap<string, number>, total: number): NumberFormat | null {
  let point = 0;
  let comma = 0;
  let percent = 0;
  for (const [value, count] of counts) {
    if (parseNumber(value, { decimal: ".", percent: false }) !== null) point += count;
    if (parseNumber(value, { decimal: ",", percent: false }) !== null) comma += count;
    if (value.endsWith("%")) percent += count;
  }
  const best = Math.max(point, comma);
  if (total === 0 || best < total * NUMERIC_SHARE) return null;
  return { decimal: comma > point ? "," : ".", percent: percent > total / 2 };
}

const FEWEST_FOR_ORDER = 50;

/** A running number that goes down from row to row: such a file lists the newest first. A twentieth may be out of place. */
function fallsThroughout(numbers: readonly number[]): boolean {
  if (numbers.length < FEWEST_FOR_ORDER || !numbers.every(Number.isInteger)) return false;
  const down = numbers.filter((value, at) => at > 0 && value < numbers[at - 1]!).length;
  return down >= 0.95 * (numbers.length - 1);
}

function numberStats(values: readonly string[], format: NumberFormat) {
  const numbers = values.map((value) => parseNumber(value, format)).filter((value) => value !== null);
  const falls = fallsThroughout(numbers);
  numbers.sort((a, b) => a - b);
  return {
    ...format,
    ...(falls ? { falls } : {}),
    min: numbers[0] ?? 0,
    max: numbers.at(-1) ?? 0,
    p90: numbers[Math.max(0, Math.ceil(numbers.length * 0.9) - 1)] ?? 0,
    isWhole: numbers.every((value) => Number.isInteger(value)),
  };
}

const TIME_WORDS: ReadonlySet<string> = new Set(
  "date datetime time timestamp created at on modified updated registered closed day epoch datum fecha ts start end".split(
    " ",
  ),
);
const YEARS = [Date.UTC(1990, 0, 1), Date.UTC(2100, 0, 1)] as const;

function dateOf(
  name: string,
  counts: ReadonlyMap<string, number>,
  total: number,
  timeZone: string,
): ColumnProfile["date"] | null {
  if (total === 0) return null;
  const distinct = [...counts.keys()];
  const isTimely = wordsOf(name).some((word) => TIME_WORDS.has(word));
  const evidence = distinct.map(dayMonthEvidence);
  const dmy = evidence.filter((order) => order === "dmy").length;
  const mdy = evidence.filter((order) => order === "mdy").length;
  const slashed = distinct.some((value) => /^\d{1,2}\/\d{1,2}\//.test(value));
  // Without a day above 12, slashes are read the American way and dots the European.
  const dayFirst = dmy !== mdy ? dmy > mdy : !slashed;
  const formats: DateFormat[] = ["iso", dayFirst ? "dmy" : "mdy", "named_month"];
  if (isTimely) formats.push("ymd_compact", "epoch_s", "epoch_ms");
  for (const format of formats) {
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    let read = 0;
    for (const [value, count] of counts) {
      const at = parseDate(value, format, timeZone);
      if (at === null || (format.startsWith("epoch") && (at < YEARS[0] || at > YEARS[1]))) continue;
      read += count;
      from = Math.min(from, at);
      to = Math.max(to, at);
    }
    if (read < total * DATED_SHARE) continue;
    const isAmbiguous = (format === "dmy" || format === "mdy") && dmy + mdy === 0;
    return { format, isAmbiguous, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  }
  return null;
}
