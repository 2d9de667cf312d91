import { LARGEST_VALUE } from "../linear/matrix.ts";
import { quantileOfSorted, sortedFinite } from "../math/order.ts";
import type { CategoryColumn, NumericColumn, SignalTable } from "./table.ts";

/** How signals become columns of numbers. Fitted on training rows only, stored in the artefact as plain JSON. */
export interface Encoding {
  readonly signals: readonly SignalEncoding[];
}

export type SignalEncoding = NumericEncoding | CategoryEncoding;

export interface NumericEncoding {
  readonly key: string;
  readonly type: "number" | "boolean";
  /** Stands in for a missing value: the median of the known ones (for booleans the commoner); 0 where none was known. */
  readonly fill: number;
  /**
   * Values beyond these count as these: the outermost half percent of training rows on either side. A lead that has
   * done more than any in training is as good as the best of them; a straight line must not run on without an end.
   */
  readonly low: number;
  readonly high: number;
  /** Whether a column says "was missing": where some training rows were and some were not. */
  readonly missingColumn: boolean;
}

export interface CategoryEncoding {
  readonly key: string;
  readonly type: "category";
  /** Levels with a column of their own, commonest first, and the share of training rows in each. */
  readonly levels: readonly string[];
  readonly shares: readonly number[];
  /** Share of rows in pooled rare levels; 0 where none were, and then there is no column for them. */
  readonly otherShare: number;
  /** Share of rows without a value; 0 where none were, and then there is no column for them. */
  readonly missingShare: number;
}

/** What a person should know about a signal as it was in training. */
export interface EncodingNote {
  readonly key: string;
  readonly note: "always_missing" | "constant" | "levels_pooled";
}

export interface EncodingOptions {
  /** A level rarer than both of these is pooled with the other rare ones. */
  readonly rareCount?: number;
  readonly rareShare?: number;
  /** At most this many levels have a column of their own. */
  readonly mostLevels?: number;
}

/**
 * Learns fills, levels and pools. Any table will do: a column that is always missing or constant gets an encoding too
 * (its coefficient will be 0) and a note.
 */
export function fitEncoding(
  table: SignalTable,
  options: EncodingOptions = {},
): { encoding: Encoding; notes: EncodingNote[] } {
  const notes: EncodingNote[] = [];
  const note = (key: string, what: EncodingNote["note"]) => notes.push({ key, note: what });
  const signals = table.columns.map((column) =>
    column.type === "category" ? categoryEncoding(column, options, note) : numericEncoding(column, note),
  );
  return { encoding: { signals }, notes };
}

type Noter = (key: string, note: EncodingNote["note"]) => void;

function numericEncoding({ key, type, values }: NumericColumn, note: Noter): NumericEncoding {
  const known = sortedFinite(values);
  if (known.length === 0) note(key, "always_missing");
  else if (known.length === values.length && known[0] === known[known.length - 1]) note(key, "constant");
  const median = quantileOfSorted(known, 0.5) ?? 0;
  const held = type === "boolean" ? { low: 0, high: 1 } : boundsOf(known, median);
  return {
    key,
    type,
    ...held,
    fill: type === "boolean" ? (median > 0.5 ? 1 : 0) : median,
    missingColumn: known.length > 0 && known.length < values.length,
  };
}

const OUTERMOST = 0.005;

/** A rare event is 0 for nearly everybody: where the bound would be the median itself, the extreme is the bound. */
function boundsOf(known: Float64Array, median: number): { low: number; high: number } {
  const first = known[0];
  const last = known[known.length - 1];
  if (first === undefined || last === undefined) return { low: 0, high: 0 };
  const outside = Math.floor(OUTERMOST * known.length);
  const low = known[outside]!;
  const high = known[known.length - 1 - outside]!;
  const held = (value: number) => Math.min(LARGEST_VALUE, Math.max(-LARGEST_VALUE, value));
  return { low: held(low < median ? low : first), high: held(high > median ? high : last) };
}

function categoryEncoding(
  { key, values, levels }: CategoryColumn,
  { rareCount = 10, rareShare = 0.005, mostLevels = 20 }: EncodingOptions,
  note: Noter,
): CategoryEncoding {
  const rows = values.length;
  const counts = new Array<number>(levels.length).fill(0);
  let missing = 0;
  for (const code of values) {
    if (code < 0) missing += 1;
    else counts[code]! += 1;
  }
  const present = levels
    .map((level, code) => ({ level, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1));
  const threshold = Math.min(rareCount, rareShare * rows);
  const kept = present.filter(({ count }, at) => count >= threshold && at < mostLevels);
  const pooled = present.slice(kept.length).reduce((sum, { count }) => sum + count, 0);
  if (missing === rows) note(key, "always_missing");
  else if (present.length === 1 && missing === 0) note(key, "constant");
  if (pooled > 0) note(key, "levels_pooled");
  const share = (count: number) => (rows === 0 ? 0 : count / rows);
  return {
    key,
    type: "category",
    levels: kept.map(({ level }) => level),
    shares: kept.map(({ count }) => share(count)),
    otherShare: share(pooled),
    missingShare: share(missing),
  };
}

/** One column of the encoded matrix. */
export interface EncodedColumn {
  /** Key of the signal it comes from. */
  readonly signal: string;
  readonly part: "value" | "missing" | "level" | "other";
  readonly level?: string;
}

/** The columns in their order: what coefficients and contributions are listed by. */
export function encodedColumns(encoding: Encoding): EncodedColumn[] {
  return encoding.signals.flatMap((signal): EncodedColumn[] => {
    const own = { signal: signal.key };
    if (signal.type !== "category")
      return [
        { ...own, part: "value" },
        ...(signal.missingColumn ? [{ ...own, part: "missing" as const }] : []),
      ];
    return [
      ...signal.levels.map((level) => ({ ...own, part: "level" as const, level })),
      ...(signal.otherShare > 0 ? [{ ...own, part: "other" as const }] : []),
      ...(signal.missingShare > 0 ? [{ ...own, part: "missing" as const }] : []),
    ];
  });
}

/** How many columns a signal takes. */
export function widthOf(signal: SignalEncoding): number {
  if (signal.type !== "category") return signal.missingColumn ? 2 : 1;
  return signal.levels.length + (signal.otherShare > 0 ? 1 : 0) + (signal.missingShare > 0 ? 1 : 0);
}

/** Sums what columns contribute into one figure a signal, in the order of `encoding.signals`. */
export function sumBySignal(encoding: Encoding, byColumn: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(encoding.signals.length);
  let column = 0;
  for (const [at, signal] of encoding.signals.entries())
    for (const end = column + widthOf(signal); column < end; column += 1) sums[at]! += byColumn[column]!;
  return sums;
}
