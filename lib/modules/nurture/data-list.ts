import { Prisma, type TenantTx } from "@/lib/platform/db/client";
import type { NurtureState } from "./types";

export interface NurtureCursor {
  readonly at: Date;
  readonly id: string;
}

export interface NurtureRow {
  readonly id: string;
  readonly leadId: string;
  /** The band it was in when it was enrolled. */
  readonly band: string;
  readonly enrolledAt: Date;
  readonly leftAt: Date | null;
  readonly leftReason: string | null;
  readonly externalId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly jobTitle: string | null;
  readonly country: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly scored: boolean;
  readonly effectiveScore: number;
  readonly effectiveBand: string | null;
  readonly lastContactAt: Date | null;
}

/** Who is enrolled, latest first; or who left, latest first. By keyset. */
export async function getNurture(
  tx: TenantTx,
  tenantId: string,
  state: NurtureState,
  { take, after }: { readonly take: number; readonly after: NurtureCursor | null },
): Promise<NurtureRow[]> {
  const at = Prisma.raw(state === "left" ? "n.left_at" : "n.enrolled_at");
  const open = Prisma.raw(state === "left" ? "n.left_at IS NOT NULL" : "n.left_at IS NULL");
  const from = after
    ? Prisma.sql`AND (${at}, n.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
    : Prisma.empty;
  return tx.$queryRaw<NurtureRow[]>`
    SELECT n.id, n.lead_id AS "leadId", n.band, n.enrolled_at AS "enrolledAt", n.left_at AS "leftAt",
           n.left_reason AS "leftReason", l.external_id AS "externalId", l.first_name AS "firstName",
           l.last_name AS "lastName", l.email, l.company, l.job_title AS "jobTitle", l.country,
           l.owner_id AS "ownerId", u.name AS "ownerName", l.score_total IS NOT NULL AS scored,
           l.effective_score AS "effectiveScore", l.effective_band AS "effectiveBand",
           l.last_contact_at AS "lastContactAt"
      FROM nurture_enrolments n
      JOIN leads l ON l.tenant_id = n.tenant_id AND l.id = n.lead_id
      LEFT JOIN users u ON u.id = l.owner_id
     WHERE n.tenant_id = ${tenantId}::uuid AND ${open} ${from}
     ORDER BY ${at} DESC, n.id DESC LIMIT ${take}`;
}

export async function countNurture(
  tx: TenantTx,
  tenantId: string,
): Promise<Readonly<Record<NurtureState, number>>> {
  const rows = await tx.$queryRaw<{ enrolled: number; left: number }[]>`
    SELECT count(*) FILTER (WHERE left_at IS NULL)::int AS enrolled,
           count(*) FILTER (WHERE left_at IS NOT NULL)::int AS "left"
      FROM nurture_enrolments WHERE tenant_id = ${tenantId}::uuid`;
  return rows[0] ?? { enrolled: 0, left: 0 };
}

/** Whose the lead of an open enrolment is, its row locked; null where there is none. */
export async function lockEnrolled(
  tx: TenantTx,
  tenantId: string,
  enrolmentId: string,
): Promise<{ readonly leadId: string; readonly ownerId: string | null } | null> {
  const rows = await tx.$queryRaw<{ leadId: string; ownerId: string | null }[]>`
    SELECT l.id AS "leadId", l.owner_id AS "ownerId"
      FROM nurture_enrolments n JOIN leads l ON l.tenant_id = n.tenant_id AND l.id = n.lead_id
     WHERE n.tenant_id = ${tenantId}::uuid AND n.id = ${enrolmentId}::uuid AND n.left_at IS NULL
       FOR NO KEY UPDATE OF l`;
  return rows[0] ?? null;
}
