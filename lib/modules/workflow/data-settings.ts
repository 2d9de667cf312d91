import type { TenantTx } from "@/lib/platform/db/client";
import { getWorkflow } from "./data";
import type { StoredSettings } from "./settings-parts";
import type { RoutedPerson, SettingsPart } from "./types-settings";

/** What is stored now. */
export async function getStoredSettings(tx: TenantTx, tenantId: string): Promise<StoredSettings> {
  return { workflow: await getWorkflow(tx, tenantId), people: await getRoutedPeople(tx, tenantId) };
}

/** How routing sees everybody who works leads: reps and managers who are active. */
async function getRoutedPeople(tx: TenantTx, tenantId: string): Promise<RoutedPerson[]> {
  return tx.$queryRaw<RoutedPerson[]>`
    SELECT user_id AS "userId", territories, capacity, takes_leads AS "takesLeads"
      FROM memberships
     WHERE tenant_id = ${tenantId}::uuid AND deactivated_at IS NULL AND role IN ('rep', 'manager')
     ORDER BY user_id`;
}

/** Who changed a part last, and when; null where nobody has. */
export async function lastChangeOf(
  tx: TenantTx,
  tenantId: string,
  part: SettingsPart,
): Promise<{ readonly name: string; readonly at: Date } | null> {
  const rows = await tx.$queryRaw<{ name: string; at: Date }[]>`
    SELECT u.name, a.created_at AS at
      FROM audit_log a JOIN users u ON u.id = a.actor_id
     WHERE a.tenant_id = ${tenantId}::uuid AND a.subject_type = 'workflow' AND a.subject_id = ${part}
     ORDER BY a.created_at DESC, a.id DESC LIMIT 1`;
  return rows[0] ?? null;
}
