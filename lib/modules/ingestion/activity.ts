import { NON_ACTIVITY_EVENT_TYPES } from "@/lib/core/signals/events";
import type { TenantTx } from "@/lib/platform/db/client";
import type { StoredRow } from "./types";

/** The latest thing that each lead did itself, of these rows; bookkeeping and flagged events are none. */
export function latestActivity(rows: readonly StoredRow[]): Map<string, Date> {
  const latest = new Map<string, Date>();
  for (const { leadId, type, occurredAt, isFlagged } of rows) {
    if (leadId === null || isFlagged || NON_ACTIVITY_EVENT_TYPES.has(type)) continue;
    const known = latest.get(leadId);
    if (!known || occurredAt > known) latest.set(leadId, occurredAt);
  }
  return latest;
}

/** Writes when leads last did something: the list sorts by it. */
export async function touchActivity(
  tx: TenantTx,
  tenantId: string,
  latest: ReadonlyMap<string, Date>,
): Promise<void> {
  if (latest.size === 0) return;
  const ids = [...latest.keys()];
  // In the order in which scoring locks leads: two that touch the same ones wait, and never for each other.
  await tx.$queryRaw`
    SELECT 1 FROM leads WHERE tenant_id = ${tenantId}::uuid AND id = ANY (${ids}::uuid[])
     ORDER BY id FOR NO KEY UPDATE`;
  await tx.$executeRaw`
    UPDATE leads l SET last_activity_at = a.at
      FROM unnest(${ids}::uuid[], ${[...latest.values()]}::timestamptz[]) AS a(lead_id, at)
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = a.lead_id AND a.at > coalesce(l.last_activity_at, '-infinity')`;
}

/** A call keeps the promise to call, wherever it was logged; an event that was known before says nothing new. */
export async function touchContact(
  tx: TenantTx,
  tenantId: string,
  rows: readonly StoredRow[],
): Promise<void> {
  const latest = new Map<string, Date>();
  for (const { type, leadId, occurredAt, isFlagged } of rows) {
    if (type !== "call_logged" || leadId === null || isFlagged) continue;
    const known = latest.get(leadId);
    if (!known || occurredAt > known) latest.set(leadId, occurredAt);
  }
  if (latest.size === 0) return;
  await tx.$executeRaw`
    UPDATE leads l
       SET last_contact_at = greatest(l.last_contact_at, c.at),
           due_at = CASE WHEN l.due_kind = 'respond' AND c.at >= l.band_since THEN NULL ELSE l.due_at END,
           due_kind = CASE WHEN l.due_kind = 'respond' AND c.at >= l.band_since THEN NULL ELSE l.due_kind END
      FROM unnest(${[...latest.keys()]}::uuid[], ${[...latest.values()]}::timestamptz[]) AS c(lead_id, at)
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = c.lead_id
       AND (l.last_contact_at IS NULL OR l.last_contact_at < c.at OR l.due_kind = 'respond')`;
}
