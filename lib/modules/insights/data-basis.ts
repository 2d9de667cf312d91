import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import type { TenantTx } from "@/lib/platform/db/client";
import type { InsightsChoices } from "./types";

/** What a count was made with and what it found, kept with it. */
export interface CountBasis {
  readonly outcome: OutcomeDefinition;
  readonly totals: Totals;
  readonly choices: Omit<InsightsChoices, "months">;
}

export interface CountState {
  readonly status: "running" | "done" | "failed";
  readonly countedAt: Date | null;
  /** Null before the first count is whole. */
  readonly basis: CountBasis | null;
}

export async function readCountState(tx: TenantTx, tenantId: string): Promise<CountState | null> {
  const row = await tx.insightCount.findUnique({
    where: { tenantId },
    select: { status: true, countedAt: true, basis: true },
  });
  return row as CountState | null;
}

/** Values to choose from, those with most leads first. */
export async function readChoices(tx: TenantTx, tenantId: string): Promise<Omit<InsightsChoices, "months">> {
  const rows = await tx.$queryRaw<{ field: string; value: string; n: number }[]>`
    SELECT field, value, n FROM (
      SELECT v.field, v.value, count(*)::int AS n,
             row_number() OVER (PARTITION BY v.field ORDER BY count(*) DESC, v.value) AS place
        FROM insight_leads i
       CROSS JOIN LATERAL (VALUES ('team', i.team), ('source', i.source), ('industry', i.industry),
                                  ('country', i.country), ('size', i.size), ('territory', i.territory),
                                  ('campaign', i.campaign)) v(field, value)
       WHERE i.tenant_id = ${tenantId}::uuid AND v.value IS NOT NULL
       GROUP BY v.field, v.value) ranked
     WHERE place <= CASE WHEN field IN ('team', 'source') THEN 100 ELSE 30 END
     ORDER BY field, n DESC, value`;
  const valuesOf = (field: string) => rows.filter((row) => row.field === field).map(({ value }) => value);
  const fields = ["industry", "country", "size", "territory", "campaign"] as const;
  return {
    teams: valuesOf("team"),
    sources: valuesOf("source"),
    segments: fields.flatMap((field) => {
      const values = valuesOf(field);
      return values.length > 0 ? [{ field, values }] : [];
    }),
  };
}

export interface Totals {
  readonly leads: number;
  readonly judged: number;
  /** Creation (epoch ms) of the oldest lead whose window is open; null where none is, or none is dated. */
  readonly firstOpen: number | null;
}

export async function readTotals(tx: TenantTx, tenantId: string): Promise<Totals> {
  const [row] = await tx.$queryRaw<Totals[]>`
    SELECT count(*)::int AS leads, count(*) FILTER (WHERE label IS NOT NULL AND basis <> 'none')::int AS judged,
           round(extract(epoch FROM min(created_at) FILTER (WHERE dropped = 'immature')) * 1000)::float8 AS "firstOpen"
      FROM insight_leads WHERE tenant_id = ${tenantId}::uuid`;
  return row ?? { leads: 0, judged: 0, firstOpen: null };
}
