import type { Band } from "@/lib/core/scoring/types";
import { ByteWriter } from "@/lib/platform/csv/byte-cells";
import type { ByteRecords } from "@/lib/platform/csv/byte-records";
import { csvCell } from "@/lib/platform/csv/write";
import { ANSWER_COLUMNS, type FileColumns } from "./columns";

const REASONS = 3;
const RISKS = 2;

export interface WordedCell {
  readonly cell: Uint8Array;
}

/**
 * Writes rows as they came, and what is answered behind them. Rows of a chunk are taken first, their answers come in the
 * same order: `take` or `refuse` each, then `scored` for each that was taken.
 */
export class AnswerRows {
  /** Rows that were told an error, of those since the last `finish`. */
  failed = 0;
  readonly #out = new ByteWriter();
  readonly #columns: FileColumns;
  readonly #bandFor: (total: number) => Band;
  readonly #delimiter: number;
  readonly #version: Buffer;
  readonly #blanks: Buffer;
  /** Band and action by score. */
  readonly #bands: (Buffer | undefined)[] = [];
  readonly #empty: Buffer;
  /** Rows of the chunk: what is kept of each lies in `#kept`. */
  #rows: { readonly to: number; readonly error: Buffer | null }[] = [];
  readonly #kept = new ByteWriter();
  #next = 0;
  #from = 0;

  constructor(columns: FileColumns, version: string, bandFor: (total: number) => Band) {
    this.#columns = columns;
    this.#bandFor = bandFor;
    this.#delimiter = columns.delimiter.charCodeAt(0);
    this.#empty = Buffer.alloc(0);
    // Behind the reasons: the version, no error, the line's end.
    const { delimiter, lineEnd } = columns;
    this.#version = Buffer.from(`${delimiter}${csvCell(version, delimiter)}${delimiter}${lineEnd}`);
    this.#blanks = Buffer.from(delimiter.repeat(ANSWER_COLUMNS.length));
  }

  /** A text of ours as it stands in the file: safe from being run as a formula. */
  cell(text: string): Buffer {
    return Buffer.from(csvCell(text, this.#columns.delimiter));
  }

  header(): void {
    const { header, delimiter, lineEnd, hasBom } = this.#columns;
    const names = ANSWER_COLUMNS.map((name) => `${delimiter}${name}`).join("");
    if (hasBom) this.#out.add(Buffer.from([0xef, 0xbb, 0xbf]));
    this.#out.add(header);
    this.#out.add(Buffer.from(`${names}${lineEnd}`));
  }

  /** Keeps the record's bytes; `error` says what is wrong with it, null that it will be scored. */
  take(records: ByteRecords, error: string | null): void {
    const { bytes, start, end, count, problem } = records;
    const wanted = this.#columns.count;
    if (problem !== null) {
      // A quote gone astray would take the rest of the file with it: the line becomes the first cell, whole.
      if (problem === "quote")
        this.#kept.add(Buffer.from(`"${bytes.toString("utf8", start, end).replaceAll('"', '""')}"`));
      this.#pad(wanted - 1);
    } else if (count > wanted) {
      const last = records.to[wanted - 1]! + (records.quoted[wanted - 1]! > 0 ? 1 : 0);
      this.#kept.addRange(bytes, start, last);
    } else {
      this.#kept.addRange(bytes, start, end);
      this.#pad(wanted - count);
    }
    this.#rows.push({ to: this.#kept.length, error: error === null ? null : this.cell(error) });
    if (error !== null) this.failed += 1;
  }

  #pad(missing: number): void {
    for (let field = 0; field < missing; field += 1) this.#kept.addByte(this.#delimiter);
  }

  /** The answer of the next row that was taken without an error. */
  scored(
    total: number,
    probability: number | null,
    reasons: readonly WordedCell[],
    risks: readonly WordedCell[],
  ): void {
    this.#passErrors();
    const out = this.#out;
    this.#row();
    out.addByte(this.#delimiter);
    out.addAscii(String(total));
    out.addByte(this.#delimiter);
    if (probability !== null) out.addAscii(String(probability));
    out.add(this.#bandOf(total));
    for (let at = 0; at < REASONS; at += 1) {
      out.addByte(this.#delimiter);
      out.add(reasons[at]?.cell ?? this.#empty);
    }
    for (let at = 0; at < RISKS; at += 1) {
      out.addByte(this.#delimiter);
      out.add(risks[at]?.cell ?? this.#empty);
    }
    out.add(this.#version);
  }

  /** All rows of the chunk have their answers: the last ones may be errors. */
  endChunk(): void {
    this.#passErrors();
    if (this.#next !== this.#rows.length) throw new Error("AnswerRows: a row has no answer");
    this.#rows = [];
    this.#kept.length = 0;
    this.#next = 0;
    this.#from = 0;
  }

  /** What was written since the last time. */
  finish(): Buffer {
    this.failed = 0;
    return this.#out.take();
  }

  #passErrors(): void {
    for (let row = this.#rows[this.#next]; row?.error; row = this.#rows[this.#next]) {
      const { error } = row;
      this.#row();
      this.#out.add(this.#blanks);
      this.#out.add(error);
      this.#out.addAscii(this.#columns.lineEnd);
    }
  }

  /** The row's own bytes. */
  #row(): void {
    const { to } = this.#rows[this.#next]!;
    this.#out.addRange(this.#kept.bytes, this.#from, to);
    this.#from = to;
    this.#next += 1;
  }

  #bandOf(total: number): Buffer {
    const known = this.#bands[total];
    if (known) return known;
    const { name, action } = this.#bandFor(total);
    const { delimiter } = this.#columns;
    const made = Buffer.from(
      `${delimiter}${csvCell(name, delimiter)}${delimiter}${csvCell(action, delimiter)}`,
    );
    this.#bands[total] = made;
    return made;
  }
}
