import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { getWorkflow } from "@/lib/modules/workflow/data";
import type { TenantTx } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { leadName } from "@/lib/present/leads-row";
import type {
  BacktestContext,
  BacktestProgress,
  BacktestRequest,
  BacktestResult,
  BacktestState,
  BacktestStatus,
  NamedFlip,
  PastFlip,
  ReplayedLeads,
} from "./types";

/** What a run is of: the same again is the same run. */
export const subjectOf = (request: BacktestRequest): string => sha256Hex(canonicalJson(request)).slice(0, 40);

interface Row {
  id: string;
  status: BacktestStatus;
  progress: BacktestProgress | null;
  result: BacktestResult | null;
  failure: { message: string } | null;
  as_of: Date;
  finished_at: Date | null;
}

/** One run as screens show it, without the list of its leads. */
export async function getBacktest(tx: TenantTx, tenantId: string, id: string): Promise<BacktestState | null> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, status, progress, result - 'replayed' AS result, failure, as_of, finished_at
      FROM backtests WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid`;
  return rows[0] ? stateOf(rows[0]) : null;
}

const stateOf = (row: Row): BacktestState => ({
  id: row.id,
  status: row.status,
  progress: row.progress,
  result: row.result,
  message: row.failure?.message ?? null,
  asOf: row.as_of.getTime(),
  finishedAt: row.finished_at?.getTime() ?? null,
});

export interface RunsOfSubject {
  readonly done: BacktestState | null;
  readonly underWay: BacktestState | null;
  readonly failed: BacktestState | null;
}

/** The newest finished run of this subject, and the one that is under way. */
export async function runsOf(
  tx: TenantTx,
  tenantId: string,
  request: BacktestRequest,
): Promise<RunsOfSubject> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT DISTINCT ON (status) id, status, progress, result - 'replayed' AS result, failure, as_of, finished_at
      FROM backtests
     WHERE tenant_id = ${tenantId}::uuid AND subject = ${subjectOf(request)}
     ORDER BY status, created_at DESC, id DESC`;
  const newest = (...of: BacktestStatus[]) => {
    const row = rows.find(({ status }) => of.includes(status));
    return row ? stateOf(row) : null;
  };
  return { done: newest("done"), underWay: newest("queued", "running"), failed: newest("failed") };
}

/** What a job works on; null where the run was cancelled or is over. */
export async function requestOf(
  tx: TenantTx,
  tenantId: string,
  id: string,
): Promise<{ readonly request: BacktestRequest; readonly asOf: Date } | null> {
  const row = await tx.backtest.findFirst({
    where: { tenantId, id, status: "running" },
    select: { request: true, asOf: true },
  });
  return row && { request: row.request as unknown as BacktestRequest, asOf: row.asOf };
}

/** Every lead of a finished run, for looking names up. */
export async function replayedLeads(
  tx: TenantTx,
  tenantId: string,
  id: string,
): Promise<ReplayedLeads | null> {
  const rows = await tx.$queryRaw<{ replayed: ReplayedLeads | null }[]>`
    SELECT result->'replayed' AS replayed FROM backtests WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid`;
  return rows[0]?.replayed ?? null;
}

/** Names of leads and companies, for as many as are listed. */
export async function namedLeads(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
): Promise<Map<string, { readonly name: string; readonly company: string | null }>> {
  const rows = await tx.lead.findMany({
    where: { tenantId, id: { in: [...leadIds] } },
    select: { id: true, firstName: true, lastName: true, email: true, externalId: true, company: true },
  });
  return new Map(rows.map(({ id, company, ...lead }) => [id, { name: leadName(lead).name, company }]));
}

/** The flips with the names of their leads; those of erased leads fall away. */
export async function withNames(
  tx: TenantTx,
  tenantId: string,
  flips: readonly PastFlip[],
): Promise<NamedFlip[]> {
  const names = await namedLeads(
    tx,
    tenantId,
    flips.map(({ leadId }) => leadId),
  );
  return flips.flatMap((flip) => {
    const named = names.get(flip.leadId);
    return named ? [{ ...flip, ...named }] : [];
  });
}

/** What figures of a backtest are worded with. */
export async function backtestContext(tx: TenantTx, tenantId: string, now: Date): Promise<BacktestContext> {
  const { queue, workingHours, timeZone } = await getWorkflow(tx, tenantId);
  return {
    minutesPerCall: queue.minutesPerCall,
    daysAWeek: workingHours.days.length,
    timeZone,
    now: now.getTime(),
  };
}
