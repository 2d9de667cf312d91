import { z } from "zod";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import type { JobData } from "@/lib/platform/jobs/queues";
import { getWorkflow } from "./data";
import { routeWaiting } from "./waiting-hot";

/** Gives out the hot leads that wait in the pool. */
export async function routeWaitingJob(data: JobData): Promise<void> {
  const tenantId = z.uuid().parse(data.tenantId);
  await withTenant(tenantId, async (tx) => {
    const scorer = await scorerInUse(tx, tenantId);
    if (!scorer) return;
    const workflow = await getWorkflow(tx, tenantId);
    await routeWaiting(tx, tenantId, { now: now(), bandSet: scorer.bands, workflow });
  });
}
