import type { RecordedOutcome } from "@/lib/core/outcomes/label";
import type { TenantTx } from "@/lib/platform/db/client";
import type { StoodScore } from "./count-lead";

/** What is read of a lead to count it. Times are epoch ms. */
export interface RawLead {
  readonly id: string;
  readonly createdAt: number | null;
  readonly closedAt: number | null;
  readonly status: string;
  readonly outcome: RecordedOutcome | null;
  readonly contact: (StoodScore & { readonly at: number }) | null;
  /** The machine's score now; null: never scored. */
  readonly current: StoodScore | null;
  /** How it was counted last where that was a replay: made anew only by another version. */
  readonly replayed: (StoodScore & { readonly at: number | null }) | null;
  readonly group: LeadGroup;
}

/** What leads can be told apart by. */
export interface LeadGroup {
  readonly source: string | null;
  readonly campaign: string | null;
  readonly team: string | null;
  readonly owner_id: string | null;
  readonly industry: string | null;
  readonly country: string | null;
  readonly territory: string | null;
  readonly employees: number | null;
}

interface Row extends LeadGroup {
  readonly id: string;
  readonly status: string;
  readonly created: number | null;
  readonly closed: number | null;
  readonly value: RecordedOutcome["value"] | null;
  readonly decided: number | null;
  readonly contact: number | null;
  readonly contact_score: number | null;
  readonly contact_band: string | null;
  readonly contact_probability: number | null;
  readonly contact_version: string | null;
  readonly score: number | null;
  readonly band: string | null;
  readonly probability: number | null;
  readonly version: string | null;
  readonly replayed_at: number | null;
  readonly replayed_score: number | null;
  readonly replayed_band: string | null;
  readonly replayed_promise: number | null;
  readonly replayed_version: string | null;
}

const NIL = "00000000-0000-0000-0000-000000000000";

/** The next leads by id; one JSON text comes back, ten times fewer values to decode than rows. */
export async function readLeads(
  tx: TenantTx,
  tenantId: string,
  { after = NIL, limit, outcome }: { after?: string | undefined; limit: number; outcome: string },
): Promise<RawLead[]> {
  const [answer] = await tx.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(r ORDER BY r.id)::text AS rows FROM (
      SELECT l.id, l.status, l.source, l.campaign, l.team, l.owner_id, l.industry, l.country, l.territory, l.employees,
             round(extract(epoch FROM l.created_at) * 1000) AS created,
             round(extract(epoch FROM l.closed_at) * 1000) AS closed,
             o.value, round(extract(epoch FROM o.decided_at) * 1000) AS decided,
             round(extract(epoch FROM l.first_contact_at) * 1000) AS contact,
             l.first_contact_score AS contact_score, l.first_contact_band AS contact_band,
             l.first_contact_probability AS contact_probability, l.first_contact_version AS contact_version,
             l.score_total AS score, l.score_band AS band, l.probability, l.score_version AS version,
             round(extract(epoch FROM i.counted_at) * 1000) AS replayed_at, i.score AS replayed_score,
             i.band AS replayed_band, i.promise AS replayed_promise, i.version AS replayed_version
        FROM leads l
        LEFT JOIN outcomes o ON o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.kind = ${outcome}
        LEFT JOIN insight_leads i ON i.tenant_id = l.tenant_id AND i.lead_id = l.id AND i.basis = 'replayed'
       WHERE l.tenant_id = ${tenantId}::uuid AND l.id > ${after}::uuid
       ORDER BY l.id LIMIT ${limit}) r`;
  return (JSON.parse(answer?.rows ?? "[]") as Row[]).map(rawLead);
}

function rawLead(row: Row): RawLead {
  const contact = stood(row.contact_score, row.contact_band, row.contact_probability, row.contact_version);
  const replayed = stood(row.replayed_score, row.replayed_band, row.replayed_promise, row.replayed_version);
  const { source, campaign, team, owner_id, industry, country, territory, employees } = row;
  return {
    ...{ id: row.id, createdAt: row.created, closedAt: row.closed, status: row.status },
    outcome: row.value === null ? null : { value: row.value, decidedAt: row.decided },
    contact: contact && row.contact !== null ? { ...contact, at: row.contact } : null,
    current: stood(row.score, row.band, row.probability, row.version),
    replayed: replayed && { ...replayed, at: row.replayed_at },
    group: { source, campaign, team, owner_id, industry, country, territory, employees },
  };
}

const stood = (
  score: number | null,
  band: string | null,
  promise: number | null,
  version: string | null,
): StoodScore | null => (score === null || band === null ? null : { score, band, promise, version });

/** What the team did about a lead: calls and when it first counted as qualified. */
export interface RawDeeds {
  /** Epoch ms, ascending. */
  readonly calls: readonly number[];
  readonly qualifiedAt: number | null;
  readonly timedCalls: number;
  readonly talkMinutes: number;
}

interface IdRange {
  /** The id before the first. */
  readonly after: string | undefined;
  readonly last: string;
}

/** Calls and steps of the leads of a range of ids; those that were taken back do not count. */
export async function readDeeds(
  tx: TenantTx,
  tenantId: string,
  { after = NIL, last }: IdRange,
): Promise<Map<string, RawDeeds>> {
  const [answer] = await tx.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(json_build_array(d.lead_id, d.calls, d.qualified, d.timed, d.minutes))::text AS rows FROM (
      SELECT e.lead_id,
             coalesce(json_agg(round(extract(epoch FROM e.occurred_at) * 1000) ORDER BY e.occurred_at)
               FILTER (WHERE e.type = 'call_logged'), '[]') AS calls,
             round(extract(epoch FROM min(e.occurred_at) FILTER (
               WHERE e.properties->>'to' = 'qualified' OR e.properties->>'outcome' = 'meeting_booked')) * 1000) AS qualified,
             count(e.minutes) AS timed, coalesce(sum(e.minutes), 0) AS minutes
        FROM (SELECT e.*, CASE WHEN e.type = 'call_logged' AND jsonb_typeof(e.properties->'minutes') = 'number'
                               THEN (e.properties->>'minutes')::float8 END AS minutes
                FROM events e
               WHERE e.tenant_id = ${tenantId}::uuid AND e.lead_id > ${after}::uuid AND e.lead_id <= ${last}::uuid
                 AND e.type IN ('call_logged', 'status_changed')
                 AND NOT EXISTS (SELECT 1 FROM event_flags f WHERE f.tenant_id = e.tenant_id AND f.event_id = e.id)) e
       GROUP BY e.lead_id) d`;
  const rows = JSON.parse(answer?.rows ?? "[]") as [string, number[], number | null, number, number][];
  return new Map(
    rows.map(([id, calls, qualifiedAt, timedCalls, talkMinutes]) => [
      id,
      { calls, qualifiedAt, timedCalls, talkMinutes },
    ]),
  );
}

/** When each lead of a range of ids first came into the band. */
export async function readHotTimes(
  tx: TenantTx,
  tenantId: string,
  bandId: string,
  { after = NIL, last }: IdRange,
): Promise<Map<string, number>> {
  const [answer] = await tx.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(json_build_array(h.lead_id, round(extract(epoch FROM h.at) * 1000)))::text AS rows FROM (
      SELECT lead_id, min(scored_on) AS at FROM score_history
       WHERE tenant_id = ${tenantId}::uuid AND lead_id > ${after}::uuid AND lead_id <= ${last}::uuid
         AND band = ${bandId}
       GROUP BY lead_id) h`;
  return new Map(JSON.parse(answer?.rows ?? "[]") as [string, number][]);
}

/** The score that each of these leads had at its moment, where one was written by then. */
export async function readStoodScores(
  tx: TenantTx,
  tenantId: string,
  asked: readonly { readonly id: string; readonly at: number }[],
): Promise<Map<string, StoodScore>> {
  if (asked.length === 0) return new Map();
  const [answer] = await tx.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(json_build_array(w.id, h.total, h.band, h.probability, h.score_version))::text AS rows
      FROM unnest(${asked.map(({ id }) => id)}::uuid[], ${asked.map(({ at }) => new Date(at).toISOString())}::timestamptz[]) AS w(id, at)
     CROSS JOIN LATERAL (
       SELECT total, band, probability, score_version FROM score_history s
        WHERE s.tenant_id = ${tenantId}::uuid AND s.lead_id = w.id AND s.scored_on <= w.at
        ORDER BY s.scored_on DESC LIMIT 1) h`;
  const rows = JSON.parse(answer?.rows ?? "[]") as [string, number, string, number | null, string][];
  return new Map(rows.map(([id, score, band, promise, version]) => [id, { score, band, promise, version }]));
}
