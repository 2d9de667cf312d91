import type { TenantTx } from "@/lib/platform/db/client";

/** Looks within half an hour are one visit: what was seen before it stays what one compares with. */
const VISIT_MINUTES = 30;

/** @returns whether the tenant has such a lead */
export async function recordLook(
  tx: TenantTx,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  leadId: string,
  now: Date,
): Promise<boolean> {
  const written = await tx.$executeRaw`
    INSERT INTO lead_looks AS k (tenant_id, user_id, lead_id, at, score, band)
    SELECT tenant_id, ${userId}::uuid, id, ${now}::timestamptz,
           CASE WHEN effective_band IS NULL THEN NULL ELSE effective_score END, effective_band
      FROM leads WHERE tenant_id = ${tenantId}::uuid AND id = ${leadId}::uuid
    ON CONFLICT (tenant_id, user_id, lead_id) DO UPDATE
       SET previous_at = CASE WHEN k.at < excluded.at - make_interval(mins => ${VISIT_MINUTES}::int) THEN k.at ELSE k.previous_at END,
           previous_score = CASE WHEN k.at < excluded.at - make_interval(mins => ${VISIT_MINUTES}::int) THEN k.score ELSE k.previous_score END,
           previous_band = CASE WHEN k.at < excluded.at - make_interval(mins => ${VISIT_MINUTES}::int) THEN k.band ELSE k.previous_band END,
           at = excluded.at, score = excluded.score, band = excluded.band`;
  return written > 0;
}
