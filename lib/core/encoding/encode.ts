import type { Matrix } from "../linear/matrix.ts";
import type { SignalValue } from "../signals/types.ts";
import { type CategoryEncoding, type Encoding, type NumericEncoding, widthOf } from "./encoding.ts";
import { categoryValue, numericValue, type SignalTable } from "./table.ts";

/**
 * Encodes a table. Columns are found by key; one that is absent, or of another kind, is missing in every row. Numbers
 * are held within the bounds of training. A single lead encoded by `encodeRecord` gives the same bits.
 */
export function encodeTable(encoding: Encoding, table: SignalTable): Matrix {
  const columns = encoding.signals.reduce((sum, signal) => sum + widthOf(signal), 0);
  const values = new Float64Array(table.rows * columns);
  const byKey = new Map(table.columns.map((column) => [column.key, column]));
  let offset = 0;
  for (const signal of encoding.signals) {
    const column = byKey.get(signal.key);
    if (signal.type === "category") {
      const known = column?.type === "category" ? column : undefined;
      const places = (known?.levels ?? []).map((level) => placeOf(signal, level));
      const absent = placeOf(signal, null);
      for (let row = 0, at = offset; row < table.rows; row += 1, at += columns) {
        const code = known === undefined ? -1 : known.values[row]!;
        writeCategory(signal, code < 0 ? absent : places[code]!, values, at);
      }
    } else {
      const known = column !== undefined && column.type !== "category" ? column.values : undefined;
      for (let row = 0, at = offset; row < table.rows; row += 1, at += columns)
        writeNumber(signal, known === undefined ? Number.NaN : known[row]!, values, at);
    }
    offset += widthOf(signal);
  }
  return { rows: table.rows, columns, values };
}

/** Encodes one lead's signal values; absent keys are missing. */
export function encodeRecord(
  encoding: Encoding,
  record: Readonly<Record<string, SignalValue>>,
): Float64Array {
  const values = new Float64Array(encoding.signals.reduce((sum, signal) => sum + widthOf(signal), 0));
  let offset = 0;
  for (const signal of encoding.signals) {
    const value = Object.hasOwn(record, signal.key) ? record[signal.key] : undefined;
    if (signal.type === "category")
      writeCategory(signal, placeOf(signal, categoryValue(value)), values, offset);
    else writeNumber(signal, numericValue(value), values, offset);
    offset += widthOf(signal);
  }
  return values;
}

function writeNumber(signal: NumericEncoding, value: number, into: Float64Array, at: number): void {
  const known = Number.isFinite(value);
  into[at] = known ? Math.min(signal.high, Math.max(signal.low, value)) : signal.fill;
  if (signal.missingColumn) into[at + 1] = known ? 0 : 1;
}

/** Stands for a value that training never saw the like of. */
const UNSEEN = -1;

/** The signal's own column that a level (null: missing) is marked in. */
function placeOf(signal: CategoryEncoding, level: string | null): number {
  const other = signal.otherShare > 0 ? 1 : 0;
  if (level === null) return signal.missingShare > 0 ? signal.levels.length + other : UNSEEN;
  const place = signal.levels.indexOf(level);
  if (place >= 0) return place;
  return other === 1 ? signal.levels.length : UNSEEN;
}

/**
 * One column is 1 and the rest 0. A value that training never saw the like of counts as the average lead: each column
 * holds its training share, so a linear model gives it no points either way.
 */
function writeCategory(signal: CategoryEncoding, place: number, into: Float64Array, at: number): void {
  if (place !== UNSEEN) {
    into[at + place] = 1;
    return;
  }
  let column = at;
  for (const share of signal.shares) into[column++] = share;
  if (signal.otherShare > 0) into[column++] = signal.otherShare;
  if (signal.missingShare > 0) into[column] = signal.missingShare;
}
