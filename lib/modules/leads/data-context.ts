import type { BandSet } from "@/lib/core/scoring/types";
import { inUseSql } from "@/lib/modules/scoring/in-use";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";
import { PREFER_INDEXES } from "./data";
import { listFilter, viewFilter } from "./list-sql";
import { type LeadQuery, type LeadView, VIEWS } from "./query-url";
import type { BandCounts, CappedCount, ListScope, Person } from "./types";

/** The bands of the scorer in use. @throws Error when the workspace has none, which createWorkspace never leaves. */
export async function getBandSet(tx: TenantTx, tenantId: string): Promise<BandSet> {
  return (await getListContext(tx, tenantId)).bandSet;
}

/** What every page of the list begins with: bands, people, the view that shows where nobody chose one. */
export interface ListContext {
  readonly bandSet: BandSet;
  readonly people: readonly Person[];
  readonly defaultView: LeadView;
}

/** All of it in one question, planner preferences included: a list's page is short of round trips, not of work. */
export async function getListContext(tx: TenantTx, tenantId: string): Promise<ListContext> {
  const rows = await tx.$queryRaw<{ bands: BandSet | null; people: Person[] | null; any: boolean }[]>`
    SELECT (SELECT bands FROM ${inUseSql(tenantId)} u) AS bands,
           (SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) ORDER BY p.name, p.id)
              FROM (SELECT u.id, u.name FROM memberships m JOIN users u ON u.id = m.user_id
                     WHERE m.tenant_id = ${tenantId}::uuid ORDER BY u.name, u.id LIMIT 500) p) AS people,
           EXISTS (SELECT 1 FROM leads WHERE tenant_id = ${tenantId}::uuid AND is_open) AS any,
           ${PREFER_INDEXES}`;
  const row = rows[0];
  if (!row?.bands) throw new Error("this workspace has no published scorer");
  return { bandSet: row.bands, people: row.people ?? [], defaultView: row.any ? "open" : "all" };
}

export async function hasLeads(tx: TenantTx, tenantId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM leads WHERE tenant_id = ${tenantId}::uuid) AS any`;
  return rows[0]?.any ?? false;
}

const VIEW_CAP = 10_000;
const SEARCH_CAP = 1_000;
const FILTER_CAP = 100_000;

const capped = (count: number, cap: number): CappedCount => ({
  count: Math.min(count, cap),
  capped: count > cap,
});

/** How many leads each view holds, counted to 10,000 in the index alone. */
export async function getViewCounts(
  tx: TenantTx,
  scope: ListScope,
): Promise<Readonly<Record<LeadView, CappedCount>>> {
  const counts = VIEWS.map(
    (view) => Prisma.sql`(SELECT count(*)::int FROM (
      SELECT 1 FROM leads WHERE ${viewFilter(view, scope)} LIMIT ${VIEW_CAP + 1}) counted) AS ${Prisma.raw(`"${view}"`)}`,
  );
  const rows = await tx.$queryRaw<Record<LeadView, number>[]>`SELECT ${Prisma.join(counts)}`;
  const row = rows[0];
  return Object.fromEntries(VIEWS.map((view) => [view, capped(row?.[view] ?? 0, VIEW_CAP)])) as Record<
    LeadView,
    CappedCount
  >;
}

/** How many leads a search meets, counted to 1,000, of how many there are, counted to 10,000: it answers while one types. */
export async function getSearchCounts(
  tx: TenantTx,
  scope: ListScope,
  query: LeadQuery,
): Promise<{ readonly matching: CappedCount; readonly total: CappedCount }> {
  const rows = await tx.$queryRaw<{ matching: number; total: number }[]>`
    SELECT (SELECT count(*)::int FROM (
             SELECT 1 FROM leads WHERE ${listFilter(query, "all", scope)} LIMIT ${SEARCH_CAP + 1}) m) AS matching,
           (SELECT count(*)::int FROM (
             SELECT 1 FROM leads WHERE ${viewFilter("all", scope)} LIMIT ${VIEW_CAP + 1}) t) AS total`;
  const row = rows[0];
  return {
    matching: capped(row?.matching ?? 0, SEARCH_CAP),
    total: capped(row?.total ?? 0, VIEW_CAP),
  };
}

/** How the filtered leads spread over the bands; past 100,000 only that there are more. */
export async function getBandCounts(
  tx: TenantTx,
  scope: ListScope,
  query: LeadQuery,
  view: LeadView,
): Promise<BandCounts> {
  const rows = await tx.$queryRaw<{ band: string | null; count: number }[]>`
    SELECT effective_band AS band, count(*)::int AS count
      FROM (SELECT effective_band FROM leads WHERE ${listFilter(query, view, scope)} LIMIT ${FILTER_CAP + 1}) counted
     GROUP BY effective_band`;
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return {
    byBand: new Map(rows.map(({ band, count }) => [band ?? "", count])),
    total: capped(total, FILTER_CAP),
  };
}

/** The sources in use, most frequent first, "" for none; for the filter. */
export async function getSources(
  tx: TenantTx,
  tenantId: string,
): Promise<{ value: string; count: number }[]> {
  return tx.$queryRaw<{ value: string; count: number }[]>`
    SELECT coalesce(source, '') AS value, count(*)::int AS count FROM leads
     WHERE tenant_id = ${tenantId}::uuid GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200`;
}
