import type { SignalColumn } from "@/lib/core/encoding/table";
import type { SignalDefinition, SignalValue } from "@/lib/core/signals/types";
import { isBlank, numberIn, TextCodes, truthIn } from "@/lib/platform/csv/byte-cells";
import type { ByteRecords } from "@/lib/platform/csv/byte-records";
import { signalValue } from "../signals";
import type { SignalField } from "./columns";

/** Different texts of a category that are remembered; with more, the memory begins anew between two chunks. */
const MOST_TEXTS = 4_096;

const ZERO = 0x30;
/** Whole numbers below this are most of all numbers. */
const SMALL_VALUES = 256;

export const NOT_UTF8 = "must be UTF-8 text";

/** Stated signals of a chunk of rows, column by column, each cell read from its bytes and checked as in POST /score. */
export class SignalRows {
  /** Rows of this chunk so far. */
  rows = 0;
  readonly fields: readonly SignalField[];
  readonly #capacity: number;
  readonly #columns: readonly Column[];

  constructor(fields: readonly SignalField[], capacity: number) {
    this.fields = fields;
    this.#capacity = capacity;
    this.#columns = fields.map(({ definition }) =>
      definition.type === "category"
        ? new CategoryCells(definition, capacity)
        : new NumberCells(definition, capacity),
    );
  }

  /** Begins the next chunk. */
  clear(): void {
    this.rows = 0;
    for (const column of this.#columns) column.clear(this.#capacity);
  }

  /** Takes the record as the next row; where a cell is wrong, says what, and the row is not taken. */
  add(records: ByteRecords): string | null {
    let wrong: string | null = null;
    for (let at = 0; at < this.fields.length; at += 1) {
      const problem = this.#columns[at]!.read(records, this.fields[at]!.field, this.rows);
      if (problem === null) continue;
      const said = `${this.fields[at]!.name} ${problem}`;
      wrong = wrong === null ? said : `${wrong}; ${said}`;
    }
    if (wrong === null) this.rows += 1;
    return wrong;
  }

  /** As the columns of a table; good until `clear`. */
  columns(): SignalColumn[] {
    return this.#columns.map((column) => column.asColumn(this.rows));
  }

  /** One cell. */
  value(at: number, row: number): SignalValue {
    return this.#columns[at]!.value(row);
  }

  /** Of a cell that holds a whole number from 0 to 255, or true or false, that number; -1 for all others. */
  small(at: number, row: number): number {
    return this.#columns[at]!.small(row);
  }
}

interface Column {
  clear(room: number): void;
  /** @returns what is wrong with the cell, or null */
  read(records: ByteRecords, field: number, row: number): string | null;
  value(row: number): SignalValue;
  small(row: number): number;
  asColumn(rows: number): SignalColumn;
}

/** Numbers, and true and false as 1 and 0; NaN: not known. */
class NumberCells implements Column {
  readonly #definition: SignalDefinition;
  readonly #isBoolean: boolean;
  readonly #values: Float64Array;

  constructor(definition: SignalDefinition, capacity: number) {
    this.#definition = definition;
    this.#isBoolean = definition.type === "boolean";
    this.#values = new Float64Array(capacity);
  }

  clear(): void {}

  read(records: ByteRecords, field: number, row: number): string | null {
    const { bytes } = records;
    const from = records.from[field]!;
    const to = records.to[field]!;
    // Most numbers are small ones.
    if (to - from === 1 && !this.#isBoolean) {
      const digit = bytes[from]! - ZERO;
      if (digit >= 0 && digit <= 9) {
        this.#values[row] = digit;
        return null;
      }
    }
    const value = this.#isBoolean ? truthIn(bytes, from, to) : numberIn(bytes, from, to);
    this.#values[row] = value;
    if (Number.isNaN(value)) {
      if (isBlank(bytes, from, to)) return null;
      return this.#wrong("");
    }
    // Nearly all numbers are small; the others are looked at by whoever looks at them in POST /score.
    return Math.abs(value) < 1e9 ? null : this.#wrong(value);
  }

  #wrong(value: number | string): string | null {
    const read = signalValue(this.#definition, value);
    return typeof read === "object" ? read.wrong : null;
  }

  value(row: number): SignalValue {
    const value = this.#values[row]!;
    if (Number.isNaN(value)) return null;
    return this.#isBoolean ? value === 1 : value;
  }

  small(row: number): number {
    const value = this.#values[row]!;
    const whole = value | 0;
    return whole === value && whole >= 0 && whole < SMALL_VALUES ? whole : -1;
  }

  asColumn(rows: number): SignalColumn {
    return {
      key: this.#definition.key,
      type: this.#isBoolean ? "boolean" : "number",
      values: this.#values.subarray(0, rows),
    };
  }
}

/** Texts as numbers of the few different ones; -1: not known. */
class CategoryCells implements Column {
  readonly #definition: SignalDefinition;
  readonly #values: Int32Array;
  readonly #codes = new TextCodes(MOST_TEXTS);
  /** By number: the level, or what is wrong with it. */
  #levels: string[] = [];
  #problems: (string | null)[] = [];

  constructor(definition: SignalDefinition, capacity: number) {
    this.#definition = definition;
    this.#values = new Int32Array(capacity);
  }

  clear(room: number): void {
    if (!this.#codes.isFull(room)) return;
    this.#codes.clear();
    this.#levels = [];
    this.#problems = [];
  }

  read(records: ByteRecords, field: number, row: number): string | null {
    const { bytes } = records;
    const from = records.from[field]!;
    const to = records.to[field]!;
    this.#values[row] = -1;
    if (isBlank(bytes, from, to)) return null;
    // With its quotes where one of them is doubled: it is another text than the same letters without.
    const around = records.quoted[field] === 2 ? 1 : 0;
    const code = this.#codes.codeOf(bytes, from - around, to + around, (added) => {
      const text = records.text(field);
      const read = text.includes("\uFFFD") ? { wrong: NOT_UTF8 } : signalValue(this.#definition, text);
      this.#levels[added] = typeof read === "string" ? read : "";
      this.#problems[added] = typeof read === "object" ? read.wrong : null;
    });
    this.#values[row] = code;
    return this.#problems[code]!;
  }

  value(row: number): SignalValue {
    const code = this.#values[row]!;
    return code < 0 ? null : this.#levels[code]!;
  }

  small(): number {
    return -1;
  }

  asColumn(rows: number): SignalColumn {
    return {
      key: this.#definition.key,
      type: "category",
      levels: this.#levels,
      values: this.#values.subarray(0, rows),
    };
  }
}
