import { afterBulkLoad } from "@/lib/modules/ingestion/maintenance";
import { activeScorer } from "@/lib/modules/scoring/data";
import { now as wallClock } from "@/lib/platform/clock";
import { openCsv } from "@/lib/platform/csv/read";
import { withTenant } from "@/lib/platform/db/client";
import type { ImportRun } from "./import-run";
import { finishImport, keepPartialResult, reportProgress } from "./mutations";
import { keptOutColumns } from "./plan";
import { type BatchWriter, eventWriter, leadWriter } from "./run-batches";
import { scoreImported } from "./run-scoring";
import { publishStarterRules, type StarterRules } from "./starter";
import { RunTally, signalReports } from "./tally";
import type { ImportPhase, ImportProgress, ImportResult, SignalReport } from "./types";

export type RunOutcome = { readonly status: "done" | "cancelled"; readonly result: ImportResult };

/** Rows touched beyond this, and the whole workspace is scored again instead of remembering them. */
const MOST_REMEMBERED = 50_000;
const BULK_ROWS = 1_000;
const PROGRESS_MS = 400;

class Stopped extends Error {}

/**
 * Reads, writes, proposes rules and scores. Batches are transactions of their own: a stop or a kill leaves whole
 * batches behind, and running the same file again recognises them. Rows are only ever rejected, never fatal.
 *
 * @throws CsvError where the file itself cannot be read.
 */
export async function runImport(run: ImportRun): Promise<RunOutcome> {
  const started = performance.now();
  const tally = new RunTally();
  const touched: string[] = [];
  let touchedAll = false;
  let bytes = 0;
  let lastReport = Number.NEGATIVE_INFINITY;
  const state = { phase: "reading" as ImportPhase, scored: 0, toScore: 0 };
  const expectedRows = () =>
    run.profile.rowsAreExact || bytes === 0
      ? run.profile.rows
      : Math.max(tally.rows, Math.round((tally.rows * run.byteSize) / bytes));

  const report = async (force = false) => {
    run.signal?.throwIfAborted();
    if (!force && performance.now() - lastReport < PROGRESS_MS) return;
    lastReport = performance.now();
    const progress: ImportProgress = {
      ...state,
      rows: tally.rows,
      expectedRows: state.phase === "reading" ? expectedRows() : tally.rows,
      rejected: tally.rejected,
      rowsPerSecond: Math.round((tally.rows / Math.max(1, performance.now() - started)) * 1_000),
    };
    run.onProgress?.(progress);
    if (!(await reportProgress(run, progress))) throw new Stopped();
  };

  let signals: readonly SignalReport[] = [];
  let starter: StarterRules = { rules: [], fittedBands: null };
  let scoring: Pick<ImportResult, "scored" | "moves"> = { scored: 0, moves: [] };
  let status: RunOutcome["status"] = "done";
  let writer: BatchWriter | null = null;
  try {
    await report(true);
    writer = await writerOf(run, tally);
    const table = await openCsv(run.source, {
      dialect: run.profile.dialect,
      onBytes: (read) => {
        bytes = read;
      },
      ...(run.signal ? { signal: run.signal } : {}),
    });
    for await (const rows of table.batches) {
      await writer.take(rows, async (leadIds) => {
        if (touched.length + leadIds.length <= MOST_REMEMBERED) touched.push(...leadIds);
        else touchedAll = true;
        await report();
      });
    }
    signals = await writer.finish();

    if (run.plan.starterRules && touched.length > 0) {
      state.phase = "rules";
      await report(true);
      const { tenantId, fileName, actorId } = run;
      starter = await withTenant(
        tenantId,
        (tx) => publishStarterRules(tx, tenantId, { leadIds: touched, fileName, actorId, now: wallClock() }),
        { timeoutMs: 120_000 },
      );
    }
    state.phase = "scoring";
    state.toScore = touched.length;
    await report(true);
    scoring = await scoreImported(run.tenantId, {
      leadIds: starter.rules.length > 0 || touchedAll || writer.definesSignals ? "all" : touched,
      fileName: run.fileName,
      onProgress: async (scored, toScore) => {
        Object.assign(state, { scored, toScore });
        await report();
      },
    });
    state.phase = "finishing";
    await report(true);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    status = "cancelled";
  } finally {
    await writer?.settle();
  }
  if (tally.created + tally.changed > BULK_ROWS) await afterBulkLoad();
  const scorer = await withTenant(run.tenantId, activeScorer);
  const { rows, created, changed, unchanged, rejected, flags, reasons } = tally;
  const result: ImportResult = {
    ...{ rows, created, changed, unchanged, rejected, flags, reasons },
    signals: run.plan.kind === "leads" ? signalReports(run.profile.columns, run.plan, tally) : signals,
    keptOut: keptOutColumns(run.profile.columns, run.plan),
    starterRules: starter.rules,
    fittedBands: starter.fittedBands,
    scorerVersion: scorer.version,
    ...scoring,
    seconds: Math.round((performance.now() - started) / 10) / 100,
  };
  if (status === "done") await finishImport(run, { result, actorId: run.actorId, now: wallClock() });
  else await keepPartialResult(run, result);
  return { status, result };
}

function writerOf(run: ImportRun, tally: RunTally): Promise<BatchWriter> {
  const { plan } = run;
  return plan.kind === "leads" ? leadWriter(run, plan, tally) : eventWriter(run, plan, tally);
}
