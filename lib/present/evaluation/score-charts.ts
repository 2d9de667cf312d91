import type { ContenderKind, TrainingReport } from "../../core/training/report.ts";
import { formatNumber, formatShare } from "../format.ts";
import { csvName, detailOf, type PreparedChart, positivesWord } from "./prepared.ts";
import { bandOf, type TierBand } from "./tiers.ts";

const NONE = "–";

export interface ScoreDistribution extends PreparedChart {
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly count: number;
    readonly tone: string;
  }[];
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
  readonly bands: readonly TierBand[];
}

/** Test leads by whole score, in the colour of their band. */
export function scoreDistribution(report: TrainingReport, subject: ContenderKind): ScoreDistribution | null {
  const detail = detailOf(report, subject);
  if (!detail || detail.histogram.length === 0) return null;
  const best = [...detail.bands.bands].sort((a, b) => b.from - a.from);
  const bandAt = (score: number) => best.find(({ from }) => score >= from) ?? best[best.length - 1];
  const mode = detail.histogram.reduce((top, bin) => (bin.rows > top.rows ? bin : top));
  const edges = best.map(({ from }) => from).filter((from) => from > 5 && from < 95);
  return {
    title: "Scores of the test leads",
    question: `How many leads would get each score, by band. Most often ${formatNumber(mode.score)}.`,
    textAlternative: detail.tiers
      .map(
        ({ bandId, rows, share }) =>
          `${bandOf(detail, bandId).name}: ${formatNumber(rows)} leads, ${formatShare(share)}`,
      )
      .join("; "),
    conclusion: null,
    bins: detail.histogram.map(({ score, rows }) => ({
      from: score,
      to: score + 1,
      count: rows,
      tone: bandAt(score)?.tone ?? "suppress",
    })),
    ticks: [0, ...edges.sort((a, b) => a - b), 101].map((value) => ({
      value,
      text: formatNumber(Math.min(100, value)),
    })),
    bands: detail.bands.bands.map(({ id }) => bandOf(detail, id)),
    table: {
      columns: [
        { label: "Score", kind: "count" },
        { label: "Band", kind: "text" },
        { label: "Leads", kind: "count" },
        { label: "Positive", kind: "count" },
      ],
      rows: detail.histogram.map(({ score, rows, positives }) => [
        score,
        bandAt(score)?.name ?? "",
        rows,
        positives,
      ]),
    },
    csvName: csvName("scores", subject),
  };
}

export interface ConfusionRow {
  readonly band: TierBand;
  readonly from: string;
  readonly cells: readonly { readonly text: string; readonly share: number }[];
  readonly precision: string;
  readonly recall: string;
  readonly f1: string;
}

export interface ConfusionTable extends PreparedChart {
  readonly rows: readonly ConfusionRow[];
  readonly heads: readonly string[];
}

/** Who is called and who is missed if one calls down to an edge. */
export function confusionTable(report: TrainingReport, subject: ContenderKind): ConfusionTable | null {
  const detail = detailOf(report, subject);
  if (!detail || detail.confusion.length === 0) return null;
  const people = positivesWord(report);
  const share = (value: number | null) => (value === null ? NONE : formatShare(value));
  const [first] = detail.confusion;
  return {
    title: "At the band edges",
    question: "If everybody from this score up is called",
    textAlternative: detail.confusion
      .map(
        (edge) =>
          `From ${formatNumber(edge.from)}: ${formatNumber(edge.truePositives)} ${people} called, ${formatNumber(edge.falseNegatives)} missed, ${formatNumber(edge.falsePositives)} called in vain, ${formatNumber(edge.trueNegatives)} rightly left alone`,
      )
      .join("; "),
    conclusion:
      first && first.precision !== null && first.recall !== null
        ? `From ${formatNumber(first.from)} up, ${formatNumber(100 * first.precision)} of 100 called are ${people}, and ${formatShare(first.recall)} of all ${people} are reached.`
        : null,
    heads: [
      `${people.charAt(0).toUpperCase() + people.slice(1)} called`,
      "Called in vain",
      "Missed",
      "Rightly left",
    ],
    rows: detail.confusion.map((edge) => ({
      band: bandOf(detail, edge.bandId),
      from: formatNumber(edge.from),
      cells: [edge.truePositives, edge.falsePositives, edge.falseNegatives, edge.trueNegatives].map(
        (count) => ({
          text: formatNumber(count),
          share: count / Math.max(1, report.split.test),
        }),
      ),
      precision: share(edge.precision),
      recall: share(edge.recall),
      f1: edge.f1 === null ? NONE : formatNumber(edge.f1, 2),
    })),
    table: {
      columns: [
        { label: "Band", kind: "text" },
        { label: "From", kind: "count" },
        { label: "True positives", kind: "count" },
        { label: "False positives", kind: "count" },
        { label: "False negatives", kind: "count" },
        { label: "True negatives", kind: "count" },
        { label: "Precision", kind: "share" },
        { label: "Recall", kind: "share" },
        { label: "F1", kind: "figure" },
      ],
      rows: detail.confusion.map((edge) => [
        bandOf(detail, edge.bandId).name,
        edge.from,
        edge.truePositives,
        edge.falsePositives,
        edge.falseNegatives,
        edge.trueNegatives,
        edge.precision,
        edge.recall,
        edge.f1,
      ]),
    },
    csvName: csvName("band-edges", subject),
  };
}
