import { PACE_WINDOW_MS, PACED_TYPES, type PacedEvent, suspiciousPace } from "@/lib/core/tracking/pace";
import type { TenantTx } from "@/lib/platform/db/client";
import { flagWords } from "@/lib/present/flag-words";
import type { StoredRow } from "./types";

const PACED: ReadonlySet<string> = new Set(PACED_TYPES);

interface Span {
  readonly lead: string | null;
  readonly visitor: string | null;
  from: number;
  to: number;
}

interface NearRow {
  id: string;
  subject: string;
  type: string;
  at: number;
  mail: string | null;
  url: string | null;
  flagged: boolean;
}

/**
 * Flags what came faster than a person can act: of the new rows, and of what was there already and now looks
 * different (the delivery that arrives after the click).
 *
 * @returns ids of the events that were flagged just now
 */
export async function flagByPace(
  tx: TenantTx,
  tenantId: string,
  rows: readonly StoredRow[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const near = await nearEvents(tx, tenantId, spansOf(rows));
  const bySubject = new Map<string, NearRow[]>();
  for (const row of near) {
    const known = bySubject.get(row.subject);
    if (known) known.push(row);
    else bySubject.set(row.subject, [row]);
  }
  const flags: { event_id: string; occurred_at: string; flag: string; reason: string }[] = [];
  for (const events of bySubject.values()) {
    const found = suspiciousPace(events satisfies readonly PacedEvent[]);
    for (const { id, at, flagged } of events) {
      const suspicion = flagged ? undefined : found.get(id);
      if (!suspicion) continue;
      const { flag, reason } = suspicion;
      flags.push({ event_id: id, occurred_at: new Date(at).toISOString(), flag, reason: flagWords(reason) });
    }
  }
  if (flags.length === 0) return new Set();
  await tx.$executeRaw`
    INSERT INTO event_flags (tenant_id, event_id, occurred_at, flag, reason, created_at)
    SELECT ${tenantId}::uuid, r.event_id, r.occurred_at, r.flag, r.reason, ${now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(flags)}::jsonb)
           AS r(event_id uuid, occurred_at timestamptz, flag text, reason text)
     ORDER BY r.event_id
    ON CONFLICT DO NOTHING`;
  return new Set(flags.map((flag) => flag.event_id));
}

/** For each subject of a paced event the time around its events. */
function spansOf(rows: readonly StoredRow[]): Span[] {
  const spans = new Map<string, Span>();
  for (const { type, leadId, visitorId, occurredAt } of rows) {
    if (!PACED.has(type)) continue;
    const at = occurredAt.getTime();
    // A visitor's events are the visitor's, whoever it is.
    const subject = visitorId ?? leadId;
    if (subject === null) continue;
    const span = spans.get(subject);
    if (span) {
      span.from = Math.min(span.from, at);
      span.to = Math.max(span.to, at);
    } else {
      spans.set(subject, { lead: visitorId ? null : leadId, visitor: visitorId, from: at, to: at });
    }
  }
  return [...spans.values()];
}

async function nearEvents(tx: TenantTx, tenantId: string, spans: readonly Span[]): Promise<NearRow[]> {
  if (spans.length === 0) return [];
  const json = JSON.stringify(
    spans.map(({ lead, visitor, from, to }) => ({
      ...{ lead, visitor },
      from_at: new Date(from - PACE_WINDOW_MS).toISOString(),
      to_at: new Date(to + PACE_WINDOW_MS).toISOString(),
    })),
  );
  const earliest = new Date(
    spans.reduce((least, { from }) => Math.min(least, from), Infinity) - PACE_WINDOW_MS,
  );
  const latest = new Date(spans.reduce((most, { to }) => Math.max(most, to), 0) + PACE_WINDOW_MS);
  // The outer bounds let the planner leave out months; each subject's own are the narrow ones.
  return tx.$queryRaw<NearRow[]>`
    WITH s AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${json}::jsonb)
        AS s(lead uuid, visitor uuid, from_at timestamptz, to_at timestamptz)),
    near AS (
      SELECT e.id, e.lead_id AS subject, e.type, e.occurred_at, e.properties
        FROM s JOIN events e ON e.lead_id = s.lead AND e.occurred_at BETWEEN s.from_at AND s.to_at
       WHERE e.tenant_id = ${tenantId}::uuid AND e.occurred_at BETWEEN ${earliest}::timestamptz AND ${latest}::timestamptz
      UNION ALL
      SELECT e.id, e.visitor_id, e.type, e.occurred_at, e.properties
        FROM s JOIN events e ON e.visitor_id = s.visitor AND e.occurred_at BETWEEN s.from_at AND s.to_at
       WHERE e.tenant_id = ${tenantId}::uuid AND e.occurred_at BETWEEN ${earliest}::timestamptz AND ${latest}::timestamptz)
    SELECT n.id, n.subject, n.type, round(extract(epoch FROM n.occurred_at) * 1000)::float8 AS at,
           coalesce(n.properties->>'message_id', n.properties->>'campaign') AS mail, n.properties->>'url' AS url,
           EXISTS (SELECT 1 FROM event_flags g WHERE g.tenant_id = ${tenantId}::uuid AND g.event_id = n.id) AS flagged
      FROM near n WHERE n.type = ANY (${[...PACED_TYPES]}::text[])`;
}
