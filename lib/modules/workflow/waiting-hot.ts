import type { BandSet } from "@/lib/core/scoring/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { announce } from "@/lib/platform/live";
import { tellOfHotLeads } from "./hot";
import { routeLeads, routesNow } from "./route-leads";
import type { Workflow } from "./types";

/** Tried at once; the best come first, and the next time brings the next. */
const MOST_AT_ONCE = 200;

/**
 * Gives out the leads that became hot while nobody worked or nobody had room. One that somebody gave back to the pool
 * stays there.
 *
 * @returns how many leads found an owner
 */
export async function routeWaiting(
  tx: TenantTx,
  tenantId: string,
  context: { readonly now: Date; readonly bandSet: BandSet; readonly workflow: Workflow },
): Promise<number> {
  const best = context.bandSet.bands[0]?.id;
  if (best === undefined || !routesNow(context)) return 0;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT l.id FROM leads l
     WHERE l.tenant_id = ${tenantId}::uuid AND l.owner_id IS NULL AND l.is_open AND l.due_at IS NOT NULL
       AND l.effective_band = ${best} AND (l.snoozed_until IS NULL OR l.snoozed_until <= ${context.now}::timestamptz)
       AND NOT EXISTS (SELECT 1 FROM assignments a
                        WHERE a.tenant_id = l.tenant_id AND a.lead_id = l.id AND a.at >= l.band_since)
     ORDER BY l.effective_score DESC, l.id LIMIT ${MOST_AT_ONCE}
       FOR NO KEY UPDATE OF l SKIP LOCKED`;
  const routed = await routeLeads(
    tx,
    tenantId,
    rows.map((row) => row.id),
    context,
  );
  if (routed.size === 0) return 0;
  const hot = [...routed.keys()].map((leadId) => ({ leadId, routed: true, overridden: false }));
  await tellOfHotLeads(tx, tenantId, hot, context);
  await announce(tx, tenantId);
  return routed.size;
}
