import { rateDifference } from "../../core/evaluation/rate-difference.ts";
import type { SourceFigures } from "../../core/insights/types.ts";
import type { PreparedChart } from "../evaluation/prepared.ts";
import { capital, formatCount, formatNumber, formatShare, listOf } from "../format.ts";
import { NO_SOURCE } from "./inflow.ts";
import {
  axisEnd,
  bandMark,
  didText,
  drawn,
  type InsightsFacts,
  isFew,
  NONE,
  peopleHead,
  type RateCell,
  rateCell,
  rateCells,
  rateText,
  restOf,
  shareText,
} from "./words.ts";

export const SOURCE_COLUMNS = ["name", "leads", "score", "rate", "positives", "hot"] as const;
export type SourceColumn = (typeof SOURCE_COLUMNS)[number];

export interface SourceLine {
  readonly key: string;
  readonly name: string;
  readonly leads: string;
  readonly score: string;
  readonly rate: RateCell;
  readonly positives: string;
  readonly hot: string;
  /** 0..1 of the axis of shares; null where too few. */
  readonly hotDrawn: number | null;
  readonly tip: string;
  /** What the columns are sorted by; null comes last either way. */
  readonly by: Readonly<Record<Exclude<SourceColumn, "name">, number | null>>;
}

export interface SourceRow extends SourceLine {
  readonly campaigns: readonly SourceLine[];
  /** "12 smaller campaigns are not listed"; null where all are. */
  readonly more: string | null;
}

export interface SourceTable extends PreparedChart {
  readonly rows: readonly SourceRow[];
  readonly positivesHead: string;
  /** "Share hot" */
  readonly hotHead: string;
  readonly hotTone: string;
  readonly axisText: string;
  readonly base: number | null;
}

const NO_CAMPAIGN = "No campaign";

/** Volume, score and conversion by source, and by campaign within it. Null without leads. */
export function sourceTable(facts: InsightsFacts): SourceTable | null {
  const { sources, current, bands } = facts.figures;
  if (sources.length === 0) return null;
  const { all } = current;
  const best = bands[0] ?? null;
  const isBaseKnown = all.rate !== null && !isFew(all);
  const axis = axisEnd(sources, isBaseKnown ? all.rate : 0);
  const widest = Math.max(0.05, ...sources.filter((row) => !isFew(row)).map(({ hotShare }) => hotShare));
  const whole = sources.filter(({ campaign }) => campaign === undefined);
  const line = (row: SourceFigures): SourceLine => {
    const name = nameOf(row);
    const few = isFew(row);
    return {
      key: `${row.source ?? "\u0000"}\u0001${row.campaign === undefined ? "" : (row.campaign ?? "\u0000")}`,
      name,
      leads: formatNumber(row.rows),
      score: row.rows === 0 ? NONE : formatNumber(row.meanScore),
      rate: rateCell(row, axis),
      positives: formatNumber(row.positives),
      hot: few ? `${formatNumber(row.hot)} of ${formatNumber(row.rows)}` : shareText(row.hotShare),
      hotDrawn: few ? null : Math.min(1, row.hotShare / widest),
      tip: `${name}: ${rateText(row)}; ${formatNumber(row.positives)} of ${formatNumber(row.rows)} leads`,
      by: {
        leads: row.rows,
        score: row.rows === 0 ? null : row.meanScore,
        rate: few ? null : row.rate,
        positives: row.positives,
        hot: few ? null : row.hotShare,
      },
    };
  };
  return {
    title: "Sources and campaigns",
    question: isBaseKnown
      ? `${capital(didText(facts))}, 95 %. Dashed line: all leads, ${formatShare(all.rate, 1)}`
      : `${capital(didText(facts))}, 95 %`,
    textAlternative: whole
      .map((row) => `${nameOf(row)}: ${formatNumber(row.rows)} leads, ${rateText(row)}`)
      .join("; "),
    conclusion: sourceSentence(facts, whole),
    rows: whole.map((row) => {
      const campaigns = sources.filter(
        ({ source, campaign }) => source === row.source && campaign !== undefined,
      );
      const isOnlyUnnamed = campaigns.length === 1 && campaigns[0]?.campaign === null;
      return {
        ...line(row),
        campaigns: isOnlyUnnamed ? [] : campaigns.map(line),
        more:
          row.campaignsLeftOut === 0
            ? null
            : `${formatCount(row.campaignsLeftOut, "smaller campaign")} ${row.campaignsLeftOut === 1 ? "is" : "are"} not listed`,
      };
    }),
    positivesHead: peopleHead(facts),
    hotHead: best ? `Share ${bandMark(bands, best.id).name}` : "Share of the best band",
    hotTone: best?.tone ?? "suppress",
    axisText: formatShare(axis),
    base: isBaseKnown ? Math.min(1, all.rate / axis) : null,
    table: {
      columns: [
        { label: "Source", kind: "text" },
        { label: "Campaign", kind: "text" },
        { label: "Leads", kind: "count" },
        { label: "Mean score", kind: "decimal" },
        { label: peopleHead(facts), kind: "count" },
        { label: "Rate", kind: "share" },
        { label: "Low", kind: "share" },
        { label: "High", kind: "share" },
        { label: best?.name ?? "Best band", kind: "count" },
        { label: `Share ${best?.name ?? "best band"}`, kind: "share" },
      ],
      rows: sources.map((row) => [
        row.source ?? NO_SOURCE,
        row.campaign === undefined ? "" : (row.campaign ?? NO_CAMPAIGN),
        row.rows,
        drawn(row.meanScore),
        row.positives,
        ...rateCells(row),
        row.hot,
        drawn(row.hotShare),
      ]),
    },
    csvName: "sources.csv",
  };
}

function nameOf({ source, campaign }: SourceFigures): string {
  return campaign === undefined ? (source ?? NO_SOURCE) : (campaign ?? NO_CAMPAIGN);
}

/** Who is clearly above and below the others, and nobody else. */
function sourceSentence({ figures }: InsightsFacts, whole: readonly SourceFigures[]): string | null {
  const told = whole.filter((row) => !isFew(row) && row.rows < figures.current.all.rows);
  if (told.length < 2) return null;
  const verdictOf = (row: SourceFigures) =>
    rateDifference(row, restOf(figures.current.all, row), told.length)?.verdict;
  const names = (verdict: string) => {
    const rows = told.filter((row) => verdictOf(row) === verdict).map(nameOf);
    return rows.length > 4 ? [...rows.slice(0, 3), `${rows.length - 3} more`] : rows;
  };
  const [above, below] = [names("higher"), names("lower")];
  const verb = (list: readonly string[]) => (list.length === 1 ? "converts" : "convert");
  if (above.length === 0 && below.length === 0)
    return "No source converts clearly more or less often than the others.";
  return `${[
    above.length > 0 ? `${listOf(above)} ${verb(above)} clearly more often than the others` : null,
    below.length === 0
      ? null
      : `${listOf(below)} ${above.length > 0 ? "clearly less often" : `${verb(below)} clearly less often than the others`}`,
  ]
    .filter((part) => part !== null)
    .join("; ")}.`;
}

/** Sorted by a column; what has no figure comes last, equals by name. */
export function sortSources<Row extends SourceLine>(
  rows: readonly Row[],
  column: SourceColumn,
  isDescending: boolean,
): Row[] {
  const turn = isDescending ? -1 : 1;
  const byName = (a: Row, b: Row) => a.name.localeCompare(b.name, "en");
  return [...rows].sort((a, b) => {
    if (column === "name") return turn * byName(a, b);
    const [x, y] = [a.by[column], b.by[column]];
    if (x === null || y === null) return x === y ? byName(a, b) : x === null ? 1 : -1;
    return turn * (x - y) || byName(a, b);
  });
}
