import type { TrainingProgress } from "@/lib/core/training/input";
import type { TrainingReport } from "@/lib/core/training/report";
import type { TenantTx } from "@/lib/platform/db/client";
import {
  type Run,
  type RunFailure,
  type RunStatus,
  type RunSummary,
  type TrainingCheck,
  trainingSettingsSchema,
} from "./types";

const SUMMARY = {
  id: true,
  status: true,
  settings: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  createdBy: true,
  failure: true,
} as const;

/** The newest runs first. */
export async function listRuns(tx: TenantTx, tenantId: string, most = 50): Promise<RunSummary[]> {
  const rows = await tx.trainingRun.findMany({
    where: { tenantId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: most,
    select: SUMMARY,
  });
  return Promise.all(rows.map((row) => summaryOf(tx, row)));
}

/** One run, whole; null where this tenant has none such. */
export async function getRun(tx: TenantTx, tenantId: string, id: string): Promise<Run | null> {
  const row = await tx.trainingRun.findFirst({ where: { tenantId, id } });
  if (!row) return null;
  return {
    ...(await summaryOf(tx, row)),
    asOf: row.asOf,
    check: row.check as unknown as TrainingCheck | null,
    progress: row.progress as unknown as TrainingProgress | null,
    report: row.report as unknown as TrainingReport | null,
    dataHash: row.dataHash,
  };
}

/** The run that finished last with a report. */
export async function newestFinishedRun(tx: TenantTx, tenantId: string): Promise<Run | null> {
  const row = await tx.trainingRun.findFirst({
    where: { tenantId, status: "done" },
    orderBy: { finishedAt: "desc" },
    select: { id: true },
  });
  return row && getRun(tx, tenantId, row.id);
}

interface SummaryRow {
  readonly id: string;
  readonly status: string;
  readonly settings: unknown;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly createdBy: string | null;
  readonly failure: unknown;
}

async function summaryOf(tx: TenantTx, row: SummaryRow): Promise<RunSummary> {
  const { id, createdAt, startedAt, finishedAt } = row;
  const person =
    row.createdBy === null
      ? null
      : await tx.user.findFirst({ where: { id: row.createdBy }, select: { name: true } });
  return {
    ...{ id, createdAt, startedAt, finishedAt },
    status: row.status as RunStatus,
    settings: trainingSettingsSchema.parse(row.settings),
    createdByName: person?.name ?? null,
    failure: row.failure as RunFailure | null,
  };
}

export interface OutcomeOnOffer {
  readonly outcome: string;
  readonly positive: number;
  readonly negative: number;
  readonly undecided: number;
  /** Decided ones with a date. */
  readonly dated: number;
}

/** Which outcomes the workspace has recorded, the commonest first. */
export async function outcomesOnOffer(tx: TenantTx, tenantId: string): Promise<OutcomeOnOffer[]> {
  return tx.$queryRaw<OutcomeOnOffer[]>`
    SELECT kind AS outcome,
           count(*) FILTER (WHERE value = 'positive')::int AS positive,
           count(*) FILTER (WHERE value = 'negative')::int AS negative,
           count(*) FILTER (WHERE value = 'undecided')::int AS undecided,
           count(*) FILTER (WHERE value <> 'undecided' AND decided_at IS NOT NULL)::int AS dated
      FROM outcomes WHERE tenant_id = ${tenantId}::uuid
     GROUP BY kind ORDER BY count(*) DESC, kind`;
}

/** Whether the workspace's leads are dated and have events of their own: else values count as imported. */
export async function hasDatedHistories(tx: TenantTx, tenantId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ dated: boolean; lived: boolean }[]>`
    SELECT coalesce(avg((created_at IS NOT NULL)::int) >= 0.8, false) AS dated,
           EXISTS (SELECT 1 FROM events
                    WHERE tenant_id = ${tenantId}::uuid AND type NOT IN ('attributes_set', 'status_changed')) AS lived
      FROM leads WHERE tenant_id = ${tenantId}::uuid`;
  return row?.dated === true && row.lived;
}

/** Types of what leads do, the commonest first: what a behaviour threshold can be made of. */
export async function ownEventTypes(tx: TenantTx, tenantId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ type: string }[]>`
    SELECT type FROM events
     WHERE tenant_id = ${tenantId}::uuid AND type NOT IN ('attributes_set', 'status_changed')
     GROUP BY type ORDER BY count(*) DESC LIMIT 40`;
  return rows.map(({ type }) => type);
}
