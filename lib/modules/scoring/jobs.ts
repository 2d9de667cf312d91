import { z } from "zod";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import type { JobData } from "@/lib/platform/jobs/queues";
import type { JobContext } from "@/lib/platform/jobs/runner";
import { log } from "@/lib/platform/log";
import { scorePending } from "./pending";
import { rebandAll } from "./reband";
import { refreshQuietLeads } from "./refresh";
import { rescoreAll, rescoreLeads } from "./rescore";

const cause = z.object({
  key: z.string(),
  args: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
const someLeads = z.object({ tenantId: z.uuid(), leadIds: z.array(z.uuid()).max(5_000), cause });
const otherBands = z.object({ tenantId: z.uuid(), toId: z.uuid(), cause });
const allLeads = z.object({ tenantId: z.uuid(), cause });

/** Scores the leads that somebody asked for since the last time. */
export async function pendingScoresJob({ tenantId }: JobData, { signal }: JobContext): Promise<void> {
  await scorePending(z.uuid().parse(tenantId), now, signal);
}

/** Rescores a few leads after something happened to them. */
export async function rescoreJob(data: JobData): Promise<void> {
  const { tenantId, leadIds, cause } = someLeads.parse(data);
  await withTenant(tenantId, (tx) => rescoreLeads(tx, tenantId, leadIds, { moment: now(), cause }), {
    timeoutMs: 60_000,
  });
}

/** Rescores every lead of the tenant; chunks done before a stop stay done. */
export async function rescoreAllJob(data: JobData, { signal }: JobContext): Promise<void> {
  const { tenantId, cause } = allLeads.parse(data);
  await rescoreAll(tenantId, { moment: now(), cause, signal });
}

/** Draws the bands of every lead elsewhere, after a version with other edges came into use. */
export async function rebandJob(data: JobData, { signal }: JobContext): Promise<void> {
  const { tenantId, toId, cause } = otherBands.parse(data);
  await rebandAll(tenantId, toId, { moment: now(), cause, signal });
}

/** The day's refresh of quiet leads; one that is stopped goes on where it was. */
export async function refreshJob(data: JobData, { signal, jobId }: JobContext): Promise<void> {
  const tenantId = z.uuid().parse(data.tenantId);
  const done = await refreshQuietLeads(tenantId, {
    now: now(),
    signal,
    onProgress: (scored) => log.info("daily refresh", { tenantId, jobId, scored }),
  });
  if (done.scored > 0) log.info("daily refresh done", { tenantId, jobId, ...done });
}
