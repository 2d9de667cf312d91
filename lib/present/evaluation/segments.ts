import type { ContenderKind, TrainingReport } from "../../core/training/report.ts";
import { formatCount, formatNumber, formatShare } from "../format.ts";
import { contenderOf, csvName, detailOf, levelText, type PreparedChart, positivesWord } from "./prepared.ts";

export interface SegmentRow {
  readonly value: string;
  readonly leads: string;
  readonly rate: string;
  readonly promised: string;
  readonly auc: string;
  /** 0..1 between an AUC of 0.5 and 1; null where too few. */
  readonly at: number | null;
}

export interface SegmentGroup {
  readonly key: string;
  readonly label: string;
  readonly rows: readonly SegmentRow[];
}

export interface SegmentChart extends PreparedChart {
  readonly groups: readonly SegmentGroup[];
  /** Where the AUC of all lies, as `at`. */
  readonly overall: number | null;
}

const TOO_FEW = "too few";

/** Does it hold for every source, size and region? Null where nothing divides the leads. */
export function segmentChart(report: TrainingReport, subject: ContenderKind): SegmentChart | null {
  const segments = detailOf(report, subject)?.segments ?? [];
  if (segments.length === 0) return null;
  const people = positivesWord(report);
  const all = segments.flatMap(({ key, label, values }) =>
    values.map((value) => ({ ...value, value: levelText(key, value.value), segment: label })),
  );
  const measured = all.filter((value): value is typeof value & { auc: number } => value.auc !== null);
  const worst = measured.reduce<(typeof measured)[number] | null>(
    (low, value) => (low === null || value.auc < low.auc ? value : low),
    null,
  );
  const overall = contenderOf(report, subject)?.test?.auc.value ?? null;
  const at = (auc: number) => Math.min(1, Math.max(0, (auc - 0.5) / 0.5));
  return {
    title: "By segment",
    question: "Does it hold everywhere? AUC from 0.5 to 1; dashed: all test leads.",
    textAlternative: all
      .map(
        ({ segment, value, rate, auc }) =>
          `${segment} ${value}: ${formatShare(rate)} convert, AUC ${auc === null ? TOO_FEW : formatNumber(auc, 2)}`,
      )
      .join("; "),
    conclusion:
      worst && overall !== null
        ? worst.auc + 1.96 * aucError(worst.auc, worst.positives, worst.rows - worst.positives) < overall
          ? `It ranks worst among ${worst.segment} “${worst.value}”: AUC ${formatNumber(worst.auc, 2)} against ${formatNumber(overall, 2)} for all.`
          : `No group is surely ranked worse than all (${formatNumber(overall, 2)}); the lowest is ${worst.segment} “${worst.value}” with ${formatNumber(worst.auc, 2)} of ${formatCount(worst.rows, "lead")}.`
        : null,
    overall: overall === null ? null : at(overall),
    groups: segments.map(({ key, label, values }) => ({
      key,
      label,
      rows: values.map(({ value, rows, rate, meanProbability, auc }) => ({
        value: levelText(key, value),
        leads: formatNumber(rows),
        rate: formatShare(rate),
        promised: formatShare(meanProbability),
        auc: auc === null ? TOO_FEW : formatNumber(auc, 2),
        at: auc === null ? null : at(auc),
      })),
    })),
    table: {
      columns: [
        { label: "Segment", kind: "text" },
        { label: "Value", kind: "text" },
        { label: "Leads", kind: "count" },
        { label: people.charAt(0).toUpperCase() + people.slice(1), kind: "count" },
        { label: "Happened", kind: "share" },
        { label: "Promised", kind: "share" },
        { label: "AUC", kind: "figure" },
      ],
      rows: all.map(({ segment, value, rows, positives, rate, meanProbability, auc }) => [
        segment,
        value,
        rows,
        positives,
        rate,
        meanProbability,
        auc,
      ]),
    },
    csvName: csvName("segments", subject),
  };
}

/**
 * Standard error of an AUC (Hanley and McNeil, 1982):
 * sqrt((A (1 - A) + (p - 1)(A / (2 - A) - A^2) + (n - 1)(2 A^2 / (1 + A) - A^2)) / (p n)). Infinite without both classes.
 */
export function aucError(auc: number, positives: number, negatives: number): number {
  if (positives < 1 || negatives < 1) return Number.POSITIVE_INFINITY;
  const square = auc * auc;
  const spread =
    auc * (1 - auc) +
    (positives - 1) * (auc / (2 - auc) - square) +
    (negatives - 1) * ((2 * square) / (1 + auc) - square);
  return Math.sqrt(Math.max(0, spread) / (positives * negatives));
}
