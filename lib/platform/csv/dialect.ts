import { splitText } from "./splitter";
import { decodeWhole, detectEncoding, type TextEncodingName } from "./text-decoding";

export const DELIMITERS = [",", ";", "\t", "|"] as const;

/** How a file is written. Detected from its head; any part can be given by a person instead. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: '"' | "'";
  readonly encoding: TextEncodingName;
  readonly lineEnding: "\n" | "\r";
  readonly hasHeader: boolean;
  /** Lines before the table: the "sep=;" of spreadsheets. */
  readonly skipLines: number;
}

/** How much of a file is looked at. */
export const HEAD_BYTES = 256 * 1024;
const HEAD_RECORDS = 200;

/** What a file is that is no table of text, in words for its sender; null for text. */
export function refusalOf(head: Uint8Array): string | null {
  if (head.length === 0) return "This file is empty.";
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04))
    return "This is an Excel workbook or a zip archive. Save it as CSV and try again.";
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return "This is an old Excel workbook. Save it as CSV and try again.";
  if (starts(0x25, 0x50, 0x44, 0x46)) return "This is a PDF. Export the table as CSV and try again.";
  if (detectEncoding(head) !== "utf-8") return null;
  const probe = head.subarray(0, 4_096);
  const strange = probe.filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length;
  return strange > probe.length * 0.1
    ? "This is not a text file. Export the table as CSV and try again."
    : null;
}

/** Reads the dialect off the first bytes of a file (HEAD_BYTES are plenty). */
export function detectDialect(head: Uint8Array, known: { readonly delimiter?: string } = {}): Dialect {
  const encoding = detectEncoding(head);
  const text = decodeWhole(head, encoding);
  const lineEnding = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const separator = /^sep=(.)\r?\n/i.exec(text);
  const skipLines = separator ? 1 : 0;
  const body = separator ? text.slice(separator[0].length) : text;
  const quote = detectQuote(body);
  const delimiter = known.delimiter ?? separator?.[1] ?? detectDelimiter(body, quote, lineEnding);
  const records = splitText(body, { delimiter, quote, lineEnding }, HEAD_RECORDS);
  return { delimiter, quote, encoding, lineEnding, hasHeader: looksLikeHeader(records), skipLines };
}

function detectQuote(text: string): '"' | "'" {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const single = Math.min(count(/(^|[,;\t|\n\r])'/g), count(/'([,;\t|\n\r]|$)/g));
  return single > 4 && !text.includes('"') ? "'" : '"';
}

/** The candidate under which most records have the same number of fields, and more than one. */
function detectDelimiter(text: string, quote: '"' | "'", lineEnding: "\n" | "\r"): string {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    if (!text.includes(delimiter)) continue;
    const records = splitText(text, { delimiter, quote, lineEnding }, HEAD_RECORDS);
    const counts = new Map<number, number>();
    for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
    const [width, times] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
    if (width < 2) continue;
    const score = (times / records.length) * (2 - 1 / width);
    if (score > best.score + 1e-9) best = { delimiter, score };
  }
  return best.delimiter;
}

const NUMERIC = /^[-+]?[\d\s.,]*\d%?$/;
const DATED = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?$/;

/** Names do not look like values: a first row with an address, a date or mostly numbers is data already. */
function looksLikeHeader(records: readonly (readonly string[])[]): boolean {
  const first = records[0];
  if (!first) return true;
  const filled = first.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (filled.length === 0) return false;
  if (filled.some((cell) => DATED.test(cell) || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell))) return false;
  return filled.filter((cell) => NUMERIC.test(cell)).length <= filled.length * 0.3;
}

/** Column names that are all there and all different: "Name", "Name (2)", "Column 7" for an empty one. */
export function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  const given = new Set(header.map((name) => name.replace(/\s+/g, " ").trim()));
  return header.map((raw, index) => {
    const base = raw.replace(/\s+/g, " ").trim() || `Column ${index + 1}`;
    let name = base;
    for (let number = 2; taken.has(name) || (name !== base && given.has(name)); number += 1)
      name = `${base} (${number})`;
    taken.add(name);
    return name;
  });
}
