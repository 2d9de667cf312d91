import type { AttributeValue } from "@/lib/core/signals/types";
import { LEAD_COLUMNS } from "@/lib/modules/ingestion/types";
import { attributeKeys, signalTypeOf } from "./own-columns";
import { standardSignal } from "./standard-signals";
import type { ColumnProfile, LeadsPlan } from "./types";
import { isMissing, PLAIN_NUMBER, parseBoolean, parseNumber } from "./values";

/** Reads one column of a row into the lead's fields; a cell that says nothing leaves the field as it is. */
export type ColumnReader = (cells: readonly string[], fields: Record<string, AttributeValue>) => void;

const LEAD_FIELDS: ReadonlySet<string> = new Set(LEAD_COLUMNS);
/** "Na" is a surname and "n/a" a placeholder that quality flags name: only blank is missing here. */
const AS_WRITTEN: ReadonlySet<string> = new Set(["first_name", "last_name", "company"]);
const MAX_TEXT = 10_000;
const MAX_CATEGORY = 200;

/** One reader a column that ends up among the lead's fields; ids, dates, outcome and owner are read elsewhere. */
export function columnReaders(columns: readonly ColumnProfile[], plan: LeadsPlan): ColumnReader[] {
  const keys = attributeKeys(columns.map(({ name }) => name));
  return columns.flatMap((column, index): ColumnReader[] => {
    const to = plan.columns[column.name] ?? "leave_out";
    if (column.protected || to === "leave_out" || to === "email") return [];
    if (LEAD_FIELDS.has(to)) return [leadField(to, column, index)];
    if (to === "full_name") return [fullName(index)];
    if (to.startsWith("signal:"))
      return [signalColumn(to.slice(7), column, index, plan.secondsColumns.includes(column.name))];
    if (to === "own_signal" || to === "attribute")
      return [ownColumn(keys.get(column.name) ?? "field", column, index, to === "own_signal")];
    return [];
  });
}

function leadField(field: string, column: ColumnProfile, index: number): ColumnReader {
  const isBlank = AS_WRITTEN.has(field) ? (cell: string) => cell.trim() === "" : isMissing;
  return (cells, fields) => {
    const cell = cells[index] ?? "";
    if (isBlank(cell)) return;
    const number = field === "employees" ? parseNumber(cell, column.number ?? PLAIN_NUMBER) : null;
    fields[field] = number ?? cell.trim().slice(0, MAX_TEXT);
  };
}

/** "Solheim, Ingrid" and "Ingrid Marie Solheim": the last word is the family's. */
function fullName(index: number): ColumnReader {
  return (cells, fields) => {
    const name = (cells[index] ?? "").trim().replace(/\s+/g, " ").slice(0, MAX_TEXT);
    if (name === "") return;
    const reversed = /^([^,]+), ?(.+)$/.exec(name);
    const words = name.split(" ");
    fields.first_name ??= reversed?.[2] ?? (words.slice(0, -1).join(" ") || name);
    if (reversed?.[1]) fields.last_name ??= reversed[1];
    else if (words.length > 1) fields.last_name ??= words.at(-1) ?? null;
  };
}

/** An aggregate goes under the signal's own key, in the signal's unit. */
function signalColumn(key: string, column: ColumnProfile, index: number, inSeconds: boolean): ColumnReader {
  const signal = standardSignal(key);
  const format = column.number ?? PLAIN_NUMBER;
  const scale = inSeconds ? 1 / 60 : signal?.unit === "share" && format.percent ? 1 / 100 : 1;
  return (cells, fields) => {
    const cell = cells[index] ?? "";
    if (isMissing(cell)) return;
    if (signal?.type === "boolean") fields[key] = parseBoolean(cell, format);
    else if (signal?.type === "number") {
      const value = parseNumber(cell, format) ?? booleanAsNumber(cell);
      if (value !== null) fields[key] = scale === 1 ? value : Math.round(value * scale * 10_000) / 10_000;
    } else fields[key] = cell.trim().slice(0, MAX_CATEGORY);
  };
}

const booleanAsNumber = (cell: string): number | null => {
  const value = parseBoolean(cell);
  return value === null ? null : Number(value);
};

function ownColumn(key: string, column: ColumnProfile, index: number, isSignal: boolean): ColumnReader {
  const type = signalTypeOf(column);
  const format = column.number ?? PLAIN_NUMBER;
  return (cells, fields) => {
    const cell = cells[index] ?? "";
    if (isMissing(cell)) return;
    const text = cell.trim().slice(0, isSignal ? MAX_CATEGORY : MAX_TEXT);
    const typed =
      type === "number" ? parseNumber(cell, format) : type === "boolean" ? parseBoolean(cell, format) : text;
    // A signal of numbers knows numbers only; an attribute keeps what was written.
    if (typed !== null || !isSignal) fields[key] = typed ?? text;
  };
}
