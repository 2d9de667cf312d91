import type { SignalType, SignalValue } from "../signals/types.ts";

/**
 * A table of signals, column by column: what training, evaluation of data and drift read. Rows are leads as of their
 * moments; the outcome and the weights stand beside it, in arrays of the same length.
 */

export interface SignalTable {
  readonly rows: number;
  readonly columns: readonly SignalColumn[];
}

export type SignalColumn = NumericColumn | CategoryColumn;

/** A number, or a boolean as 0 and 1. */
export interface NumericColumn {
  readonly key: string;
  readonly type: "number" | "boolean";
  /** One value a row; NaN is missing. Infinities are treated as missing wherever a column is encoded or binned. */
  readonly values: Float64Array | Float32Array;
}

export interface CategoryColumn {
  readonly key: string;
  readonly type: "category";
  /** Index into `levels`, one a row; -1 is missing. */
  readonly values: Int32Array;
  /** Distinct, in ascending code-unit order where the table was made by `tableOf`. */
  readonly levels: readonly string[];
}

/** What a column is told from: its key and type. */
export interface ColumnSpec {
  readonly key: string;
  readonly type: SignalType;
}

/** The number a value counts as in a column of numbers or booleans; NaN where it is missing or of another kind. */
export function numericValue(value: SignalValue | undefined): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : Number.NaN;
  if (typeof value === "boolean") return value ? 1 : 0;
  return Number.NaN;
}

/** The level a value counts as in a column of categories; null where it is missing or empty. */
export function categoryValue(value: SignalValue | undefined): string | null {
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "string" ? value : String(value);
}

/**
 * Builds a table from one record of values per row (the `values` of signal vectors). Keys absent from a record are
 * missing; a value of the wrong kind is missing too.
 */
export function tableOf(
  specs: readonly ColumnSpec[],
  records: readonly Readonly<Record<string, SignalValue>>[],
): SignalTable {
  const columns = specs.map(({ key, type }): SignalColumn => {
    if (type !== "category")
      return { key, type, values: Float64Array.from(records, (record) => numericValue(record[key])) };
    const texts = records.map((record) => categoryValue(record[key]));
    const levels = [...new Set(texts.filter((text) => text !== null))].sort(byCodeUnits);
    const codes = new Map(levels.map((level, code) => [level, code]));
    return {
      key,
      type,
      levels,
      values: Int32Array.from(texts, (text) => (text === null ? -1 : codes.get(text)!)),
    };
  });
  return { rows: records.length, columns };
}

/** The rows at these positions, in this order; positions may repeat. Levels are kept as they are. */
export function takeRows(table: SignalTable, positions: ArrayLike<number>): SignalTable {
  const rows = positions.length;
  const columns = table.columns.map((column): SignalColumn => {
    if (column.type === "category") {
      const values = new Int32Array(rows);
      for (let row = 0; row < rows; row += 1) values[row] = column.values[positions[row]!]!;
      return { ...column, values };
    }
    const values = column.values instanceof Float32Array ? new Float32Array(rows) : new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) values[row] = column.values[positions[row]!]!;
    return { ...column, values };
  });
  return { rows, columns };
}

/** A column of numbers or booleans as numbers, NaN where missing; of categories, all NaN: levels have no order. */
export function numbersOf(column: SignalColumn): Float64Array {
  return column.type === "category"
    ? new Float64Array(column.values.length).fill(Number.NaN)
    : Float64Array.from(column.values);
}

/** One row back as a record of signal values. */
export function recordAt(table: SignalTable, row: number): Record<string, SignalValue> {
  const record: Record<string, SignalValue> = {};
  for (const column of table.columns) record[column.key] = valueAt(column, row);
  return record;
}

/** One cell back as a signal value. */
export function valueAt(column: SignalColumn, row: number): SignalValue {
  const value = column.values[row]!;
  if (column.type === "category") return value < 0 ? null : column.levels[value]!;
  if (!Number.isFinite(value)) return null;
  return column.type === "boolean" ? value !== 0 : value;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
