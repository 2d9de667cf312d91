import type { ContenderKind, TrainingReport } from "../core/training/report.ts";
import { pairOf, proposalSentence, splitSentence } from "./evaluation/headline.ts";
import { leftOut, namesOf } from "./evaluation/left-out.ts";
import {
  contenderOf,
  detailOf,
  figure,
  figureRange,
  positivesWord,
  scorerName,
  shareRange,
  shareWithin,
} from "./evaluation/prepared.ts";
import { differenceSentence } from "./evaluation/ranking-table.ts";
import { readinessList } from "./evaluation/readiness.ts";
import { formatCount, formatNumber, formatShare } from "./format.ts";
import { contenderName } from "./outcome-words.ts";

export interface ModelCardInput {
  readonly report: TrainingReport;
  /** Whose card; default is for the caller to choose (`subjectOf`). */
  readonly kind: ContenderKind;
  /** "Boosted trees v7"; null while it was never published. */
  readonly version: string | null;
  /** Of the artefact; null for rules. */
  readonly hash: string | null;
  readonly dataHash: string;
  readonly trainedBy: string;
  /** Worded, with its zone: "Thu 5 Nov 2026, 08:12". */
  readonly trainedAt: string;
  /** "closed won within 90 days of first touch" */
  readonly outcomeSentence: string;
  /** "24 hours after creation" */
  readonly momentSentence: string;
  readonly workspace?: string | undefined;
}

/** One page of Markdown: what a model is for, what it was made of, how good it is, and how to check that. */
export function modelCard(card: ModelCardInput): string {
  const { report, kind } = card;
  const name = card.version ?? `${contenderName(kind)}, not published`;
  return `${[
    `# Model card: ${plain(name)}`,
    `${card.workspace ? `${plain(card.workspace)}. ` : ""}Trained by ${plain(card.trainedBy)} on ${plain(card.trainedAt)}.${report.sufficiency === "exploratory" ? " **Exploratory: not for publishing.**" : ""}`,
    section("Purpose", [
      `Ranks open leads by the likelihood of one outcome: ${plain(card.outcomeSentence)}. It learnt from leads as they were known ${plain(card.momentSentence)}. It tells a sales team whom to call first; it decides nothing about a person and is not meant for credit, employment or prices.`,
    ]),
    section("Data", dataLines(report)),
    section("Figures on the test leads", [figures(report, kind)]),
    section("Bands", [bands(report, kind)]),
    section("Left out, and why", leftOutLines(report)),
    section("Ready?", readiness(report, kind)),
    section("Limits", limits(report)),
    section("How to verify", [
      `Model hash \`${card.hash ?? "none"}\`, data hash \`${card.dataHash || "none"}\`, seed ${formatPlain(report.seed)}. The same data and seed give the same model, bit for bit. Parameters: ${parameters(report, kind)}. Every score stores its version; \`firstcall score\` recomputes it.`,
    ]),
  ].join("\n\n")}\n`;
}

function section(title: string, paragraphs: readonly string[]): string {
  return [`## ${title}`, ...paragraphs.filter((text) => text !== "")].join("\n\n");
}

function dataLines(report: TrainingReport): string[] {
  const { train, calibration, test, trainPositives, calibrationPositives, testPositives } = report.split;
  const part = (name: string, rows: number, positives: number) =>
    `| ${name} | ${formatNumber(rows)} | ${formatNumber(positives)} | ${formatShare(positives / Math.max(1, rows), 1)} |`;
  return [
    `${formatCount(report.rows, "lead")} with a known outcome and ${formatCount(report.signals.length, "signal")}. ${splitSentence(report.split)}`,
    [
      `| Part | Leads | ${capital(positivesWord(report))} | Rate |`,
      "| --- | ---: | ---: | ---: |",
      part("Training", train, trainPositives),
      part("Calibration", calibration, calibrationPositives),
      part("Test", test, testPositives),
    ].join("\n"),
  ];
}

function figures(report: TrainingReport, kind: ContenderKind): string {
  const lines = report.contenders.map((contender) => {
    const { test } = contender;
    const name = `${contender.kind === kind ? "**" : ""}${plain(scorerName(report, contender.kind))}${contender.kind === kind ? "**" : ""}`;
    return test
      ? `| ${name} | ${figure(test.auc.value)} (${figureRange(test.auc)}) | ${figure(test.averagePrecision)} | ${figure(test.logLoss)} | ${figure(test.brier)} | ${figure(test.ece)} | ${shareWithin(test.top20Capture)} |`
      : `| ${name} | not measured | | | | | |`;
  });
  const pair = kind === "rules" ? null : pairOf(report, kind, "rules");
  return [
    [
      "| Scorer | AUC (95 %) | Avg. precision | Log loss | Brier | ECE | Top 20 % capture |",
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
      ...lines,
    ].join("\n"),
    pair ? `Paired, on the same leads: ${differenceSentence(pair.auc, "the rules")}.` : null,
    proposalSentence(report),
  ]
    .filter((text) => text !== null)
    .join("\n\n");
}

function bands(report: TrainingReport, kind: ContenderKind): string {
  const detail = detailOf(report, kind);
  if (!detail) return "Not measured: the test leads all ended the same way.";
  const names = new Map(detail.bands.bands.map((band) => [band.id, band]));
  return [
    `| Band | From | Pipeline | Conversion (95 %) | ${capital(positivesWord(report))} caught | Lift |`,
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...detail.tiers.map((tier) => {
      const band = names.get(tier.bandId);
      const rate =
        tier.rate === null || !tier.interval
          ? "no leads"
          : `${formatShare(tier.rate)} (${shareRange(tier.interval)})`;
      return `| ${plain(band?.name ?? tier.bandId)} | ${formatNumber(band?.from ?? 0)} | ${formatShare(tier.share)} | ${rate} | ${tier.captured === null ? "" : formatShare(tier.captured)} | ${tier.lift === null ? "" : `${formatNumber(tier.lift, 1)}×`} |`;
    }),
  ].join("\n");
}

function leftOutLines(report: TrainingReport): string[] {
  const { dropped, groups } = leftOut(report);
  const lines = [
    ...dropped.map((sentence) => `- ${sentence}`),
    ...groups.map(({ title, labels }) => `- ${title}: ${plain(namesOf(labels))}`),
  ];
  return [lines.length === 0 ? "Nothing was left out." : lines.join("\n")];
}

function readiness(report: TrainingReport, kind: ContenderKind): string[] {
  const { lines, summary } = readinessList(report, kind);
  return [`${summary}.`, lines.map(({ stateText, sentence }) => `- ${stateText}. ${sentence}`).join("\n")];
}

function limits(report: TrainingReport): string[] {
  return [
    [
      "- It learnt what went together, not what causes it: changing a value need not change the outcome.",
      report.moment.kind === "as_imported"
        ? "- Its columns were taken as they stand in the file; that they were known before the outcome depends on the file."
        : "- Signals are taken as they were at the moment of prediction; later events were never seen.",
      report.split.kind === "kfold"
        ? "- Parts were drawn at random: how it does on leads that come later is not measured."
        : "- It was tested on the newest leads once. Where the market or the way of selling changes, it has to be trained again.",
      "- Leads that were called more because of earlier scores may have converted more for that reason.",
    ].join("\n"),
  ];
}

function parameters(report: TrainingReport, kind: ContenderKind): string {
  const entries = Object.entries(contenderOf(report, kind)?.parameters ?? {});
  return entries.length === 0
    ? "none"
    : entries.map(([key, value]) => `${plain(key)} ${plain(String(value))}`).join(", ");
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const formatPlain = (value: number) => String(value);

/** Names come from people and files: nothing of them may turn into Markdown, a table cell or a tag. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`);
}
