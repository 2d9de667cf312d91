import type { ContenderKind, Estimate, Interval, TrainingReport } from "../../core/training/report.ts";
import { formatNumber, formatShare, formatSigned } from "../format.ts";
import { pairOf } from "./headline.ts";
import { csvName, figure, figureRange, type PreparedChart, scorerName, shareWithin } from "./prepared.ts";

export interface LeaderboardRow {
  readonly kind: ContenderKind;
  readonly name: string;
  /** Grey behind the name: "proposed", "as Odoo does it". */
  readonly remark: string | null;
  readonly isSubject: boolean;
  /** 0..1 of the axis; null: not measured on the test part. */
  readonly line: { readonly at: number; readonly low: number; readonly high: number } | null;
  readonly auc: string;
  /** "0.741 (0.726–0.757)" */
  readonly aucWithin: string;
  /** To the subject, paired: "−0.008" and "−0.014 to −0.002". */
  readonly difference: string | null;
  readonly differenceRange: string | null;
  /** The same as words: "0.008 lower AUC than Boosted trees (0.002–0.014)". */
  readonly differenceWords: string | null;
  readonly crossValidation: string;
  readonly averagePrecision: string;
  readonly logLoss: string;
  readonly brier: string;
  readonly ece: string;
  readonly capture: string;
  readonly captureWithin: string;
}

export interface Leaderboard extends PreparedChart {
  readonly rows: readonly LeaderboardRow[];
  /** Ends of the AUC axis, and where the subject's AUC lies on it. */
  readonly axis: { readonly fromText: string; readonly toText: string; readonly subject: number | null };
}

const REMARKS: Partial<Record<ContenderKind, string>> = { rules: "in use", bayes: "as Odoo does it" };
const NONE = "–";

/** "0.021 higher AUC than the rules (0.012–0.030)"; says so where the two cannot be told apart. */
export function differenceSentence(difference: Estimate, other: string): string {
  const { value, low, high } = difference;
  if (low <= 0 && high >= 0) return `cannot be told from ${other} by AUC (${figureRange(difference)})`;
  const range: Interval = value > 0 ? { low, high } : { low: -high, high: -low };
  return `${figure(Math.abs(value))} ${value > 0 ? "higher" : "lower"} AUC than ${other} (${figureRange(range)})`;
}

/** Best AUC first; every scorer on the same test leads. */
export function leaderboard(report: TrainingReport, subject: ContenderKind): Leaderboard {
  const sorted = [...report.contenders].sort((a, b) => (b.test?.auc.value ?? -1) - (a.test?.auc.value ?? -1));
  const ends = sorted.flatMap(({ test }) => (test ? [test.auc.low, test.auc.high] : []));
  const from = Math.max(0, Math.floor((Math.min(0.98, ...ends) - 0.005) * 50) / 50);
  const to = Math.min(1, Math.ceil((Math.max(from + 0.02, ...ends) + 0.005) * 50) / 50);
  const at = (auc: number) => (auc - from) / Math.max(0.01, to - from);
  const subjectAuc = sorted.find(({ kind }) => kind === subject)?.test?.auc.value ?? null;
  const rows = sorted.map((contender): LeaderboardRow => {
    const { kind, test, crossValidation } = contender;
    const pair = kind === subject ? null : pairOf(report, kind, subject);
    const error = crossValidation?.standardError ?? null;
    return {
      kind,
      name: scorerName(report, kind),
      remark: report.proposal.kind === kind ? "proposed" : (REMARKS[kind] ?? null),
      isSubject: kind === subject,
      line: test && { at: at(test.auc.value), low: at(test.auc.low), high: at(test.auc.high) },
      auc: test ? figure(test.auc.value) : NONE,
      aucWithin: test ? `${figure(test.auc.value)} (${figureRange(test.auc)})` : "not measured",
      difference: pair && formatSigned(pair.auc.value, 3),
      differenceRange: pair && `${formatSigned(pair.auc.low, 3)} to ${formatSigned(pair.auc.high, 3)}`,
      differenceWords: pair && differenceSentence(pair.auc, scorerName(report, subject)),
      crossValidation: crossValidation
        ? `${figure(crossValidation.auc)}${error === null ? "" : ` ± ${figure(error)}`}`
        : NONE,
      averagePrecision: test ? figure(test.averagePrecision) : NONE,
      logLoss: test ? figure(test.logLoss) : NONE,
      brier: test ? figure(test.brier) : NONE,
      ece: test ? figure(test.ece) : NONE,
      capture: test ? formatShare(test.top20Capture.value) : NONE,
      captureWithin: test ? shareWithin(test.top20Capture) : "not measured",
    };
  });
  return {
    title: "Leaderboard",
    question: `The same ${formatNumber(report.split.test)} test leads for all, bootstrap intervals of 95 %. Dashed: ${scorerName(report, subject)}.`,
    textAlternative: rows.map((row) => `${row.name}: AUC ${row.aucWithin}`).join("; "),
    conclusion: conclusionOf(report, subject),
    rows,
    axis: {
      fromText: figure(from, 2),
      toText: figure(to, 2),
      subject: subjectAuc === null ? null : at(subjectAuc),
    },
    csvName: csvName("leaderboard"),
    table: rankingTable(report, sorted, subject),
  };
}

function rankingTable(
  report: TrainingReport,
  sorted: TrainingReport["contenders"],
  subject: ContenderKind,
): PreparedChart["table"] {
  return {
    columns: [
      { label: "Scorer", kind: "text" },
      { label: "AUC", kind: "figure" },
      { label: "AUC low", kind: "figure" },
      { label: "AUC high", kind: "figure" },
      { label: "Cross-validated AUC", kind: "figure" },
      { label: "Average precision", kind: "figure" },
      { label: "Log loss", kind: "figure" },
      { label: "Brier", kind: "figure" },
      { label: "ECE", kind: "figure" },
      { label: "Top 20 % capture", kind: "share" },
      { label: "Capture low", kind: "share" },
      { label: "Capture high", kind: "share" },
      { label: "Difference of AUC", kind: "signed" },
      { label: "Difference low", kind: "signed" },
      { label: "Difference high", kind: "signed" },
    ],
    rows: sorted.map(({ kind, test, crossValidation }) => {
      const pair = kind === subject ? null : pairOf(report, kind, subject);
      return [
        scorerName(report, kind),
        test?.auc.value ?? null,
        test?.auc.low ?? null,
        test?.auc.high ?? null,
        crossValidation?.auc ?? null,
        test?.averagePrecision ?? null,
        test?.logLoss ?? null,
        test?.brier ?? null,
        test?.ece ?? null,
        test?.top20Capture.value ?? null,
        test?.top20Capture.low ?? null,
        test?.top20Capture.high ?? null,
        pair?.auc.value ?? null,
        pair?.auc.low ?? null,
        pair?.auc.high ?? null,
      ];
    }),
  };
}

function conclusionOf(report: TrainingReport, subject: ContenderKind): string | null {
  const others = report.contenders
    .filter(({ kind, test }) => kind !== subject && test !== null)
    .sort((a, b) => (b.test?.auc.value ?? 0) - (a.test?.auc.value ?? 0));
  const against = others.find(({ kind }) => kind === "rules") ?? others[0];
  const pair = against ? pairOf(report, subject, against.kind) : null;
  if (!against || !pair) return null;
  const name = against.kind === "rules" ? "the rules" : scorerName(report, against.kind);
  const words = differenceSentence(pair.auc, name);
  const isTold = pair.auc.low > 0 || pair.auc.high < 0;
  return `${scorerName(report, subject)} ${isTold ? `has a ${words}` : words}.`;
}
