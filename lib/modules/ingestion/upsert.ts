import { causeRef } from "@/lib/core/scoring/causes";
import { requestScores, type ScoreWish } from "@/lib/modules/scoring/pending";
import type { TenantTx } from "@/lib/platform/db/client";
import { findLeads, type KnownLead } from "./lead-matching";
import { ingestLeads } from "./leads";
import { EMAIL_AS_GIVEN, type QualityFlag, qualityFlags } from "./quality";
import type { LeadChange, LeadRecord } from "./types";

export interface UpsertOptions {
  /** Shown in the timeline: "CRM sync (API)", "enrichment", "website". */
  readonly source: string;
  readonly now: Date;
  /** Completes leads that are known: fills what is empty, changes nothing else, and makes no lead. */
  readonly isEnrichment?: boolean;
}

export type Upserted =
  | { readonly leadId: string; readonly change: LeadChange; readonly flags: readonly QualityFlag[] }
  /** Enrichment of nobody we know. */
  | null;

const CLOSED: ReadonlySet<string> = new Set(["won", "lost", "disqualified"]);

/**
 * Leads from outside as they come: written as `ingestLeads` writes them, and asked to be scored in the same
 * transaction. Two that bring the same new person at once wait for each other, and make one lead. One entry a record,
 * in order.
 */
export async function upsertLeads(
  tx: TenantTx,
  tenantId: string,
  records: readonly LeadRecord[],
  { source, now, isEnrichment = false }: UpsertOptions,
): Promise<Upserted[]> {
  if (records.length === 0) return [];
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('leads:' || ${tenantId}))`;
  const known = await findLeads(tx, records);
  const matched = records.map((record) => ({ record, lead: known.match(record) }));
  const wanted = matched.map(({ record, lead }) => {
    if (isEnrichment) return lead ? completing(record, lead) : null;
    return dated(record, lead, now);
  });
  const written = wanted.filter((record) => record !== null);
  const { leads } = await ingestLeads(tx, tenantId, written, { knownFrom: now, source, now });
  const after = await findLeads(tx, written);
  await requestScores(tx, tenantId, wishes(leads), now);
  let next = 0;
  return wanted.map((record): Upserted => {
    if (record === null) return null;
    const { leadId, change } = leads[next++]!;
    const fields = after.match(record)?.fields ?? record.fields;
    return { leadId, change, flags: qualityFlags(fields) };
  });
}

/** What is empty, and nothing else: somebody may know better than the service that fills in the rest. */
function completing(record: LeadRecord, lead: KnownLead): LeadRecord {
  const hasEmail = (lead.fields.email ?? null) !== null;
  const empty = Object.entries(record.fields).filter(
    ([key, value]) =>
      value !== null && (lead.fields[key] ?? null) === null && !(key === EMAIL_AS_GIVEN && hasEmail),
  );
  return {
    ...(record.externalId && lead.externalId === record.externalId ? { externalId: record.externalId } : {}),
    // The address is how the lead is found again.
    fields: { ...Object.fromEntries(empty), ...(lead.fields.email ? { email: lead.fields.email } : {}) },
  };
}

/** A lead is made, and closed, now where nobody says when; each once. */
function dated(record: LeadRecord, lead: KnownLead | null, now: Date): LeadRecord {
  const closes = record.status !== undefined && CLOSED.has(record.status) && !record.closedAt;
  return {
    ...record,
    ...(lead || record.createdAt ? {} : { createdAt: now }),
    ...(closes && !(lead?.closedAt != null && lead.status === record.status) ? { closedAt: now } : {}),
  };
}

function wishes(leads: readonly { readonly leadId: string; readonly change: LeadChange }[]): ScoreWish[] {
  const byLead = new Map<string, ScoreWish>();
  for (const { leadId, change } of leads) {
    if (change === "unchanged" || byLead.has(leadId)) continue;
    byLead.set(leadId, { leadId, cause: causeRef(change === "created" ? "lead_created" : "enriched") });
  }
  return [...byLead.values()];
}
