import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { storableText } from "./clean";
import type { EventRecord } from "./types";

/** Whose event it is, as it is stored. */
export interface Subject {
  readonly leadId: string | null;
  readonly visitorId: string | null;
  /** The lead that a visitor is known to be. */
  readonly stitchedTo: string | null;
}

/** Finds whose the events are in at most three statements; visitors are made when first seen. */
export async function resolveSubjects(
  tx: TenantTx,
  tenantId: string,
  records: readonly EventRecord[],
  now: Date,
): Promise<(record: EventRecord) => Subject | null> {
  const leadIds = new Set<string>();
  const externalIds = new Set<string>();
  const emails = new Set<string>();
  const firstSeen = new Map<string, Date>();
  for (const { subject, occurredAt } of records) {
    if ("leadId" in subject) leadIds.add(subject.leadId);
    else if ("externalId" in subject) externalIds.add(subject.externalId);
    else if ("email" in subject) emails.add(mailOf(subject.email));
    else {
      const seen = firstSeen.get(subject.visitorKey);
      if (!seen || occurredAt < seen) firstSeen.set(subject.visitorKey, occurredAt);
    }
  }
  const leads = await findLeads(tx, leadIds, externalIds, emails);
  const visitors = await resolveVisitors(tx, tenantId, firstSeen, now);
  const ofLead = (leadId: string | undefined): Subject | null =>
    leadId === undefined ? null : { leadId, visitorId: null, stitchedTo: null };
  return ({ subject }) => {
    if ("leadId" in subject) return ofLead(leads.ids.has(subject.leadId) ? subject.leadId : undefined);
    if ("externalId" in subject) return ofLead(leads.byExternalId.get(subject.externalId));
    if ("email" in subject) return ofLead(leads.byEmail.get(mailOf(subject.email)));
    const visitor = visitors.get(subject.visitorKey);
    // The event stays the visitor's: whose it is follows from the identification, as of any moment.
    return visitor ? { leadId: null, visitorId: visitor.id, stitchedTo: visitor.leadId } : null;
  };
}

const mailOf = (email: string) => email.trim().toLowerCase();

async function findLeads(
  tx: TenantTx,
  ids: ReadonlySet<string>,
  externalIds: ReadonlySet<string>,
  emails: ReadonlySet<string>,
) {
  const found = {
    ids: new Set<string>(),
    byExternalId: new Map<string, string>(),
    byEmail: new Map<string, string>(),
  };
  if (ids.size + externalIds.size + emails.size === 0) return found;
  // A look-up each: one condition with OR is planned as a walk over the table where statistics are old.
  const rows = await tx.$queryRaw<{ id: string; external_id: string | null; email: string | null }[]>`
    SELECT id, NULL AS external_id, NULL AS email FROM leads WHERE id = ANY (${[...ids]}::uuid[])
    UNION ALL
    SELECT id, external_id, NULL FROM leads WHERE external_id = ANY (${[...externalIds]}::text[])
    UNION ALL
    (SELECT DISTINCT ON (email) id, NULL, email FROM leads WHERE email = ANY (${[...emails]}::text[])
      ORDER BY email, recorded_at, id)`;
  for (const { id, external_id: externalId, email } of rows) {
    if (externalId !== null) found.byExternalId.set(externalId, id);
    else if (email !== null) found.byEmail.set(email, id);
    else found.ids.add(id);
  }
  return found;
}

interface KnownVisitor {
  readonly id: string;
  readonly leadId: string | null;
}

async function resolveVisitors(
  tx: TenantTx,
  tenantId: string,
  firstSeen: ReadonlyMap<string, Date>,
  now: Date,
): Promise<Map<string, KnownVisitor>> {
  if (firstSeen.size === 0) return new Map();
  const find = async (keys: readonly string[]) =>
    (
      await tx.$queryRaw<{ id: string; visitor_key: string; lead_id: string | null }[]>`
        SELECT id, visitor_key, lead_id FROM visitors WHERE visitor_key = ANY (${[...keys]}::text[])`
    ).map(({ id, visitor_key: key, lead_id: leadId }) => [key, { id, leadId }] as const);
  const keys = [...firstSeen.keys()].map(storableText);
  const byKey = new Map(await find(keys));
  const rows = [...firstSeen].flatMap(([key, seen]) => {
    const visitorKey = storableText(key);
    if (byKey.has(visitorKey)) return [];
    return [{ id: newId(), visitor_key: visitorKey, first_seen_at: (seen < now ? seen : now).toISOString() }];
  });
  if (rows.length > 0) {
    // In one order: two batches that see the same browsers for the first time wait, and never for each other.
    await tx.$executeRaw`
      INSERT INTO visitors (tenant_id, id, visitor_key, first_seen_at)
      SELECT ${tenantId}::uuid, r.id, r.visitor_key, r.first_seen_at
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, visitor_key text, first_seen_at timestamptz)
       ORDER BY r.visitor_key
      ON CONFLICT (tenant_id, visitor_key) DO NOTHING`;
    for (const [key, visitor] of await find(rows.map((row) => row.visitor_key))) byKey.set(key, visitor);
  }
  return new Map(
    [...firstSeen.keys()].flatMap((key) => {
      const visitor = byKey.get(storableText(key));
      return visitor ? [[key, visitor] as const] : [];
    }),
  );
}
