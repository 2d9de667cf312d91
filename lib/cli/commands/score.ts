import { createReadStream, existsSync, fstatSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { scoreCsv } from "@/lib/api/batch/score-csv";
import { ApiError } from "@/lib/api/errors";
import { causeRef } from "@/lib/core/scoring/causes";
import { openPartLog } from "@/lib/modules/predictions/batches";
import { liveScorer } from "@/lib/modules/scoring/live-scorer";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { formatCount, formatNumber } from "@/lib/present/format";
import type { Command } from "./command";
import { UsageError } from "./import-options";
import { rescore } from "./publish";
import { endProgress, showProgress, tell, type WorkspaceCall, withWorkspace } from "./with-workspace";

const USAGE = `npm run -s firstcall -- score --workspace NAME < leads.csv > scored.csv

  Scores a CSV file as POST /api/v1/score/batch does: columns named as signals, or email, company, job_title and
  more of a lead; the same rows come out with their scores. Stores nothing but a note of it.

  --file F     read from a file instead of standard input

npm run firstcall -- score --workspace NAME [--leads] [--json]

  Scores every lead of the workspace now: with --leads or --json, and where no file is given and nothing comes on
  standard input (a terminal, /dev/null, a pipe that ends at once).

  --json       print what came of it as JSON

  Exit codes: 0 done, 1 some rows could not be scored, 2 the call was wrong.
`;

const OPTIONS = { file: { type: "string" }, leads: { type: "boolean" } } as const;

export const scoreCommand: Command = {
  summary: "score a CSV file from a pipe, or every lead of a workspace",
  run: (args, { root }) =>
    withWorkspace(args, root, USAGE, OPTIONS, async (call) => {
      const { file } = call.options;
      const isOfLeads = call.json || call.flags.has("leads");
      if (isOfLeads && file !== undefined)
        throw new UsageError(`--file goes with neither --leads nor --json.\n\n${USAGE}`);
      const source = isOfLeads ? null : await sourceOf(file);
      if (source) return scoreFile(call, source);
      await rescore(call, causeRef("manual"));
      return 0;
    }),
};

/** Null where nothing is given: as where another program starts this one. */
async function sourceOf(file: string | undefined): Promise<AsyncIterable<Uint8Array> | null> {
  if (file === undefined) return isGiven() ? begun(process.stdin) : null;
  if (file === "-") return process.stdin;
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  return createReadStream(file);
}

/** The input once something came; null where it ends before. */
async function begun(input: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array> | null> {
  const pieces = input[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return null;
  return (async function* () {
    yield first.value;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  })();
}

/** Whether somebody put a pipe or a file there. */
function isGiven(): boolean {
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isFile() || input.isSocket();
  } catch {
    return false;
  }
}

async function scoreFile(
  { workspace: { tenantId, timeZone }, signal }: WorkspaceCall,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const live = await liveScorer(tenantId);
  const moment = now().getTime();
  const logPart = openPartLog();
  const { id: scorerId, version: scorerVersion, hash: scorerHash } = live.active;
  const requestId = newId();
  const counts = { rows: 0, failed: 0 };
  try {
    const { bytes } = await scoreCsv(source, {
      ...{ live, moment, timeZone },
      log: async (part) => {
        const who = { tenantId, keyId: null, requestId, createdAt: now() };
        await logPart({ ...who, scorerId, scorerVersion, scorerHash, moment, ...part });
        counts.rows += part.rows;
        counts.failed += part.failed;
        showProgress("Scoring", `${formatNumber(counts.rows)} rows`);
      },
    });
    await pipeline(Readable.from(bytes), process.stdout, { signal, end: false });
  } catch (error) {
    endProgress();
    if (error instanceof ApiError) throw new UsageError(error.message);
    // Whoever reads has had enough: `| head`.
    if (error instanceof Error && "code" in error && error.code === "EPIPE") return 0;
    throw error;
  }
  endProgress();
  tell(
    `${formatCount(counts.rows, "row")} scored by ${scorerVersion}, ${formatNumber(counts.failed)} with an error`,
  );
  return counts.failed > 0 ? 1 : 0;
}
