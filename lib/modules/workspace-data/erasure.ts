import { hashedEmail } from "@/lib/modules/predictions/log";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { announce } from "@/lib/platform/live";
import { leadName } from "@/lib/present/leads-row";
import type { Count, ErasurePreview, Refused } from "./types";

/** The right to be forgotten: who is meant, what goes, and that it went. */

export interface FoundLead {
  readonly id: string;
  readonly email: string | null;
  readonly externalId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
}

/** Every lead that is this person: by id, by the other system's id, or by e-mail; and all who share their address. */
export async function findPerson(tx: TenantTx, tenantId: string, asked: string): Promise<FoundLead[]> {
  return tx.$queryRaw<FoundLead[]>`
    WITH named AS (
      SELECT id, email FROM leads
       WHERE tenant_id = ${tenantId}::uuid
         AND (id::text = lower(${asked}) OR external_id = ${asked} OR email = lower(${asked})))
    SELECT l.id, l.email, l.external_id AS "externalId", l.first_name AS "firstName", l.last_name AS "lastName",
           l.company
      FROM leads l
     WHERE l.tenant_id = ${tenantId}::uuid
       AND (l.id IN (SELECT id FROM named) OR l.email IN (SELECT email FROM named WHERE email <> ''))
     ORDER BY l.id`;
}

/** What will go, before anybody confirms it. */
export async function previewErasure(
  tx: TenantTx,
  tenantId: string,
  leads: readonly FoundLead[],
): Promise<ErasurePreview> {
  const { waiting, running } = await uploads(tx, tenantId);
  return {
    leads: leads.map((lead) => ({
      id: lead.id,
      name: leadName(lead).name,
      company: lead.company,
      email: lead.email,
    })),
    confirmWith: confirmationOf(leads),
    counts: await countTraces(
      tx,
      tenantId,
      leads.map(({ id }) => id),
    ),
    uploads: waiting,
    refusal: running.length === 0 ? null : busyText(running),
  };
}

/** What has to be typed: the address, else what the lead is called. */
export function confirmationOf(leads: readonly FoundLead[]): string {
  const [first] = leads;
  return first ? (leads.find(({ email }) => email)?.email ?? leadName(first).name) : "";
}

/**
 * Erases a person. The audit log keeps that somebody was erased, when, by whom and why, with a sha256 of the address
 * for whoever has to prove it; entries about the leads keep neither id nor content.
 */
export async function erasePerson(
  tx: TenantTx,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  leads: readonly FoundLead[],
  why: string,
): Promise<{ readonly ok: true } | Refused> {
  const { running } = await uploads(tx, tenantId);
  if (running.length > 0) return { ok: false, code: "import_running", message: busyText(running) };
  const ids = leads.map(({ id }) => id);
  const emails = [...new Set(leads.flatMap(({ email }) => (email ? [email] : [])))];
  // Files on their way in are scratch; those that went in are deleted when their import ends.
  const { count: discarded } = await tx.import.deleteMany({
    where: { tenantId, status: { in: ["uploading", "mapping"] } },
  });
  const counts = await countTraces(tx, tenantId, ids);
  // Before the sweep: a reason that repeats the address is swept with the rest.
  await writeAudit(tx, {
    tenantId,
    actorId: userId,
    action: "person.erased",
    subjectType: "erasure",
    details: {
      why,
      leads: ids.length,
      emailSha256: emails.map(sha256Hex),
      uploadsDiscarded: discarded,
      ...Object.fromEntries(counts.map(({ label, count }) => [label, count])),
    },
  });
  // What machines were told about them: only the hash of the address says whose it was.
  await tx.prediction.deleteMany({
    where: { tenantId, emailHash: { in: emails.map((email) => hashedEmail(tenantId, email)) } },
  });
  await tx.$executeRaw`SELECT app_erase_leads(${ids}::uuid[], ${emails}::text[])`;
  await announce(tx, tenantId);
  return { ok: true };
}

async function uploads(
  tx: TenantTx,
  tenantId: string,
): Promise<{ readonly waiting: string[]; readonly running: string[] }> {
  const rows = await tx.import.findMany({
    where: { tenantId, status: { in: ["uploading", "mapping", "queued", "running"] } },
    select: { status: true, fileName: true },
    orderBy: { createdAt: "asc" },
  });
  const named = (statuses: readonly string[]) =>
    rows.filter(({ status }) => statuses.includes(status)).map(({ fileName }) => fileName);
  return { waiting: named(["uploading", "mapping"]), running: named(["queued", "running"]) };
}

const busyText = ([first]: readonly string[]): string =>
  `${first} is being imported and may contain this person. Erase when it is done, or stop the import.`;

async function countTraces(tx: TenantTx, tenantId: string, ids: readonly string[]): Promise<Count[]> {
  const [row] = await tx.$queryRaw<Record<string, number>[]>`
    WITH gone AS (SELECT unnest(${[...ids]}::uuid[]) AS id),
         stitched AS (SELECT v.id FROM visitors v JOIN gone g ON g.id = v.lead_id WHERE v.tenant_id = ${tenantId}::uuid)
    SELECT (SELECT count(*)::int FROM events e
             WHERE e.tenant_id = ${tenantId}::uuid AND e.lead_id IN (SELECT id FROM gone))
           + (SELECT count(*)::int FROM events e
               WHERE e.tenant_id = ${tenantId}::uuid AND e.visitor_id IN (SELECT id FROM stitched)
                 AND (e.lead_id IS NULL OR e.lead_id NOT IN (SELECT id FROM gone))) AS events,
           (SELECT count(*)::int FROM stitched) AS visitors,
           (SELECT count(*)::int FROM score_history h JOIN gone g ON g.id = h.lead_id
             WHERE h.tenant_id = ${tenantId}::uuid) AS scores,
           (SELECT count(*)::int FROM lead_score_factors f JOIN gone g ON g.id = f.lead_id
             WHERE f.tenant_id = ${tenantId}::uuid) AS factors,
           (SELECT count(*)::int FROM outcomes o JOIN gone g ON g.id = o.lead_id
             WHERE o.tenant_id = ${tenantId}::uuid) AS outcomes,
           (SELECT count(*)::int FROM overrides o JOIN gone g ON g.id = o.lead_id
             WHERE o.tenant_id = ${tenantId}::uuid) AS overrides,
           (SELECT count(*)::int FROM activities a JOIN gone g ON g.id = a.lead_id
             WHERE a.tenant_id = ${tenantId}::uuid) AS activities,
           (SELECT count(*)::int FROM alerts a JOIN gone g ON g.id = a.lead_id
             WHERE a.tenant_id = ${tenantId}::uuid) AS alerts,
           (SELECT count(*)::int FROM deliveries d JOIN gone g ON g.id = d.lead_id
             WHERE d.tenant_id = ${tenantId}::uuid) AS messages`;
  return Object.entries(row ?? {})
    .filter(([, count]) => count > 0)
    .map(([label, count]) => ({ label, count }));
}
