import { artefactText } from "@/lib/core/models/artefact";
import type { TrainedModel, TrainingProgress } from "@/lib/core/training/input";
import type { TrainingReport } from "@/lib/core/training/report";
import { writeAudit } from "@/lib/platform/audit";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import type { RunFailure, RunStatus, TrainingCheck, TrainingSettings } from "./types";

export interface RunScope {
  readonly tenantId: string;
  readonly runId: string;
}

const keyOf = ({ tenantId, runId }: RunScope) => ({ tenantId, id: runId });

/** A run that waits for its check. The caller enqueues it, or checks at once. */
export async function createRun(
  tx: TenantTx,
  tenantId: string,
  settings: TrainingSettings,
  { actorId, now, status = "checking" }: { actorId: string | null; now: Date; status?: RunStatus },
): Promise<RunScope> {
  const runId = newId();
  await tx.trainingRun.create({
    data: {
      ...keyOf({ tenantId, runId }),
      status,
      settings: settings as object,
      asOf: now,
      createdBy: actorId,
      createdAt: now,
    },
  });
  await writeAudit(tx, {
    tenantId,
    actorId,
    action: "training.requested",
    subjectType: "training_run",
    subjectId: runId,
    details: { outcome: settings.outcome, moment: settings.moment },
  });
  return { tenantId, runId };
}

export async function queueCheck(tx: TenantTx, scope: RunScope): Promise<void> {
  await enqueue(tx, "training.check", { ...scope });
}

/** @returns false where the run is not waiting for its check any more */
export async function saveCheck(scope: RunScope, check: TrainingCheck): Promise<boolean> {
  return moveRun(scope, ["checking"], "checked", { check: check as object });
}

/** The same for a run that nobody was asked about. */
export async function saveCheckOfRunning(scope: RunScope, check: TrainingCheck): Promise<boolean> {
  return moveRun(scope, ["running"], "running", { check: check as object });
}

/** What people decided about the findings; then the run waits for a worker. @returns false where it is too late for that */
export async function queueTraining(
  tx: TenantTx,
  scope: RunScope,
  settings: TrainingSettings,
  actorId: string | null,
): Promise<boolean> {
  const { count } = await tx.trainingRun.updateMany({
    where: { ...keyOf(scope), status: "checked" },
    data: { status: "queued", settings: settings as object },
  });
  if (count === 0) return false;
  await writeAudit(tx, {
    tenantId: scope.tenantId,
    actorId,
    action: "training.started",
    subjectType: "training_run",
    subjectId: scope.runId,
    details: { leaveOut: settings.leaveOut, keepSuspects: settings.keepSuspects },
  });
  for (const { key, reason } of settings.keepLeaks)
    await writeAudit(tx, {
      tenantId: scope.tenantId,
      actorId,
      action: "training.leak_kept",
      subjectType: "training_run",
      subjectId: scope.runId,
      details: { signal: key, reason },
    });
  await enqueue(tx, "training.run", { ...scope });
  return true;
}

/** A run that goes straight to training: leaks are left out, suspects stay in, nobody is asked. */
export async function requestTraining(
  tx: TenantTx,
  tenantId: string,
  settings: TrainingSettings,
  options: { actorId: string | null; now: Date },
): Promise<RunScope> {
  const scope = await createRun(tx, tenantId, settings, { ...options, status: "queued" });
  await enqueue(tx, "training.run", { ...scope });
  return scope;
}

/** The same for whoever trains here and now, without a queue. */
export async function queueTrainingHere(scope: RunScope): Promise<boolean> {
  return moveRun(scope, ["checked"], "queued", {});
}

/** A worker takes the run, again where one before it was killed. @returns false where it was cancelled or is done */
export async function beginRun(scope: RunScope, now: Date): Promise<boolean> {
  return moveRun(scope, ["queued", "running"], "running", { startedAt: now });
}

/** @returns false where the run is not running any more: somebody cancelled it */
export async function saveProgress(scope: RunScope, progress: TrainingProgress): Promise<boolean> {
  return moveRun(scope, ["running"], "running", { progress: progress as object });
}

export interface FinishedRun {
  readonly report: TrainingReport;
  readonly models: readonly TrainedModel[];
  readonly dataHash: string;
}

/** Report and models in one transaction: a run is done with all of them, or not at all. */
export async function finishRun(
  scope: RunScope,
  { report, models, dataHash }: FinishedRun,
  { actorId, now }: { actorId: string | null; now: Date },
): Promise<boolean> {
  const { tenantId, runId } = scope;
  return withTenant(
    tenantId,
    async (tx) => {
      const { count } = await tx.trainingRun.updateMany({
        where: { ...keyOf(scope), status: "running" },
        data: { status: "done", report: report as object, dataHash, finishedAt: now },
      });
      if (count === 0) return false;
      for (const { kind, artefact, bands, heldOut } of models) {
        const text = artefactText(artefact);
        await tx.model.create({
          data: {
            ...{ tenantId, id: newId(), runId, kind, artefact: text, hash: sha256Hex(text), createdAt: now },
            bands: bands as object,
            heldOut: heldOut as object,
          },
        });
      }
      await writeAudit(tx, {
        tenantId,
        actorId,
        action: "training.finished",
        subjectType: "training_run",
        subjectId: runId,
        details: { rows: report.rows, dataHash, proposal: report.proposal },
      });
      return true;
    },
    { timeoutMs: 60_000 },
  );
}

/** Refused (too little to learn from) or failed (ours). */
export async function endRun(
  scope: RunScope,
  status: "refused" | "failed",
  failure: RunFailure,
  now: Date,
): Promise<boolean> {
  return moveRun(scope, ["checking", "checked", "queued", "running"], status, {
    failure: failure as object,
    finishedAt: now,
  });
}

/** @returns false where there is nothing left to cancel */
export async function cancelRun(
  tx: TenantTx,
  scope: RunScope,
  { actorId, now }: { actorId: string | null; now: Date },
): Promise<boolean> {
  const { count } = await tx.trainingRun.updateMany({
    where: { ...keyOf(scope), status: { in: ["checking", "checked", "queued", "running"] } },
    data: { status: "cancelled", finishedAt: now },
  });
  if (count === 0) return false;
  await writeAudit(tx, {
    tenantId: scope.tenantId,
    actorId,
    action: "training.cancelled",
    subjectType: "training_run",
    subjectId: scope.runId,
  });
  return true;
}

async function moveRun(
  scope: RunScope,
  from: readonly RunStatus[],
  to: RunStatus,
  data: Record<string, object | Date>,
): Promise<boolean> {
  const { count } = await withTenant(scope.tenantId, (tx) =>
    tx.trainingRun.updateMany({
      where: { ...keyOf(scope), status: { in: [...from] } },
      data: { status: to, ...data },
    }),
  );
  return count > 0;
}
