import type { FunnelFigures } from "../../core/insights/types.ts";
import type { PreparedChart } from "../evaluation/prepared.ts";
import type { TierBand } from "../evaluation/tiers.ts";
import { formatCount, formatNumber } from "../format.ts";
import { bandMark, drawn, hoursText, type InsightsFacts, NONE, shareText } from "./words.ts";

export interface FunnelStage {
  readonly key: "created" | "contacted" | "qualified" | "won";
  /** "470" */
  readonly count: string;
  /** "95 %" of those created; "–" of none. */
  readonly share: string;
  /** 0..1 */
  readonly drawn: number;
  /** "2.1 h", the median from creation; empty for creation itself. */
  readonly time: string;
}

export interface FunnelRow {
  readonly key: string;
  /** Null: all bands. */
  readonly band: TierBand | null;
  readonly stages: readonly FunnelStage[];
}

export interface FunnelChart extends PreparedChart {
  readonly rows: readonly FunnelRow[];
  readonly heads: readonly string[];
}

/** How far the leads of each band came, and how long it took. Null without leads. */
export function funnelChart(facts: InsightsFacts): FunnelChart | null {
  const { funnel, bands } = facts.figures;
  const rows = funnel.filter(({ created }) => created > 0);
  const all = rows.find(({ id }) => id === null);
  if (rows.length === 0) return null;
  const nameOf = ({ id }: FunnelFigures) => (id === null ? "All" : bandMark(bands, id).name);
  const heads = ["Created", "Contacted", "Qualified", "Won"];
  return {
    title: "Funnel by band",
    question: "How many came how far, in % of those created. Grey: median time since creation.",
    textAlternative: rows
      .map(
        (row) =>
          `${nameOf(row)}: ${formatCount(row.created, "lead")} created, ${formatNumber(row.contacted)} contacted, ${formatNumber(row.qualified)} qualified, ${formatNumber(row.won)} won`,
      )
      .join("; "),
    conclusion:
      all && all.wonWithoutContact > 0
        ? `${formatNumber(all.wonWithoutContact)} of ${formatNumber(all.won)} won ${all.wonWithoutContact === 1 ? "was" : "were"} never spoken to: they came by themselves.`
        : null,
    rows: rows.map((row) => ({
      key: row.id ?? "all",
      band: row.id === null ? null : bandMark(bands, row.id),
      stages: [
        stage(row, "created", row.created, null),
        stage(row, "contacted", row.contacted, row.hoursToContacted),
        stage(row, "qualified", row.qualified, row.hoursToQualified),
        stage(row, "won", row.won, row.hoursToWon),
      ],
    })),
    heads,
    table: {
      columns: [
        { label: "Band", kind: "text" },
        ...heads.map((label) => ({ label, kind: "count" }) as const),
        { label: "Hours to contact", kind: "decimal" },
        { label: "Hours to qualified", kind: "decimal" },
        { label: "Hours to won", kind: "decimal" },
        { label: "Won without contact", kind: "count" },
      ],
      rows: rows.map((row) => [
        nameOf(row),
        row.created,
        row.contacted,
        row.qualified,
        row.won,
        drawn(row.hoursToContacted),
        drawn(row.hoursToQualified),
        drawn(row.hoursToWon),
        row.wonWithoutContact,
      ]),
    },
    csvName: "funnel.csv",
  };
}

function stage(
  { created }: FunnelFigures,
  key: FunnelStage["key"],
  count: number,
  hours: number | null,
): FunnelStage {
  const share = created === 0 ? 0 : count / created;
  return {
    key,
    count: formatNumber(count),
    share: created === 0 ? NONE : key === "created" ? "" : shareText(share),
    drawn: Math.min(1, share),
    time: key === "created" || hours === null ? "" : hoursText(hours),
  };
}
