import { z } from "zod";
import type { ContenderKind } from "@/lib/core/training/report";
import { modelsOfRun } from "@/lib/modules/models/data";
import { publishModel } from "@/lib/modules/models/mutations";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import type { JobData } from "@/lib/platform/jobs/queues";
import type { JobContext } from "@/lib/platform/jobs/runner";
import { getRun } from "./data";
import { checkTraining, compareMoments, learn } from "./learn";
import {
  beginRun,
  endRun,
  finishRun,
  type RunScope,
  saveCheck,
  saveCheckOfRunning,
  saveProgress,
} from "./mutations";
import { refusalOf, tooLittle } from "./words";

const jobData = z.object({ tenantId: z.uuid(), runId: z.uuid() });

const OURS = {
  code: "failed",
  message: "Something went wrong on our side. Nothing was changed; the run can be started again.",
};

/** Measures the leads and looks for leakage; then the run waits for a person's decision. */
export async function checkTrainingJob(data: JobData, { signal }: JobContext): Promise<void> {
  const scope = jobData.parse(data);
  await orEnd(scope, signal, async () => {
    const run = await runOf(scope);
    if (run?.status !== "checking") return;
    const checked = await checkTraining(scope.tenantId, run.settings, run.asOf, { signal });
    const refusal = tooLittle(checked.check);
    const waiting = refusal
      ? undefined
      : await compareMoments(scope.tenantId, run.settings, run.asOf, checked, { signal });
    const isSaved = await saveCheck(scope, { ...checked.check, ...(waiting ? { waiting } : {}) });
    if (isSaved && refusal) await endRun(scope, "refused", refusal, now());
  });
}

/**
 * Trains in a thread. A worker that is stopped or killed leaves the run to the next one, which starts over on the same
 * present (`asOf`) with the same seed, so it ends in the same models. A person's cancelling is noticed with the next
 * progress and stops the thread.
 */
export async function trainJob(data: JobData, { signal }: JobContext): Promise<void> {
  const scope = jobData.parse(data);
  await orEnd(scope, signal, async () => {
    if (!(await beginRun(scope, now()))) return;
    await train(scope, signal);
  });
}

async function train(scope: RunScope, signal: AbortSignal): Promise<void> {
  const run = await runOf(scope);
  if (!run) return;
  const checked = await checkTraining(scope.tenantId, run.settings, run.asOf, { signal });
  if (!run.check) await saveCheckOfRunning(scope, checked.check);
  const refusal = tooLittle(checked.check);
  if (refusal) {
    await endRun(scope, "refused", refusal, now());
    return;
  }
  const cancelled = new AbortController();
  let telling = Promise.resolve();
  const outcome = await learn(checked, run.settings, {
    signal: AbortSignal.any([signal, cancelled.signal]),
    onProgress: (progress) => {
      telling = telling.then(async () => {
        if (!cancelled.signal.aborted && !(await saveProgress(scope, progress))) cancelled.abort();
      });
    },
  });
  await telling;
  signal.throwIfAborted();
  if (outcome.ok) {
    const finished = { ...outcome, dataHash: checked.set.dataHash };
    const isDone = await finishRun(scope, finished, { actorId: null, now: now() });
    if (isDone && run.settings.publishWhenProposed)
      await publishProposed(scope, outcome.report.proposal.kind);
  } else if (outcome.reason !== "cancelled") {
    await endRun(scope, "refused", refusalOf(outcome.reason), now());
  }
}

/** Nobody is asked, so it goes on record as the product's own doing. */
async function publishProposed({ tenantId, runId }: RunScope, kind: ContenderKind | null): Promise<void> {
  await withTenant(tenantId, async (tx) => {
    const model = (await modelsOfRun(tx, tenantId, runId)).find((each) => each.kind === kind);
    if (!model) return;
    const note = "Published by itself: the first model of the demo";
    const scope = { tenantId, actorId: null, now: now() };
    await publishModel(tx, scope, { modelId: model.id, expectedActiveId: null, note });
  });
}

const runOf = ({ tenantId, runId }: RunScope) => withTenant(tenantId, (tx) => getRun(tx, tenantId, runId));

/** An error that would come again ends the run in words; a stop of the process leaves it to the next worker. */
async function orEnd(scope: RunScope, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted) throw error;
    await endRun(scope, "failed", OURS, now());
    throw error;
  }
}
