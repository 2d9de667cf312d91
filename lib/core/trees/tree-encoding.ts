import {
  type CategoryColumn,
  categoryValue,
  numericValue,
  type SignalColumn,
  type SignalTable,
} from "../encoding/table.ts";
import type { SignalValue } from "../signals/types.ts";
import { type FeatureMatrix, featureValue } from "./feature-matrix.ts";

/**
 * How signals become the columns of a tree model: one column each, in the table's order. Plain data, part of the
 * artefact. Fitted on training rows only, without looking at the outcome.
 *
 * A category's level is its place among the levels ordered by how many rows have it (most first, ties by name):
 * trees can cut off any level with two comparisons, and common ones with one. Levels with fewer rows than asked, and
 * those beyond the 60 most common, share the next number, as do levels never seen. Where no training row fell into
 * that pool, an unseen level counts as missing.
 */
export interface TreeEncoding {
  readonly columns: readonly EncodedColumn[];
}

export type EncodedColumn =
  | { readonly key: string; readonly type: "number" | "boolean" }
  | {
      readonly key: string;
      readonly type: "category";
      readonly levels: readonly string[];
      /** Whether training rows fell into the pool, whose number is levels.length. */
      readonly pooled: boolean;
    };

const MOST_LEVELS = 60;

/** @param leastLevelRows levels with fewer training rows are pooled. */
export function fitTreeEncoding(table: SignalTable, leastLevelRows = 10): TreeEncoding {
  return {
    columns: table.columns.map((column): EncodedColumn => {
      if (column.type !== "category") return { key: column.key, type: column.type };
      const counts = levelCounts(column, table.rows);
      const seen = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      const kept = seen.filter(([, count]) => count >= leastLevelRows).slice(0, MOST_LEVELS);
      return {
        key: column.key,
        type: "category",
        levels: kept.map(([level]) => level),
        pooled: kept.length < seen.length,
      };
    }),
  };
}

/** The table's rows as the model reads them. Columns are found by key; absent ones, or of another kind, are missing. */
export function treeMatrix(encoding: TreeEncoding, table: SignalTable): FeatureMatrix {
  const width = encoding.columns.length;
  const values = new Float32Array(table.rows * width).fill(Number.NaN);
  const byKey = new Map(table.columns.map((column) => [column.key, column]));
  encoding.columns.forEach((encoded, f) => {
    const column = byKey.get(encoded.key);
    if (!column) return;
    if (encoded.type === "category") {
      if (column.type === "category") writeCategories(encoded, column, table.rows, f, width, values);
    } else if (column.type !== "category") writeNumbers(column.values, table.rows, f, width, values);
  });
  return { keys: encoding.columns.map((column) => column.key), rowCount: table.rows, values };
}

/** One lead's signals as a matrix of one row: the same bits as `treeMatrix` of a table of that one record. */
export function treeRow(
  encoding: TreeEncoding,
  signals: Readonly<Record<string, SignalValue>>,
): FeatureMatrix {
  const values = Float32Array.from(encoding.columns, (encoded) => {
    const signal = Object.hasOwn(signals, encoded.key) ? signals[encoded.key] : undefined;
    if (encoded.type !== "category") return featureValue(numericValue(signal));
    const level = categoryValue(signal);
    return level === null ? Number.NaN : levelCode(encoded, encoded.levels.indexOf(level));
  });
  return { keys: encoding.columns.map((column) => column.key), rowCount: 1, values };
}

/** Several leads, a row each. */
export function treeRows(
  encoding: TreeEncoding,
  leads: readonly Readonly<Record<string, SignalValue>>[],
): FeatureMatrix {
  const width = encoding.columns.length;
  const values = new Float32Array(leads.length * width);
  for (const [row, lead] of leads.entries()) values.set(treeRow(encoding, lead).values, row * width);
  return { keys: encoding.columns.map((column) => column.key), rowCount: leads.length, values };
}

/** A fitted encoding read back from JSON, or null when it is none. */
export function treeEncodingFromJson(json: unknown): TreeEncoding | null {
  const columns = (json as { columns?: unknown } | null)?.columns;
  if (!Array.isArray(columns)) return null;
  const read = columns.map(readColumn);
  return read.every((column) => column !== null) ? { columns: read } : null;
}

function readColumn(json: unknown): EncodedColumn | null {
  const { key, type, levels, pooled } = (json ?? {}) as Record<string, unknown>;
  if (typeof key !== "string") return null;
  if (type === "number" || type === "boolean") return { key, type };
  const isLevels = Array.isArray(levels) && levels.every((level) => typeof level === "string");
  return type === "category" && isLevels && typeof pooled === "boolean"
    ? { key, type, levels, pooled }
    : null;
}

function levelCounts(column: CategoryColumn, rows: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const level = column.levels[column.values[row]!];
    if (level !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return counts;
}

type EncodedCategory = Extract<EncodedColumn, { type: "category" }>;

/** @param place among the kept levels, -1 when not kept. */
function levelCode(encoded: EncodedCategory, place: number): number {
  if (place >= 0) return place;
  return encoded.pooled ? encoded.levels.length : Number.NaN;
}

function writeCategories(
  encoded: EncodedCategory,
  column: CategoryColumn,
  rows: number,
  f: number,
  width: number,
  values: Float32Array,
): void {
  const codes = column.levels.map((level) => levelCode(encoded, encoded.levels.indexOf(level)));
  for (let row = 0; row < rows; row++) values[row * width + f] = codes[column.values[row]!] ?? Number.NaN;
}

function writeNumbers(
  column: Exclude<SignalColumn, CategoryColumn>["values"],
  rows: number,
  f: number,
  width: number,
  values: Float32Array,
): void {
  for (let row = 0; row < rows; row++) values[row * width + f] = featureValue(column[row]);
}
