import { z } from "zod";
import { now } from "@/lib/platform/clock";
import type { JobData } from "@/lib/platform/jobs/queues";
import type { JobContext } from "@/lib/platform/jobs/runner";
import { workOnRun } from "./run";

const jobData = z.object({ tenantId: z.uuid(), runId: z.uuid() });

/** Writes scores into a CRM, or tries out what would be written. */
export async function crmRunJob(data: JobData, { signal }: JobContext): Promise<void> {
  const { tenantId, runId } = jobData.parse(data);
  await workOnRun(tenantId, runId, now, signal);
}
