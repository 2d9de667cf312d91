/** What the address of the page can say, and how it is written. Reading it is query.ts. */

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

export const USUAL: InsightsQuery = {
  period: { kind: "auto" },
  team: null,
  source: null,
  segment: null,
  comparison: "previous",
};

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
