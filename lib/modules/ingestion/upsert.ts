import { causeRef } from "@/lib/core/scoring/causes";
import { requestScores, type ScoreWish } from "@/lib/modules/scoring/pending";
import type { TenantTx } from "@/lib/platform/db/client";
import { ingestLeads } from "./leads";
import type { IngestLeadsResult, LeadRecord } from "./types";

export interface UpsertOptions {
  /** Shown in the timeline: "API", "enrichment", "website". */
  readonly source: string;
  readonly now: Date;
}

/**
 * Leads from outside as they come, one or a few: written as `ingestLeads` writes them, and asked to be scored in the
 * same transaction. Two that bring the same new person at once wait for each other, and make one lead.
 */
export async function upsertLeads(
  tx: TenantTx,
  tenantId: string,
  records: readonly LeadRecord[],
  { source, now }: UpsertOptions,
): Promise<IngestLeadsResult> {
  if (records.length === 0) return { leads: [] };
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('leads:' || ${tenantId}))`;
  const result = await ingestLeads(tx, tenantId, records, { knownFrom: now, source, now });
  const wishes = result.leads.flatMap(({ leadId, change }): ScoreWish[] =>
    change === "unchanged"
      ? []
      : [{ leadId, cause: causeRef(change === "created" ? "lead_created" : "enriched") }],
  );
  await requestScores(tx, tenantId, wishes, now);
  return result;
}
