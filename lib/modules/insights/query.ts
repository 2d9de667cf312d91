import { z } from "zod";
import {
  COMPARISONS,
  type InsightsQuery,
  type Period,
  SEGMENT_FIELDS,
  type Segment,
  USUAL,
} from "./query-url";

/** Reads the page's address. Anything unreadable falls back to the usual: an address never breaks the page. */

export type RawInsightsParams = Readonly<Record<string, string | string[] | undefined>>;

const month = z.string().regex(/^(199\d|20\d\d)-(0[1-9]|1[0-2])$/);
const value = z.string().trim().min(1).max(200);

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
