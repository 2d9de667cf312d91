import type { SignalColumn } from "../encoding/table.ts";
import { rankOutcomes } from "../evaluation/ranking.ts";
import { type AucEstimate, atLeastEven, aucWithInterval, rankingOfFlag, turned } from "./auc-interval.ts";
import { columnCodes } from "./column-codes.ts";
import { outOfFoldRates } from "./out-of-fold.ts";
import type { LevelCount } from "./pure-levels.ts";
import { FOLDS, type LeakageSample } from "./sample.ts";

/** What is measured of a column before anything is concluded. */
export interface ColumnFacts {
  readonly filled: number;
  readonly filledPositives: number;
  /** Alone, over all rows. */
  readonly auc: AucEstimate | null;
  /** Alone, among the rows with a value; null where every row has one. */
  readonly filledAuc: AucEstimate | null;
  readonly missingAuc: AucEstimate | null;
  /** Rows by level, blanks apart: of categories, booleans, and numbers of a few values; empty for others. */
  readonly levels: readonly LevelCount[];
  /** Levels that are amounts: that their ends are pure is what a strong honest signal looks like. */
  readonly isOrdered: boolean;
}

/** Numbers of more different values than this are no levels. */
const FEW_VALUES = 12;

export interface ClassCounts {
  readonly positives: number;
  readonly negatives: number;
}

/** Counts are of the whole table, AUCs of the sample. */
export function columnFacts(
  column: SignalColumn,
  labels: Uint8Array,
  classes: ClassCounts,
  sample: LeakageSample,
): ColumnFacts {
  const counts = filledCounts(column, labels);
  const isFull = counts.filled === labels.length;
  const hasBlanks = counts.filled > 0 && !isFull;
  const missing = hasBlanks ? aucWithInterval(flagOf(counts, classes)) : null;
  const known = classes.positives > 0 && classes.negatives > 0 && counts.filled > 0;
  const aucs = known ? aucsOf(column, sample, isFull) : { auc: null, filledAuc: null };
  return {
    ...counts,
    ...aucs,
    missingAuc: missing && turned(missing),
    levels: levelCounts(column, labels),
    isOrdered: column.type === "number",
  };
}

const isFilled = (column: SignalColumn, row: number): boolean =>
  column.type === "category" ? column.values[row]! >= 0 : Number.isFinite(column.values[row]!);

function filledCounts(column: SignalColumn, labels: Uint8Array) {
  let filled = 0;
  let filledPositives = 0;
  for (let row = 0; row < labels.length; row += 1) {
    if (!isFilled(column, row)) continue;
    filled += 1;
    if (labels[row] === 1) filledPositives += 1;
  }
  return { filled, filledPositives };
}

const flagOf = (counts: { filled: number; filledPositives: number }, classes: ClassCounts) =>
  rankingOfFlag(
    { positives: counts.filledPositives, negatives: counts.filled - counts.filledPositives },
    classes.positives,
    classes.negatives,
  );

/** By held-out rates of its levels or bins; numbers also by their order, and the better of the two counts. */
function aucsOf(column: SignalColumn, { rows, labels, folds }: LeakageSample, isFull: boolean) {
  const filledRows = isFull ? null : positionsWhere(rows, (row) => isFilled(column, row));
  let all: AucEstimate | null = null;
  let filled: AucEstimate | null = null;
  if (folds !== null) {
    const { codes, blank } = columnCodes(column, rows);
    const rates = outOfFoldRates(codes, blank + 1, labels, folds, FOLDS);
    all = heldOutAuc(labels, rates);
    if (filledRows) filled = heldOutAuc(takenBytes(labels, filledRows), takenNumbers(rates, filledRows));
  }
  if (column.type !== "category") {
    const { values } = column;
    const at = filledRows ?? positionsWhere(rows, () => true);
    const numbers = Float64Array.from(at, (position) => values[rows[position]!]!);
    const ordered = orderedAuc(takenBytes(labels, at), numbers);
    if (isFull) all = better(all, ordered);
    else filled = better(filled, ordered);
  }
  return { auc: all, filledAuc: filled };
}

function heldOutAuc(labels: Uint8Array, scores: Float64Array): AucEstimate | null {
  const estimate = estimateOf(labels, scores);
  return estimate && atLeastEven(estimate);
}

function orderedAuc(labels: Uint8Array, scores: Float64Array): AucEstimate | null {
  const estimate = estimateOf(labels, scores);
  return estimate && turned(estimate);
}

function estimateOf(labels: Uint8Array, scores: Float64Array): AucEstimate | null {
  const ranking = rankOutcomes(labels, scores);
  return ranking.ok ? aucWithInterval(ranking.value) : null;
}

const better = (a: AucEstimate | null, b: AucEstimate | null) =>
  a === null || (b !== null && b.value > a.value) ? b : a;

function positionsWhere(rows: Uint32Array, keep: (row: number) => boolean): Uint32Array {
  const kept = new Uint32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at += 1) if (keep(rows[at]!)) kept[count++] = at;
  return kept.subarray(0, count);
}

const takenBytes = (values: Uint8Array, at: Uint32Array) => Uint8Array.from(at, (one) => values[one]!);
const takenNumbers = (values: Float64Array, at: Uint32Array) => Float64Array.from(at, (one) => values[one]!);

function levelCounts(column: SignalColumn, labels: Uint8Array): LevelCount[] {
  if (column.type === "category") {
    const { levels, values } = column;
    const rows = new Int32Array(levels.length);
    const positives = new Int32Array(levels.length);
    for (let row = 0; row < labels.length; row += 1) {
      const code = values[row]!;
      if (code < 0) continue;
      rows[code]! += 1;
      if (labels[row] === 1) positives[code]! += 1;
    }
    return levels
      .map((level, code) => ({ level, rows: rows[code]!, positives: positives[code]! }))
      .filter((level) => level.rows > 0);
  }
  const counts = new Map<number, { rows: number; positives: number }>();
  for (let row = 0; row < labels.length; row += 1) {
    const value = column.values[row]!;
    if (!Number.isFinite(value)) continue;
    const count = counts.get(value) ?? { rows: 0, positives: 0 };
    if (count.rows === 0 && counts.size === FEW_VALUES) return [];
    counts.set(value, count);
    count.rows += 1;
    if (labels[row] === 1) count.positives += 1;
  }
  const named = (value: number) => (column.type === "boolean" ? (value === 0 ? "no" : "yes") : String(value));
  return [...counts].sort(([a], [b]) => a - b).map(([value, count]) => ({ level: named(value), ...count }));
}
