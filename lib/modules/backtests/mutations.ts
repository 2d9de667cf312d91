import { writeAudit } from "@/lib/platform/audit";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { runsOf, subjectOf } from "./data";
import type {
  BacktestProgress,
  BacktestRequest,
  BacktestResult,
  BacktestState,
  BacktestStatus,
  ReplayedLeads,
} from "./types";

export interface BacktestScope {
  readonly tenantId: string;
  readonly backtestId: string;
}

/** Queues a run. Somebody who asks is on record; what pages ask for themselves is not. */
export async function queueBacktest(
  tx: TenantTx,
  tenantId: string,
  request: BacktestRequest,
  { actorId, now }: { readonly actorId: string | null; readonly now: Date },
): Promise<string> {
  const id = newId();
  await tx.backtest.create({
    data: {
      ...{ tenantId, id, status: "queued", subject: subjectOf(request), request: request as object },
      ...{ kind: request.draft ? "draft" : "standing", asOf: now, createdBy: actorId, createdAt: now },
    },
  });
  if (request.draft)
    await writeAudit(tx, {
      ...{ tenantId, actorId, action: "backtest.started", subjectType: "backtest", subjectId: id },
      details: { kind: request.draft.kind, scorerId: request.scorerId },
    });
  await enqueue(tx, "backtests.run", { tenantId, backtestId: id });
  return id;
}

/** A run that a page shows is made anew when it is older; a failed one is not tried again at once. */
const STALE_MS = 24 * 3_600_000;
const PAUSE_MS = 60_000;

export interface StandingRun {
  readonly done: BacktestState | null;
  /** One on its way, asked for just now where there was none. */
  readonly runningId: string | null;
  readonly failed: BacktestState | null;
}

/** The newest run of what a page shows; the first, and one a day later, is made in the background. */
export async function standingRun(
  tx: TenantTx,
  tenantId: string,
  request: BacktestRequest,
  now: Date,
): Promise<StandingRun> {
  const { done, underWay, failed } = await runsOf(tx, tenantId, request);
  const isFresh = done !== null && now.getTime() - done.asOf < STALE_MS;
  const hasFailedJustNow = failed !== null && now.getTime() - failed.asOf < PAUSE_MS;
  const isWanted = underWay === null && !isFresh && !hasFailedJustNow;
  const runningId = isWanted
    ? await queueBacktest(tx, tenantId, request, { actorId: null, now })
    : (underWay?.id ?? null);
  return { done, runningId, failed };
}

/** Old runs are of no use to anybody: so many of a workspace are kept. */
const MOST_KEPT = 60;

export async function tidyBacktests(tx: TenantTx, tenantId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM backtests WHERE tenant_id = ${tenantId}::uuid AND id IN (
      SELECT id FROM backtests WHERE tenant_id = ${tenantId}::uuid AND status NOT IN ('queued', 'running')
       ORDER BY created_at DESC OFFSET ${MOST_KEPT})`;
}

/** A worker takes the run, again where one before it was killed. @returns false where it was cancelled or is over */
export const beginBacktest = (scope: BacktestScope, now: Date): Promise<boolean> =>
  move(scope, ["queued", "running"], "running", { startedAt: now });

/** @returns false where somebody cancelled it */
export const saveBacktestProgress = (scope: BacktestScope, progress: BacktestProgress): Promise<boolean> =>
  move(scope, ["running"], "running", { progress: progress as object });

export const finishBacktest = (
  scope: BacktestScope,
  result: BacktestResult,
  replayed: ReplayedLeads,
  now: Date,
): Promise<boolean> =>
  move(scope, ["running"], "done", { result: { ...result, replayed } as object, finishedAt: now });

export const failBacktest = (scope: BacktestScope, message: string, now: Date): Promise<boolean> =>
  move(scope, ["queued", "running"], "failed", { failure: { message }, finishedAt: now });

/** @returns false where there is nothing left to cancel */
export const cancelBacktest = (scope: BacktestScope, now: Date): Promise<boolean> =>
  move(scope, ["queued", "running"], "cancelled", { finishedAt: now });

async function move(
  { tenantId, backtestId }: BacktestScope,
  from: readonly BacktestStatus[],
  to: BacktestStatus,
  data: Record<string, object | Date>,
): Promise<boolean> {
  const { count } = await withTenant(tenantId, (tx) =>
    tx.backtest.updateMany({
      where: { tenantId, id: backtestId, status: { in: [...from] } },
      data: { status: to, ...data },
    }),
  );
  return count > 0;
}
