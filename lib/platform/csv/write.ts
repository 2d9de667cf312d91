import { byteStream } from "../byte-stream";

/** Writing CSV that a spreadsheet shows and never runs. */

export type CsvValue = string | number | boolean | null | undefined;

const PLAIN_NUMBER = /^[-+]?(\d+([.,]\d+)*|\.\d+)(e[-+]?\d+)?\s?%?$/i;

/**
 * A cell that begins with = + - @, a tab or a carriage return is run as a formula by spreadsheets: it gets an
 * apostrophe in front. Plain numbers such as -5 or +3.2 stay numbers.
 */
export function csvCell(value: CsvValue, delimiter = ","): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const isFormula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(value.trimStart()) || /^[\t\r]/.test(value);
  const safe = isFormula && !PLAIN_NUMBER.test(value.trim()) ? `'${value}` : value;
  return safe.includes(delimiter) || /["\r\n]/.test(safe) || safe !== safe.trim()
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}

/** One record with its line ending (CRLF, as RFC 4180 has it). */
export function csvLine(values: readonly CsvValue[], delimiter = ","): string {
  const line = values.map((value) => csvCell(value, delimiter)).join(delimiter);
  // A lone empty cell would be a blank line, which readers skip.
  return `${values.length === 1 && line === "" ? '""' : line}\r\n`;
}

/** A table as bytes, a few thousand rows a piece, with the mark by which spreadsheets know UTF-8. */
export async function* csvBytes(
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly CsvValue[])[]> | Iterable<readonly (readonly CsvValue[])[]>,
): AsyncGenerator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  yield encoder.encode(`\uFEFF${csvLine(header)}`);
  for await (const rows of batches)
    if (rows.length > 0) yield encoder.encode(rows.map((row) => csvLine(row)).join(""));
}

/** The same as a response body. */
export function csvStream(...table: Parameters<typeof csvBytes>): ReadableStream<Uint8Array> {
  return byteStream(csvBytes(...table));
}
