import type { WorkingHours } from "@/lib/modules/workspaces/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { type Workflow, workflowSchema } from "./types";

/** What happens by itself in this workspace: zone, working hours, routing, alerts, nurture. */
export async function getWorkflow(tx: TenantTx, tenantId: string): Promise<Workflow> {
  const rows = await tx.$queryRaw<{ zone: string; hours: WorkingHours; workflow: unknown }[]>`
    SELECT t.time_zone AS zone, w.working_hours AS hours, w.workflow
      FROM workspace_settings w JOIN tenants t ON t.id = w.tenant_id
     WHERE w.tenant_id = ${tenantId}::uuid`;
  const row = rows[0];
  if (!row) throw new Error("this workspace has no settings");
  return { ...workflowSchema.parse(row.workflow), timeZone: row.zone, workingHours: row.hours };
}
