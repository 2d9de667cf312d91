import { z } from "zod";

/** What the address of the page says. Anything unreadable falls back to the usual: an address never breaks the page. */

export const SEGMENT_FIELDS = ["industry", "country", "size", "territory", "campaign"] as const;
export type SegmentField = (typeof SEGMENT_FIELDS)[number];

export interface Segment {
  readonly field: SegmentField;
  readonly value: string;
}

export const COMPARISONS = ["previous", "year", "none"] as const;
/** previous: the period before, of the same length; year: the same months a year earlier. */
export type Comparison = (typeof COMPARISONS)[number];

/** auto: the newest three months whose leads' fate is known, or more where those are too few. */
export type Period =
  | { readonly kind: "auto" | "all" }
  | { readonly kind: "last"; readonly months: 3 | 6 | 12 }
  | { readonly kind: "months"; readonly from: string; readonly to: string };

export interface InsightsQuery {
  readonly period: Period;
  readonly team: string | null;
  readonly source: string | null;
  readonly segment: Segment | null;
  readonly comparison: Comparison;
}

export type RawInsightsParams = Readonly<Record<string, string | string[] | undefined>>;

const month = z.string().regex(/^(199\d|20\d\d)-(0[1-9]|1[0-2])$/);
const value = z.string().trim().min(1).max(200);

export const USUAL: InsightsQuery = {
  period: { kind: "auto" },
  team: null,
  source: null,
  segment: null,
  comparison: "previous",
};

export function parseInsightsQuery(raw: RawInsightsParams): InsightsQuery {
  const read = (key: string) => {
    const found = raw[key];
    return typeof found === "string" ? found : undefined;
  };
  return {
    period: parsePeriod(read("period")),
    team: value.safeParse(read("team")).data ?? null,
    source: value.safeParse(read("source")).data ?? null,
    segment: parseSegment(read("segment")),
    comparison: z.enum(COMPARISONS).safeParse(read("compare")).data ?? USUAL.comparison,
  };
}

function parsePeriod(text: string | undefined): Period {
  if (text === "all") return { kind: "all" };
  if (text === "3m" || text === "6m" || text === "12m")
    return { kind: "last", months: Number.parseInt(text, 10) as 3 | 6 | 12 };
  const [from, to = from] = (text ?? "").split("..");
  const months = z.tuple([month, month]).safeParse([from, to]);
  if (!months.success) return USUAL.period;
  const [a, b] = [...months.data].sort() as [string, string];
  return { kind: "months", from: a, to: b };
}

function parseSegment(text: string | undefined): Segment | null {
  const at = text?.indexOf(":") ?? -1;
  if (text === undefined || at < 0) return null;
  const field = z.enum(SEGMENT_FIELDS).safeParse(text.slice(0, at));
  const chosen = value.safeParse(text.slice(at + 1));
  return field.success && chosen.success ? { field: field.data, value: chosen.data } : null;
}

/** "/insights?period=3m&team=..."; the usual leaves nothing behind. */
export function insightsHref(query: InsightsQuery, path = "/insights"): string {
  const params = new URLSearchParams();
  const { period, team, source, segment, comparison } = query;
  if (period.kind === "all") params.set("period", "all");
  if (period.kind === "last") params.set("period", `${period.months}m`);
  if (period.kind === "months") params.set("period", `${period.from}..${period.to}`);
  if (team !== null) params.set("team", team);
  if (source !== null) params.set("source", source);
  if (segment !== null) params.set("segment", `${segment.field}:${segment.value}`);
  if (comparison !== USUAL.comparison) params.set("compare", comparison);
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}
