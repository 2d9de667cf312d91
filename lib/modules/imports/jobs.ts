import { z } from "zod";
import { now } from "@/lib/platform/clock";
import { CsvError } from "@/lib/platform/csv/read";
import { withTenant } from "@/lib/platform/db/client";
import type { JobData } from "@/lib/platform/jobs/queues";
import type { JobContext } from "@/lib/platform/jobs/runner";
import { getImport, readChunks } from "./data";
import { beginImport, failImport } from "./mutations";
import { runImport } from "./run";

const jobData = z.object({ tenantId: z.uuid(), importId: z.uuid() });

/**
 * Runs an uploaded file. A worker that is stopped or killed leaves the job to the next one, which starts over and
 * recognises the rows that are in. An error that would come again ends the import instead.
 */
export async function runImportJob(data: JobData, { signal }: JobContext): Promise<void> {
  const scope = jobData.parse(data);
  const { tenantId, importId } = scope;
  if (!(await beginImport(scope, now()))) return;
  const row = await withTenant(tenantId, (tx) => getImport(tx, tenantId, importId));
  if (!row?.plan || !row.profile) throw new Error("an import was queued without its plan");
  const { plan, profile, fileName, byteSize, createdBy: actorId } = row;
  try {
    await runImport({
      ...scope,
      ...{ plan, profile, fileName, byteSize, actorId, signal },
      source: readChunks(tenantId, importId),
    });
  } catch (error) {
    if (signal.aborted) throw error;
    const message =
      error instanceof CsvError
        ? error.message
        : "Something went wrong on our side. The rows written so far stay; importing the file again goes on from there.";
    await failImport(scope, { message, actorId, now: now() });
    if (!(error instanceof CsvError)) throw error;
  }
}
