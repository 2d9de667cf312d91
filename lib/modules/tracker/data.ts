import { DAY_MS } from "@/lib/core/signals/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { type SeenEvents, type TrackerSettings, trackerSettingsSchema } from "./types";

export async function getTrackerSettings(tx: TenantTx, tenantId: string): Promise<TrackerSettings> {
  const row = await tx.workspaceSettings.findUnique({ where: { tenantId }, select: { tracker: true } });
  return trackerSettingsSchema.parse(row?.tracker ?? {});
}

const SHOWN = 6;
const MINUTES = 30;
const MINUTE_MS = 60_000;
/** A busy site sends more in half an hour; nobody counts them one by one. */
const MOST_COUNTED = 50_000;

interface SeenRow {
  id: string;
  at: number;
  type: string;
  properties: Record<string, unknown>;
  flagged: boolean;
  lead_id: string | null;
  first_name: string | null;
  last_name: string | null;
  company: string | null;
  email: string | null;
}

/** What browsers sent of late. */
export async function getSeenEvents(tx: TenantTx, tenantId: string, now: Date): Promise<SeenEvents> {
  const since = new Date(now.getTime() - MINUTES * MINUTE_MS);
  const latest = await tx.$queryRaw<SeenRow[]>`
    SELECT e.id, round(extract(epoch FROM e.occurred_at) * 1000)::float8 AS at, e.type, e.properties,
           EXISTS (SELECT 1 FROM event_flags f WHERE f.tenant_id = ${tenantId}::uuid AND f.event_id = e.id) AS flagged,
           l.id AS lead_id, l.first_name, l.last_name, l.company, l.email
      FROM events e
      JOIN visitors v ON v.tenant_id = e.tenant_id AND v.id = e.visitor_id
      LEFT JOIN leads l ON l.tenant_id = v.tenant_id AND l.id = v.lead_id
     WHERE e.tenant_id = ${tenantId}::uuid AND e.visitor_id IS NOT NULL
       AND e.occurred_at >= ${new Date(now.getTime() - DAY_MS)}::timestamptz
     ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${SHOWN}`;
  const minutes = await tx.$queryRaw<{ minute: number; count: number; flagged: number }[]>`
    SELECT floor(extract(epoch FROM e.occurred_at - ${since}::timestamptz) / 60)::int AS minute, count(*)::int AS count,
           count(*) FILTER (WHERE EXISTS (SELECT 1 FROM event_flags f
                                           WHERE f.tenant_id = ${tenantId}::uuid AND f.event_id = e.id))::int AS flagged
      FROM (SELECT id, occurred_at FROM events
             WHERE tenant_id = ${tenantId}::uuid AND visitor_id IS NOT NULL AND occurred_at > ${since}::timestamptz
             ORDER BY occurred_at DESC LIMIT ${MOST_COUNTED}) e
     GROUP BY 1`;
  const identified = await tx.visitor.count({
    where: { tenantId, identifiedAt: { gt: new Date(now.getTime() - DAY_MS) } },
  });
  const perMinute = Array.from({ length: MINUTES }, () => 0);
  for (const { minute, count } of minutes) {
    const at = Math.min(MINUTES - 1, Math.max(0, minute));
    perMinute[at] = (perMinute[at] ?? 0) + count;
  }
  return {
    latest: latest.map((row) => ({
      ...{ id: row.id, at: row.at, type: row.type, properties: row.properties, isFlagged: row.flagged },
      leadId: row.lead_id,
      name:
        row.lead_id === null
          ? null
          : [row.first_name, row.last_name].filter(Boolean).join(" ") || row.email || row.company || "A lead",
    })),
    perMinute,
    lastAt: latest[0]?.at ?? (await lastSeen(tx, tenantId)),
    identified,
    flagged: minutes.reduce((sum, { flagged }) => sum + flagged, 0),
  };
}

async function lastSeen(tx: TenantTx, tenantId: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ at: number }[]>`
    SELECT round(extract(epoch FROM occurred_at) * 1000)::float8 AS at FROM events
     WHERE tenant_id = ${tenantId}::uuid AND visitor_id IS NOT NULL
     ORDER BY occurred_at DESC LIMIT 1`;
  return row?.at ?? null;
}
