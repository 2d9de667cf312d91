import { Prisma } from "@/lib/platform/db/client";
import type { Cursor } from "./cursor";
import { type LeadQuery, type LeadView, NATURAL_DIRECTION, type SortKey } from "./query-url";
import type { ListScope } from "./types";

/** The list's SQL: every fragment is written for the indexes of the migrations; values are always parameters. */

const QUIET_MS = 30 * 86_400_000;
const MOST_WORDS = 6;

interface Order {
  /** Columns compared as one row value, all in the same direction. */
  readonly columns: readonly { readonly name: string; readonly cast: string }[];
  readonly natural: string;
  /** The exact reverse: the same index, read backwards. */
  readonly reversed: string;
  /** Rows without a value, and how they differ from the rest. null: every row has one. */
  readonly missing: { readonly is: string; readonly isNot: string } | null;
}

const dated = (name: string): Order => ({
  columns: [{ name, cast: "timestamptz" }],
  natural: `${name} DESC NULLS LAST, id`,
  reversed: `${name} ASC NULLS FIRST, id DESC`,
  missing: { is: `${name} IS NULL`, isNot: `${name} IS NOT NULL` },
});

const ORDERS: Readonly<Record<SortKey, Order>> = {
  score: {
    columns: [
      { name: "effective_score", cast: "int" },
      { name: "score_unrounded", cast: "numeric" },
      { name: "score_margin", cast: "float8" },
    ],
    natural: "effective_score DESC, score_unrounded DESC, score_margin DESC, id",
    reversed: "effective_score, score_unrounded, score_margin, id DESC",
    missing: null,
  },
  name: {
    columns: [{ name: "sort_name", cast: "text" }],
    natural: "sort_name, id",
    reversed: "sort_name DESC, id DESC",
    missing: { is: "sort_name = ''", isNot: "sort_name <> ''" },
  },
  created: dated("created_at"),
  activity: dated("last_activity_at"),
  scored: dated("score_updated_on"),
};

/** A run of rows inside one order: those with a value, or those without. */
export interface Part {
  readonly missing: boolean;
  readonly where: Prisma.Sql;
  readonly orderBy: Prisma.Sql;
}

/**
 * The parts to read one after another until a page is full. Rows without a value always come last; going back, they
 * come first. `cursor` bounds the part it lies in and drops those before it.
 */
export function pageParts(query: LeadQuery, toward: "next" | "previous", cursor: Cursor | null): Part[] {
  const order = ORDERS[query.sort];
  const flipped = (query.direction !== NATURAL_DIRECTION[query.sort]) !== (toward === "previous");
  const part = (missing: boolean): Part => ({
    missing,
    where: partWhere(order, query, missing, flipped, cursor?.missing === missing ? cursor : null),
    orderBy: Prisma.raw(missing ? (flipped ? "id DESC" : "id") : flipped ? order.reversed : order.natural),
  });
  const parts = order.missing ? [part(false), part(true)] : [part(false)];
  if (toward === "previous") parts.reverse();
  const from = cursor ? parts.findIndex(({ missing }) => missing === cursor.missing) : 0;
  return parts.slice(Math.max(0, from));
}

function partWhere(
  order: Order,
  query: LeadQuery,
  missing: boolean,
  flipped: boolean,
  cursor: Cursor | null,
): Prisma.Sql {
  const kind = order.missing
    ? Prisma.raw(missing ? order.missing.is : order.missing.isNot)
    : Prisma.sql`true`;
  if (!cursor) return kind;
  const idOperator = Prisma.raw(flipped ? "<" : ">");
  const beyondId = Prisma.sql`id ${idOperator} ${cursor.id}::uuid`;
  if (missing) return Prisma.sql`${kind} AND ${beyondId}`;
  const ascending = (NATURAL_DIRECTION[query.sort] === "asc") !== flipped;
  const operator = ascending ? ">" : "<";
  const values = order.columns.map(({ cast }, index) => {
    const text = cursor.values[index] ?? "";
    return cast === "timestamptz"
      ? Prisma.sql`${new Date(Number(text)).toISOString()}::timestamptz`
      : Prisma.sql`${text}::text::${Prisma.raw(cast)}`;
  });
  const row = Prisma.raw(`(${order.columns.map(({ name }) => name).join(", ")})`);
  const at = Prisma.sql`(${Prisma.join(values)})`;
  // The first comparison says nothing new: it is the one the index can begin at, since row-level security keeps
  // numeric's own comparison out of index conditions.
  return Prisma.sql`${kind}
    AND ${Prisma.raw(order.columns[0]!.name)} ${Prisma.raw(`${operator}=`)} ${values[0]}
    AND (${row} ${Prisma.raw(operator)} ${at} OR (${row} = ${at} AND ${beyondId}))`;
}

/** The sort values of a row as text, for its cursor. */
export function cursorColumns(sort: SortKey): Prisma.Sql {
  const texts = ORDERS[sort].columns.map(({ name, cast }) =>
    cast === "timestamptz" ? `round(extract(epoch FROM ${name}) * 1000)::bigint::text` : `${name}::text`,
  );
  return Prisma.raw(`ARRAY[${texts.join(", ")}]`);
}

function viewWhere(view: LeadView, scope: ListScope): Prisma.Sql {
  switch (view) {
    case "open":
      return Prisma.sql`is_open`;
    case "mine":
      return Prisma.sql`is_open AND owner_id = ${scope.userId}::uuid`;
    case "unclaimed":
      return Prisma.sql`is_open AND owner_id IS NULL AND effective_band = ${scope.bandSet.bands[0]?.id ?? ""}`;
    case "quiet":
      return Prisma.sql`is_open AND last_activity_at < ${new Date(scope.now.getTime() - QUIET_MS).toISOString()}::timestamptz`;
    case "all":
      return Prisma.sql`true`;
  }
}

export function viewFilter(view: LeadView, scope: ListScope): Prisma.Sql {
  return Prisma.sql`tenant_id = ${scope.tenantId}::uuid AND ${viewWhere(view, scope)}`;
}

/** Everything that narrows the list; the order and the page come on top. */
export function listFilter(query: LeadQuery, view: LeadView, scope: ListScope): Prisma.Sql {
  const conditions = [viewFilter(view, scope)];
  if (scope.only) conditions.push(Prisma.sql`id = ANY (${[...scope.only]}::uuid[])`);
  if (query.bands.length > 0) conditions.push(Prisma.sql`effective_band = ANY (${[...query.bands]}::text[])`);
  if (query.owners.length > 0) conditions.push(ownerWhere(query.owners, scope));
  if (query.source) conditions.push(sourceWhere(query.source));
  if (query.statuses.length > 0) conditions.push(Prisma.sql`status = ANY (${[...query.statuses]}::text[])`);
  if (query.scoreFrom !== null) conditions.push(Prisma.sql`effective_score >= ${query.scoreFrom}::int`);
  if (query.scoreTo !== null) conditions.push(Prisma.sql`effective_score <= ${query.scoreTo}::int`);
  if (query.scoreFrom !== null || query.scoreTo !== null)
    conditions.push(Prisma.sql`effective_band IS NOT NULL`);
  for (const word of searchWords(query.text))
    conditions.push(Prisma.sql`strpos(search_text, lower(${word})) > 0`);
  return Prisma.join(conditions, " AND ");
}

/** Longest first: the rarest word most likely ends the comparison of a row. */
function searchWords(text: string): string[] {
  const words = text.split(" ").filter(Boolean).slice(0, MOST_WORDS);
  return words.sort((a, b) => b.length - a.length);
}

function ownerWhere(owners: readonly string[], { userId }: ListScope): Prisma.Sql {
  const ids = owners.flatMap((owner) => (owner === "none" ? [] : owner === "me" ? [userId] : [owner]));
  const named = Prisma.sql`owner_id = ANY (${ids}::uuid[])`;
  return owners.includes("none") ? Prisma.sql`(owner_id IS NULL OR ${named})` : named;
}

function sourceWhere({ mode, values }: NonNullable<LeadQuery["source"]>): Prisma.Sql {
  const named = values.filter((value) => value !== "");
  const unknown = values.includes("");
  if (mode === "is")
    return unknown
      ? Prisma.sql`(source IS NULL OR source = ANY (${named}::text[]))`
      : Prisma.sql`source = ANY (${named}::text[])`;
  return unknown
    ? Prisma.sql`(source IS NOT NULL AND source <> ALL (${named}::text[]))`
    : Prisma.sql`(source IS NULL OR source <> ALL (${named}::text[]))`;
}
