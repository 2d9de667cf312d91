import { can, ROLES } from "@/lib/platform/auth/roles";
import type { TenantTx } from "@/lib/platform/db/client";
import { getWorkflow } from "./data";
import type { StoredSettings } from "./settings-parts";
import type { Place, RoutedPerson, SettingsPart } from "./types-settings";

/** What is stored now. */
export async function getStoredSettings(tx: TenantTx, tenantId: string): Promise<StoredSettings> {
  return { workflow: await getWorkflow(tx, tenantId), people: await getRoutedPeople(tx, tenantId) };
}

/** How routing sees everybody it could give leads to: the reps who are active. */
async function getRoutedPeople(tx: TenantTx, tenantId: string): Promise<RoutedPerson[]> {
  return tx.$queryRaw<RoutedPerson[]>`
    SELECT user_id AS "userId", territories, capacity, takes_leads AS "takesLeads"
      FROM memberships
     WHERE tenant_id = ${tenantId}::uuid AND deactivated_at IS NULL AND role = 'rep'
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

/** Active people who may work leads, by name; who may get what nobody else can take. */
export async function getWorkers(
  tx: TenantTx,
  tenantId: string,
): Promise<
  readonly { readonly userId: string; readonly name: string; readonly lastAssignedAt: Date | null }[]
> {
  const roles = ROLES.filter((role) => can(role, "leads.work"));
  return tx.$queryRaw<{ userId: string; name: string; lastAssignedAt: Date | null }[]>`
    SELECT m.user_id AS "userId", u.name, m.last_assigned_at AS "lastAssignedAt"
      FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.tenant_id = ${tenantId}::uuid AND m.deactivated_at IS NULL AND m.role = ANY (${[...roles]})
     ORDER BY u.name, m.user_id`;
}

/** Territories and countries of the leads there are, most frequent first, as most leads write them. */
export async function getPlaces(tx: TenantTx, tenantId: string): Promise<readonly Place[]> {
  return tx.$queryRaw<Place[]>`
    SELECT value, mode() WITHIN GROUP (ORDER BY label) AS label, min(kind) AS kind, count(*)::int AS count
      FROM (SELECT lower(btrim(country)) AS value, btrim(country) AS label, 'country' AS kind
              FROM leads WHERE tenant_id = ${tenantId}::uuid AND btrim(country) <> ''
            UNION ALL
            SELECT lower(btrim(territory)), btrim(territory), 'territory'
              FROM leads WHERE tenant_id = ${tenantId}::uuid AND btrim(territory) <> '') places
     WHERE length(value) <= 80
     GROUP BY value ORDER BY count(*) DESC, value LIMIT 200`;
}
