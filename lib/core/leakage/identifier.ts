import type { SignalColumn } from "../encoding/table.ts";
import { wordsOf } from "../signals/protected.ts";

/** Fewer filled rows than this are often all different by chance. */
const LEAST_ROWS = 50;
const DISTINCT_SHARE = 0.95;
/** Numbers of one length, as codes and telephone numbers are; amounts spread over several. */
const LONG_DIGITS = 6;
const SAME_LENGTH_SHARE = 0.85;
const PROBE_ROWS = 2_000;

const ID_WORDS: ReadonlySet<string> = new Set(
  "id ids no nr num number nummer numero code key guid uuid ref reference phone telephone telefon mobile".split(
    " ",
  ),
);

export interface Identifier {
  readonly distinct: number;
  readonly rows: number;
  /** false: all different, but nothing else says that it names the lead; it might be an amount. */
  readonly isSure: boolean;
}

/**
 * Whether a column has another value for nearly every lead. Whole numbers need a further sign, because amounts may all
 * differ too: a name that says so, a running number, one length of digits, or fewer repeats than chance would give.
 * Null where it is no identifier.
 */
export function identifierOf(column: SignalColumn, name: string): Identifier | null {
  return column.type === "category"
    ? ofCategory(column.values)
    : column.type === "number"
      ? ofNumbers(column.values, name)
      : null;
}

function ofCategory(codes: Int32Array): Identifier | null {
  const seen = new Set<number>();
  let rows = 0;
  for (const code of codes) {
    if (code < 0) continue;
    rows += 1;
    seen.add(code);
  }
  return isDistinct(seen.size, rows) ? { distinct: seen.size, rows, isSure: true } : null;
}

function ofNumbers(values: Float64Array | Float32Array, name: string): Identifier | null {
  if (!isPossible(values)) return null;
  const filled = values.filter(Number.isFinite);
  const { length: rows } = filled;
  const distinct = new Set(filled).size;
  if (!isDistinct(distinct, rows) || !filled.every(Number.isInteger)) return null;
  const isSure =
    wordsOf(name).some((word) => ID_WORDS.has(word)) ||
    isRunning(filled) ||
    isOneLength(filled) ||
    avoidsRepeats(filled, distinct);
  return { distinct, rows, isSure };
}

const isDistinct = (distinct: number, rows: number) =>
  rows >= LEAST_ROWS && distinct >= rows * DISTINCT_SHARE;

/** A look at some rows, so that ordinary columns cost nothing. */
function isPossible(values: Float64Array | Float32Array): boolean {
  const seen = new Set<number>();
  let looked = 0;
  for (let row = 0; row < values.length && looked < PROBE_ROWS; row += 1) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    if (!Number.isInteger(value)) return false;
    looked += 1;
    seen.add(value);
  }
  return isDistinct(seen.size, looked);
}

/** Rises, or falls, nearly all the way down the table. */
function isRunning(values: Float64Array | Float32Array): boolean {
  let rises = 0;
  for (let row = 1; row < values.length; row += 1) if (values[row]! > values[row - 1]!) rises += 1;
  const share = rises / (values.length - 1);
  return share >= DISTINCT_SHARE || share <= 1 - DISTINCT_SHARE;
}

function isOneLength(values: Float64Array | Float32Array): boolean {
  const byLength = new Map<number, number>();
  for (const value of values) {
    const digits = Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1;
    byLength.set(digits, (byLength.get(digits) ?? 0) + 1);
  }
  const [digits, rows] = [...byLength].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  return digits >= LONG_DIGITS && rows >= values.length * SAME_LENGTH_SHARE;
}

/** n draws from R whole numbers hold about R (1 - e^(-n/R)) different ones; handed-out numbers hold more. */
function avoidsRepeats(values: Float64Array | Float32Array, distinct: number): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = high - low + 1;
  const expected = values.length + range * Math.expm1(-values.length / range);
  return expected >= 10 && values.length - distinct <= expected / 4;
}
