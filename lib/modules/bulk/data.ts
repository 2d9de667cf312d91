import { preferIndexes } from "@/lib/modules/leads/data";
import { getListContext } from "@/lib/modules/leads/data-context";
import { listFilter } from "@/lib/modules/leads/list-sql";
import { parseLeadQuery, rawParams } from "@/lib/modules/leads/query";
import { PERMISSIONS } from "@/lib/platform/auth/roles";
import type { TenantTx } from "@/lib/platform/db/client";
import { MOST_AT_ONCE } from "./types";

interface Asking {
  readonly tenantId: string;
  readonly userId: string;
}

/**
 * The ids of all leads that a list's filter meets for this person, by the same SQL as the list itself; null where there
 * are more than one deed reaches.
 */
export async function matchingLeads(
  tx: TenantTx,
  { tenantId, userId }: Asking,
  query: string,
  now: Date,
): Promise<readonly string[] | null> {
  const wanted = parseLeadQuery(rawParams(new URLSearchParams(query)));
  const { bandSet, defaultView } = await getListContext(tx, tenantId);
  await preferIndexes(tx);
  const filter = listFilter(wanted, wanted.view ?? defaultView, { tenantId, userId, bandSet, now });
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM leads WHERE ${filter} LIMIT ${MOST_AT_ONCE + 1}`;
  return rows.length > MOST_AT_ONCE ? null : rows.map(({ id }) => id);
}

/** Whom a lead can be given to, by name. */
export async function getWorkers(
  tx: TenantTx,
  tenantId: string,
): Promise<{ readonly id: string; readonly name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT u.id, u.name FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.tenant_id = ${tenantId}::uuid AND m.deactivated_at IS NULL
       AND m.role::text = ANY (${[...PERMISSIONS["leads.work"]]}::text[])
     ORDER BY u.name, u.id LIMIT 500`;
}
