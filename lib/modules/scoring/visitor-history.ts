import type { HistoryEvent, LeadHistory } from "@/lib/core/signals/types";
import type { TenantTx } from "@/lib/platform/db/client";

export interface VisitorHistory {
  /** Whose browser it turned out to be; null while nobody knows. */
  readonly leadId: string | null;
  readonly history: LeadHistory;
}

/** More than any window asks of a person; the newest count. */
const MOST_EVENTS = 5_000;

/** What a browser did, as the history of a lead of whom nothing else is known; null where it was never seen. */
export async function loadVisitorHistory(
  tx: TenantTx,
  tenantId: string,
  visitorKey: string,
): Promise<VisitorHistory | null> {
  const visitor = await tx.visitor.findFirst({ where: { tenantId, visitorKey } });
  if (!visitor) return null;
  const rows = await tx.$queryRaw<
    { type: string; at: number; properties: Record<string, unknown>; flagged: boolean }[]
  >`
    SELECT e.type, round(extract(epoch FROM e.occurred_at) * 1000)::float8 AS at, e.properties,
           EXISTS (SELECT 1 FROM event_flags f WHERE f.tenant_id = e.tenant_id AND f.event_id = e.id) AS flagged
      FROM events e
     WHERE e.tenant_id = ${tenantId}::uuid AND e.visitor_id = ${visitor.id}::uuid
     ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${MOST_EVENTS}`;
  return {
    leadId: visitor.identifiedAt ? visitor.leadId : null,
    history: {
      createdAt: null,
      visitors: [],
      events: rows.map(
        ({ type, at, properties, flagged }): HistoryEvent => ({
          ...{ type, occurredAt: at, properties },
          ...(flagged ? { flagged } : {}),
        }),
      ),
    },
  };
}
