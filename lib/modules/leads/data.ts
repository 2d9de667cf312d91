import { Prisma, type TenantTx } from "@/lib/platform/db/client";
import { type Cursor, decodeCursor, encodeCursor } from "./cursor";
import { cursorColumns, listFilter, pageParts } from "./list-sql";
import type { LeadQuery, LeadView } from "./query-url";
import type { LeadListRow, LeadPage, ListScope } from "./types";

export const PAGE_SIZE = 50;
/** Up to so many hits a search in another order than the ranking is sorted; more, and they are dense enough to walk. */
const MOST_SORTED_HITS = 2_000;

/** What a row of leads `l` is read with, as LeadListRow. */
export const LIST_COLUMNS = Prisma.raw(`
  l.id, l.external_id AS "externalId", l.email, l.first_name AS "firstName", l.last_name AS "lastName", l.company,
  l.job_title AS "jobTitle", l.source, l.status, l.owner_id AS "ownerId", l.created_at AS "createdAt",
  l.last_activity_at AS "lastActivityAt", l.closed_at AS "closedAt", l.score_total AS "scoreTotal",
  l.previous_score AS "previousScore", l.score_changed_on AS "scoreChangedOn", l.score_updated_on AS "scoreUpdatedOn",
  l.effective_score AS "effectiveScore", l.effective_band AS "effectiveBand", l.top_reasons AS "topReasons"`);

interface Found extends LeadListRow {
  readonly cursorValues: readonly string[];
  readonly missing: boolean;
}

/**
 * The planner cannot know how few rows a filter or a word leaves, and would read the whole table rather than walk an
 * index it has. For this transaction it walks. To stand in a SELECT list.
 */
export const PREFER_INDEXES = Prisma.sql`set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true)`;

export async function preferIndexes(tx: TenantTx): Promise<void> {
  await tx.$executeRaw`SELECT ${PREFER_INDEXES}`;
}

/** One page of the list, by keyset: the thousandth page costs what the first does. The caller has preferred indexes. */
export async function getLeadPage(
  tx: TenantTx,
  scope: ListScope,
  query: LeadQuery,
  view: LeadView,
  size: number = PAGE_SIZE,
): Promise<LeadPage> {
  const toward = query.cursor?.toward ?? "next";
  const cursor = query.cursor ? decodeCursor(query.cursor.token, query.sort) : null;
  const found = await findRows(tx, scope, query, view, cursor ? toward : "next", cursor, size + 1);
  const more = found.length > size;
  // Nothing lies beyond the cursor any more, or too little before it to fill the first page: begin at the start.
  if (cursor && (found.length === 0 || (toward === "previous" && !more)))
    return getLeadPage(tx, scope, { ...query, cursor: null }, view, size);
  const rows = found.slice(0, size);
  if (cursor && toward === "previous") {
    rows.reverse();
    return page(query, rows, { hasPrevious: more, hasNext: true });
  }
  return page(query, rows, { hasPrevious: cursor !== null, hasNext: more });
}

function page(
  query: LeadQuery,
  rows: readonly Found[],
  ends: { hasPrevious: boolean; hasNext: boolean },
): LeadPage {
  const token = (row: Found | undefined) =>
    row
      ? encodeCursor({
          sort: query.sort,
          missing: row.missing,
          values: row.missing ? [] : row.cursorValues,
          id: row.id,
        })
      : null;
  return {
    rows: rows.map(({ cursorValues: _values, missing: _missing, ...row }) => row),
    next: ends.hasNext ? token(rows.at(-1)) : null,
    previous: ends.hasPrevious ? token(rows[0]) : null,
  };
}

async function findRows(
  tx: TenantTx,
  scope: ListScope,
  query: LeadQuery,
  view: LeadView,
  toward: "next" | "previous",
  cursor: Cursor | null,
  limit: number,
): Promise<Found[]> {
  const filter = await pageFilter(tx, scope, query, view);
  const found: Found[] = [];
  for (const part of pageParts(query, toward, cursor)) {
    if (found.length >= limit) break;
    const rows = await tx.$queryRaw<Omit<Found, "missing">[]>`
      WITH ids AS MATERIALIZED (
        SELECT id, ${cursorColumns(query.sort)} AS "cursorValues", row_number() OVER () AS place
          FROM (SELECT * FROM leads WHERE ${filter} AND ${part.where}
                 ORDER BY ${part.orderBy} LIMIT ${limit - found.length}) ordered)
      SELECT ${LIST_COLUMNS}, ids."cursorValues"
        FROM ids JOIN leads l ON l.tenant_id = ${scope.tenantId}::uuid AND l.id = ids.id
       ORDER BY ids.place`;
    found.push(...rows.map((row) => ({ ...row, missing: part.missing })));
  }
  return found;
}

/**
 * The indexes of the ranking and of names carry the searched text. In another order, few hits are found there first and then
 * sorted; many hits lie so dense that walking the other order meets a page of them soon.
 */
async function pageFilter(
  tx: TenantTx,
  scope: ListScope,
  query: LeadQuery,
  view: LeadView,
): Promise<Prisma.Sql> {
  const filter = listFilter(query, view, scope);
  if (query.text === "" || query.sort === "score" || query.sort === "name") return filter;
  const hits = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM leads WHERE ${filter}
     ORDER BY effective_score DESC, score_unrounded DESC, score_margin DESC, id LIMIT ${MOST_SORTED_HITS + 1}`;
  if (hits.length > MOST_SORTED_HITS) return filter;
  return Prisma.sql`tenant_id = ${scope.tenantId}::uuid AND id = ANY (${hits.map(({ id }) => id)}::uuid[])`;
}
