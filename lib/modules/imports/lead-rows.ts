import type { AttributeValue } from "@/lib/core/signals/types";
import { EMAIL_AS_GIVEN, isEmail } from "@/lib/modules/ingestion/quality";
import type { LeadRecord, LeadStatus } from "@/lib/modules/ingestion/types";
import type { CsvRow } from "@/lib/platform/csv/splitter";
import { sha256Hex } from "@/lib/platform/hash";
import { Fingerprints } from "./fingerprints";
import { type ColumnReader, columnReaders } from "./lead-columns";
import { isOpenWord, statusOf } from "./outcome";
import { OWNER_AS_GIVEN } from "./own-columns";
import {
  CREATED_IN_FUTURE,
  CREATED_UNREADABLE,
  MALFORMED_EMAIL,
  NO_IDENTITY,
  problemOfRow,
  type RowProblem,
  rowProblem,
  SAME_EMAIL,
  SAME_ID,
} from "./row-problems";
import type { ColumnProfile, LeadsPlan } from "./types";
import { isMissing, PLAIN_NUMBER, parseDate, parseNumber } from "./values";

export interface LeadRowContext {
  readonly columns: readonly ColumnProfile[];
  readonly plan: LeadsPlan;
  readonly now: Date;
  /** Members of the workspace by lower-cased e-mail. */
  readonly owners: ReadonlyMap<string, string>;
  /** ISO 4217, for deal amounts. */
  readonly currency?: string;
}

export type ReadLead = { readonly record: LeadRecord } | { readonly problem: RowProblem };

/** Turns rows into lead records by a plan. Remembers ids, so one reader serves one file from its first row to its last. */
export function leadRowReader(context: LeadRowContext): (row: CsvRow) => ReadLead {
  const { columns, plan, now } = context;
  const readers = columnReaders(columns, plan);
  const at = placesOf(columns, plan);
  const seen = new Fingerprints();
  const outcomeOf = outcomeReader(context);
  // Order stands for time: lists that begin with the newest are counted backwards.
  const step = columns.some(({ number }) => number?.falls) ? -1 : 1;
  let sequence = 0;

  return (row) => {
    const broken = problemOfRow(row);
    if (broken) return { problem: broken };
    sequence += step;
    const { cells, line } = row;
    const fields = fieldsOf(readers, cells);
    const identity = identify(cells, line, at, fields, seen);
    if ("problem" in identity) return identity;

    const created = dateCell(cells, at.created_at, context);
    if (created === "unreadable")
      return { problem: rowProblem(line, CREATED_UNREADABLE, cells[at.created_at ?? 0] ?? null) };
    if (created !== null && created > now.getTime())
      return { problem: rowProblem(line, CREATED_IN_FUTURE, cells[at.created_at ?? 0] ?? null) };

    const outcome = outcomeOf(cells);
    const status = outcome?.status ?? statusCell(cells, at.status);
    const isClosed = status === "won" || status === "lost" || status === "disqualified";
    const closed = isClosed ? dateCell(cells, at.closed_at, context) : null;
    const closedAt = typeof closed === "number" && closed <= now.getTime() ? new Date(closed) : null;
    const owner = at.owner_email === undefined ? "" : (cells[at.owner_email]?.trim().toLowerCase() ?? "");
    const ownerId = owner === "" ? undefined : context.owners.get(owner);
    if (owner !== "" && ownerId === undefined) fields[OWNER_AS_GIVEN] = owner;
    const amount = at.amount === undefined ? null : amountCell(cells[at.amount] ?? "", columns[at.amount]);
    return {
      record: {
        ...(identity.externalId === null ? {} : { externalId: identity.externalId }),
        fields,
        ...(created === null ? { sequence } : { createdAt: new Date(created) }),
        ...(status ? { status } : {}),
        ...(closedAt ? { closedAt } : {}),
        ...(ownerId ? { ownerId } : {}),
        ...textPart("team", cells, at.team),
        ...textPart("territory", cells, at.territory),
        ...(outcome
          ? {
              outcome: {
                kind: "won_deal",
                value: outcome.value,
                ...(closedAt && outcome.value !== "undecided" ? { decidedAt: closedAt } : {}),
                ...(amount === null
                  ? {}
                  : { amountMinor: Math.round(amount * 100), currency: context.currency ?? "EUR" }),
              },
            }
          : {}),
      },
    };
  };
}

type Places = Partial<Record<string, number>>;

function placesOf(columns: readonly ColumnProfile[], plan: LeadsPlan): Places {
  const places: Places = {};
  columns.forEach(({ name }, index) => {
    const to = plan.columns[name];
    if (to) places[to] ??= index;
  });
  return places;
}

function fieldsOf(
  readers: readonly ColumnReader[],
  cells: readonly string[],
): Record<string, AttributeValue> {
  const fields: Record<string, AttributeValue> = {};
  for (const read of readers) read(cells, fields);
  return fields;
}

/**
 * Whose row it is: the file's id, else the e-mail; in a file with neither column the row's content and how often it
 * has come. A malformed address is set aside where another id tells the lead.
 */
function identify(
  cells: readonly string[],
  line: number,
  at: Places,
  fields: Record<string, AttributeValue>,
  seen: Fingerprints,
): { readonly externalId: string | null } | { readonly problem: RowProblem } {
  const hasIdentity = at.external_id !== undefined || at.email !== undefined;
  if (!hasIdentity) {
    const digest = sha256Hex(cells.map((cell) => cell.trim()).join("\u001f")).slice(0, 32);
    return { externalId: `row:${digest}:${seen.countOf(digest)}` };
  }
  const idCell = at.external_id === undefined ? "" : (cells[at.external_id] ?? "").trim();
  const externalId = isMissing(idCell) ? null : idCell.slice(0, 500);
  const mailCell = at.email === undefined ? "" : (cells[at.email] ?? "").trim();
  const given = isMissing(mailCell) ? null : mailCell;
  const email = given !== null && isEmail(given) ? given.toLowerCase() : null;
  if (externalId === null && email === null) {
    return {
      problem: given === null ? rowProblem(line, NO_IDENTITY) : rowProblem(line, MALFORMED_EMAIL, given),
    };
  }
  if (at.email !== undefined) {
    if (email !== null) fields.email = email;
    if (given !== null) fields[EMAIL_AS_GIVEN] = email === null ? given : null;
  }
  const first = seen.firstOf(externalId === null ? `e${email}` : `i${externalId}`, line);
  if (first === 0) return { externalId };
  const [what, group] = externalId === null ? ["email", SAME_EMAIL] : ["id", SAME_ID];
  return { problem: rowProblem(line, `Same ${what} as line ${first}`, externalId ?? email, group) };
}

function dateCell(cells: readonly string[], index: number | undefined, { columns, plan }: LeadRowContext) {
  if (index === undefined) return null;
  const cell = cells[index] ?? "";
  if (isMissing(cell)) return null;
  return parseDate(cell, columns[index]?.date?.format ?? "iso", plan.timeZone) ?? "unreadable";
}

function statusCell(cells: readonly string[], index: number | undefined): LeadStatus | null {
  return index === undefined ? null : statusOf(cells[index] ?? "");
}

function amountCell(cell: string, column: ColumnProfile | undefined): number | null {
  const amount = isMissing(cell) ? null : parseNumber(cell, column?.number ?? PLAIN_NUMBER);
  return amount !== null && Math.abs(amount) < 1e13 ? amount : null;
}

function textPart(key: "team" | "territory", cells: readonly string[], index: number | undefined) {
  const cell = index === undefined ? "" : (cells[index] ?? "").trim();
  return isMissing(cell) ? {} : { [key]: cell.slice(0, 200) };
}

interface ReadOutcome {
  readonly value: "undecided" | "positive" | "negative";
  readonly status: LeadStatus | null;
}

/**
 * The positive values win, the undecided ones and blanks are open, every other value has lost. A value that nobody saw
 * when the plan was made, and that plainly says "open", is undecided too.
 */
function outcomeReader({ columns, plan }: LeadRowContext): (cells: readonly string[]) => ReadOutcome | null {
  const { outcome } = plan;
  if (!outcome) return () => null;
  const index = columns.findIndex(({ name }) => name === outcome.column);
  const plain = (value: string) => value.trim().toLowerCase();
  const positive = new Set(outcome.positive.map(plain));
  const undecided = new Set(outcome.undecided.map(plain));
  const shown = new Set(columns[index]?.top.map(({ value }) => plain(value)));
  return (cells) => {
    const cell = (cells[index] ?? "").trim();
    const word = plain(cell);
    if (positive.has(word)) return { value: "positive", status: "won" };
    if (isMissing(cell) || undecided.has(word) || (!shown.has(word) && isOpenWord(cell)))
      return { value: "undecided", status: null };
    return { value: "negative", status: "lost" };
  };
}
