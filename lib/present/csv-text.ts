/** A small table as the text of a CSV file, made where it is shown. Long exports are streamed by lib/platform/csv. */

export type CsvCell = string | number | null;

const PLAIN_NUMBER = /^[-+]?(\d+([.,]\d+)*|\.\d+)(e[-+]?\d+)?\s?%?$/i;

/** What begins with = + - @ would run as a formula in a spreadsheet: it gets an apostrophe. Numbers stay numbers. */
function cellText(value: CsvCell): string {
  if (value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const isFormula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(value.trimStart()) || /^[\t\r]/.test(value);
  const safe = isFormula && !PLAIN_NUMBER.test(value.trim()) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With the mark by which spreadsheets know UTF-8, and CRLF line ends as RFC 4180 has it. */
export function csvText(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const line = (cells: readonly CsvCell[]) => `${cells.map(cellText).join(",")}\r\n`;
  return `\uFEFF${line(header)}${rows.map(line).join("")}`;
}
