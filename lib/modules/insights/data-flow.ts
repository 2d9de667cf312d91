import { rateFigure } from "@/lib/core/insights/cells";
import { monthName, monthNumber } from "@/lib/core/insights/months";
import type {
  FunnelFigures,
  InflowFigures,
  InsightBand,
  SourceFigures,
  SuppressFigures,
  WorkloadFigures,
} from "@/lib/core/insights/types";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";

/** Where the leads of the period got to, all together and by band, and how long it took those who got there. */
export async function readFunnel(
  tx: TenantTx,
  where: Prisma.Sql,
  bands: readonly InsightBand[],
): Promise<FunnelFigures[]> {
  const hours = (column: Prisma.Sql) => Prisma.sql`
    (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ${column} - i.created_at))
       FILTER (WHERE ${column} >= i.created_at) / 3600)::float8`;
  const rows = await tx.$queryRaw<(Omit<FunnelFigures, "id"> & { id: string | null; all: boolean })[]>`
    SELECT i.band AS id, grouping(i.band) = 1 AS all, count(*)::int AS created,
           count(i.contacted_at)::int AS contacted, count(*) FILTER (WHERE i.is_qualified)::int AS qualified,
           count(*) FILTER (WHERE i.label = 1)::int AS won,
           count(*) FILTER (WHERE i.label = 1 AND i.contacted_at IS NULL)::int AS "wonWithoutContact",
           ${hours(Prisma.sql`i.contacted_at`)} AS "hoursToContacted",
           ${hours(Prisma.sql`i.qualified_at`)} AS "hoursToQualified",
           (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM i.decided_at - i.created_at))
             FILTER (WHERE i.label = 1 AND i.decided_at >= i.created_at) / 3600)::float8 AS "hoursToWon"
      FROM insight_leads i
     WHERE ${where} AND i.label IS NOT NULL AND i.basis <> 'none'
     GROUP BY ROLLUP (i.band)`;
  const empty = { created: 0, contacted: 0, qualified: 0, won: 0, wonWithoutContact: 0 };
  const never = { hoursToContacted: null, hoursToQualified: null, hoursToWon: null };
  const figures = (id: string | null): FunnelFigures => {
    const row = rows.find((each) => (id === null ? each.all : each.id === id && !each.all));
    if (!row) return { id, ...empty, ...never };
    const { all: _, ...found } = row;
    return { ...found, id };
  };
  return [null, ...bands.map(({ id }) => id)].map(figures);
}

interface InflowRow {
  readonly month: string;
  readonly band: string | null;
  readonly source: string | null;
  readonly rows: number;
}

const MOST_SOURCES = 6;

/** Leads by month of creation, whether or not their fate is known. */
export async function readInflow(
  tx: TenantTx,
  where: Prisma.Sql,
  { months, bands }: { months: readonly string[]; bands: readonly InsightBand[] },
): Promise<InflowFigures> {
  const counted = await tx.$queryRaw<(Omit<InflowRow, "month"> & { month: number })[]>`
    SELECT i.created_month AS month, i.band, i.source, count(*)::int AS rows
      FROM insight_leads i
     WHERE ${where} AND i.created_month = ANY (${months.map(monthNumber)}::int[])
     GROUP BY 1, 2, 3`;
  const rows = counted.map(({ month, ...row }): InflowRow => ({ ...row, month: monthName(month) }));
  const bySource = new Map<string | null, number>();
  for (const row of rows) bySource.set(row.source, (bySource.get(row.source) ?? 0) + row.rows);
  const ranked = [...bySource].sort(([a, x], [b, y]) => y - x || ((a ?? "") < (b ?? "") ? -1 : 1));
  const named = ranked.slice(0, ranked.length > MOST_SOURCES ? MOST_SOURCES - 1 : MOST_SOURCES);
  const others = ranked.slice(named.length);
  const sources = [
    ...named.map(([name, total]) => ({ name, isOther: false, total })),
    ...(others.length > 0
      ? [{ name: null, isOther: true, total: others.reduce((sum, [, rowsOf]) => sum + rowsOf, 0) }]
      : []),
  ];
  const places = new Map(named.map(([name], index) => [name, index]));
  const bandPlaces = new Map(bands.map(({ id }, index) => [id, index]));
  return {
    sources,
    unscored: rows.reduce((sum, row) => sum + (row.band === null ? row.rows : 0), 0),
    months: months.map((month, index) => {
      const byBand = new Array<number>(bands.length + 1).fill(0);
      const ofSource = new Array<number>(sources.length).fill(0);
      for (const row of rows) {
        if (row.month !== month) continue;
        byBand[bandPlaces.get(row.band ?? "") ?? bands.length]! += row.rows;
        ofSource[places.get(row.source) ?? sources.length - 1]! += row.rows;
      }
      return {
        ...{ month, byBand, bySource: ofSource, isPartial: index === months.length - 1 },
        total: byBand.reduce((sum, count) => sum + count, 0),
      };
    }),
  };
}

interface SourceRow {
  readonly source: string | null;
  readonly campaign: string | null;
  readonly whole: boolean;
  readonly rows: number;
  readonly positives: number;
  readonly score: number;
  readonly hot: number;
}

/** Campaigns of a source that are listed; of more it is said how many. */
const MOST_CAMPAIGNS = 40;

/** Which sources and campaigns bring leads that score and buy. */
export async function readSources(
  tx: TenantTx,
  where: Prisma.Sql,
  hotId: string | null,
): Promise<SourceFigures[]> {
  const rows = await tx.$queryRaw<SourceRow[]>`
    SELECT i.source, i.campaign, grouping(i.campaign) = 1 AS whole, count(*)::int AS rows,
           count(*) FILTER (WHERE i.label = 1)::int AS positives, avg(i.score)::float8 AS score,
           count(*) FILTER (WHERE i.band = ${hotId})::int AS hot
      FROM insight_leads i
     WHERE ${where} AND i.label IS NOT NULL AND i.basis <> 'none'
     GROUP BY GROUPING SETS ((i.source), (i.source, i.campaign))
     ORDER BY count(*) DESC, i.source, i.campaign`;
  const campaignsOf = new Map<string | null, SourceRow[]>();
  for (const row of rows) {
    if (row.whole) continue;
    const known = campaignsOf.get(row.source);
    if (known) known.push(row);
    else campaignsOf.set(row.source, [row]);
  }
  const figures = (row: SourceRow) => ({
    ...rateFigure(row.rows, row.positives),
    ...{ source: row.source, meanScore: row.score, hot: row.hot, hotShare: row.hot / row.rows },
  });
  return rows
    .filter(({ whole }) => whole)
    .flatMap((whole) => {
      const campaigns = campaignsOf.get(whole.source) ?? [];
      const listed = campaigns.some(({ campaign }) => campaign !== null)
        ? campaigns.slice(0, MOST_CAMPAIGNS)
        : [];
      const campaignsLeftOut = listed.length > 0 ? campaigns.length - listed.length : 0;
      return [
        { ...figures(whole), campaignsLeftOut },
        ...listed.map((row) => ({ ...figures(row), campaign: row.campaign, campaignsLeftOut: 0 })),
      ];
    });
}

/** What calling the lowest band costs, at the calls that called leads get. */
export async function readSuppress(
  tx: TenantTx,
  where: Prisma.Sql,
  bands: readonly InsightBand[],
): Promise<SuppressFigures | null> {
  const lowest = bands.filter(({ isFormer }) => !isFormer).at(-1);
  if (!lowest || lowest.isCalled) return null;
  const [row] = await tx.$queryRaw<
    { rows: number; positives: number; contacted: number; calls: number | null; minutes: number | null }[]
  >`
    SELECT count(*) FILTER (WHERE i.band = ${lowest.id})::int AS rows,
           count(*) FILTER (WHERE i.band = ${lowest.id} AND i.label = 1)::int AS positives,
           count(i.contacted_at) FILTER (WHERE i.band = ${lowest.id})::int AS contacted,
           (avg(i.calls) FILTER (WHERE i.calls > 0))::float8 AS calls,
           sum(i.talk_minutes) / nullif(sum(i.timed_calls), 0) AS minutes
      FROM insight_leads i WHERE ${where} AND i.label IS NOT NULL AND i.basis <> 'none'`;
  if (!row || row.rows === 0) return null;
  const { rows, positives, contacted, calls, minutes } = row;
  return {
    ...{ rows, positives, contacted },
    bandId: lowest.id,
    callsPerLead: calls,
    minutesPerCall: minutes,
  };
}

export interface WorkloadRequest {
  /** Null where nothing is filtered: leads that came since the count are there too. */
  readonly where: Prisma.Sql | null;
  readonly hotId: string | null;
  readonly now: Date;
  readonly endOfDay: Date;
}

/** What each rep has to do now; from the leads themselves, not from the count. */
export async function readWorkload(
  tx: TenantTx,
  tenantId: string,
  { where, hotId, now, endOfDay }: WorkloadRequest,
): Promise<WorkloadFigures[]> {
  const weekAgo = new Date(now.getTime() - 7 * 86_400_000);
  const isChosen = (lead: Prisma.Sql) =>
    where === null
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (SELECT 1 FROM insight_leads i WHERE i.lead_id = ${lead} AND ${where})`;
  return tx.$queryRaw<WorkloadFigures[]>`
    WITH owed AS (
      SELECT l.owner_id, count(*)::int AS open,
             count(*) FILTER (WHERE l.effective_band = ${hotId})::int AS hot,
             count(*) FILTER (WHERE l.due_at <= ${endOfDay}::timestamptz)::int AS due,
             count(*) FILTER (WHERE l.due_at < ${now}::timestamptz)::int AS late
        FROM leads l
       WHERE l.tenant_id = ${tenantId}::uuid AND l.is_open ${isChosen(Prisma.sql`l.id`)}
       GROUP BY l.owner_id),
    called AS (
      SELECT a.actor_id, count(*)::int AS calls
        FROM activities a
       WHERE a.tenant_id = ${tenantId}::uuid AND a.kind = 'call' AND a.undone_at IS NULL
         AND a.at >= ${weekAgo}::timestamptz ${isChosen(Prisma.sql`a.lead_id`)}
       GROUP BY a.actor_id),
    people AS (
      SELECT m.user_id, m.capacity FROM memberships m
       WHERE m.tenant_id = ${tenantId}::uuid
         AND (m.deactivated_at IS NULL AND m.role = 'rep'
              OR m.user_id IN (SELECT owner_id FROM owed UNION SELECT actor_id FROM called)))
    SELECT * FROM (
      SELECT p.user_id AS "ownerId", u.name, coalesce(o.open, 0) AS open, coalesce(o.hot, 0) AS hot,
             coalesce(o.due, 0) AS due, coalesce(o.late, 0) AS late, p.capacity, coalesce(c.calls, 0) AS calls
        FROM people p JOIN users u ON u.id = p.user_id
        LEFT JOIN owed o ON o.owner_id = p.user_id
        LEFT JOIN called c ON c.actor_id = p.user_id
      UNION ALL
      SELECT NULL, '', o.open, o.hot, o.due, o.late, NULL, 0 FROM owed o WHERE o.owner_id IS NULL) w
     ORDER BY w."ownerId" IS NULL, w.open DESC, w.name`;
}
