import { z } from "zod";
import {
  DEFAULT_COLUMNS,
  EMPTY_QUERY,
  LEAD_STATUSES,
  type LeadQuery,
  NATURAL_DIRECTION,
  OPTIONAL_COLUMNS,
  SORT_KEYS,
  VIEWS,
} from "./query-url";

/** What Next hands a page, and what URLSearchParams can be turned into. */
export type RawParams = Readonly<Record<string, string | readonly string[] | undefined>>;

const MOST_VALUES = 50;
const MOST_TEXT = 100;

const all = (raw: string | readonly string[] | undefined): readonly string[] =>
  raw === undefined ? [] : typeof raw === "string" ? [raw] : raw;
const first = (raw: string | readonly string[] | undefined): string | undefined => all(raw)[0];

/** The valid ones of a comma-separated list, each once, in the order given. */
function listOf<T>(raw: string | readonly string[] | undefined, item: z.ZodType<T>): T[] {
  const parsed = all(raw)
    .flatMap((part) => part.split(","))
    .flatMap((part) => {
      const result = item.safeParse(part.trim());
      return result.success ? [result.data] : [];
    });
  return [...new Set(parsed)].slice(0, MOST_VALUES);
}

const bandId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/);
const owner = z.union([z.literal("me"), z.literal("none"), z.uuid()]);
const token = z.string().regex(/^[A-Za-z0-9_-]{1,1024}$/);
const bound = z.coerce.number().int().min(0).max(100);
// PostgreSQL refuses NUL in text; other control characters match nothing.
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]/gu, " ");

function parseSort(raw: string | undefined): Pick<LeadQuery, "sort" | "direction"> {
  const descending = raw?.startsWith("-") ?? false;
  const key = z.enum(SORT_KEYS).safeParse(descending ? raw?.slice(1) : raw);
  if (!key.success) return { sort: EMPTY_QUERY.sort, direction: NATURAL_DIRECTION[EMPTY_QUERY.sort] };
  return { sort: key.data, direction: descending ? "desc" : "asc" };
}

function parseScore(raw: string | undefined): Pick<LeadQuery, "scoreFrom" | "scoreTo"> {
  const none = { scoreFrom: null, scoreTo: null };
  const match = /^(\d{0,3})-(\d{0,3})$/.exec(raw ?? "");
  if (!match) return none;
  const ends = [match[1], match[2]].map((end) => (end ? bound.safeParse(end).data : null));
  const [from, to] = ends;
  if (from === undefined || to === undefined) return none;
  return from !== null && to !== null && from > to
    ? { scoreFrom: to, scoreTo: from }
    : { scoreFrom: from, scoreTo: to };
}

function parseSource(params: RawParams): LeadQuery["source"] {
  const read = (raw: RawParams[string]) =>
    [...new Set(all(raw).map((value) => plain(value).slice(0, 200)))].slice(0, MOST_VALUES);
  const is = read(params.source);
  if (is.length > 0) return { mode: "is", values: is };
  const not = read(params.source_not);
  return not.length > 0 ? { mode: "not", values: not } : null;
}

function parseColumns(raw: string | undefined): LeadQuery["columns"] {
  if (raw === undefined) return DEFAULT_COLUMNS;
  if (raw === "none") return [];
  const chosen = new Set(listOf(raw, z.enum(OPTIONAL_COLUMNS)));
  return chosen.size === 0 ? DEFAULT_COLUMNS : OPTIONAL_COLUMNS.filter((column) => chosen.has(column));
}

function parseCursor(params: RawParams): LeadQuery["cursor"] {
  const after = token.safeParse(first(params.after));
  if (after.success) return { toward: "next", token: after.data };
  const before = token.safeParse(first(params.before));
  return before.success ? { toward: "previous", token: before.data } : null;
}

/** Reads the list's state. Unknown and broken parameters count as absent: an old or mistyped address still shows a list. */
export function parseLeadQuery(params: RawParams): LeadQuery {
  return {
    view: z.enum(VIEWS).safeParse(first(params.view)).data ?? null,
    ...parseSort(first(params.sort)),
    bands: listOf(params.band, bandId),
    owners: listOf(params.owner, owner),
    source: parseSource(params),
    statuses: listOf(params.status, z.enum(LEAD_STATUSES)),
    ...parseScore(first(params.score)),
    text: plain(first(params.q) ?? "")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, MOST_TEXT)
      .trim(),
    columns: parseColumns(first(params.cols)),
    cursor: parseCursor(params),
    saved: z.uuid().safeParse(first(params.saved)).data ?? null,
  };
}

/** The same for a request's own search parameters. */
export function rawParams(search: URLSearchParams): RawParams {
  const raw: Record<string, string[]> = {};
  for (const key of new Set(search.keys())) raw[key] = search.getAll(key);
  return raw;
}
