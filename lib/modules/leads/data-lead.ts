import type { Dimension } from "@/lib/core/signals/types";
import type { StoredFactor } from "@/lib/modules/scoring/types";
import { REST_FACTOR } from "@/lib/modules/scoring/types";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";
import type { HistoryEntry, StoredFactorLine, StoredScore } from "@/lib/present/leads-score";
import type { TimelineEvent } from "@/lib/present/leads-timeline";
import { cursorColumns, pageParts } from "./list-sql";
import { EMPTY_QUERY } from "./query-url";
import type { LeadDetail, TimelineCursor } from "./types";

/** One lead, by id; null where this tenant has none such. */
export async function getLead(tx: TenantTx, tenantId: string, id: string): Promise<LeadDetail | null> {
  const lead = await tx.lead.findFirst({ where: { tenantId, id } });
  if (!lead) return null;
  const {
    searchText: _text,
    sortName: _name,
    scoreUnrounded: _unrounded,
    sequence: _sequence,
    ...rest
  } = lead;
  return {
    ...rest,
    topReasons: lead.topReasons as unknown as LeadDetail["topReasons"],
    attributes: lead.attributes as Record<string, unknown>,
    isOpen: lead.isOpen ?? false,
    dueKind: lead.dueKind as LeadDetail["dueKind"],
  };
}

/** The newest score that was written with its factors; null where the lead was never scored. */
export async function getStoredScore(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
): Promise<StoredScore | null> {
  const entry = await tx.scoreHistory.findFirst({
    where: { tenantId, leadId },
    orderBy: { scoredOn: "desc" },
  });
  if (!entry) return null;
  // Where only bands moved, the factors are those of the scoring before.
  const newest = await tx.leadScoreFactor.findFirst({
    where: { tenantId, leadId, createdOn: { lte: entry.scoredOn } },
    orderBy: { createdOn: "desc" },
    select: { createdOn: true },
  });
  const factors = newest
    ? await tx.leadScoreFactor.findMany({ where: { tenantId, leadId, createdOn: newest.createdOn } })
    : [];
  return {
    total: entry.total,
    unrounded: entry.unrounded,
    margin: entry.margin,
    probability: entry.probability,
    bandId: entry.band,
    version: entry.scoreVersion,
    hash: entry.scoreHash,
    scorerId: entry.scorerId,
    scoredAt: entry.scoredOn.getTime(),
    factors: factors.map((factor): StoredFactorLine => {
      const base = {
        key: factor.factorKey,
        dimension: factor.factorCategory as Dimension,
        points: factor.points.toNumber(),
      };
      const details = factor.details as unknown as Omit<StoredFactor, "key" | "dimension" | "points"> & {
        count?: number;
      };
      if (factor.factorKey === REST_FACTOR) return { ...base, merged: details.count ?? 0 };
      const { signal, value, reason, evidence } = details;
      return { ...base, signal, value, reason, evidence };
    }),
  };
}

const MOST_HISTORY = 400;

/** The newest scores, oldest first. */
export async function getHistory(tx: TenantTx, tenantId: string, leadId: string): Promise<HistoryEntry[]> {
  const rows = await tx.scoreHistory.findMany({
    where: { tenantId, leadId },
    orderBy: { scoredOn: "desc" },
    take: MOST_HISTORY,
    select: { scoredOn: true, total: true, band: true, cause: true },
  });
  return rows
    .map((row) => ({
      at: row.scoredOn.getTime(),
      score: row.total,
      bandId: row.band,
      cause: row.cause as unknown as HistoryEntry["cause"],
    }))
    .reverse();
}

/** What was logged by mistake and taken back is nobody's fact. */
const NOT_UNDONE = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM event_flags u WHERE u.tenant_id = e.tenant_id AND u.event_id = e.id AND u.flag = 'undone')`;

/** The lead's own events and those of the visitors stitched to it, as one table `facts`. */
function factsOf(tenantId: string, leadId: string, bound: Prisma.Sql, limit: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    (SELECT e.id, e.type, e.occurred_at, e.properties FROM events e
      WHERE e.tenant_id = ${tenantId}::uuid AND e.lead_id = ${leadId}::uuid AND ${bound} AND ${NOT_UNDONE} ${limit})
    UNION ALL
    (SELECT e.id, e.type, e.occurred_at, e.properties FROM visitors v
       JOIN events e ON e.tenant_id = v.tenant_id AND e.visitor_id = v.id
      WHERE v.tenant_id = ${tenantId}::uuid AND v.lead_id = ${leadId}::uuid AND v.identified_at IS NOT NULL
        AND ${bound} ${limit})`;
}

export async function getTimeline(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
  { before, limit }: { readonly before: TimelineCursor | null; readonly limit: number },
): Promise<{ readonly events: readonly TimelineEvent[]; readonly older: TimelineCursor | null }> {
  const bound = before
    ? Prisma.sql`(e.occurred_at, e.id) < (${new Date(before.at).toISOString()}::timestamptz, ${before.id}::uuid)`
    : Prisma.sql`true`;
  const order = Prisma.sql`ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${limit + 1}`;
  const rows = await tx.$queryRaw<
    {
      id: string;
      type: string;
      at: number;
      properties: Record<string, unknown>;
      flag: string | null;
      flagReason: string | null;
    }[]
  >`
    SELECT f.id, f.type, round(extract(epoch FROM f.occurred_at) * 1000)::float8 AS at, f.properties,
           (SELECT min(g.flag) FROM event_flags g WHERE g.tenant_id = ${tenantId}::uuid AND g.event_id = f.id) AS flag,
           (SELECT min(g.reason) FROM event_flags g WHERE g.tenant_id = ${tenantId}::uuid AND g.event_id = f.id) AS "flagReason"
      FROM (${factsOf(tenantId, leadId, bound, order)}) f
     ORDER BY f.occurred_at DESC, f.id DESC LIMIT ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    events: shown.map((row) => ({
      ...row,
      flag: row.flag === "bot" || row.flag === "scanner" ? row.flag : null,
    })),
    older: rows.length > limit && last ? { at: last.at, id: last.id } : null,
  };
}

const COUNT_CAP = 1_000;

/** How much there is under each tab, counted to a thousand. */
export async function getTabCounts(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
): Promise<{ readonly events: number; readonly scores: number }> {
  const limit = Prisma.sql`LIMIT ${COUNT_CAP}`;
  const rows = await tx.$queryRaw<{ events: number; scores: number }[]>`
    SELECT (SELECT count(*)::int FROM (${factsOf(tenantId, leadId, Prisma.sql`true`, limit)}) f) AS events,
           (SELECT count(*)::int FROM score_history WHERE tenant_id = ${tenantId}::uuid AND lead_id = ${leadId}::uuid) AS scores`;
  return rows[0] ?? { events: 0, scores: 0 };
}

export interface Neighbours {
  readonly above: string | null;
  readonly below: string | null;
}

/** The open leads ranked next above and below this one: what the list's first view shows beside it. */
export async function getNeighbours(tx: TenantTx, tenantId: string, leadId: string): Promise<Neighbours> {
  const rows = await tx.$queryRaw<{ values: string[] }[]>`
    SELECT ${cursorColumns("score")} AS values FROM leads WHERE tenant_id = ${tenantId}::uuid AND id = ${leadId}::uuid`;
  const here = rows[0];
  if (!here) return { above: null, below: null };
  const beside = async (toward: "next" | "previous") => {
    const [part] = pageParts(EMPTY_QUERY, toward, {
      sort: "score",
      missing: false,
      values: here.values,
      id: leadId,
    });
    if (!part) return null;
    const found = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM leads WHERE tenant_id = ${tenantId}::uuid AND is_open AND ${part.where}
       ORDER BY ${part.orderBy} LIMIT 1`;
    return found[0]?.id ?? null;
  };
  return { above: await beside("previous"), below: await beside("next") };
}
