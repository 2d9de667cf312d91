import { formatCount, formatNumber } from "../format.ts";
import { annotationsWithin } from "./annotations.ts";
import { countAxis, monthTicks } from "./month-axis.ts";
import { lastOf, type Panel, type PanelChart } from "./panels.ts";
import { bandMark, type InsightsFacts, monthText } from "./words.ts";

/** What a source that nobody recorded is called. */
export const NO_SOURCE = "Not recorded";

/** New leads a month, by band or by source. Null without leads. */
export function inflowChart(facts: InsightsFacts, by: "band" | "source"): PanelChart | null {
  const { inflow, bands } = facts.figures;
  const { months } = inflow;
  if (months.every(({ total }) => total === 0)) return null;
  const series: Omit<Panel, "tips" | "last">[] =
    by === "band"
      ? [
          ...bands.map((band, index) => ({
            key: band.id,
            name: band.name,
            band: bandMark(bands, band.id),
            values: months.map(({ byBand }) => byBand[index] ?? 0),
          })),
          {
            key: "unscored",
            name: "Without a score",
            band: null,
            values: months.map(({ byBand }) => byBand[bands.length] ?? 0),
          },
        ]
      : inflow.sources.map(({ name, isOther }, index) => ({
          key: isOther ? "other" : `source-${name ?? ""}`,
          name: isOther ? "All others" : (name ?? NO_SOURCE),
          band: null,
          values: months.map(({ bySource }) => bySource[index] ?? 0),
        }));
  const former = new Set<string>(bands.filter(({ isFormer }) => isFormer).map(({ id }) => id));
  const shown = series.filter(
    ({ key, values }) =>
      values.some((value) => (value ?? 0) > 0) || (by === "band" && key !== "unscored" && !former.has(key)),
  );
  const panels = shown.map((panel): Panel => {
    // The month that is not over looks small for no other reason.
    const values = panel.values.map((value, index) => (months[index]?.isPartial ? null : value));
    return {
      ...panel,
      values,
      tips: months.map(
        ({ month, total, isPartial }, index) =>
          `${monthText(month)}${isPartial ? " so far" : ""}: ${formatNumber(panel.values[index] ?? 0)} ${panel.name} of ${formatCount(total, "lead")}`,
      ),
      last: lastOf(values, (value) => formatNumber(value)),
    };
  });
  const partial = months.find(({ isPartial }) => isPartial);
  const names = months.map(({ month }) => month);
  const { drawn, caption } = annotationsWithin(facts, names);
  const others = by === "band" ? "the other bands" : "the other sources";
  return {
    title: "Pipeline inflow",
    question: [`New leads per month. Grey: ${others}.`, caption].filter(Boolean).join(" "),
    textAlternative: panels
      .map(
        ({ name, last }) =>
          `${name}: ${last ? `${last.text} in ${monthText(names[last.index] ?? "")}` : "no whole month yet"}`,
      )
      .join("; "),
    conclusion: partial
      ? `${formatCount(partial.total, "lead")} so far in ${monthText(partial.month)}, a month that is not over and not drawn.`
      : null,
    panels,
    ticks: monthTicks(months),
    axis: countAxis(Math.max(0, ...panels.flatMap(({ values }) => values.map((value) => value ?? 0)))),
    annotations: drawn,
    table: {
      columns: [
        { label: "Month", kind: "text" },
        ...series.map(({ name }) => ({ label: name, kind: "count" }) as const),
        { label: "Leads", kind: "count" },
      ],
      rows: months.map(({ month, total }, index) => [
        month,
        ...series.map(({ values }) => values[index] ?? 0),
        total,
      ]),
    },
    csvName: by === "band" ? "inflow-by-band.csv" : "inflow-by-source.csv",
  };
}
