import type { ContenderKind, TrainingReport } from "../../core/training/report.ts";
import { formatNumber, formatShare } from "../format.ts";
import { csvName, detailOf, type PreparedChart, positivesWord, shareRange } from "./prepared.ts";

export interface DecileBar {
  readonly decile: number;
  /** Percent. */
  readonly rate: number;
  readonly error: readonly [number, number];
}

export interface DecileChart extends PreparedChart {
  readonly bars: readonly DecileBar[];
  /** Percent. */
  readonly baseRate: number;
}

/** Tenths of the test leads, best first. */
export function decileChart(report: TrainingReport, subject: ContenderKind): DecileChart | null {
  const tenths = detailOf(report, subject)?.deciles ?? [];
  if (tenths.length === 0) return null;
  const base = report.split.testPositives / Math.max(1, report.split.test);
  const [first, second] = tenths;
  const people = positivesWord(report);
  return {
    title: "Tenths",
    question: "How many of each tenth convert, best tenth first. Dashed: base rate.",
    textAlternative: tenths
      .map(({ decile, rate, interval }) => `tenth ${decile}: ${formatShare(rate)} (${shareRange(interval)})`)
      .join("; "),
    conclusion:
      first && second
        ? `The best tenth converts ${formatShare(first.rate)} (${shareRange(first.interval)}), the second ${formatShare(second.rate)}${
            second.rate > 0 ? `: ${formatNumber(first.rate / second.rate, 1)} times as often` : ""
          }.`
        : null,
    bars: tenths.map(({ decile, rate, interval }) => ({
      decile,
      rate: 100 * rate,
      error: [100 * Math.max(0, rate - interval.low), 100 * Math.max(0, interval.high - rate)],
    })),
    baseRate: 100 * base,
    table: {
      columns: [
        { label: "Tenth", kind: "count" },
        { label: "Leads", kind: "count" },
        { label: people.charAt(0).toUpperCase() + people.slice(1), kind: "count" },
        { label: "Rate", kind: "share" },
        { label: "Low", kind: "share" },
        { label: "High", kind: "share" },
        { label: "Lift", kind: "figure" },
      ],
      rows: tenths.map(({ decile, rows, positives, rate, interval, lift }) => [
        decile,
        rows,
        positives,
        rate,
        interval.low,
        interval.high,
        lift,
      ]),
    },
    csvName: csvName("tenths", subject),
  };
}
