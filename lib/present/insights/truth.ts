import type { MonthFigures, TruthFigure } from "../../core/insights/types.ts";
import type { PreparedChart } from "../evaluation/prepared.ts";
import { formatCount, formatNumber, formatShare, listOf } from "../format.ts";
import { annotationsWithin, type DrawnAnnotation, placeOf } from "./annotations.ts";
import { type MonthTick, monthTicks, shareTicks } from "./month-axis.ts";
import { axisEnd, drawn, type InsightsFacts, isFew, monthText, rangeText, TOO_FEW_TEXT } from "./words.ts";

export interface TruthMonth {
  /** Shares of the axis; null leaves a gap. */
  readonly promised: number | null;
  readonly happened: { readonly at: number; readonly low: number; readonly high: number } | null;
  readonly tip: string;
}

export interface TruthChart extends PreparedChart {
  readonly months: readonly TruthMonth[];
  readonly ticks: readonly MonthTick[];
  /** Percent, with where they lie on the axis, 0..1. */
  readonly lines: readonly { readonly at: number; readonly text: string }[];
  readonly annotations: readonly DrawnAnnotation[];
}

type Judged = MonthFigures & { readonly truth: TruthFigure };

/** Did what scores promised come about? Null where no lead had a promise. */
export function truthChart(facts: InsightsFacts): TruthChart | null {
  const { months } = facts.figures;
  const promised = months.filter((month): month is Judged => month.truth !== null);
  if (promised.length === 0) return null;
  const judged = promised.filter(({ truth }) => !isFew(truth));
  const axis = axisEnd(
    promised.map(({ truth }) => truth),
    Math.max(...promised.map(({ truth }) => truth.promised)),
  );
  const { drawn: annotations, caption } = annotationsWithin(
    facts,
    months.map(({ month }) => month),
  );
  return {
    title: "Is the score telling the truth?",
    question: ["Mean promise at first contact against what happened, % by month.", caption]
      .filter(Boolean)
      .join(" "),
    textAlternative: promised.map((month) => tipOf(month)).join("; "),
    conclusion: [verdict(facts, judged), kindNote(promised)].filter(Boolean).join(" "),
    months: months.map((month) => ({
      promised: month.truth ? Math.min(1, month.truth.promised / axis) : null,
      happened: month.truth && !isFew(month.truth) ? happenedOn(month.truth, axis) : null,
      tip: tipOf(month),
    })),
    ticks: monthTicks(months),
    lines: shareTicks(axis).map((value) => ({ at: value / axis, text: formatNumber(100 * value) })),
    annotations,
    table: {
      columns: [
        { label: "Month", kind: "text" },
        { label: "Promised", kind: "share" },
        { label: "Happened", kind: "share" },
        { label: "Low", kind: "share" },
        { label: "High", kind: "share" },
        { label: "Leads", kind: "count" },
        { label: "Converted", kind: "count" },
      ],
      rows: months.map(({ month, truth }) => [
        month,
        drawn(truth?.promised ?? null),
        drawn(truth?.rate ?? null),
        drawn(truth?.interval?.low ?? null),
        drawn(truth?.interval?.high ?? null),
        truth?.rows ?? 0,
        truth?.positives ?? 0,
      ]),
    },
    csvName: "promised-and-happened.csv",
  };
}

function happenedOn({ rate, interval }: TruthFigure, axis: number): TruthMonth["happened"] {
  if (rate === null || interval === null) return null;
  return { at: rate / axis, low: interval.low / axis, high: Math.min(1, interval.high / axis) };
}

function tipOf({ month, truth }: MonthFigures): string {
  if (!truth) return `${monthText(month)}: no lead with a promise and a known outcome`;
  const happened =
    isFew(truth) || truth.rate === null || truth.interval === null
      ? TOO_FEW_TEXT
      : `${formatShare(truth.rate, 1)} (${rangeText(truth.interval, 1)})`;
  return `${monthText(month)}: promised ${formatShare(truth.promised, 1)}, happened ${happened}; ${formatNumber(truth.positives)} of ${formatCount(truth.rows, "lead")}`;
}

/** One month in twenty lies outside by chance alone: what is said allows for it. */
function verdict(facts: InsightsFacts, judged: readonly Judged[]): string {
  if (judged.length === 0) return "No month has enough leads with a known outcome to say so yet.";
  const outside = judged.filter(({ truth }) => !truth.isKept);
  const of = formatCount(judged.length, "month");
  if (outside.length === 0)
    return judged.length === 1
      ? "In the one month that can be judged the promise lies within the interval of what happened."
      : `In each of the ${of} the promise lies within the interval of what happened.`;
  const names = (months: readonly Judged[]) => listOf(months.map(({ month }) => monthText(month)));
  const more = outside.filter(({ truth }) => truth.promised < (truth.rate ?? 0));
  const less = outside.filter((month) => !more.includes(month));
  const what = [
    more.length > 0 ? `too little in ${names(more)}` : null,
    less.length > 0 ? `too much in ${names(less)}` : null,
  ].filter((part) => part !== null);
  const since = sinceText(facts, judged, outside);
  const chance =
    outside.length === 1 && judged.length >= 8
      ? ` One of ${of} outside its interval is what chance alone may do.`
      : "";
  return `The score promised ${what.join(" and ")}.${since || chance || ` ${outside.length} of ${of} ${outside.length === 1 ? "lies" : "lie"} outside the interval.`}`;
}

/** " Since Model v6 every month is within its interval." */
function sinceText(facts: InsightsFacts, judged: readonly Judged[], outside: readonly Judged[]): string {
  const months = facts.figures.months.map(({ month }) => month);
  const lastOutside = outside[outside.length - 1]?.month ?? "";
  const turn = [...facts.figures.annotations]
    .filter(({ kind, version }) => version !== null && (kind === "model" || kind === "rules"))
    .sort((a, b) => a.at - b.at)
    .find(({ at }) => {
      const place = placeOf(at, months, facts.timeZone);
      return place !== null && (months[Math.floor(place * months.length)] ?? "") > lastOutside;
    });
  const after = turn ? judged.filter(({ at }) => at >= turn.at) : [];
  return turn && after.length >= 2 ? ` Since ${turn.version} every month is within its interval.` : "";
}

function kindNote(months: readonly Judged[]): string {
  const bands = months.filter(({ truth }) => truth.kind === "bands").length;
  if (bands === months.length)
    return "Rules promise no rate: what each band had brought until then stands for it.";
  const mixed = months.some(({ truth }) => truth.kind !== "model");
  return mixed ? "Where rules scored, what their bands had brought until then stands for the promise." : "";
}
