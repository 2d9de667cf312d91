import { rateDifference } from "../../core/evaluation/rate-difference.ts";
import type { DecileFigure } from "../../core/insights/types.ts";
import type { PreparedChart } from "../evaluation/prepared.ts";
import { formatNumber, formatShare } from "../format.ts";
import { shareTicks } from "./month-axis.ts";
import {
  axisEnd,
  drawn,
  type InsightsFacts,
  peopleHead,
  type RateCell,
  rateCell,
  rateCells,
  rateText,
} from "./words.ts";

export interface Bar {
  readonly key: string;
  /** Under the bar. */
  readonly label: string;
  readonly note: string;
  readonly rate: RateCell;
  readonly tip: string;
}

/** Bars of rates with intervals, from zero. */
export interface BarChart extends PreparedChart {
  readonly bars: readonly Bar[];
  readonly lines: readonly { readonly at: number; readonly text: string }[];
  /** Dashed across, 0..1 of the axis; null where there is none. */
  readonly base: number | null;
  readonly xLabel: string;
}

/** Lines of an axis of shares that ends at `axis`. */
export const shareLines = (axis: number): BarChart["lines"] =>
  shareTicks(axis).map((value) => ({ at: value / axis, text: formatNumber(100 * value) }));

/** Conversion of each tenth by score, best first. Null where leads are too few for tenths. */
export function decileChart(facts: InsightsFacts): BarChart | null {
  const { deciles, current, versions } = facts.figures;
  if (!deciles || deciles.length === 0) return null;
  const base = current.all.rate;
  const axis = axisEnd(deciles, base ?? 0);
  return {
    title: "Conversion by tenth of the score",
    question: `Best tenth first${base === null ? "" : `. Dashed line: all leads, ${formatShare(base, 1)}`}${versions.length > 1 ? ". Ranked within each version" : ""}`,
    textAlternative: deciles.map((tenth) => `tenth ${tenth.decile}: ${rateText(tenth)}`).join("; "),
    conclusion: decileSentence(deciles),
    bars: deciles.map((tenth) => ({
      key: String(tenth.decile),
      label: String(tenth.decile),
      note: "",
      rate: rateCell(tenth, axis),
      tip: `Tenth ${tenth.decile}, mean score ${formatNumber(tenth.meanScore)}: ${rateText(tenth)}; ${formatNumber(tenth.positives)} of ${formatNumber(tenth.rows)} leads`,
    })),
    lines: shareLines(axis),
    base: base === null ? null : Math.min(1, base / axis),
    xLabel: "Tenth by score, best first; converted in %",
    table: {
      columns: [
        { label: "Tenth", kind: "count" },
        { label: "Mean score", kind: "decimal" },
        { label: "Leads", kind: "count" },
        { label: peopleHead(facts), kind: "count" },
        { label: "Rate", kind: "share" },
        { label: "Low", kind: "share" },
        { label: "High", kind: "share" },
      ],
      rows: deciles.map((tenth) => [
        tenth.decile,
        drawn(tenth.meanScore),
        drawn(tenth.rows),
        drawn(tenth.positives),
        ...rateCells(tenth),
      ]),
    },
    csvName: "tenths.csv",
  };
}

function decileSentence(deciles: readonly DecileFigure[]): string | null {
  const [first, last] = [deciles[0], deciles[deciles.length - 1]];
  if (!first || !last || first === last) return null;
  const ends = `The best tenth converts ${rateText(first)}, the last ${rateText(last)}`;
  if (rateDifference(first, last)?.verdict !== "higher") return `${ends}: not clearly more.`;
  const pairs = (deciles.length * (deciles.length - 1)) / 2;
  const wrong = deciles.some((better, index) =>
    deciles.slice(index + 1).some((worse) => rateDifference(worse, better, pairs)?.verdict === "higher"),
  );
  return wrong
    ? `${ends}. In between, a lower tenth converts clearly more often than a higher one.`
    : `${ends}; no tenth converts clearly more often than a better one.`;
}
