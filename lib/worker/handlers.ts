import { rescoreAllJob, rescoreJob } from "@/lib/modules/scoring/jobs";
import type { JobHandlers } from "@/lib/platform/jobs/runner";

/** Which code does which queue's work. */
export const HANDLERS: JobHandlers = {
  "scores.rescore": rescoreJob,
  "scores.rescore_all": rescoreAllJob,
};
