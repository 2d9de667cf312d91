import { z } from "zod";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import type { JobData } from "@/lib/platform/jobs/queues";
import type { JobContext } from "@/lib/platform/jobs/runner";
import { requestOf } from "./data";
import {
  type BacktestScope,
  beginBacktest,
  failBacktest,
  finishBacktest,
  saveBacktestProgress,
  tidyBacktests,
} from "./mutations";
import { runBacktest } from "./run";

const jobData = z.object({ tenantId: z.uuid(), backtestId: z.uuid() });

const OURS = "Something went wrong on our side. Nothing was changed; start the backtest again.";
const GONE = "The version this was to be laid beside is not here any more. Load the page again.";
/** Progress is written so often, and no oftener: each time is a transaction. */
const TELL_EVERY_MS = 400;

/**
 * Replays a draft. A worker that is stopped or killed leaves the run to the next one, which starts over on the same
 * present; a person's cancelling is noticed with the next progress.
 */
export async function runBacktestJob(data: JobData, { signal }: Pick<JobContext, "signal">): Promise<void> {
  const scope = jobData.parse(data);
  if (!(await beginBacktest(scope, now()))) return;
  try {
    await replay(scope, signal);
  } catch (error) {
    // Whoever is being stopped leaves the run as it is: it goes on elsewhere.
    if (signal.aborted) throw error;
    await failBacktest(scope, OURS, now());
    throw error;
  }
}

async function replay(scope: BacktestScope, signal: AbortSignal): Promise<void> {
  const { tenantId, backtestId } = scope;
  const run = await withTenant(tenantId, (tx) => requestOf(tx, tenantId, backtestId));
  if (!run) return;
  const cancelled = new AbortController();
  let told = Number.NEGATIVE_INFINITY;
  const outcome = await runBacktest(tenantId, run.request, {
    now: run.asOf,
    signal: AbortSignal.any([signal, cancelled.signal]),
    onProgress: async (done, total) => {
      if (performance.now() - told < TELL_EVERY_MS) return;
      told = performance.now();
      if (!(await saveBacktestProgress(scope, { done, total }))) cancelled.abort();
    },
  }).catch((error: unknown) => {
    if (cancelled.signal.aborted && !signal.aborted) return null;
    throw error;
  });
  if (outcome === null) return;
  if (outcome.ok) await finishBacktest(scope, outcome.result, outcome.leads, now());
  else await failBacktest(scope, GONE, now());
  await withTenant(tenantId, (tx) => tidyBacktests(tx, tenantId));
}
