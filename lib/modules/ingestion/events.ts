import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { latestActivity, touchActivity, touchContact } from "./activity";
import { storableJson, storableText } from "./clean";
import { ensurePartitions } from "./partitions";
import { resolveSubjects, type Subject } from "./subjects";
import type { EventRecord, IngestEventsResult, StoredRow } from "./types";

const MAX_BATCH = 20_000;

/**
 * Stores a batch of events inside the caller's tenant transaction, and what follows from them for the leads' rows.
 * An event with a known id, or (without one) that says the same of the same subject at the same time, is recognised
 * and not stored twice; equal events within one batch are kept apart by their occurrence number. Visitors are made
 * when first seen.
 *
 * @throws RangeError for more than 20,000 records or a time before 1990.
 */
export async function ingestEvents(
  tx: TenantTx,
  tenantId: string,
  records: readonly EventRecord[],
  { now }: { now: Date },
): Promise<IngestEventsResult> {
  const { events, rows } = await storeEvents(tx, tenantId, records, now);
  await touchActivity(tx, tenantId, latestActivity(rows));
  await touchContact(tx, tenantId, rows);
  return { events };
}

/** The first half of ingestEvents: stores, and leaves the leads' rows alone. `rows` are those that were new. */
export async function storeEvents(
  tx: TenantTx,
  tenantId: string,
  records: readonly EventRecord[],
  now: Date,
): Promise<IngestEventsResult & { readonly rows: readonly StoredRow[] }> {
  if (records.length > MAX_BATCH)
    throw new RangeError(`at most ${MAX_BATCH} events a batch, got ${records.length}`);
  if (records.length === 0) return { events: [], rows: [] };
  const subjects = await resolveSubjects(tx, tenantId, records, now);
  const occurrence = new Map<string, number>();
  const byId = new Map<string, Draft>();
  const drafts = records.map((record) => {
    const subject = subjects(record);
    if (!subject) return null;
    const row = eventRow(record, subject, occurrence);
    const isFirst = !byId.has(row.id);
    const draft = { record, subject, row, isFirst };
    if (isFirst) byId.set(row.id, draft);
    return draft;
  });
  const fresh = [...byId.values()];
  const known = fresh.map(({ row }) => row);
  if (known.length > 0) await ensurePartitionsOf(tx, known);
  const stored = await insertEvents(tx, tenantId, known, now);
  const kept = fresh.filter(({ row }) => stored.has(row.id));
  await insertFlags(tx, tenantId, kept, now);
  return {
    events: drafts.map((draft) => {
      if (draft === null) return { outcome: "unknown_lead" };
      const isStored = draft.isFirst && stored.has(draft.row.id);
      return {
        ...{ outcome: isStored ? "stored" : "duplicate", leadId: draft.subject.leadId, id: draft.row.id },
      };
    }),
    rows: kept.map(({ row, record, subject }) => ({
      ...{ id: row.id, type: row.type, occurredAt: record.occurredAt },
      ...{ leadId: subject.leadId ?? subject.stitchedTo, visitorId: subject.visitorId },
      properties: record.properties ?? {},
      isFlagged: record.flag !== undefined,
    })),
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

interface Draft {
  readonly record: EventRecord;
  readonly subject: Subject;
  readonly row: EventRow;
  /** Of those in the batch with its id. */
  readonly isFirst: boolean;
}

interface EventRow {
  readonly id: string;
  /** The caller's own id: known for good, whatever time it comes with. */
  readonly keyed: boolean;
  readonly lead_id: string | null;
  readonly visitor_id: string | null;
  readonly type: string;
  readonly occurred_at: string;
  readonly properties: unknown;
}

function eventRow(record: EventRecord, subject: Subject, occurrence: Map<string, number>): EventRow {
  const properties = storableJson(record.properties ?? {});
  const type = storableText(record.type).slice(0, 200);
  const occurredAt = record.occurredAt.toISOString();
  const name = subject.leadId ?? subject.visitorId ?? "";
  return {
    id: record.id ?? derivedId([name, type, occurredAt, canonicalJson(properties)].join("\n"), occurrence),
    keyed: record.id !== undefined,
    lead_id: subject.leadId,
    visitor_id: subject.visitorId,
    type,
    occurred_at: occurredAt,
    properties,
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

/** The UUID under which a foreign id of any shape is known here. */
export const uuidOfText = (text: string): string => uuidOf(createHash("sha256").update(text).digest());

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

/** Keys first, in one order: of two transactions with the same id the later one waits, then finds it taken. */
async function insertEvents(
  tx: TenantTx,
  tenantId: string,
  rows: readonly EventRow[],
  now: Date,
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    WITH r AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r(id uuid, keyed boolean, lead_id uuid, visitor_id uuid, type text, occurred_at timestamptz, properties jsonb)),
    k AS (
      INSERT INTO event_keys (tenant_id, event_id, occurred_at)
      SELECT ${tenantId}::uuid, r.id, r.occurred_at FROM r WHERE r.keyed ORDER BY r.id
      ON CONFLICT (tenant_id, event_id) DO NOTHING
      RETURNING event_id)
    INSERT INTO events (tenant_id, occurred_at, id, lead_id, visitor_id, type, received_at, properties)
    SELECT ${tenantId}::uuid, r.occurred_at, r.id, r.lead_id, r.visitor_id, r.type, ${now}::timestamptz, r.properties
      FROM r WHERE NOT r.keyed OR r.id IN (SELECT k.event_id FROM k)
     ORDER BY r.id
    ON CONFLICT (tenant_id, occurred_at, id) DO NOTHING
    RETURNING id`;
  return new Set(inserted.map((row) => row.id));
}

async function insertFlags(
  tx: TenantTx,
  tenantId: string,
  drafts: readonly Draft[],
  now: Date,
): Promise<void> {
  const flags = drafts.flatMap(({ row, record: { flag } }) =>
    flag ? [{ event_id: row.id, occurred_at: row.occurred_at, flag: flag.flag, reason: flag.reason }] : [],
  );
  if (flags.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO event_flags (tenant_id, event_id, occurred_at, flag, reason, created_at)
    SELECT ${tenantId}::uuid, r.event_id, r.occurred_at, r.flag, r.reason, ${now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(flags)}::jsonb)
           AS r(event_id uuid, occurred_at timestamptz, flag text, reason text)
    ON CONFLICT DO NOTHING`;
}
