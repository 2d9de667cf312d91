import { categoryStability, populationStability } from "../drift/population-stability.ts";
import { numbersOf, type SignalColumn, type SignalTable } from "../encoding/table.ts";
import { type Interval, wilsonInterval } from "../evaluation/wilson.ts";
import { pointBiserial } from "../explain/correlations.ts";
import { quantileOfSorted, sortedFinite } from "../math/order.ts";

/** What is known of one signal over the leads of the past: how often it is there, how it lies, what it tells, whether it moves. */
export interface SignalSummaryLine {
  readonly key: string;
  /** Leads measured. */
  readonly rows: number;
  /** Of them, with a value. */
  readonly known: number;
  /** Of them, with something to show for: above 0, yes, or any level. */
  readonly shown: number;
  readonly distribution: SignalDistribution;
  /** With the outcome, among leads with a value: Pearson's r with Fisher's interval. Null for categories and where nothing varies. */
  readonly correlation: ({ readonly value: number } & Interval) | null;
  /** Population stability of recent leads against the earlier ones; null where either has no value. */
  readonly drift: number | null;
}

export type SignalDistribution =
  | {
      readonly kind: "number";
      /** Equal widths from `low`; the last bin takes all above. */
      readonly low: number;
      readonly width: number;
      readonly counts: readonly number[];
      readonly median: number | null;
      /** 99th percentile. */
      readonly high: number | null;
    }
  | { readonly kind: "boolean"; readonly yes: number; readonly no: number }
  | {
      readonly kind: "category";
      /** Most frequent first, at most 8; with the share that became what is predicted, and its interval. */
      readonly levels: readonly {
        readonly level: string;
        readonly rows: number;
        readonly rate: number;
        readonly interval: Interval | null;
      }[];
      readonly others: number;
    };

const BINS = 12;
const MOST_LEVELS = 8;

/**
 * A line a column. `labels` (0 or 1) belong to the rows of `table`; `recent` are the newest leads, whatever is known of
 * their outcome, measured by the same columns. Blanks are no zeros.
 */
export function signalReport(
  table: SignalTable,
  labels: Uint8Array,
  recent: SignalTable,
): SignalSummaryLine[] {
  return table.columns.map((column, at) => lineOf(column, labels, recent.columns[at]!));
}

function lineOf(column: SignalColumn, labels: Uint8Array, recent: SignalColumn): SignalSummaryLine {
  const rows = labels.length;
  if (column.type === "category") {
    const { known, distribution } = levelsOf(column, labels);
    const named = (of: SignalColumn) =>
      of.type === "category" ? Array.from(of.values, (code) => of.levels[code] ?? null) : [];
    return {
      ...{ key: column.key, rows, known, shown: known, distribution, correlation: null },
      drift: categoryStability(named(column), named(recent))?.index ?? null,
    };
  }
  const values = column.values;
  let known = 0;
  let shown = 0;
  for (let row = 0; row < rows; row += 1) {
    if (!Number.isFinite(values[row]!)) continue;
    known += 1;
    if (values[row]! > 0) shown += 1;
  }
  return {
    ...{ key: column.key, rows, known, shown },
    distribution:
      column.type === "boolean" ? { kind: "boolean", yes: shown, no: known - shown } : numbers(values),
    correlation: correlationOf(values, labels, known),
    drift: populationStability(numbersOf(column), numbersOf(recent), edgesOf(column))?.index ?? null,
  };
}

/** Counts and flags lie on few values: a bin each; other numbers by the deciles of the earlier ones. */
function edgesOf(column: SignalColumn): number[] | undefined {
  const distinct = new Set<number>();
  for (const value of numbersOf(column)) {
    if (Number.isFinite(value)) distinct.add(value);
    if (distinct.size > 10) return undefined;
  }
  return [...distinct].sort((a, b) => a - b).slice(1);
}

function numbers(values: ArrayLike<number>): SignalDistribution {
  const sorted = sortedFinite(values);
  if (sorted.length === 0) return { kind: "number", low: 0, width: 1, counts: [], median: null, high: null };
  const low = Math.min(0, sorted[0]!);
  const high = quantileOfSorted(sorted, 0.99)!;
  const span = high - low;
  // Whole numbers get whole bins.
  const isWhole = sorted.every((value) => Number.isInteger(value));
  const width = span <= 0 ? 1 : isWhole ? Math.max(1, Math.ceil((span + 1) / BINS)) : span / BINS;
  const bins = Math.min(BINS, Math.max(1, Math.floor(span / width) + 1));
  const counts = new Array<number>(bins).fill(0);
  for (const value of sorted) counts[Math.min(bins - 1, Math.floor((value - low) / width))]! += 1;
  return { kind: "number", low, width, counts, median: quantileOfSorted(sorted, 0.5)!, high };
}

function levelsOf(column: Extract<SignalColumn, { type: "category" }>, labels: Uint8Array) {
  const rows = new Int32Array(column.levels.length);
  const positives = new Int32Array(column.levels.length);
  let known = 0;
  for (let row = 0; row < labels.length; row += 1) {
    const code = column.values[row]!;
    if (code < 0) continue;
    known += 1;
    rows[code]! += 1;
    if (labels[row] === 1) positives[code]! += 1;
  }
  const levels = column.levels
    .map((level, code) => ({ level, rows: rows[code]!, positives: positives[code]! }))
    .filter((level) => level.rows > 0)
    .sort((a, b) => b.rows - a.rows || (a.level < b.level ? -1 : 1));
  const shown = levels.slice(0, MOST_LEVELS);
  return {
    known,
    distribution: {
      kind: "category" as const,
      levels: shown.map(({ level, rows: count, positives: hits }) => ({
        ...{ level, rows: count, rate: hits / count },
        interval: wilsonInterval(hits, count),
      })),
      others: levels.slice(MOST_LEVELS).reduce((sum, level) => sum + level.rows, 0),
    },
  };
}

/** Fisher's z: tanh(atanh r ± 1.96 / sqrt(n - 3)). Fisher (1921). */
function correlationOf(values: ArrayLike<number>, labels: Uint8Array, known: number) {
  const value = pointBiserial(values, labels);
  if (value === null || known < 10) return null;
  const bounded = Math.min(0.999_999, Math.max(-0.999_999, value));
  const half = 1.959_964 / Math.sqrt(known - 3);
  return { value, low: Math.tanh(Math.atanh(bounded) - half), high: Math.tanh(Math.atanh(bounded) + half) };
}
