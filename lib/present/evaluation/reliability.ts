import type { ContenderKind, TrainingReport } from "../../core/training/report.ts";
import { formatCount, formatNumber, formatShare } from "../format.ts";
import { contenderOf, csvName, detailOf, type PreparedChart, pointsText, shareRange } from "./prepared.ts";

/** Percent on both axes. */
export interface ReliabilityPoint {
  readonly promised: number;
  readonly happened: number;
  /** Down and up from `happened`, as error bars want it. */
  readonly error: readonly [number, number];
  readonly rows: number;
}

export interface ReliabilityChart extends PreparedChart {
  readonly points: readonly ReliabilityPoint[];
  /** One sentence where all points stand for as many leads, else null and the counts are drawn. */
  readonly countsNote: string | null;
}

/** Did what was promised happen? */
export function reliabilityChart(report: TrainingReport, subject: ContenderKind): ReliabilityChart | null {
  const bins = detailOf(report, subject)?.reliability ?? [];
  if (bins.length === 0) return null;
  const counts = bins.map(({ rows }) => rows);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const outside = bins.filter(
    ({ meanProbability, interval }) => meanProbability < interval.low || meanProbability > interval.high,
  ).length;
  const ece = contenderOf(report, subject)?.test?.ece ?? null;
  return {
    title: "Reliability",
    question: "Happened against promised, 95 % intervals",
    textAlternative: bins
      .map(
        ({ meanProbability, observedRate, interval, rows }) =>
          `promised ${formatShare(meanProbability)}, happened ${formatShare(observedRate)} (${shareRange(interval)}) of ${formatCount(rows, "lead")}`,
      )
      .join("; "),
    conclusion: `${
      outside === 0
        ? "Every promise lies within the interval of what happened"
        : `${formatNumber(outside)} of ${formatCount(bins.length, "promise")} ${outside === 1 ? "lies" : "lie"} outside the interval of what happened`
    }${ece === null ? "" : `; on average they are ${pointsText(ece)} off`}.`,
    points: bins.map(({ meanProbability, observedRate, interval, rows }) => ({
      promised: 100 * meanProbability,
      happened: 100 * observedRate,
      error: [
        100 * Math.max(0, observedRate - interval.low),
        100 * Math.max(0, interval.high - observedRate),
      ],
      rows,
    })),
    countsNote:
      most - fewest <= 0.1 * most
        ? `Each point is ${most === fewest ? "" : "about "}${formatCount(Math.round(report.split.test / bins.length), "lead")}.`
        : null,
    table: {
      columns: [
        { label: "Promised", kind: "share" },
        { label: "Happened", kind: "share" },
        { label: "Low", kind: "share" },
        { label: "High", kind: "share" },
        { label: "Leads", kind: "count" },
      ],
      rows: bins.map(({ meanProbability, observedRate, interval, rows }) => [
        meanProbability,
        observedRate,
        interval.low,
        interval.high,
        rows,
      ]),
    },
    csvName: csvName("reliability", subject),
  };
}
