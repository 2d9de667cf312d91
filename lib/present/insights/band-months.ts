import { rateDifference } from "../../core/evaluation/rate-difference.ts";
import type { MonthFigures } from "../../core/insights/types.ts";
import { formatNumber, listOf } from "../format.ts";
import { annotationsWithin } from "./annotations.ts";
import { countAxis, monthTicks } from "./month-axis.ts";
import { lastOf, type Panel, type PanelChart } from "./panels.ts";
import {
  bandMark,
  type InsightsFacts,
  monthText,
  peopleCount,
  peopleHead,
  peopleWord,
  shareText,
} from "./words.ts";

/** A month is drawn once nine tenths of its leads have had their time: else its counts would only look small. */
const MOST_OPEN = 0.1;

/** Customers by the band of first contact, month by month. Null without conversions. */
export function bandMonthsChart(facts: InsightsFacts): PanelChart | null {
  const { bands, months } = facts.figures;
  const isDrawn = (month: MonthFigures) =>
    month.all.rows > 0 && month.immature <= MOST_OPEN * (month.immature + month.all.rows);
  if (!months.some((month) => isDrawn(month) && month.all.positives > 0)) return null;
  const panels = bands.map((band, index): Panel => {
    const counts = months.map(({ tiers }) => tiers[index]?.positives ?? 0);
    const values = months.map((month, at) => (isDrawn(month) ? counts[at]! : null));
    return {
      key: band.id,
      name: band.name,
      band: bandMark(bands, band.id),
      values,
      tips: months.map((month, at) =>
        month.all.rows === 0
          ? `${monthText(month.month)}: no lead with a known outcome`
          : `${monthText(month.month)}: ${peopleCount(facts, counts[at]!)} of ${formatNumber(month.tiers[index]?.rows ?? 0)} ${band.name} leads${isDrawn(month) ? "" : `, so far: ${formatNumber(month.immature)} leads of the month are still open`}`,
      ),
      last: lastOf(values, (value) => formatNumber(value)),
    };
  });
  const shown = panels.filter(
    ({ key, values }) =>
      values.some((value) => (value ?? 0) > 0) || bands.some(({ id, isFormer }) => id === key && !isFormer),
  );
  const open = months.filter((month) => month.all.rows + month.immature > 0 && !isDrawn(month));
  const { drawn, caption } = annotationsWithin(
    facts,
    months.map(({ month }) => month),
  );
  const gaps =
    open.length === 0
      ? ""
      : `Not drawn: ${listOf(open.map(({ month }) => monthText(month)))}, still under way.`;
  return {
    title: `${peopleHead(facts)} by band at first contact`,
    question: ["Per month of first contact. Grey: the other bands.", gaps, caption].filter(Boolean).join(" "),
    textAlternative: shown
      .map(({ name, values, last }) => {
        const known = values.filter((value) => value !== null);
        return `${name}: ${last ? `${last.text} in the last month drawn, ` : ""}${formatNumber(Math.min(...known))} to ${formatNumber(Math.max(...known))} a month`;
      })
      .join("; "),
    conclusion: sinceSentence(facts, months.filter(isDrawn)),
    panels: shown,
    ticks: monthTicks(months),
    axis: countAxis(Math.max(...shown.flatMap(({ values }) => values.map((value) => value ?? 0)))),
    annotations: drawn,
    table: {
      columns: [
        { label: "Month", kind: "text" },
        ...bands.map(({ name }) => ({ label: name, kind: "count" }) as const),
        { label: peopleHead(facts), kind: "count" },
        { label: "Leads", kind: "count" },
        { label: "Still open", kind: "count" },
      ],
      rows: months.map(({ month, tiers, all, immature }) => [
        month,
        ...bands.map((_, index) => tiers[index]?.positives ?? 0),
        all.positives,
        all.rows,
        immature,
      ]),
    },
    csvName: "customers-by-band.csv",
  };
}

/** "Since Model v6 Hot brings 31 % of the customers instead of 24 %." Only what the interval carries. */
function sinceSentence(facts: InsightsFacts, months: readonly MonthFigures[]): string | null {
  const { annotations, bands } = facts.figures;
  const turn = [...annotations]
    .filter(({ kind, version }) => version !== null && (kind === "model" || kind === "rules"))
    .sort((a, b) => b.at - a.at)
    .find(
      ({ at }) =>
        months.filter((month) => month.at < at).length >= 2 &&
        months.filter((month) => month.at >= at).length >= 2,
    );
  if (!turn) return null;
  const sum = (part: readonly MonthFigures[], index: number) => ({
    rows: part.reduce((total, { all }) => total + all.positives, 0),
    positives: part.reduce((total, { tiers }) => total + (tiers[index]?.positives ?? 0), 0),
  });
  const [before, after] = [months.filter(({ at }) => at < turn.at), months.filter(({ at }) => at >= turn.at)];
  const changed = bands.flatMap(({ name }, index) => {
    const [was, is] = [sum(before, index), sum(after, index)];
    const difference = rateDifference(is, was, bands.length);
    return difference === null || difference.verdict === "unclear"
      ? []
      : [
          `${name} brings ${shareText(is.positives / is.rows)} of the ${peopleWord(facts)} instead of ${shareText(was.positives / was.rows)}`,
        ];
  });
  if (changed.length === 0)
    return `Since ${turn.version} no band’s part in the ${peopleWord(facts)} has clearly changed.`;
  return `Since ${turn.version} ${listOf(changed.slice(0, 3))}.`;
}
