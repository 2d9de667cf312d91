import type { CsvRow } from "@/lib/platform/csv/splitter";

/** Why a row stays out. `reason` is what people read; `group` joins reasons that differ in a number only. */
export interface RowProblem {
  readonly line: number;
  readonly reason: string;
  readonly group: string;
  readonly value: string | null;
}

export function rowProblem(
  line: number,
  reason: string,
  value: string | null = null,
  group = reason,
): RowProblem {
  return { line, reason, group, value: value === null ? null : value.slice(0, 200) };
}

export const NO_IDENTITY = "No email, and no other id";
export const MALFORMED_EMAIL = "Malformed email";
export const CREATED_IN_FUTURE = "Created in the future";
export const CREATED_UNREADABLE = "Created date not readable";
export const SAME_ID = "Same id as an earlier line";
export const SAME_EMAIL = "Same email as an earlier line";
export const TOO_MANY_FIELDS = "Too many fields";
export const TOO_FEW_FIELDS = "Too few fields";
export const UNCLOSED_QUOTE = "A quote is never closed";
export const UNKNOWN_LEAD = "No lead with this id";
export const NO_LEAD_ID = "No lead id";
export const NO_TIME = "No time";
export const TIME_UNREADABLE = "Time not readable";
export const TIME_IN_FUTURE = "Happened in the future";
export const TIME_TOO_OLD = "Happened before 1990";
export const NO_EVENT_TYPE = "No event type";

/** What the reader of the file found wrong with a row; null where it found nothing. */
export function problemOfRow(row: CsvRow): RowProblem | null {
  const { line, problem } = row;
  switch (problem?.kind) {
    case undefined:
      return null;
    case "too_many_fields":
      return rowProblem(line, TOO_MANY_FIELDS, `${problem.found}, expected ${problem.expected}`);
    case "too_few_fields":
      return rowProblem(line, TOO_FEW_FIELDS, `${problem.found}, expected ${problem.expected}`);
    case "unclosed_quote":
      return rowProblem(
        line,
        `Quote opened on line ${problem.line} is never closed`,
        row.cells[0] ?? null,
        UNCLOSED_QUOTE,
      );
    case "record_too_long":
      return rowProblem(line, `Line longer than ${problem.limit} characters`, row.cells[0] ?? null);
  }
}

/** Rows of nothing but empty cells are how spreadsheets end a file: they are no rows. */
export const isBlankRow = (row: CsvRow): boolean => row.cells.every((cell) => cell.trim() === "");
