import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { takeEvents } from "@/lib/api/events";
import { scorePending } from "@/lib/modules/scoring/pending";
import { now } from "@/lib/platform/clock";
import { formatCount, formatNumber } from "@/lib/present/format";
import type { Command } from "./command";
import { UsageError } from "./import-options";
import { endProgress, showProgress, tell, withWorkspace } from "./with-workspace";

const USAGE = `npm run -s firstcall -- events --workspace NAME [options] < events.ndjson

  One event a line, as POST /api/v1/events takes it:
  {"id": "crm-1", "type": "demo_requested", "occurred_at": "2026-11-21T09:30:00Z", "email": "ada@firm.example"}

  --file F    read from a file instead of standard input
  --json      print what became of each line on stdout, one JSON a line

  Exit codes: 0 all stored, 1 some lines were rejected, 2 the call was wrong.
`;

const OPTIONS = { file: { type: "string" } } as const;
const BATCH = 1_000;
/** Told on the terminal without --json; the rest is counted. */
const MOST_TOLD = 20;

interface Line {
  readonly number: number;
  readonly event: unknown;
}

/** Events from a pipe: the same door as the API's, without a server. Their leads are scored at the end. */
export const eventsCommand: Command = {
  summary: "store events from a pipe, one JSON a line",
  run: (args, { root }) =>
    withWorkspace(args, root, USAGE, OPTIONS, async ({ workspace: { tenantId }, options, json, signal }) => {
      const counts = { stored: 0, duplicate: 0, rejected: 0 };
      let told = 0;
      const report = (
        line: number,
        result: { status: keyof typeof counts; id: string | null; issues?: unknown },
      ) => {
        counts[result.status] += 1;
        if (json) process.stdout.write(`${JSON.stringify({ line, ...result })}\n`);
        else if (result.status === "rejected") {
          told += 1;
          if (told <= MOST_TOLD) tell(`line ${formatNumber(line)}: ${worded(result.issues)}`);
        }
      };
      const flush = async (lines: readonly Line[]) => {
        const { results } = await takeEvents(
          tenantId,
          lines.map(({ event }) => event),
        );
        for (const { index, id, status, issues } of results)
          report(lines[index]!.number, { status, id, ...(issues ? { issues } : {}) });
        showProgress("Events", formatNumber(counts.stored + counts.duplicate + counts.rejected));
      };

      let waiting: Line[] = [];
      let number = 0;
      for await (const text of createInterface({
        input: sourceOf(options.file),
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        signal.throwIfAborted();
        number += 1;
        if (text.trim() === "") continue;
        const event = parsed(text);
        if (event === undefined)
          report(number, { status: "rejected", id: null, issues: [{ path: "", message: "is not JSON" }] });
        else waiting.push({ number, event });
        if (waiting.length < BATCH) continue;
        await flush(waiting);
        waiting = [];
      }
      if (waiting.length > 0) await flush(waiting);
      endProgress();
      // Where a server runs it does the same; whoever comes second finds nothing left.
      await scorePending(tenantId, now, signal);
      if (told > MOST_TOLD) tell(`and ${formatNumber(told - MOST_TOLD)} more lines`);
      tell(
        `${formatCount(counts.stored, "event")} stored, ${formatNumber(counts.duplicate)} known already, ${formatNumber(counts.rejected)} rejected`,
      );
      return counts.rejected > 0 ? 1 : 0;
    }),
};

function sourceOf(file: string | undefined) {
  if (file === undefined || file === "-") {
    if (process.stdin.isTTY) throw new UsageError(`Nothing comes from a pipe.\n\n${USAGE}`);
    return process.stdin;
  }
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  return createReadStream(file);
}

/** Undefined where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const worded = (issues: unknown): string =>
  (issues as readonly { path: string; message: string }[])
    .map(({ path, message }) => (path === "" ? message : `${path} ${message}`))
    .join("; ");
