import { z } from "zod";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { now as wallClock } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import type { JobData } from "@/lib/platform/jobs/queues";
import type { JobContext } from "@/lib/platform/jobs/runner";
import { endOver, enrolSilent, MOST_AT_ONCE, type NurtureContext } from "./enrolments";

/** Goes through everybody who is to leave or to enter nurture. */
export async function runNurtureJob(data: JobData, { signal }: JobContext): Promise<void> {
  await runNurture(z.uuid().parse(data.tenantId), wallClock(), signal);
}

/** First who leaves, then who enters, at most 500 a transaction. Running it twice enrols nobody twice. */
export async function runNurture(
  tenantId: string,
  now: Date,
  signal?: AbortSignal,
): Promise<{ readonly enrolled: number; readonly left: number }> {
  const left = await everyChunk(tenantId, now, signal, (tx, context) => endOver(tx, tenantId, null, context));
  const enrolled = await everyChunk(tenantId, now, signal, (tx, context) =>
    enrolSilent(tx, tenantId, context),
  );
  return { enrolled, left };
}

async function everyChunk(
  tenantId: string,
  now: Date,
  signal: AbortSignal | undefined,
  work: (tx: TenantTx, context: NurtureContext) => Promise<readonly string[]>,
): Promise<number> {
  let total = 0;
  for (;;) {
    signal?.throwIfAborted();
    const done = await withTenant(
      tenantId,
      async (tx) => {
        const scorer = await scorerInUse(tx, tenantId);
        if (!scorer) return 0;
        const workflow = await getWorkflow(tx, tenantId);
        return (await work(tx, { now, bandSet: scorer.bands, workflow })).length;
      },
      { timeoutMs: 60_000 },
    );
    total += done;
    if (done < MOST_AT_ONCE) return total;
  }
}
