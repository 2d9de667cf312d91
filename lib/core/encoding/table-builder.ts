import type { SignalValue } from "../signals/types.ts";
import {
  type ColumnSpec,
  categoryValue,
  numericValue,
  type SignalColumn,
  type SignalTable,
} from "./table.ts";

export interface TableBuilder {
  readonly rows: number;
  add(record: Readonly<Record<string, SignalValue>>): void;
  /** The same table as `tableOf` of all records added. */
  finish(): SignalTable;
}

/** Grows a table record by record, so that a hundred thousand leads need not be held as objects. */
export function tableBuilder(specs: readonly ColumnSpec[]): TableBuilder {
  let rows = 0;
  let capacity = 1_024;
  const columns = specs.map(({ key, type }) => ({
    key,
    type,
    numbers: type === "category" ? null : new Float64Array(capacity),
    codes: type === "category" ? new Int32Array(capacity) : null,
    levels: new Map<string, number>(),
  }));
  const grow = () => {
    capacity *= 2;
    for (const column of columns) {
      if (column.numbers) column.numbers = grown(column.numbers, new Float64Array(capacity));
      if (column.codes) column.codes = grown(column.codes, new Int32Array(capacity));
    }
  };
  return {
    get rows() {
      return rows;
    },
    add(record) {
      if (rows === capacity) grow();
      for (const { key, numbers, codes, levels } of columns) {
        const value = Object.hasOwn(record, key) ? record[key] : undefined;
        if (numbers) numbers[rows] = numericValue(value);
        else codes![rows] = codeOf(levels, categoryValue(value));
      }
      rows += 1;
    },
    finish: () => ({
      rows,
      columns: columns.map(({ key, type, numbers, codes, levels }): SignalColumn => {
        if (numbers) return { key, type: type as "number" | "boolean", values: numbers.slice(0, rows) };
        const names = [...levels.keys()];
        const sorted = [...names].sort((a, b) => (a < b ? -1 : 1));
        const place = new Map(sorted.map((name, at) => [name, at]));
        const places = names.map((name) => place.get(name)!);
        const values = codes!.slice(0, rows).map((code) => (code < 0 ? -1 : places[code]!));
        return { key, type: "category", levels: sorted, values };
      }),
    }),
  };
}

function codeOf(levels: Map<string, number>, level: string | null): number {
  if (level === null) return -1;
  const known = levels.get(level);
  if (known !== undefined) return known;
  levels.set(level, levels.size);
  return levels.size - 1;
}

function grown<T extends Float64Array | Int32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
