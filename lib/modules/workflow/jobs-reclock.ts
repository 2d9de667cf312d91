import type { JobHandler } from "@/lib/platform/jobs/runner";
import { reclockAll } from "./reclock";

/** { tenantId } */
export const reclockJob: JobHandler = async ({ tenantId }, { signal }) => {
  await reclockAll(tenantId, signal);
};
