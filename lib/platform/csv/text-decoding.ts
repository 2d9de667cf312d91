export type TextEncodingName = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";

/** From the byte order mark, else from where the zero bytes lie, else from whether the bytes are valid UTF-8. */
export function detectEncoding(head: Uint8Array): TextEncodingName {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  const probe = head.subarray(0, 1_024);
  let even = 0;
  let odd = 0;
  for (let index = 0; index < probe.length; index += 1)
    if (probe[index] === 0) index % 2 === 0 ? even++ : odd++;
  if (odd > probe.length * 0.3 && even === 0) return "utf-16le";
  if (even > probe.length * 0.3 && odd === 0) return "utf-16be";
  return isUtf8(head.subarray(0, completeLength(head))) ? "utf-8" : "windows-1252";
}

/** Decodes a head for detection; half a character at its end is dropped. */
export function decodeWhole(head: Uint8Array, encoding: TextEncodingName): string {
  const bytes = encoding === "utf-8" ? head.subarray(0, completeLength(head)) : head;
  return withoutNul(new TextDecoder(encoding).decode(bytes));
}

/**
 * Decodes a file piece by piece. A file that looked like UTF-8 because its head was plain ASCII, and then turns out to
 * hold bytes that UTF-8 has not, is read as Windows-1252 from there on. NUL characters are dropped.
 */
export class PieceDecoder {
  #carry = new Uint8Array(0);
  #sawMultibyte = false;
  #decoder: TextDecoder;
  #encoding: TextEncodingName;
  readonly #strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #first = true;

  constructor(encoding: TextEncodingName) {
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
  }

  decode(piece: Uint8Array, isLast: boolean): string {
    const text =
      this.#encoding === "utf-8"
        ? this.#utf8(piece, isLast)
        : this.#decoder.decode(piece, { stream: !isLast });
    const whole = this.#first && text.startsWith("\uFEFF") ? text.slice(1) : text;
    if (text !== "") this.#first = false;
    return withoutNul(whole);
  }

  #utf8(piece: Uint8Array, isLast: boolean): string {
    const bytes = this.#carry.length === 0 ? piece : Buffer.concat([this.#carry, piece]);
    const length = isLast ? bytes.length : completeLength(bytes);
    const ready = bytes.subarray(0, length);
    this.#carry = bytes.slice(length);
    try {
      const text = this.#strict.decode(ready);
      this.#sawMultibyte ||= text.length < ready.length;
      return text;
    } catch {
      if (this.#sawMultibyte) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(ready);
      this.#encoding = "windows-1252";
      this.#decoder = new TextDecoder("windows-1252");
      this.#carry = new Uint8Array(0);
      return this.#decoder.decode(bytes, { stream: !isLast });
    }
  }
}

function withoutNul(text: string): string {
  return text.includes("\u0000") ? text.replaceAll("\u0000", "") : text;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** How many bytes form whole UTF-8 characters: all but a lead byte near the end that still waits for its rest. */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
