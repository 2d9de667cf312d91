import { z } from "zod";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import type { JobData } from "@/lib/platform/jobs/queues";
import type { JobContext } from "@/lib/platform/jobs/runner";
import { countLeads } from "./count";
import { countSubject } from "./due";
import { beginCount, failCount, finishCount, saveCountProgress } from "./mutations";

/** Progress is written so often, and no oftener: each time is a transaction. */
const TELL_EVERY_MS = 1_000;

/** Counts the workspace's leads; a worker that is stopped leaves it to the next one, which goes over it again. */
export async function countJob(
  data: Pick<JobData, "tenantId">,
  { signal }: Pick<JobContext, "signal">,
): Promise<void> {
  const tenantId = z.uuid().parse(data.tenantId);
  const began = now();
  const subject = await withTenant(tenantId, (tx) => countSubject(tx, tenantId, began));
  await beginCount(tenantId, subject, began);
  let told = Number.NEGATIVE_INFINITY;
  try {
    const { outcome } = await countLeads(tenantId, {
      now: began,
      signal,
      onProgress: async (done, total) => {
        if (performance.now() - told < TELL_EVERY_MS) return;
        told = performance.now();
        await saveCountProgress(tenantId, { done, total });
      },
    });
    await finishCount(tenantId, { outcome, now: began });
  } catch (error) {
    // Whoever is being stopped leaves it as it is: it goes on elsewhere.
    if (!signal.aborted) await failCount(tenantId);
    throw error;
  }
}
