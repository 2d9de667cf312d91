import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { NON_ACTIVITY_EVENT_TYPES } from "@/lib/core/signals/events";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { storableJson, storableText } from "./clean";
import { ensurePartitions } from "./partitions";
import type { EventRecord, IngestEventsResult } from "./types";

const MAX_BATCH = 20_000;

/**
 * Stores a batch of events inside the caller's tenant transaction. An event with a known id, or that says the same of
 * the same subject at the same time, is recognised and not stored twice; equal events within one batch are kept apart
 * by their occurrence number. Visitors are made when first seen.
 *
 * @throws RangeError for more than 20,000 records or a time before 1990.
 */
export async function ingestEvents(
  tx: TenantTx,
  tenantId: string,
  records: readonly EventRecord[],
  { now }: { now: Date },
): Promise<IngestEventsResult> {
  if (records.length > MAX_BATCH)
    throw new RangeError(`at most ${MAX_BATCH} events a batch, got ${records.length}`);
  if (records.length === 0) return { events: [] };
  const subjects = await resolveSubjects(tx, tenantId, records, now);
  const occurrence = new Map<string, number>();
  const rows: EventRow[] = [];
  const resolved = records.map((record) => {
    const subject = subjects(record);
    if (!subject) return null;
    const row = eventRow(record, subject, occurrence);
    rows.push(row);
    return { row, leadId: subject.leadId };
  });
  if (rows.length > 0) await ensurePartitionsOf(tx, rows);
  const stored = await insertEvents(tx, tenantId, rows, now);
  await insertFlags(tx, tenantId, rows, now);
  await touchActivity(tx, tenantId, rows);
  await touchContact(tx, tenantId, rows);
  return {
    events: resolved.map((entry) =>
      entry === null
        ? { outcome: "unknown_lead" }
        : { outcome: stored.has(entry.row.id) ? "stored" : "duplicate", leadId: entry.leadId },
    ),
  };
}

/** Says which lead a browser turned out to be; all its earlier events count for that lead from `identifiedAt` on. */
export async function identifyVisitors(
  tx: TenantTx,
  tenantId: string,
  identified: readonly { visitorKey: string; leadId: string; identifiedAt: Date }[],
): Promise<void> {
  if (identified.length === 0) return;
  const rows = identified.map((entry) => ({
    id: newId(),
    visitor_key: storableText(entry.visitorKey),
    lead_id: entry.leadId,
    identified_at: entry.identifiedAt.toISOString(),
  }));
  await tx.$executeRaw`
    INSERT INTO visitors (tenant_id, id, visitor_key, lead_id, identified_at, first_seen_at)
    SELECT ${tenantId}::uuid, r.id, r.visitor_key, r.lead_id, r.identified_at, r.identified_at
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS r(id uuid, visitor_key text, lead_id uuid, identified_at timestamptz)
    ON CONFLICT (tenant_id, visitor_key) DO UPDATE
       SET lead_id = excluded.lead_id, identified_at = excluded.identified_at
     WHERE visitors.lead_id IS NULL`;
  await tx.$executeRaw`
    UPDATE leads l SET last_activity_at = greatest(l.last_activity_at, a.last_at)
      FROM (SELECT v.lead_id, max(e.occurred_at) AS last_at
              FROM visitors v JOIN events e ON e.tenant_id = v.tenant_id AND e.visitor_id = v.id
             WHERE v.visitor_key = ANY (${rows.map((row) => row.visitor_key)}::text[])
             GROUP BY v.lead_id) a
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = a.lead_id AND a.last_at > coalesce(l.last_activity_at, '-infinity')`;
}

interface Subject {
  readonly leadId: string | null;
  readonly visitorId: string | null;
  readonly name: string;
}

interface EventRow {
  readonly id: string;
  readonly lead_id: string | null;
  readonly visitor_id: string | null;
  readonly type: string;
  readonly occurred_at: string;
  readonly properties: unknown;
  readonly flag: EventRecord["flag"];
}

async function resolveSubjects(tx: TenantTx, tenantId: string, records: readonly EventRecord[], now: Date) {
  const leadIds = new Set<string>();
  const externalIds = new Set<string>();
  const firstSeen = new Map<string, Date>();
  for (const { subject, occurredAt } of records) {
    if ("leadId" in subject) leadIds.add(subject.leadId);
    else if ("externalId" in subject) externalIds.add(subject.externalId);
    else {
      const seen = firstSeen.get(subject.visitorKey);
      if (!seen || occurredAt < seen) firstSeen.set(subject.visitorKey, occurredAt);
    }
  }
  const leads = await tx.$queryRaw<{ id: string; external_id: string | null }[]>`
    SELECT id, external_id FROM leads
     WHERE id = ANY (${[...leadIds]}::uuid[]) OR external_id = ANY (${[...externalIds]}::text[])`;
  const knownIds = new Set(leads.map((lead) => lead.id));
  const byExternalId = new Map(leads.map((lead) => [lead.external_id, lead.id]));
  const byVisitorKey = await resolveVisitors(tx, tenantId, firstSeen, now);
  return ({ subject }: EventRecord): Subject | null => {
    if ("leadId" in subject) {
      return knownIds.has(subject.leadId)
        ? { leadId: subject.leadId, visitorId: null, name: subject.leadId }
        : null;
    }
    if ("externalId" in subject) {
      const leadId = byExternalId.get(subject.externalId);
      return leadId ? { leadId, visitorId: null, name: leadId } : null;
    }
    const visitor = byVisitorKey.get(subject.visitorKey);
    // The event stays the visitor's: whose it is follows from the identification, as of any moment.
    return visitor ? { leadId: null, visitorId: visitor, name: visitor } : null;
  };
}

async function resolveVisitors(
  tx: TenantTx,
  tenantId: string,
  firstSeen: ReadonlyMap<string, Date>,
  now: Date,
) {
  if (firstSeen.size === 0) return new Map<string, string>();
  const rows = [...firstSeen].map(([key, seen]) => ({
    id: newId(),
    visitor_key: storableText(key),
    first_seen_at: (seen < now ? seen : now).toISOString(),
  }));
  await tx.$executeRaw`
    INSERT INTO visitors (tenant_id, id, visitor_key, first_seen_at)
    SELECT ${tenantId}::uuid, r.id, r.visitor_key, r.first_seen_at
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, visitor_key text, first_seen_at timestamptz)
    ON CONFLICT (tenant_id, visitor_key) DO NOTHING`;
  const visitors = await tx.$queryRaw<{ id: string; visitor_key: string }[]>`
    SELECT id, visitor_key FROM visitors WHERE visitor_key = ANY (${rows.map((row) => row.visitor_key)}::text[])`;
  const idByKey = new Map(visitors.map((visitor) => [visitor.visitor_key, visitor.id]));
  return new Map(
    [...firstSeen.keys()].flatMap((key) => {
      const id = idByKey.get(storableText(key));
      return id ? [[key, id] as const] : [];
    }),
  );
}

function eventRow(record: EventRecord, subject: Subject, occurrence: Map<string, number>): EventRow {
  const properties = storableJson(record.properties ?? {});
  const type = storableText(record.type).slice(0, 200);
  const occurredAt = record.occurredAt.toISOString();
  return {
    id:
      record.id ??
      derivedId([subject.name, type, occurredAt, canonicalJson(properties)].join("\n"), occurrence),
    lead_id: subject.leadId,
    visitor_id: subject.visitorId,
    type,
    occurred_at: occurredAt,
    properties,
    flag: record.flag,
  };
}

/** A UUID (version 8, RFC 9562) from what the event says and how often the batch has said it. */
function derivedId(content: string, occurrence: Map<string, number>): string {
  const digest = createHash("sha256").update(content).digest();
  const first = uuidOf(digest);
  const count = (occurrence.get(first) ?? 0) + 1;
  occurrence.set(first, count);
  return count === 1 ? first : uuidOf(createHash("sha256").update(content).update(`\n#${count}`).digest());
}

function uuidOf(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

async function ensurePartitionsOf(tx: TenantTx, rows: readonly EventRow[]): Promise<void> {
  let from = rows[0]?.occurred_at ?? "";
  let to = from;
  for (const { occurred_at: at } of rows) {
    if (at < from) from = at;
    if (at > to) to = at;
  }
  await ensurePartitions(tx, new Date(from), new Date(to));
}

async function insertEvents(
  tx: TenantTx,
  tenantId: string,
  rows: readonly EventRow[],
  now: Date,
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO events (tenant_id, occurred_at, id, lead_id, visitor_id, type, received_at, properties)
    SELECT ${tenantId}::uuid, r.occurred_at, r.id, r.lead_id, r.visitor_id, r.type, ${now}::timestamptz, r.properties
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS r(id uuid, lead_id uuid, visitor_id uuid, type text, occurred_at timestamptz, properties jsonb)
    ON CONFLICT (tenant_id, occurred_at, id) DO NOTHING
    RETURNING id`;
  return new Set(inserted.map((row) => row.id));
}

async function insertFlags(
  tx: TenantTx,
  tenantId: string,
  rows: readonly EventRow[],
  now: Date,
): Promise<void> {
  const flags = rows.flatMap((row) =>
    row.flag
      ? [{ event_id: row.id, occurred_at: row.occurred_at, flag: row.flag.flag, reason: row.flag.reason }]
      : [],
  );
  if (flags.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO event_flags (tenant_id, event_id, occurred_at, flag, reason, created_at)
    SELECT ${tenantId}::uuid, r.event_id, r.occurred_at, r.flag, r.reason, ${now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(flags)}::jsonb)
           AS r(event_id uuid, occurred_at timestamptz, flag text, reason text)
    ON CONFLICT DO NOTHING`;
}

/** The list sorts by last activity; bookkeeping and flagged events are none. */
async function touchActivity(tx: TenantTx, tenantId: string, rows: readonly EventRow[]): Promise<void> {
  const latest = new Map<string, EventRow>();
  for (const row of rows) {
    if (row.flag || NON_ACTIVITY_EVENT_TYPES.has(row.type)) continue;
    const subject = row.lead_id ?? row.visitor_id ?? "";
    const known = latest.get(subject);
    if (!known || row.occurred_at > known.occurred_at) latest.set(subject, row);
  }
  if (latest.size === 0) return;
  const newest = [...latest.values()];
  // In the order in which scoring locks leads: two batches that touch the same ones wait, and never for each other.
  await tx.$queryRaw`
    SELECT 1 FROM leads l
     WHERE l.tenant_id = ${tenantId}::uuid
       AND (l.id = ANY (${newest.map((row) => row.lead_id)}::uuid[])
            OR l.id IN (SELECT v.lead_id FROM visitors v
                         WHERE v.tenant_id = ${tenantId}::uuid AND v.id = ANY (${newest.map((row) => row.visitor_id)}::uuid[])))
     ORDER BY l.id FOR NO KEY UPDATE`;
  await tx.$executeRaw`
    UPDATE leads l SET last_activity_at = a.at
      FROM (SELECT coalesce(r.lead_id, v.lead_id) AS lead_id, max(r.at) AS at
              FROM unnest(${newest.map((row) => row.lead_id)}::uuid[], ${newest.map((row) => row.visitor_id)}::uuid[],
                          ${newest.map((row) => row.occurred_at)}::timestamptz[]) AS r(lead_id, visitor_id, at)
              LEFT JOIN visitors v ON v.tenant_id = ${tenantId}::uuid AND v.id = r.visitor_id
             GROUP BY 1) a
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = a.lead_id AND a.at > coalesce(l.last_activity_at, '-infinity')`;
}

/** A call keeps the promise to call, wherever it was logged; an event that was known before says nothing new. */
async function touchContact(tx: TenantTx, tenantId: string, rows: readonly EventRow[]): Promise<void> {
  const latest = new Map<string, string>();
  for (const { type, lead_id: leadId, occurred_at: at, flag } of rows) {
    if (type !== "call_logged" || leadId === null || flag) continue;
    const known = latest.get(leadId);
    if (!known || at > known) latest.set(leadId, at);
  }
  if (latest.size === 0) return;
  await tx.$executeRaw`
    UPDATE leads l
       SET last_contact_at = greatest(l.last_contact_at, c.at),
           due_at = CASE WHEN l.due_kind = 'respond' AND c.at >= l.band_since THEN NULL ELSE l.due_at END,
           due_kind = CASE WHEN l.due_kind = 'respond' AND c.at >= l.band_since THEN NULL ELSE l.due_kind END
      FROM unnest(${[...latest.keys()]}::uuid[], ${[...latest.values()]}::timestamptz[]) AS c(lead_id, at)
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = c.lead_id
       AND (l.last_contact_at IS NULL OR l.last_contact_at < c.at OR l.due_kind = 'respond')`;
}
