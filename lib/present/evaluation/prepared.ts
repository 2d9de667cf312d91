import type { ContenderKind, Estimate, Interval, TrainingReport } from "../../core/training/report.ts";
import { formatNumber, formatShare, formatSigned } from "../format.ts";
import { contenderName } from "../outcome-words.ts";

/** What every chart of the evaluation page is handed over with: words, figures as a table, the name of its export. */

/** figure: three places, as AUC; decimal: one, as lift and hours. */
export type ColumnKind = "text" | "count" | "share" | "figure" | "decimal" | "signed";

export interface PreparedColumn {
  readonly label: string;
  readonly kind: ColumnKind;
}

/** Raw figures, for the export; screens print them with `cellText`. */
export interface PreparedTable {
  readonly columns: readonly PreparedColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface PreparedChart {
  readonly title: string;
  /** A question or a plain claim. */
  readonly question: string;
  /** The whole in a sentence or two, for those who do not see the picture. */
  readonly textAlternative: string;
  /** What follows from it, where something does. */
  readonly conclusion: string | null;
  readonly table: PreparedTable;
  /** "reliability.csv" */
  readonly csvName: string;
}

/** What a frame needs of a chart: it goes to the browser without what only the drawing needs. */
export function frameOf(chart: PreparedChart): PreparedChart {
  const { title, question, textAlternative, conclusion, table, csvName } = chart;
  return { title, question, textAlternative, conclusion, table, csvName };
}

const UNKNOWN = "–";

/** One cell as a screen shows it: "1,284", "58.2 %", "0.741", "+0.021". */
export function cellText(kind: ColumnKind, value: string | number | null): string {
  if (value === null) return UNKNOWN;
  if (typeof value === "string") return value;
  switch (kind) {
    case "count":
      return formatNumber(value);
    case "share":
      return formatShare(value, 1);
    case "decimal":
      return formatNumber(value, 1);
    case "signed":
      return formatSigned(value, 3);
    default:
      return formatNumber(value, 3);
  }
}

/** "0.741" */
export function figure(value: number, decimals = 3): string {
  return formatNumber(value, decimals);
}

/** "0.012–0.030"; "−0.014 to +0.002" where a minus would meet the dash. */
export function figureRange({ low, high }: Interval, decimals = 3): string {
  return low < 0 || high < 0
    ? `${formatSigned(low, decimals)} to ${formatSigned(high, decimals)}`
    : `${figure(low, decimals)}–${figure(high, decimals)}`;
}

/** "38–44 %" */
export function shareRange({ low, high }: Interval): string {
  const [from, to] = [formatNumber(100 * low), formatNumber(100 * high)];
  return from === to ? `${to} %` : `${from}–${to} %`;
}

/** "41 % (38–44 %)" */
export function shareWithin(estimate: Estimate): string {
  return `${formatShare(estimate.value)} (${shareRange(estimate)})`;
}

/** Points of a percentage or of AUC, given 0..1: "7 points", "1.4 points", "1 point". */
export function pointsText(value: number): string {
  const points = Math.abs(100 * value);
  const text = points >= 9.95 ? formatNumber(points) : formatNumber(points, 1).replace(/\.0$/, "");
  return `${text} ${text === "1" ? "point" : "points"}`;
}

/** What positives are called when counted: "customers". */
export function positivesWord({ outcome }: Pick<TrainingReport, "outcome">): string {
  return {
    won_deal: "customers",
    qualified_meeting: "meetings",
    paid_trial: "paying trials",
    own: "positives",
  }[outcome.kind];
}

/** "Boosted trees", "Rules v3": a scorer that existed before the run keeps its own name. */
export function scorerName(report: TrainingReport, kind: ContenderKind): string {
  const known = report.contenders.find((contender) => contender.kind === kind);
  return kind === "rules" && known ? known.name : contenderName(kind);
}

/** Whom the charts are about unless somebody chooses: the proposed scorer, else the best, else whatever is there. */
export function subjectOf(report: TrainingReport): ContenderKind {
  return report.proposal.kind ?? report.proposal.best ?? report.detail[0]?.kind ?? "rules";
}

export function detailOf(report: TrainingReport, kind: ContenderKind) {
  return report.detail.find((detail) => detail.kind === kind);
}

export function contenderOf(report: TrainingReport, kind: ContenderKind) {
  return report.contenders.find((contender) => contender.kind === kind);
}

/** Subject first, then the two that explain most beside it: the best of the others, and the rules. */
export function drawnKinds(report: TrainingReport, subject: ContenderKind): ContenderKind[] {
  const others = report.detail
    .filter(({ kind }) => kind !== subject)
    .map(({ kind }) => ({ kind, auc: contenderOf(report, kind)?.test?.auc.value ?? 0 }))
    .sort((a, b) => b.auc - a.auc)
    .map(({ kind }) => kind);
  const models = others.filter((kind) => kind !== "rules").slice(0, others.includes("rules") ? 1 : 2);
  return [subject, ...models, ...others.filter((kind) => kind === "rules")];
}

/** "roc-boosted.csv" */
export function csvName(chart: string, kind?: ContenderKind): string {
  return kind ? `${chart}-${kind}.csv` : `${chart}.csv`;
}

/** A value of a signal as people read it: keys of ours lose their underscores, what a file says stays as it is. */
export function levelText(key: string, level: string): string {
  if (key === "company_size_log") return employeesText(level);
  return /^[a-z0-9]+(_[a-z0-9]+)+$/.test(level) ? level.replaceAll("_", " ") : level;
}

/** The signal is ln(1 + employees), and its bins bear its numbers: "3.4–4.6" is "29–98 people". */
function employeesText(level: string): string {
  const numbers = level.split("–").map(Number);
  if (numbers.length > 2 || numbers.some((value) => !Number.isFinite(value))) return level;
  return `${numbers.map((value) => formatNumber(Math.round(Math.expm1(value)))).join("–")} people`;
}
