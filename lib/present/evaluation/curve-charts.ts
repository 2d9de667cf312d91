import type { ContenderKind, CurvePoint, TrainingReport } from "../../core/training/report.ts";
import { formatNumber, formatShare } from "../format.ts";
import {
  contenderOf,
  csvName,
  detailOf,
  drawnKinds,
  figure,
  type PreparedChart,
  positivesWord,
  scorerName,
} from "./prepared.ts";

/** Percent on both axes, 0..100. */
export interface CurveLine {
  readonly key: string;
  readonly name: string;
  /** Beside the name in the legend: "0.741". */
  readonly figure: string;
  readonly points: readonly CurvePoint[];
  /** 0 is the subject; the others are told apart by dash. */
  readonly rank: number;
  /** Draws it in a band's colour instead. */
  readonly tone: string | null;
}

export interface CurveMark {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly tone: string | null;
}

export interface CurveChart extends PreparedChart {
  readonly lines: readonly CurveLine[];
  readonly marks: readonly CurveMark[];
  readonly xLabel: string;
  /** rising: from 0,0 to 100,100; level: across at that percent. */
  readonly reference:
    | { readonly kind: "rising"; readonly name: string }
    | { readonly kind: "level"; readonly at: number; readonly name: string };
  /** inside: bottom right, which a ROC curve leaves free. */
  readonly legend: "inside" | "below" | "none";
}

export const percent = ({ x, y }: CurvePoint): CurvePoint => ({ x: 100 * x, y: 100 * y });
export const drawnShare = (value: number): number => Math.round(100_000 * value) / 100_000;

function linesOf(
  report: TrainingReport,
  subject: ContenderKind,
  curve: "roc" | "precisionRecall",
  figureOf: (kind: ContenderKind) => number | null,
): CurveLine[] {
  return drawnKinds(report, subject).map((kind, rank) => {
    const known = figureOf(kind);
    return {
      key: kind,
      name: scorerName(report, kind),
      figure: known === null ? "–" : figure(known),
      points: (detailOf(report, kind)?.[curve] ?? []).map(percent),
      rank,
      tone: null,
    };
  });
}

function lineTable(lines: readonly CurveLine[], x: string, y: string): PreparedChart["table"] {
  return {
    columns: [
      { label: "Scorer", kind: "text" },
      { label: x, kind: "share" },
      { label: y, kind: "share" },
    ],
    rows: lines.flatMap(({ name, points }) =>
      points.map((point) => [name, drawnShare(point.x / 100), drawnShare(point.y / 100)]),
    ),
  };
}

const legendText = (lines: readonly CurveLine[]) =>
  lines.map((line) => `${line.name} ${line.figure}`).join(", ");

/** Null where the subject has no curve: its test part held one class. */
export function rocChart(report: TrainingReport, subject: ContenderKind): CurveChart | null {
  if (!detailOf(report, subject)) return null;
  const lines = linesOf(report, subject, "roc", (kind) => contenderOf(report, kind)?.test?.auc.value ?? null);
  return {
    title: "ROC",
    question: `How many ${positivesWord(report)} are found for each false alarm. Dashed rise: chance.`,
    textAlternative: `ROC curves, by area under the curve: ${legendText(lines)}. Chance would be 0.500.`,
    conclusion: null,
    lines,
    marks: [],
    xLabel: "False positives, %",
    reference: { kind: "rising", name: "Chance" },
    legend: "inside",
    table: lineTable(lines, "False positive rate", "True positive rate"),
    csvName: csvName("roc", subject),
  };
}

export function precisionRecallChart(report: TrainingReport, subject: ContenderKind): CurveChart | null {
  const detail = detailOf(report, subject);
  if (!detail) return null;
  const lines = linesOf(
    report,
    subject,
    "precisionRecall",
    (kind) => contenderOf(report, kind)?.test?.averagePrecision ?? null,
  );
  const base = report.split.testPositives / Math.max(1, report.split.test);
  const bands = new Map(detail.bands.bands.map((band) => [band.id, band]));
  const marks = detail.confusion.slice(0, 2).flatMap((edge): CurveMark[] => {
    const band = bands.get(edge.bandId);
    if (!band || edge.precision === null || edge.recall === null) return [];
    return [
      {
        x: 100 * edge.recall,
        y: 100 * edge.precision,
        text: `${band.name} edge ${formatNumber(edge.from)}`,
        tone: band.tone,
      },
    ];
  });
  const markText = marks
    .map((mark) => `${mark.text}: recall ${formatNumber(mark.x)} %, precision ${formatNumber(mark.y)} %`)
    .join("; ");
  return {
    title: "Precision and recall",
    question: "How clean the list stays the further down you call",
    textAlternative: `Precision by recall, by average precision: ${legendText(lines)}. ${markText}. Base rate ${formatShare(base)}.`,
    conclusion: null,
    lines,
    marks,
    xLabel: "Recall, %",
    reference: { kind: "level", at: 100 * base, name: `Base rate ${formatShare(base)}` },
    legend: "below",
    table: lineTable(lines, "Recall", "Precision"),
    csvName: csvName("precision-recall", subject),
  };
}
