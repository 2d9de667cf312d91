import type { BandSet } from "@/lib/core/scoring/types";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";

/**
 * The scorer in use as a row (id, version, hash, bands), rules or model, none where the workspace has none. Without
 * opening it: a model that cannot be read must not bar the way back.
 */
export const inUseSql = (tenantId: string): Prisma.Sql => Prisma.sql`
  (SELECT w.active_scorer_id AS id, coalesce(r.version, m.version) AS version, coalesce(r.hash, m.hash) AS hash, b.bands
     FROM workspace_settings w
     LEFT JOIN rule_sets r ON r.tenant_id = w.tenant_id AND r.id = w.active_scorer_id
     LEFT JOIN models m ON m.tenant_id = w.tenant_id AND m.id = w.active_scorer_id
     JOIN band_sets b ON b.tenant_id = w.tenant_id AND b.id = coalesce(r.band_set_id, m.band_set_id)
    WHERE w.tenant_id = ${tenantId}::uuid)`;

export interface InUseScorer {
  readonly id: string;
  readonly version: string;
  readonly bands: BandSet;
}

/** What scores the leads now, by name and bands. */
export async function scorerInUse(tx: TenantTx, tenantId: string): Promise<InUseScorer | null> {
  const rows = await tx.$queryRaw<InUseScorer[]>`SELECT id, version, bands FROM ${inUseSql(tenantId)} u`;
  return rows[0] ?? null;
}

/** What a published version is and is called, rules or model, without opening it; null where there is none such. */
export async function publishedVersion(
  tx: TenantTx,
  tenantId: string,
  id: string,
): Promise<{ kind: "rules" | "model"; version: string } | null> {
  const where = { tenantId, id, publishedAt: { not: null } };
  const rules = await tx.ruleSet.findFirst({ where, select: { version: true } });
  if (rules) return { kind: "rules", version: rules.version };
  const model = await tx.model.findFirst({ where, select: { version: true } });
  return model?.version ? { kind: "model", version: model.version } : null;
}
