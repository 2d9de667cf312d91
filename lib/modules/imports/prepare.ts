import { openCsv } from "@/lib/platform/csv/read";
import { profileColumns, SAMPLE_ROWS } from "./profile";
import { isBlankRow } from "./row-problems";
import { looksLikeEvents, suggestEventsPlan, suggestLeadsPlan } from "./suggest";
import type { ImportKind, ImportPlan, ImportProfile } from "./types";

export interface PrepareOptions {
  readonly byteSize: number;
  readonly timeZone: string;
  readonly delimiter?: string;
  /** What the file holds, where somebody said so; else its columns decide. */
  readonly kind?: ImportKind;
  /** Lines counted while the file came in, header included. */
  readonly lines?: number;
}

export interface Prepared {
  readonly profile: ImportProfile;
  readonly plan: ImportPlan;
}

const COUNT_MS = 2_000;

/**
 * Looks at the first rows of a file and suggests a plan. Counts the rest for two seconds at most.
 *
 * @throws CsvError where the file is empty or no table.
 */
export async function prepareImport(
  source: AsyncIterable<Uint8Array>,
  options: PrepareOptions,
): Promise<Prepared> {
  const { byteSize, timeZone, delimiter, lines } = options;
  let bytes = 0;
  const table = await openCsv(source, {
    onBytes: (read) => {
      bytes = read;
    },
    ...(delimiter === undefined ? {} : { delimiter }),
  });
  const sample: (readonly string[])[] = [];
  let read = 0;
  let ended = false;
  const deadline = performance.now() + COUNT_MS;
  for (;;) {
    const batch = await table.batches.next();
    ended = batch.done === true;
    if (batch.done) break;
    for (const row of batch.value) {
      if (!row.problem && isBlankRow(row)) continue;
      read += 1;
      if (!row.problem && sample.length < SAMPLE_ROWS) sample.push(row.cells);
    }
    // The sample is full; the rest is counted where that takes no time, so that the screen can name a figure.
    if (sample.length >= SAMPLE_ROWS && performance.now() > deadline) break;
  }
  await table.batches.return();
  const columns = profileColumns(table.names, sample, timeZone);
  const headerLines = (table.dialect.hasHeader ? 1 : 0) + table.dialect.skipLines;
  const guessed =
    lines === undefined ? Math.round((read * byteSize) / Math.max(1, bytes)) : lines - headerLines;
  const profile: ImportProfile = {
    dialect: table.dialect,
    columns,
    sampledRows: sample.length,
    rows: ended ? read : Math.max(read, guessed),
    rowsAreExact: ended,
  };
  const kind = options.kind ?? (looksLikeEvents(columns) ? "events" : "leads");
  const plan =
    kind === "events" ? suggestEventsPlan(columns, timeZone) : suggestLeadsPlan(columns, timeZone).plan;
  return { profile, plan };
}
