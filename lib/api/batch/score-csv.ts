import { createHash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { bandFor } from "@/lib/core/scoring/bands";
import { scoreMany } from "@/lib/core/scoring/score";
import { withStated } from "@/lib/core/signals/stated";
import type { SignalsAsOf, SignalValue } from "@/lib/core/signals/types";
import type { PredictionPart } from "@/lib/modules/predictions/batches";
import type { LiveScorer } from "@/lib/modules/scoring/live-scorer";
import { topReasons } from "@/lib/modules/scoring/score-lead";
import { isBlank } from "@/lib/platform/csv/byte-cells";
import type { TimeContext } from "@/lib/present/format";
import { reasonLine, type WordableReason, wordReasons } from "@/lib/present/word-reason";
import { AnswerRows, MOST_ROWS, REASONS, RISKS } from "./answer-rows";
import { type FileColumns, readHeader, tooLong } from "./columns";
import { leadSignals } from "./lead-rows";
import { SignalRows } from "./signal-rows";
import { tableScorer } from "./table-scorer";

/** Bytes that are read before rows are scored: a part of the file, logged and answered as one. */
const PART_BYTES = 256 * 1024;
/** Rows that are scored between two turns of the loop, so that nobody else waits for a file. */
const CHUNK_ROWS = MOST_ROWS;

/** A part as `score-csv` knows it; who asked is added by whoever logs it. */
export type ScoredPart = Pick<
  PredictionPart,
  "firstRow" | "rows" | "failed" | "bytesIn" | "sha256In" | "isLast"
>;

export interface CsvScoring {
  readonly live: LiveScorer;
  /** As of when, epoch ms. */
  readonly moment: number;
  readonly timeZone: string;
  /** Resolves when the part may be answered. */
  log(part: ScoredPart): Promise<void>;
}

export interface ScoredCsv {
  readonly columns: FileColumns;
  /** The answer, made as it is asked for; the source is read no faster than that. */
  readonly bytes: AsyncGenerator<Uint8Array, void, void>;
}

/**
 * Scores a file of leads, a row each, in memory that does not depend on its length: what comes goes out again in the same
 * order, with the answer behind it. Rows with signals are scored as `signals` of POST /score, the others as `lead`.
 *
 * @throws ApiError 400 where the header cannot be used
 */
export async function scoreCsv(source: AsyncIterable<Uint8Array>, scoring: CsvScoring): Promise<ScoredCsv> {
  const parts = partsOf(source);
  try {
    let head: Buffer = EMPTY;
    for (;;) {
      const { value: part } = await parts.next();
      const isLast = part?.isLast ?? true;
      if (part) head = head.length === 0 ? part.bytes : Buffer.concat([head, part.bytes]);
      const columns = readHeader(head, isLast, scoring.live);
      if (columns) return { columns, bytes: answers(parts, { bytes: head, isLast }, columns, scoring) };
    }
  } catch (error) {
    await parts.return();
    throw error;
  }
}

const EMPTY = Buffer.alloc(0);

interface Part {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** The source in parts of a size that is worth a log entry; the last one says so. */
async function* partsOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Part, void, void> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    pieces.push(piece);
    size += piece.length;
    if (size < PART_BYTES) continue;
    yield { bytes: Buffer.concat(pieces), isLast: false };
    pieces = [];
    size = 0;
  }
  yield { bytes: Buffer.concat(pieces), isLast: true };
}

async function* answers(
  parts: AsyncGenerator<Part, void, void>,
  head: Part,
  columns: FileColumns,
  scoring: CsvScoring,
): AsyncGenerator<Uint8Array, void, void> {
  const { records, bodyAt } = columns;
  const { active } = scoring.live;
  const rows = new AnswerRows(columns, active.version, (total) => bandFor(active.bandSet, total));
  const scoreChunk = chunkScorer(columns, rows, scoring);
  const hash = createHash("sha256").update(head.bytes.subarray(0, bodyAt));
  let bytesIn = bodyAt;
  let firstRow = 1;
  rows.header();
  /** Scored, and on its way into the log. */
  let waiting: LoggedPart | null = null;
  try {
    let part: Part = { bytes: head.bytes.subarray(bodyAt), isLast: head.isLast };
    for (;;) {
      records.push(part.bytes, part.isLast);
      let taken = 0;
      for (let chunk = CHUNK_ROWS; chunk === CHUNK_ROWS; taken += chunk) {
        chunk = scoreChunk();
        await turn();
      }
      hash.update(records.bytes.subarray(0, records.at));
      bytesIn += records.at;
      const { failed } = rows;
      const bytes = rows.finish();
      const before = waiting;
      if (before) await before.logged;
      const entry = { firstRow, rows: taken, failed, isLast: part.isLast };
      const logged = scoring.log({ ...entry, bytesIn, sha256In: hash.copy().digest("hex") });
      // Whoever waits for it is told of its failure.
      logged.catch(() => {});
      firstRow += taken;
      waiting = { bytes, logged };
      if (before) yield before.bytes;
      if (part.isLast) break;
      // While one part is logged the next is scored, where it is there already; nobody waits for one that is not.
      const coming = parts.next();
      coming.catch(() => {});
      if ((await Promise.race([coming, logged])) === undefined) {
        yield waiting.bytes;
        waiting = null;
      }
      const next = await coming;
      part = next.done ? { bytes: EMPTY, isLast: true } : next.value;
    }
    await waiting.logged;
    yield waiting.bytes;
  } finally {
    // Not waited for: what is still to come may never do.
    parts.return().catch(() => {});
  }
}

interface LoggedPart {
  readonly bytes: Buffer;
  readonly logged: Promise<void>;
}

/** Reads the next rows, at most `CHUNK_ROWS`, and answers them. @returns how many they were */
function chunkScorer(columns: FileColumns, rows: AnswerRows, scoring: CsvScoring): () => number {
  const { records, lead, signals } = columns;
  const { live, moment, timeZone } = scoring;
  const { scorer, compiled } = live.active;
  const context: TimeContext = { now: moment, timeZone };
  const blank = live.unknownLead(moment);

  const answerLeads = (leads: readonly SignalsAsOf[]): void => {
    const told = (reasons: readonly WordableReason[], count: number): Buffer[] => {
      const words = wordReasons(reasons, context);
      return Array.from({ length: count }, (_, at) => {
        const worded = words[at];
        return worded === undefined ? rows.nothing : rows.told(reasonLine(worded));
      });
    };
    for (const result of scoreMany(scorer, leads)) {
      const { reasons, risks } = topReasons(result);
      rows.scored(result.total, result.probability, [...told(reasons, REASONS), ...told(risks, RISKS)]);
    }
  };
  /** Takes records while there are any; `read` says what is wrong with one. */
  const takeRows = (read: () => string | null): number => {
    let count = 0;
    while (count < CHUNK_ROWS && records.next()) {
      rows.take(records, problemOf(columns) ?? read());
      count += 1;
    }
    return count;
  };

  if (signals.length === 0)
    return () => {
      const leads: SignalsAsOf[] = [];
      const count = takeRows(() => {
        const measured = leadSignals(records, lead, live, moment);
        if (typeof measured === "string") return measured;
        leads.push(measured);
        return null;
      });
      answerLeads(leads);
      rows.endChunk();
      return count;
    };

  const stated = new SignalRows(signals, CHUNK_ROWS);
  const scoreTable = tableScorer(live, signals, blank, context);
  return () => {
    stated.clear();
    const count = takeRows(() => stated.add(records));
    if (scoreTable) scoreTable(stated, rows);
    else answerLeads(leadsOf(stated));
    rows.endChunk();
    return count;
  };

  function leadsOf(chunk: SignalRows): SignalsAsOf[] {
    return Array.from({ length: chunk.rows }, (_, row) => {
      const own: Record<string, SignalValue> = {};
      for (const [at, { definition }] of signals.entries()) own[definition.key] = chunk.value(at, row);
      return withStated(compiled, blank, own);
    });
  }
}

/** What is wrong with a record before its cells are looked at. */
function problemOf({ records, count: wanted }: FileColumns): string | null {
  const { problem, count } = records;
  if (problem === "too_long") return tooLong("The line");
  if (problem === "quote") return "A quote is opened and not closed, or stands within a quoted cell.";
  if (count === wanted) return null;
  if (count < wanted) return `The row has ${count} of ${wanted} cells.`;
  // Empty cells beyond the last column are how spreadsheets pad.
  let isPadding = count <= records.from.length;
  for (let field = wanted; field < count && isPadding; field += 1)
    isPadding = isBlank(records.bytes, records.from[field]!, records.to[field]!);
  return isPadding ? null : `The row has ${count} cells and the header ${wanted}; those beyond are left out.`;
}
