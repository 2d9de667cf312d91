import { runBacktestJob } from "@/lib/modules/backtests/jobs";
import { crmRunJob } from "@/lib/modules/crm/jobs";
import { sendDeliveryJob, tidyDeliveriesJob } from "@/lib/modules/deliveries/jobs";
import { runImportJob } from "@/lib/modules/imports/jobs";
import { countJob } from "@/lib/modules/insights/jobs";
import { runNurtureJob } from "@/lib/modules/nurture/jobs";
import { expireOverrides } from "@/lib/modules/overrides/jobs";
import {
  pendingScoresJob,
  rebandJob,
  refreshJob,
  rescoreAllJob,
  rescoreJob,
} from "@/lib/modules/scoring/jobs";
import { checkTrainingJob, trainJob } from "@/lib/modules/training/jobs";
import { routeWaitingJob } from "@/lib/modules/workflow/jobs";
import { reclockJob } from "@/lib/modules/workflow/jobs-reclock";
import { now } from "@/lib/platform/clock";
import type { JobHandlers } from "@/lib/platform/jobs/runner";

/** Which code does which queue's work. */
export const HANDLERS: JobHandlers = {
  "imports.run": runImportJob,
  "scores.pending": pendingScoresJob,
  "scores.rescore": rescoreJob,
  "scores.rescore_all": rescoreAllJob,
  "scores.reband": rebandJob,
  "scores.refresh": refreshJob,
  "training.check": checkTrainingJob,
  "training.run": trainJob,
  "backtests.run": runBacktestJob,
  "insights.count": countJob,
  "overrides.expire": async ({ tenantId }) => void (await expireOverrides(tenantId, now())),
  "nurture.run": runNurtureJob,
  "leads.route": routeWaitingJob,
  "crm.run": crmRunJob,
  "deliveries.send": sendDeliveryJob,
  "deliveries.tidy": tidyDeliveriesJob,
  "workflow.reclock": reclockJob,
};
