import { createGunzip } from "node:zlib";
import { type Dialect, detectDialect, HEAD_BYTES, refusalOf, uniqueNames } from "./dialect";
import { type CsvRow, Splitter } from "./splitter";
import { PieceDecoder } from "./text-decoding";

export class CsvError extends Error {}

export interface ReadOptions {
  /** Parts of the dialect that a person said. */
  readonly delimiter?: string;
  /** A dialect detected before; the head is not looked at again. */
  readonly dialect?: Dialect;
  readonly signal?: AbortSignal;
  /** Bytes read from the source so far (compressed ones, for a .gz file). */
  readonly onBytes?: (bytes: number) => void;
}

export interface CsvTable {
  readonly dialect: Dialect;
  /** Unique and never empty. */
  readonly names: readonly string[];
  /** Rows in arrays of at most 5,000. A row with a problem is reported, not dropped; ragged ones keep their cells. */
  readonly batches: AsyncGenerator<CsvRow[], void, void>;
}

/** PostgreSQL takes 1,600 columns, people far fewer: beyond this a file is no table of leads. */
export const MAX_COLUMNS = 2_000;
const MAX_BATCH = 5_000;

/**
 * Opens a table: looks at its head, and reads the rest as it is asked for, in memory that does not depend on the
 * file's length. Gzip is recognised by its first bytes.
 *
 * @throws CsvError for a file that is empty or no text.
 */
export async function openCsv(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<CsvTable> {
  const pieces = inflated(counted(source, options))[Symbol.asyncIterator]();
  const { head, ended } = await readHead(pieces);
  const refusal = refusalOf(head);
  if (refusal !== null) throw new CsvError(refusal);
  const dialect = options.dialect ?? detectDialect(head, options);
  const decoder = new PieceDecoder(dialect.encoding);
  const splitter = new Splitter(dialect);
  const first = splitter.push(decoder.decode(head, ended), ended);
  const start = first.slice(dialect.skipLines);
  const top = start[0];
  if (!top) throw new CsvError("This file has no rows.");
  if (top.problem)
    throw new CsvError(`The header is not readable: a quote is opened on line ${top.line} and never closed.`);
  if (top.cells.length > MAX_COLUMNS)
    throw new CsvError(`This file has ${top.cells.length} columns; at most ${MAX_COLUMNS} can be read.`);
  const names = uniqueNames(dialect.hasHeader ? top.cells : top.cells.map(() => ""));

  async function* batches(): AsyncGenerator<CsvRow[], void, void> {
    const rows = dialect.hasHeader ? start.slice(1) : start;
    yield* inBatches(rows, names.length, options.signal);
    if (ended) return;
    for (;;) {
      options.signal?.throwIfAborted();
      const piece = await pieces.next();
      const isLast = piece.done === true;
      const text = decoder.decode(isLast ? new Uint8Array(0) : piece.value, isLast);
      const more = splitter.push(text, isLast);
      yield* inBatches(more, names.length, options.signal);
      if (isLast) return;
    }
  }
  return { dialect, names, batches: batches() };
}

function* inBatches(
  rows: readonly CsvRow[],
  expected: number,
  signal: AbortSignal | undefined,
): Generator<CsvRow[], void, void> {
  for (let at = 0; at < rows.length; at += MAX_BATCH) {
    signal?.throwIfAborted();
    yield rows.slice(at, at + MAX_BATCH).map((row) => checked(row, expected));
  }
}

/** Empty cells beyond the last column are how spreadsheets pad; anything else beyond it is a stray delimiter. */
function checked(row: CsvRow, expected: number): CsvRow {
  const found = row.cells.length;
  if (row.problem || found === expected) return row;
  if (found > expected) {
    return row.cells.slice(expected).every((cell) => cell.trim() === "")
      ? { line: row.line, cells: row.cells.slice(0, expected) }
      : { ...row, problem: { kind: "too_many_fields", found, expected } };
  }
  return { ...row, problem: { kind: "too_few_fields", found, expected } };
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  { onBytes, signal }: ReadOptions,
): AsyncGenerator<Uint8Array, void, void> {
  let bytes = 0;
  for await (const piece of source) {
    signal?.throwIfAborted();
    bytes += piece.length;
    onBytes?.(bytes);
    yield piece;
  }
}

async function* inflated(
  source: AsyncGenerator<Uint8Array, void, void>,
): AsyncGenerator<Uint8Array, void, void> {
  const first = await source.next();
  if (first.done) return;
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  async function* whole() {
    if (!first.done) yield first.value;
    yield* source;
  }
  if (!isGzip) {
    yield* whole();
    return;
  }
  const gunzip = createGunzip();
  const feeding = (async () => {
    for await (const piece of whole()) {
      if (!gunzip.write(piece)) await new Promise<void>((resolve) => gunzip.once("drain", () => resolve()));
    }
    gunzip.end();
  })();
  feeding.catch((error: Error) => gunzip.destroy(error));
  try {
    for await (const piece of gunzip) yield piece as Uint8Array;
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))
      throw new CsvError("This gzip file is damaged.");
    throw error;
  }
  await feeding;
}

async function readHead(
  pieces: AsyncIterator<Uint8Array, void>,
): Promise<{ head: Uint8Array; ended: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const piece = await pieces.next();
    if (piece.done) return { head: Buffer.concat(parts), ended: true };
    parts.push(piece.value);
    length += piece.value.length;
  }
  return { head: Buffer.concat(parts), ended: false };
}
