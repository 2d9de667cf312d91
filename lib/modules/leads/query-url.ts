import { LEAD_STATUSES, type LeadStatus } from "@/lib/modules/ingestion/types";

/** The state of the leads list as a URL holds it. Reading it is query.ts; here is its shape and its way back. */

export const VIEWS = ["open", "mine", "unclaimed", "quiet", "all"] as const;
/** open: all open leads; unclaimed: open leads of the best band without an owner; quiet: open, nothing for 30 days. */
export type LeadView = (typeof VIEWS)[number];

export const SORT_KEYS = ["score", "name", "created", "activity", "scored"] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export type SortDirection = "asc" | "desc";

/** Which way a column sorts when it is first chosen. */
export const NATURAL_DIRECTION: Readonly<Record<SortKey, SortDirection>> = {
  score: "desc",
  name: "asc",
  created: "desc",
  activity: "desc",
  scored: "desc",
};

/** Columns a person may leave out; score and lead always show. */
export const OPTIONAL_COLUMNS = [
  "band",
  "why",
  "step",
  "owner",
  "source",
  "status",
  "created",
  "activity",
  "scored",
] as const;
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number];
export const DEFAULT_COLUMNS: readonly OptionalColumn[] = ["band", "why", "step", "owner", "scored"];

export interface SourceFilter {
  readonly mode: "is" | "not";
  /** As written in the data; "" stands for leads without a source. */
  readonly values: readonly string[];
}

export interface LeadQuery {
  /** null: nobody chose; open leads where there are any, else all. */
  readonly view: LeadView | null;
  readonly sort: SortKey;
  readonly direction: SortDirection;
  readonly bands: readonly string[];
  /** Member ids, "me", or "none" for unclaimed. */
  readonly owners: readonly string[];
  readonly source: SourceFilter | null;
  readonly statuses: readonly LeadStatus[];
  /** Inclusive, 0-100. */
  readonly scoreFrom: number | null;
  readonly scoreTo: number | null;
  readonly text: string;
  readonly columns: readonly OptionalColumn[];
  /** Opaque, from a page before: rows after it or before it. */
  readonly cursor: { readonly toward: "next" | "previous"; readonly token: string } | null;
  /** The saved view this state began as; carried along, and no part of the state. */
  readonly saved: string | null;
}

export const EMPTY_QUERY: LeadQuery = {
  view: null,
  sort: "score",
  direction: "desc",
  bands: [],
  owners: [],
  source: null,
  statuses: [],
  scoreFrom: null,
  scoreTo: null,
  text: "",
  columns: DEFAULT_COLUMNS,
  cursor: null,
  saved: null,
};

/** Whether anything narrows the view. */
export function isFiltered(query: LeadQuery): boolean {
  return (
    query.bands.length > 0 ||
    query.owners.length > 0 ||
    query.source !== null ||
    query.statuses.length > 0 ||
    query.scoreFrom !== null ||
    query.scoreTo !== null ||
    query.text !== ""
  );
}

/** The same view, order and columns without a filter. */
export function withoutFilters(query: LeadQuery): LeadQuery {
  const { view, sort, direction, columns, saved } = query;
  return { ...EMPTY_QUERY, view, sort, direction, columns, saved };
}

/** The one way a state is written: parameters in a fixed order, defaults left out. */
export function queryString(query: LeadQuery): string {
  const params = new URLSearchParams();
  if (query.view) params.set("view", query.view);
  if (query.text) params.set("q", query.text);
  if (query.bands.length > 0) params.set("band", query.bands.join(","));
  if (query.owners.length > 0) params.set("owner", query.owners.join(","));
  for (const value of query.source?.values ?? [])
    params.append(query.source?.mode === "not" ? "source_not" : "source", value);
  if (query.statuses.length > 0) params.set("status", query.statuses.join(","));
  if (query.scoreFrom !== null || query.scoreTo !== null)
    params.set("score", `${query.scoreFrom ?? ""}-${query.scoreTo ?? ""}`);
  if (query.sort !== "score" || query.direction !== "desc")
    params.set("sort", `${query.direction === "desc" ? "-" : ""}${query.sort}`);
  if (query.columns.join() !== DEFAULT_COLUMNS.join())
    params.set("cols", query.columns.length > 0 ? query.columns.join(",") : "none");
  if (query.cursor) params.set(query.cursor.toward === "next" ? "after" : "before", query.cursor.token);
  if (query.saved) params.set("saved", query.saved);
  // Commas separate lists here and need no escape: addresses stay readable.
  return params.toString().replaceAll("%2C", ",");
}

/** The list's address in a changed state. A change of anything but the columns begins at the first page again. */
export function leadsHref(query: LeadQuery, change: Partial<LeadQuery> = {}): string {
  const onlyColumns = Object.keys(change).every((key) => key === "columns");
  const next = { ...query, ...(onlyColumns ? {} : { cursor: null }), ...change };
  const search = queryString(next);
  return search === "" ? "/leads" : `/leads?${search}`;
}

/** The list sorted by a column, or the other way round where it already is. */
export function sortHref(query: LeadQuery, sort: SortKey): string {
  const flipped = query.direction === "asc" ? "desc" : "asc";
  return leadsHref(query, { sort, direction: query.sort === sort ? flipped : NATURAL_DIRECTION[sort] });
}

export { LEAD_STATUSES, type LeadStatus };
