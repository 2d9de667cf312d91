import type { Band } from "@/lib/core/scoring/types";
import { ByteWriter } from "@/lib/platform/csv/byte-cells";
import type { ByteRecords } from "@/lib/platform/csv/byte-records";
import { csvCell } from "@/lib/platform/csv/write";
import { ANSWER_COLUMNS, type FileColumns } from "./columns";

/** Rows of a chunk. */
export const MOST_ROWS = 512;
export const REASONS = 3;
export const RISKS = 2;
const EMPTY = Buffer.alloc(0);

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
  readonly #version: Buffer;
  readonly #blanks: Buffer;
  /** The score, and its band and action, as they stand before and behind the probability. */
  readonly #scores: ({ readonly score: Buffer; readonly band: Buffer } | undefined)[] = [];
  readonly #nothing: Buffer;
  /** Of each row of the chunk: where its bytes lie in `#source`, or what stands for them, and what is wrong with it. */
  #source: Buffer;
  readonly #from = new Int32Array(MOST_ROWS);
  readonly #to = new Int32Array(MOST_ROWS);
  readonly #instead = new Map<number, Buffer>();
  readonly #errors = new Map<number, Buffer>();
  #count = 0;
  #next = 0;

  constructor(columns: FileColumns, version: string, bandFor: (total: number) => Band) {
    this.#columns = columns;
    this.#bandFor = bandFor;
    this.#nothing = Buffer.from(columns.delimiter);
    this.#source = EMPTY;
    // Behind the reasons: the version, no error, the line's end.
    const { delimiter, lineEnd } = columns;
    this.#version = Buffer.from(`${delimiter}${csvCell(version, delimiter)}${delimiter}${lineEnd}`);
    this.#blanks = Buffer.from(delimiter.repeat(ANSWER_COLUMNS.length));
  }

  /** A reason or risk as it stands in the file, behind its delimiter: safe from being run as a formula. */
  told(text: string): Buffer {
    return Buffer.from(this.#columns.delimiter + csvCell(text, this.#columns.delimiter));
  }

  /** No reason. */
  get nothing(): Buffer {
    return this.#nothing;
  }

  header(): void {
    const { header, delimiter, lineEnd, hasBom } = this.#columns;
    const names = ANSWER_COLUMNS.map((name) => `${delimiter}${name}`).join("");
    if (hasBom) this.#out.add(Buffer.from([0xef, 0xbb, 0xbf]));
    this.#out.add(header);
    this.#out.add(Buffer.from(`${names}${lineEnd}`));
  }

  /** Takes the record, whose bytes must stay until `endChunk`; `error` says what is wrong with it, null that it will be scored. */
  take(records: ByteRecords, error: string | null): void {
    const { bytes, start, end, count, problem } = records;
    const wanted = this.#columns.count;
    const row = this.#count;
    this.#source = bytes;
    this.#from[row] = start;
    this.#to[row] = end;
    if (problem !== null) {
      // A quote gone astray would take the rest of the file with it: the line becomes the first cell, whole.
      const line = bytes.toString("utf8", start, end).replaceAll('"', '""');
      this.#instead.set(row, this.#padded(problem === "quote" ? `"${line}"` : "", wanted - 1));
    } else if (count > wanted)
      this.#to[row] = records.to[wanted - 1]! + (records.quoted[wanted - 1]! > 0 ? 1 : 0);
    else if (count < wanted)
      this.#instead.set(row, Buffer.concat([bytes.subarray(start, end), this.#padded("", wanted - count)]));
    if (error !== null) {
      this.#errors.set(row, Buffer.from(csvCell(error, this.#columns.delimiter)));
      this.failed += 1;
    }
    this.#count += 1;
  }

  #padded(text: string, missing: number): Buffer {
    return Buffer.from(text + this.#columns.delimiter.repeat(missing));
  }

  /** The answer of the next row that was taken without an error; `told`: its reasons, then its risks, `REASONS + RISKS` in all. */
  scored(total: number, probability: number | null, told: readonly Uint8Array[]): void {
    this.#passErrors();
    this.#row();
    const out = this.#out;
    const { score, band } = this.#scoreOf(total);
    out.add(score);
    if (probability !== null) out.addAscii(String(probability));
    out.add(band);
    for (let at = 0; at < REASONS + RISKS; at += 1) out.add(told[at]!);
    out.add(this.#version);
  }

  /** All rows of the chunk have their answers: the last ones may be errors. */
  endChunk(): void {
    this.#passErrors();
    if (this.#next !== this.#count) throw new Error("AnswerRows: a row has no answer");
    this.#instead.clear();
    this.#errors.clear();
    this.#source = EMPTY;
    this.#count = 0;
    this.#next = 0;
  }

  /** What was written since the last time. */
  finish(): Buffer {
    this.failed = 0;
    return this.#out.take();
  }

  #passErrors(): void {
    if (this.#errors.size === 0) return;
    for (let error = this.#errors.get(this.#next); error; error = this.#errors.get(this.#next)) {
      this.#row();
      this.#out.add(this.#blanks);
      this.#out.add(error);
      this.#out.addAscii(this.#columns.lineEnd);
    }
  }

  /** The row's own bytes. */
  #row(): void {
    const row = this.#next;
    const instead = this.#instead.size === 0 ? undefined : this.#instead.get(row);
    if (instead) this.#out.add(instead);
    else this.#out.addRange(this.#source, this.#from[row]!, this.#to[row]!);
    this.#next += 1;
  }

  #scoreOf(total: number): { readonly score: Buffer; readonly band: Buffer } {
    const known = this.#scores[total];
    if (known) return known;
    const { name, action } = this.#bandFor(total);
    const { delimiter } = this.#columns;
    const made = {
      score: Buffer.from(`${delimiter}${total}${delimiter}`),
      band: Buffer.from(`${delimiter}${csvCell(name, delimiter)}${delimiter}${csvCell(action, delimiter)}`),
    };
    this.#scores[total] = made;
    return made;
  }
}
