import type { SignalDefinition } from "@/lib/core/signals/types";
import { LEAD_COLUMNS } from "@/lib/modules/ingestion/types";
import type { LiveScorer } from "@/lib/modules/scoring/live-scorer";
import { ByteRecords } from "@/lib/platform/csv/byte-records";
import { refusalOf } from "@/lib/platform/csv/dialect";
import { ApiError } from "../errors";

/** What an answer has behind the columns that came. */
export const ANSWER_COLUMNS = [
  ...["score", "probability", "band", "action", "reason_1", "reason_2", "reason_3", "risk_1", "risk_2"],
  ...["scorer_version", "error"],
] as const;

/** A line longer than this is none; a table wider than this is none of leads. */
export const MOST_LINE_BYTES = 256 * 1024;
export const MOST_COLUMNS = 1_000;
/** Cells beyond the header's that are looked at: spreadsheets pad with empty ones. */
const SPARE_FIELDS = 64;

const DELIMITERS = [",", ";", "\t"] as const;
const LEAD_FIELDS: ReadonlySet<string> = new Set([...LEAD_COLUMNS, "created_at"]);
const REQUIRED = ["email", "company", "job_title"] as const;

export interface SignalField {
  /** Its place in the record. */
  readonly field: number;
  /** As the header has it. */
  readonly name: string;
  readonly definition: SignalDefinition;
}

export interface LeadField {
  readonly field: number;
  readonly name: string;
  /** Of `lead` in POST /score. */
  readonly column: string;
}

export interface FileColumns {
  readonly delimiter: string;
  readonly lineEnd: "\n" | "\r\n";
  readonly hasBom: boolean;
  /** How many columns the header names. */
  readonly count: number;
  /** The header's bytes as they came, without the line's end. */
  readonly header: Buffer;
  /** Behind the header. */
  readonly bodyAt: number;
  /** What the rows are scored from: either of the two. */
  readonly signals: readonly SignalField[];
  readonly lead: readonly LeadField[];
  /** Reads the rows. */
  readonly records: ByteRecords;
}

const refused = (message: string) => new ApiError(400, message);

/**
 * Reads the header from the beginning of a file; null where it is not whole yet.
 *
 * @throws ApiError 400 where this is no table, or none with a column to score from
 */
export function readHeader(head: Buffer, isWhole: boolean, live: LiveScorer): FileColumns | null {
  if (head.length < 4 && !isWhole) return null;
  const refusal = refusalOf(head);
  if (refusal !== null) throw refused(refusal);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
    throw refused("The file is UTF-16; send it as UTF-8.");
  const hasBom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const text = hasBom ? head.subarray(3) : head;
  let best: FileColumns | null = null;
  for (const delimiter of DELIMITERS) {
    const records = reader(delimiter, MOST_COLUMNS);
    records.push(text, isWhole);
    if (!records.next()) {
      if (isWhole) throw refused("The file has no header: its first line names the columns.");
      return null;
    }
    const found = columnsOf(records, delimiter, live, hasBom);
    if (best === null || widthOf(found) > widthOf(best)) best = found;
  }
  if (best === null) return null;
  return checked(best);
}

/** Columns to score from count more than any number of others. */
const widthOf = ({ signals, lead, count }: FileColumns): number =>
  (signals.length + lead.length) * (MOST_COLUMNS + 1) + count;

const reader = (delimiter: string, mostFields: number): ByteRecords =>
  new ByteRecords(delimiter.charCodeAt(0), { mostBytes: MOST_LINE_BYTES, mostFields });

function columnsOf(records: ByteRecords, delimiter: string, live: LiveScorer, hasBom: boolean): FileColumns {
  const { problem, count, bytes, start, end, at } = records;
  if (problem === "too_long") throw refused(tooLong("The header"));
  if (problem === "quote")
    throw refused("The header cannot be read: a quote is opened and not closed, or stands within a name.");
  if (count > MOST_COLUMNS)
    throw refused(`The header names ${count} columns; at most ${MOST_COLUMNS} can be read.`);
  const names = Array.from({ length: count }, (_, field) => records.text(field).trim());
  const known = names.map((name) => ({ name, plain: name.toLowerCase().replaceAll(/[\s-]+/g, "_") }));
  const signals = known.flatMap(({ name, plain }, field): SignalField[] => {
    const definition = live.definitions.get(name) ?? live.definitions.get(plain);
    return definition ? [{ field, name, definition }] : [];
  });
  // What is both (employees, say) is the lead's own where nothing else is a signal.
  const isOfSignals = signals.some(({ definition }) => !LEAD_FIELDS.has(definition.key));
  const lead = isOfSignals
    ? []
    : known.flatMap(({ name, plain }, field): LeadField[] =>
        LEAD_FIELDS.has(plain) ? [{ field, name, column: plain }] : [],
      );
  return {
    ...{ delimiter, hasBom, count, lead, signals: isOfSignals ? signals : [] },
    lineEnd: bytes[at - 1] === 10 && bytes[at - 2] === 13 ? "\r\n" : "\n",
    header: Buffer.from(bytes.subarray(start, end)),
    bodyAt: at + (hasBom ? 3 : 0),
    records: reader(delimiter, count + SPARE_FIELDS),
  };
}

export const tooLong = (what: string) => `${what} is longer than ${MOST_LINE_BYTES / 1024} kB.`;

function checked(columns: FileColumns): FileColumns {
  const { signals, lead, header, records, delimiter } = columns;
  if (signals.length === 0 && lead.length === 0)
    throw refused(
      "No column of this file is a signal of the scorer in use or a field of a lead (email, company, job_title, …). The first line names the columns.",
    );
  if (signals.length === 0)
    for (const field of REQUIRED)
      if (!lead.some(({ column }) => column === field))
        throw refused(
          `The column ${field} is missing: a lead is scored from email, company and job_title at least, unless the file has signals.`,
        );
  const keys = [...signals.map(({ definition }) => definition.key), ...lead.map(({ column }) => column)];
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) throw refused(`The header names ${twice} twice; leave one of them out.`);
  const names = new ByteRecords(delimiter.charCodeAt(0), {
    mostBytes: MOST_LINE_BYTES,
    mostFields: records.from.length,
  });
  names.push(header, true);
  names.next();
  for (let field = 0; field < names.count; field += 1) {
    const name = names.text(field).trim();
    if ((ANSWER_COLUMNS as readonly string[]).includes(name))
      throw refused(
        `The file has a column "${name}" already, which the answer adds: rename it or leave it out.`,
      );
  }
  return columns;
}
