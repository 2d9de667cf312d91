/** Cells of a table read from their bytes: no text is made of what is written plainly. */

const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const MINUS = 0x2d;
const PLUS = 0x2b;
/** Whole numbers of so many digits, divided by 10^0..22, are rounded once: the number that the text means. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that the bytes spell, to the last bit `Number` of their text; NaN where they are none. */
export function numberIn(bytes: Buffer, from: number, to: number): number {
  let pos = from;
  let end = to;
  while (pos < end && bytes[pos] === SPACE) pos += 1;
  while (end > pos && bytes[end - 1] === SPACE) end -= 1;
  const begun = pos;
  const first = bytes[pos];
  if (first === MINUS || first === PLUS) pos += 1;
  let whole = 0;
  let digits = 0;
  let decimals = -1;
  for (; pos < end; pos += 1) {
    const byte = bytes[pos]!;
    if (byte >= ZERO && byte <= NINE) {
      whole = whole * 10 + (byte - ZERO);
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if (byte === POINT && decimals < 0) decimals = 0;
    else return spelt(bytes, begun, end);
  }
  if (digits === 0 || digits > EXACT_DIGITS) return spelt(bytes, begun, end);
  const value = decimals > 0 ? whole / POWERS[decimals]! : whole;
  return first === MINUS ? -value : value;
}

function spelt(bytes: Buffer, from: number, to: number): number {
  if (to - from > 400) return Number.NaN;
  const text = bytes.toString("latin1", from, to);
  if (!NUMBER.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

const TRUTHS: ReadonlyMap<string, 0 | 1> = new Map([
  ...(["true", "t", "yes", "y", "1"] as const).map((word) => [word, 1] as const),
  ...(["false", "f", "no", "n", "0"] as const).map((word) => [word, 0] as const),
]);

/** 1, 0, or NaN where the bytes say neither true nor false. */
export function truthIn(bytes: Buffer, from: number, to: number): number {
  // "true" and "false" as most write them, then whatever else says it.
  if (
    to - from === 4 &&
    bytes[from] === 0x74 &&
    bytes[from + 1] === 0x72 &&
    bytes[from + 2] === 0x75 &&
    bytes[from + 3] === 0x65
  )
    return 1;
  if (
    to - from === 5 &&
    bytes[from] === 0x66 &&
    bytes[from + 1] === 0x61 &&
    bytes[from + 2] === 0x6c &&
    bytes[from + 3] === 0x73 &&
    bytes[from + 4] === 0x65
  )
    return 0;
  if (to - from === 1 && (bytes[from] === ZERO || bytes[from] === ZERO + 1)) return bytes[from]! - ZERO;
  const word = bytes.toString("latin1", from, Math.min(to, from + 40));
  return TRUTHS.get(word.trim().toLowerCase()) ?? Number.NaN;
}

export function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let pos = from; pos < to; pos += 1) if (bytes[pos] !== SPACE) return false;
  return true;
}

/** Few different texts that come again and again: each is known by a number, and made once. */
export class TextCodes {
  readonly #most: number;
  #slots = new Int32Array(1_024).fill(-1);
  #texts: { readonly bytes: Buffer; readonly hash: number }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether there is room for so many more; where not, `clear` and begin anew. */
  isFull(room: number): boolean {
    return this.#texts.length + room > this.#most;
  }

  clear(): void {
    this.#slots = new Int32Array(1_024).fill(-1);
    this.#texts = [];
  }

  /** The number of a text, 0 and up in the order of first coming; `isNew` is told of one that was not seen before. */
  codeOf(bytes: Buffer, from: number, to: number, onNew: (code: number) => void): number {
    let hash = 0x811c9dc5;
    for (let pos = from; pos < to; pos += 1) hash = Math.imul(hash ^ bytes[pos]!, 0x01000193);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = this.#slots[slot]!;
      if (code < 0) break;
      const known = this.#texts[code]!;
      if (known.hash === hash && isSame(known.bytes, bytes, from, to)) return code;
      slot = (slot + 1) & mask;
    }
    const code = this.#texts.length;
    this.#texts.push({ bytes: Buffer.from(bytes.subarray(from, to)), hash });
    this.#slots[slot] = code;
    if (this.#texts.length * 2 > this.#slots.length) this.#grow();
    onNew(code);
    return code;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (const [code, { hash }] of this.#texts.entries()) {
      let slot = hash & (slots.length - 1);
      while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = code;
    }
    this.#slots = slots;
  }
}

function isSame(known: Buffer, bytes: Buffer, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[from + at]) return false;
  return true;
}

/** Bytes that grow at their end. */
export class ByteWriter {
  bytes: Buffer = Buffer.allocUnsafeSlow(1 << 18);
  length = 0;

  /** Makes room for so many more. */
  room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  /** All of `piece`. */
  add(piece: Uint8Array): void {
    this.room(piece.length);
    const { bytes } = this;
    let at = this.length;
    if (piece.length > 12) bytes.set(piece, at);
    else for (let from = 0; from < piece.length; from += 1) bytes[at + from] = piece[from]!;
    at += piece.length;
    this.length = at;
  }

  addRange(source: Buffer, from: number, to: number): void {
    this.room(to - from);
    source.copy(this.bytes, this.length, from, to);
    this.length += to - from;
  }

  /** Text of the letters that every encoding shares. */
  addAscii(text: string): void {
    this.room(text.length);
    for (let at = 0; at < text.length; at += 1) this.bytes[this.length + at] = text.charCodeAt(at);
    this.length += text.length;
  }

  /** What was written; the writer is empty again, with room for as much. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = Buffer.allocUnsafeSlow(this.bytes.length);
    this.length = 0;
    return taken;
  }
}
