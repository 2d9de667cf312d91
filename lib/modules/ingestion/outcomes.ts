import type { TenantTx } from "@/lib/platform/db/client";
import { type OutcomeWrite, writeOutcomes } from "./lead-writing";
import { resolveSubjects } from "./subjects";
import type { EventRecord } from "./types";

export interface OutcomeRecord extends Omit<OutcomeWrite, "leadId"> {
  readonly subject: Exclude<EventRecord["subject"], { readonly visitorKey: string }>;
}

/**
 * What became of leads; a later statement of the same kind replaces the earlier one, the last of a batch wins.
 *
 * @returns the lead of each record, in order; null where it is not known
 */
export async function storeOutcomes(
  tx: TenantTx,
  tenantId: string,
  records: readonly OutcomeRecord[],
  now: Date,
): Promise<(string | null)[]> {
  const asEvents = records.map(({ subject }) => ({ subject, type: "", occurredAt: now }));
  const find = await resolveSubjects(tx, tenantId, asEvents, now);
  const leadIds = asEvents.map((record) => find(record)?.leadId ?? null);
  const last = new Map<string, OutcomeWrite>();
  for (const [index, { subject: _, ...outcome }] of records.entries()) {
    const leadId = leadIds[index];
    if (leadId) last.set(`${leadId} ${outcome.kind}`, { leadId, ...outcome });
  }
  await writeOutcomes(tx, tenantId, [...last.values()], now);
  return leadIds;
}
