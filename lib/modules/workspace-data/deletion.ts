import type { TenantTx } from "@/lib/platform/db/client";
import { announce } from "@/lib/platform/live";
import type { Count } from "./types";

/** What is in a workspace: what an export takes along and a deletion takes away. */
export async function countWorkspace(
  tx: TenantTx,
  tenantId: string,
): Promise<{ readonly counts: readonly Count[]; readonly accounts: number }> {
  const [row] = await tx.$queryRaw<Record<string, number>[]>`
    SELECT (SELECT count(*)::int FROM leads WHERE tenant_id = ${tenantId}::uuid) AS leads,
           (SELECT count(*)::int FROM events WHERE tenant_id = ${tenantId}::uuid) AS events,
           (SELECT count(*)::int FROM score_history WHERE tenant_id = ${tenantId}::uuid) AS "past scores",
           (SELECT count(*)::int FROM rule_sets WHERE tenant_id = ${tenantId}::uuid)
           + (SELECT count(*)::int FROM models WHERE tenant_id = ${tenantId}::uuid) AS "rule sets and models",
           (SELECT count(*)::int FROM overrides WHERE tenant_id = ${tenantId}::uuid) AS overrides,
           (SELECT count(*)::int FROM audit_log WHERE tenant_id = ${tenantId}::uuid) AS "audit entries",
           (SELECT count(*)::int FROM memberships WHERE tenant_id = ${tenantId}::uuid) AS people`;
  const [own] = await tx.$queryRaw<{ accounts: number }[]>`
    SELECT count(*)::int AS accounts FROM memberships m
     WHERE m.tenant_id = ${tenantId}::uuid
       AND NOT EXISTS (SELECT 1 FROM app_memberships_of_user(m.user_id) o WHERE o.tenant_id <> m.tenant_id)`;
  return {
    counts: Object.entries(row ?? {}).map(([label, count]) => ({ label, count })),
    accounts: own?.accounts ?? 0,
  };
}

/**
 * Deletes the workspace of this transaction with everything in it. Sessions of its people end with their next request,
 * because what they belong to is gone.
 */
export async function deleteWorkspace(tx: TenantTx, tenantId: string): Promise<void> {
  await tx.$executeRaw`SELECT app_delete_workspace()`;
  await announce(tx, tenantId);
}
