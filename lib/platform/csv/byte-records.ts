/**
 * Cuts bytes into records and fields without making texts of them: for files that are carried through as they are and
 * of which a few columns are read. Quotes are double quotes; a line ends with LF or CRLF.
 */

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

export type RecordProblem =
  /** A quote is opened and not closed, or something stands behind the closing one; the record is one line. */
  | "quote"
  /** Longer than `mostBytes`: nothing of it is kept. */
  | "too_long"
  | null;

/**
 * A record at a time: `push` bytes, then `next` until it says false. What a record is stands in the fields, and holds
 * until the next `next` or `push`.
 */
export class ByteRecords {
  /** What the positions below point into. */
  bytes: Buffer = Buffer.alloc(0);
  /** The record without its line's end. */
  start = 0;
  end = 0;
  /** How many fields it has; those beyond `mostFields` are counted, and not in `from` and `to`. */
  count = 0;
  problem: RecordProblem = null;
  /** Each field without its quotes. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1: the field is quoted; 2: and a quote within it is doubled. */
  readonly quoted: Uint8Array;
  /** Up to where the bytes have become records. */
  at = 0;
  readonly #delimiter: number;
  readonly #mostBytes: number;
  readonly #mostFields: number;
  #isLast = false;
  /** In a line that is too long: it is dropped up to its end. */
  #dropping = false;

  constructor(delimiter: number, { mostBytes, mostFields }: { mostBytes: number; mostFields: number }) {
    this.#delimiter = delimiter;
    this.#mostBytes = mostBytes;
    this.#mostFields = mostFields;
    this.from = new Int32Array(mostFields);
    this.to = new Int32Array(mostFields);
    this.quoted = new Uint8Array(mostFields);
  }

  /** How many bytes wait for the end of their record. */
  get waiting(): number {
    return this.bytes.length - this.at;
  }

  push(piece: Buffer, isLast = false): void {
    this.bytes = this.waiting === 0 ? piece : Buffer.concat([this.bytes.subarray(this.at), piece]);
    this.at = 0;
    this.#isLast = isLast;
  }

  /** Goes to the next record; false where more bytes are needed, or all have been read. Blank lines are passed over. */
  next(): boolean {
    if (this.#dropping && !this.#drop()) return false;
    while (this.at < this.bytes.length) {
      if (!this.#read()) return false;
      if (this.problem !== null || this.count > 1 || !this.#isBlank()) return true;
    }
    return false;
  }

  #drop(): boolean {
    const end = this.bytes.indexOf(LF, this.at);
    this.at = end < 0 ? this.bytes.length : end + 1;
    this.#dropping = end < 0;
    return end >= 0;
  }

  #read(): boolean {
    const { bytes, from, to, quoted } = this;
    const { length } = bytes;
    const delimiter = this.#delimiter;
    const mostFields = this.#mostFields;
    let pos = this.at;
    let count = 0;
    this.start = pos;
    this.problem = null;
    for (;;) {
      if (pos < length && bytes[pos] === QUOTE) {
        const opened = pos;
        let kind = 1;
        pos += 1;
        for (;;) {
          while (pos < length && bytes[pos] !== QUOTE) pos += 1;
          if (pos + 1 < length && bytes[pos + 1] === QUOTE) {
            kind = 2;
            pos += 2;
          } else break;
        }
        if (pos >= length) return this.#isLast ? this.#oneLine() : this.#wait();
        if (count < mostFields) {
          from[count] = opened + 1;
          to[count] = pos;
          quoted[count] = kind;
        }
        pos += 1;
        if (pos >= length && !this.#isLast) return this.#wait();
        if (pos < length) {
          const after = bytes[pos]!;
          const isEnd = after === LF || (after === CR && (pos + 1 >= length || bytes[pos + 1] === LF));
          if (after === CR && pos + 1 >= length && !this.#isLast) return this.#wait();
          if (after !== delimiter && !isEnd) return this.#oneLine();
          if (after === CR) pos += 1;
        }
      } else {
        const begun = pos;
        let byte = 0;
        while (pos < length) {
          byte = bytes[pos]!;
          if (byte === delimiter || byte === LF) break;
          pos += 1;
        }
        if (pos >= length && !this.#isLast) return this.#wait();
        if (count < mostFields) {
          from[count] = begun;
          to[count] = (pos >= length || byte === LF) && pos > begun && bytes[pos - 1] === CR ? pos - 1 : pos;
          quoted[count] = 0;
        }
      }
      count += 1;
      if (pos < length && bytes[pos] === delimiter) pos += 1;
      else break;
    }
    return this.#found(pos, count);
  }

  /** A record that ends at `pos`, where its line's end or the end of everything is. */
  #found(pos: number, count: number): boolean {
    this.count = count;
    this.end = pos > this.start && this.bytes[pos - 1] === CR ? pos - 1 : pos;
    this.at = Math.min(this.bytes.length, pos + 1);
    if (this.end - this.start > this.#mostBytes) this.problem = "too_long";
    return true;
  }

  /** More bytes may end the record, unless it is too long already. */
  #wait(): boolean {
    if (this.bytes.length - this.start <= this.#mostBytes) return false;
    // A quote gone astray costs its line; a line without an end costs itself.
    const end = this.bytes.indexOf(LF, this.start);
    if (end >= 0 && end - this.start <= this.#mostBytes) return this.#oneLine();
    this.problem = "too_long";
    this.count = 0;
    this.end = this.start;
    this.#dropping = true;
    this.#drop();
    return true;
  }

  #oneLine(): boolean {
    const end = this.bytes.indexOf(LF, this.start);
    if (end < 0 && !this.#isLast) return this.#wait();
    this.#found(end < 0 ? this.bytes.length : end, 0);
    this.problem ??= "quote";
    return true;
  }

  #isBlank(): boolean {
    for (let pos = this.start; pos < this.end; pos += 1) if (this.bytes[pos] !== SPACE) return false;
    return true;
  }

  /** A field as text (UTF-8). */
  text(field: number): string {
    const text = this.bytes.toString("utf8", this.from[field]!, this.to[field]!);
    return this.quoted[field] === 2 ? text.replaceAll('""', '"') : text;
  }
}
