import type { ModelKind } from "@/lib/core/models/types";
import type { TopReasons } from "@/lib/modules/scoring/types";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";

/** A lead as the machine API tells it. */
export interface ApiLead {
  readonly id: string;
  readonly external_id: string | null;
  readonly email: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly company: string | null;
  readonly job_title: string | null;
  readonly phone: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly industry: string | null;
  readonly employees: number | null;
  readonly website: string | null;
  readonly source: string | null;
  readonly campaign: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: string;
  readonly owner_id: string | null;
  readonly created_at: Date | null;
  readonly last_activity_at: Date | null;
  readonly quality_flags: readonly string[];
  /** The machine's; null: not scored yet. */
  readonly score_total: number | null;
  readonly score_band: string | null;
  readonly probability: number | null;
  readonly fit_score: number | null;
  readonly intent_score: number | null;
  readonly score_version: string | null;
  readonly score_hash: string | null;
  readonly score_updated_on: Date | null;
  readonly effective_score: number;
  readonly effective_band: string | null;
  readonly is_overridden: boolean;
  readonly top_reasons: Partial<TopReasons>;
  /** Of the version that scored; null where it is gone. */
  readonly scorer_kind: "rules" | ModelKind | null;
}

export interface ApiLeadQuery {
  readonly band?: string | undefined;
  readonly status?: string | undefined;
  /** Recorded, scored or active since then. */
  readonly updatedSince?: Date | undefined;
  /** Id of the last lead of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const COLUMNS = Prisma.raw(`
  l.id, l.external_id, l.email, l.first_name, l.last_name, l.company, l.job_title, l.phone, l.country, l.city, l.industry,
  l.employees, l.website, l.source, l.campaign, l.attributes, l.status, l.owner_id, l.created_at, l.last_activity_at,
  l.quality_flags, l.score_total, l.score_band, l.probability, l.fit_score, l.intent_score, l.score_version, l.score_hash,
  l.score_updated_on, l.effective_score, l.effective_band, l.top_reasons,
  EXISTS (SELECT 1 FROM overrides o WHERE o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.status = 'active')
    AS is_overridden,
  coalesce((SELECT m.kind FROM models m WHERE m.tenant_id = l.tenant_id AND m.version = l.score_version),
           (SELECT 'rules' FROM rule_sets r
             WHERE r.tenant_id = l.tenant_id AND r.version = l.score_version AND r.published_at IS NOT NULL LIMIT 1))
    AS scorer_kind`);

/** Leads in the order they were recorded, so that a page stays where it is while others are scored. */
export function getApiLeads(tx: TenantTx, tenantId: string, query: ApiLeadQuery): Promise<ApiLead[]> {
  const { band, status, updatedSince, after, limit } = query;
  const filters = [
    Prisma.sql`l.tenant_id = ${tenantId}::uuid`,
    ...(after ? [Prisma.sql`l.id > ${after}::uuid`] : []),
    ...(band ? [Prisma.sql`l.effective_band = ${band}`] : []),
    ...(status ? [Prisma.sql`l.status = ${status}`] : []),
    ...(updatedSince
      ? [
          Prisma.sql`greatest(l.recorded_at, l.score_updated_on, l.last_activity_at) >= ${updatedSince}::timestamptz`,
        ]
      : []),
  ];
  return tx.$queryRaw<ApiLead[]>`
    SELECT ${COLUMNS} FROM leads l WHERE ${Prisma.join(filters, " AND ")} ORDER BY l.id LIMIT ${limit}`;
}

export async function getApiLead(tx: TenantTx, tenantId: string, id: string): Promise<ApiLead | null> {
  const rows = await tx.$queryRaw<ApiLead[]>`
    SELECT ${COLUMNS} FROM leads l WHERE l.tenant_id = ${tenantId}::uuid AND l.id = ${id}::uuid`;
  return rows[0] ?? null;
}
