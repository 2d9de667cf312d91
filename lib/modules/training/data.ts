import type { TrainingProgress } from "@/lib/core/training/input";
import type { TrainingReport } from "@/lib/core/training/report";
import { namesOfUsers } from "@/lib/modules/users/data";
import type { TenantTx } from "@/lib/platform/db/client";
import {
  type Run,
  type RunFailure,
  type RunStatus,
  type RunSummary,
  type RunUnderWay,
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
  const people = await namesOfUsers(
    tx,
    rows.map(({ createdBy }) => createdBy),
  );
  return rows.map((row) => summaryOf(row, people));
}

/** One run, whole; null where this tenant has none such. */
export async function getRun(tx: TenantTx, tenantId: string, id: string): Promise<Run | null> {
  const row = await tx.trainingRun.findFirst({ where: { tenantId, id } });
  if (!row) return null;
  return {
    ...summaryOf(row, await namesOfUsers(tx, [row.createdBy])),
    asOf: row.asOf,
    check: row.check as unknown as TrainingCheck | null,
    progress: row.progress as unknown as TrainingProgress | null,
    report: row.report as unknown as TrainingReport | null,
    dataHash: row.dataHash,
  };
}

/** The same without its report. */
export async function getRunUnderWay(
  tx: TenantTx,
  tenantId: string,
  id: string,
): Promise<RunUnderWay | null> {
  const row = await tx.trainingRun.findFirst({
    where: { tenantId, id },
    select: { ...SUMMARY, check: true, progress: true },
  });
  if (!row) return null;
  return {
    ...summaryOf(row, await namesOfUsers(tx, [row.createdBy])),
    check: row.check as unknown as TrainingCheck | null,
    progress: row.progress as unknown as TrainingProgress | null,
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

function summaryOf(row: SummaryRow, people: ReadonlyMap<string, string>): RunSummary {
  const { id, createdAt, startedAt, finishedAt } = row;
  return {
    ...{ id, createdAt, startedAt, finishedAt },
    status: row.status as RunStatus,
    settings: trainingSettingsSchema.parse(row.settings),
    createdByName: people.get(row.createdBy ?? "") ?? null,
    failure: row.failure as RunFailure | null,
  };
}
