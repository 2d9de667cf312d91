import { causeRef } from "@/lib/core/scoring/causes";
import { requestScores } from "@/lib/modules/scoring/pending";
import type { TenantTx } from "@/lib/platform/db/client";
import { latestActivity, touchContact } from "./activity";
import { storeEvents } from "./events";
import { flagByPace } from "./pace";
import type { EventRecord, IngestEventsResult, StoredRow } from "./types";

/**
 * What comes in from outside, as it happens: stored, judged by its pace, and its leads asked to be scored, all in the
 * caller's tenant transaction. It waits for no scoring: when a lead last did something is written with its score.
 */
export async function receiveEvents(
  tx: TenantTx,
  tenantId: string,
  records: readonly EventRecord[],
  { now }: { now: Date },
): Promise<IngestEventsResult> {
  const { events, rows } = await storeEvents(tx, tenantId, records, now);
  const flagged = await flagByPace(tx, tenantId, rows, now);
  const judged = rows.map((row) => (flagged.has(row.id) ? { ...row, isFlagged: true } : row));
  await touchContact(tx, tenantId, judged);
  await requestScores(tx, tenantId, wishes(judged, flagged), now);
  return { events };
}

/** One a lead. A lead of whom only robots' deeds came need not be scored, unless an older one just turned out so. */
function wishes(rows: readonly StoredRow[], flagged: ReadonlySet<string>) {
  const activity = latestActivity(rows);
  const byLead = new Map<string, Map<string, number>>();
  for (const { leadId, type, isFlagged, id } of rows) {
    if (leadId === null || (isFlagged && !flagged.has(id))) continue;
    const types = byLead.get(leadId) ?? new Map<string, number>();
    byLead.set(leadId, types.set(type, (types.get(type) ?? 0) + 1));
  }
  return [...byLead].map(([leadId, types]) => {
    const [type, count] = [...types].sort((a, b) => b[1] - a[1])[0] ?? ["", 1];
    const activityAt = activity.get(leadId);
    return { leadId, cause: causeRef("activity", { type, count }), ...(activityAt ? { activityAt } : {}) };
  });
}
