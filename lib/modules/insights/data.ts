import type { InsightCell } from "@/lib/core/insights/cells";
import { monthName } from "@/lib/core/insights/months";
import type { Annotation, BasisCounts, InsightBand } from "@/lib/core/insights/types";
import type { BandSet } from "@/lib/core/scoring/types";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { callWithinMinutes } from "@/lib/modules/workflow/response";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";
import type { InsightsQuery, Segment } from "./query-url";

/** What filters leave of the counted leads, as a condition on insight_leads `i`. */
export function chosen(
  tenantId: string,
  { team, source, segment }: Pick<InsightsQuery, "team" | "source" | "segment">,
) {
  return Prisma.sql`i.tenant_id = ${tenantId}::uuid
    ${team === null ? Prisma.empty : Prisma.sql`AND i.team = ${team}`}
    ${source === null ? Prisma.empty : Prisma.sql`AND i.source = ${source}`}
    ${segment === null ? Prisma.empty : Prisma.sql`AND ${SEGMENT_COLUMNS[segment.field]} = ${segment.value}`}`;
}

const SEGMENT_COLUMNS: Readonly<Record<Segment["field"], Prisma.Sql>> = {
  industry: Prisma.sql`i.industry`,
  country: Prisma.sql`i.country`,
  size: Prisma.sql`i.size`,
  territory: Prisma.sql`i.territory`,
  campaign: Prisma.sql`i.campaign`,
};

const named = (month: number | null) => (month === null ? null : monthName(month));

type CellTuple = [
  month: number | null,
  basis: InsightCell["basis"],
  version: string | null,
  band: string,
  score: number,
  label: 0 | 1,
  rows: number,
  promised: number,
  promise: number,
];

/** Counted leads whose fate is known and that have a score, in groups. */
export async function readCells(tx: TenantTx, where: Prisma.Sql): Promise<InsightCell[]> {
  const [answer] = await tx.$queryRaw<{ cells: string | null }[]>`
    SELECT json_agg(json_build_array(c.month, c.basis, c.version, c.band, c.score, c.label, c.rows, c.promised, c.promise))::text AS cells
      FROM (SELECT i.counted_month AS month, i.basis, i.version, i.band, i.score, i.label,
                   count(*) AS rows, count(i.promise) AS promised, coalesce(sum(i.promise), 0) AS promise
              FROM insight_leads i
             WHERE ${where} AND i.label IS NOT NULL AND i.basis <> 'none'
             GROUP BY 1, 2, 3, 4, 5, 6, i.promise IS NULL) c`;
  return (JSON.parse(answer?.cells ?? "[]") as CellTuple[]).map(
    ([month, basis, version, band, score, label, rows, promisedRows, promiseSum]) => ({
      ...{ basis, version, band, score, label, rows, promisedRows, promiseSum },
      month: named(month),
    }),
  );
}

export interface DroppedCell {
  readonly month: string | null;
  readonly dropped: "immature" | "decided_before_moment" | "undecided" | "no_moment";
  readonly rows: number;
}

/** Those whose fate is not known, or was before they could be scored. */
export async function readDropped(tx: TenantTx, where: Prisma.Sql): Promise<DroppedCell[]> {
  const rows = await tx.$queryRaw<(Omit<DroppedCell, "month"> & { month: number | null })[]>`
    SELECT i.counted_month AS month, i.dropped, count(*)::int AS rows
      FROM insight_leads i WHERE ${where} AND i.dropped IS NOT NULL GROUP BY 1, 2`;
  return rows.map(({ month, ...cell }) => ({ ...cell, month: named(month) }));
}

/** Bands as they are called now, best first, then those that only earlier versions had and some lead still is in. */
export async function readBands(
  tx: TenantTx,
  tenantId: string,
  met: ReadonlySet<string>,
): Promise<{ readonly bands: InsightBand[]; readonly isModel: boolean }> {
  const inUse = await scorerInUse(tx, tenantId);
  const current = inUse?.bands ?? { bands: [] };
  const known = new Set(current.bands.map(({ id }) => id));
  const missing = [...met].filter((id) => !known.has(id));
  const former = missing.length === 0 ? [] : await formerBands(tx, tenantId, missing);
  const isModel = inUse !== null && (await tx.model.count({ where: { tenantId, id: inUse.id } })) > 0;
  return { bands: [...insightBands(current, false), ...insightBands({ bands: former }, true)], isModel };
}

const insightBands = (set: BandSet, isFormer: boolean): InsightBand[] =>
  set.bands.map(({ id, name, tone, rank, respondWithinMinutes }) => ({
    ...{ id, name, tone, rank, respondWithinMinutes, isFormer },
    isCalled: !isFormer && callWithinMinutes(set, id) !== null,
  }));

/** As the newest set that had them called them, best first. */
async function formerBands(
  tx: TenantTx,
  tenantId: string,
  ids: readonly string[],
): Promise<BandSet["bands"]> {
  const sets = await tx.bandSet.findMany({
    where: { tenantId },
    orderBy: { createdAt: "desc" },
    select: { bands: true },
  });
  const all = sets.flatMap(({ bands }) => (bands as unknown as BandSet).bands);
  return ids.flatMap((id) => all.find((band) => band.id === id) ?? []).sort((a, b) => b.from - a.from);
}

/** Versions that were published and settings that were changed, oldest first. */
export async function readAnnotations(tx: TenantTx, tenantId: string): Promise<Annotation[]> {
  const rows = await tx.$queryRaw<{ at: number; kind: Annotation["kind"]; version: string | null }[]>`
    SELECT round(extract(epoch FROM a.at) * 1000)::float8 AS at, a.kind, a.version FROM (
      SELECT published_at AS at, CASE WHEN scores_as IS NULL THEN 'rules' ELSE 'bands' END AS kind, version
        FROM rule_sets WHERE tenant_id = ${tenantId}::uuid AND published_at IS NOT NULL
      UNION ALL
      SELECT published_at, CASE WHEN scores_as IS NULL THEN 'model' ELSE 'bands' END, version
        FROM models WHERE tenant_id = ${tenantId}::uuid AND published_at IS NOT NULL
      UNION ALL
      SELECT created_at, CASE WHEN action = 'outcome.changed' THEN 'outcome' ELSE 'workflow' END, NULL
        FROM audit_log WHERE tenant_id = ${tenantId}::uuid AND action IN ('outcome.changed', 'workflow.changed')) a
     ORDER BY a.at DESC LIMIT 60`;
  return rows.reverse();
}

export const basisCounts = (cells: readonly InsightCell[]): BasisCounts => {
  const counts = { contact: 0, stood: 0, replayed: 0 };
  for (const { basis, rows } of cells) counts[basis] += rows;
  return counts;
};
