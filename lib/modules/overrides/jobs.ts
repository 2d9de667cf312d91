import { applyEffective } from "@/lib/modules/scoring/apply-effective";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { findOverride } from "./data";
import { endOverride } from "./ending";

const CHUNK = 200;
/** A lead that is closed by mistake and opened again keeps its override. */
const CLOSED_GRACE_MS = 3_600_000;

/**
 * Ends what is due: overrides whose time is over, and those of leads closed for an hour. A transaction for at most
 * 200 leads; running it twice, or on two servers at once, ends nothing twice.
 *
 * @returns how many overrides ended.
 */
export async function expireOverrides(tenantId: string, now: Date): Promise<number> {
  let ended = 0;
  for (;;) {
    const done = await withTenant(tenantId, (tx) => expireSome(tx, tenantId, now), { timeoutMs: 60_000 });
    ended += done;
    if (done < CHUNK) return ended;
  }
}

async function expireSome(tx: TenantTx, tenantId: string, now: Date): Promise<number> {
  const closedBefore = new Date(now.getTime() - CLOSED_GRACE_MS);
  const rows = await tx.$queryRaw<{ id: string; due: boolean; closed_at: Date | null }[]>`
    SELECT o.id, o.expires_at <= ${now}::timestamptz AS due, l.closed_at
      FROM overrides o JOIN leads l ON l.tenant_id = o.tenant_id AND l.id = o.lead_id
     WHERE o.tenant_id = ${tenantId}::uuid AND o.status = 'active'
       AND (o.expires_at <= ${now}::timestamptz
            OR (NOT l.is_open AND coalesce(l.closed_at, o.started_at) <= ${closedBefore}::timestamptz))
     ORDER BY l.id LIMIT ${CHUNK} FOR NO KEY UPDATE OF l, o`;
  const leads: string[] = [];
  for (const { id, due, closed_at: closedAt } of rows) {
    const row = await findOverride(tx, tenantId, { id });
    if (row?.status !== "active") continue;
    const closed = { ...(closedAt ? { endedAt: closedAt } : {}) };
    await endOverride(tx, row, due ? "expired" : "lead_closed", {
      ...{ tenantId, now, actor: null },
      ...(due ? {} : closed),
    });
    leads.push(row.leadId);
  }
  await applyEffective(tx, tenantId, leads, { now });
  return leads.length;
}
