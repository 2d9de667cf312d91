import { createHash } from "node:crypto";
import { EARLIEST_EVENT } from "@/lib/modules/ingestion/partitions";
import type { EventRecord } from "@/lib/modules/ingestion/types";
import type { CsvRow } from "@/lib/platform/csv/splitter";
import { Fingerprints } from "./fingerprints";
import { attributeKeys } from "./own-columns";
import {
  NO_EVENT_TYPE,
  NO_LEAD_ID,
  NO_TIME,
  problemOfRow,
  type RowProblem,
  rowProblem,
  TIME_IN_FUTURE,
  TIME_TOO_OLD,
  TIME_UNREADABLE,
} from "./row-problems";
import type { ColumnProfile, EventsPlan } from "./types";
import { isMissing, PLAIN_NUMBER, parseBoolean, parseDate, parseNumber } from "./values";
import { eventTypeOf } from "./vocabulary";

export interface EventRowContext {
  readonly columns: readonly ColumnProfile[];
  readonly plan: EventsPlan;
  readonly now: Date;
}

export interface ReadEvent {
  readonly line: number;
  /** The id or address by which the file knows the lead. */
  readonly lead: string;
  readonly record: Omit<EventRecord, "subject">;
}

/**
 * Turns rows into events. A row that says the same as an earlier one is kept apart by how often it has come, so that
 * the same file gives the same ids, however it is cut into batches.
 */
export function eventRowReader({ columns, plan, now }: EventRowContext) {
  const indexOf = (to: string) => columns.findIndex(({ name }) => plan.columns[name] === to);
  const [lead, time, type] = [indexOf("lead"), indexOf("occurred_at"), indexOf("event_type")];
  const keys = attributeKeys(columns.map(({ name }) => name));
  const properties = columns.flatMap((column, index) =>
    plan.columns[column.name] === "property" && !column.protected
      ? [{ key: keys.get(column.name) ?? "field", column, index }]
      : [],
  );
  const format = columns[time]?.date?.format ?? "iso";
  const types = new Map<string, string>();
  const seen = new Fingerprints();

  return (row: CsvRow): ReadEvent | { readonly problem: RowProblem } => {
    const broken = problemOfRow(row);
    if (broken) return { problem: broken };
    const { cells, line } = row;
    const who = (cells[lead] ?? "").trim();
    if (isMissing(who)) return { problem: rowProblem(line, NO_LEAD_ID) };
    const when = (cells[time] ?? "").trim();
    if (isMissing(when)) return { problem: rowProblem(line, NO_TIME) };
    const at = parseDate(when, format, plan.timeZone);
    if (at === null) return { problem: rowProblem(line, TIME_UNREADABLE, when) };
    if (at > now.getTime()) return { problem: rowProblem(line, TIME_IN_FUTURE, when) };
    if (at < EARLIEST_EVENT.getTime()) return { problem: rowProblem(line, TIME_TOO_OLD, when) };
    const what = (cells[type] ?? "").trim().slice(0, 200);
    if (isMissing(what)) return { problem: rowProblem(line, NO_EVENT_TYPE) };
    let known = types.get(what);
    if (known === undefined) {
      known = eventTypeOf(what) ?? what;
      types.set(what, known);
    }
    const content = [who, known, at, ...properties.map(({ index }) => cells[index])].join("\u001f");
    const count = seen.countOf(content);
    return {
      line,
      lead: who,
      record: {
        type: known,
        occurredAt: new Date(at),
        properties: propertiesOf(properties, cells),
        ...(count === 1 ? {} : { id: repeatId(content, count) }),
      },
    };
  };
}

function propertiesOf(
  properties: readonly { key: string; column: ColumnProfile; index: number }[],
  cells: readonly string[],
): Record<string, string | number | boolean> {
  const values: Record<string, string | number | boolean> = {};
  for (const { key, column, index } of properties) {
    const cell = cells[index] ?? "";
    if (isMissing(cell)) continue;
    const typed =
      column.type === "number"
        ? parseNumber(cell, column.number ?? PLAIN_NUMBER)
        : column.type === "boolean"
          ? parseBoolean(cell)
          : null;
    values[key] = typed ?? cell.trim().slice(0, 2_000);
  }
  return values;
}

/** A UUID (version 8, RFC 9562) from what the row says and how often the file has said it. */
function repeatId(content: string, count: number): string {
  const bytes = createHash("sha256").update(`${content}\n#${count}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
