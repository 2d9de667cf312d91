import type { Estimate, TestFigures } from "@/lib/core/training/report";
import { formatCount, formatRange, formatShare, formatSigned, type TimeContext } from "@/lib/present/format";
import {
  comparisonSentence,
  differenceOf,
  differenceTexts,
  figureText,
  type Verdict,
  verdictOf,
  verdictText,
  versionTitle,
} from "@/lib/present/registry-words";
import { measuredIn, measuredTogether, type RunFigures, testOf } from "./data-registry";
import { dayAndTime, kindBeside, shortHash, stateText } from "./registry-view";
import type { ScorerVersion } from "./types";
import type { CompareData, ComparedVersion, ComparisonRow } from "./types-screen";

/** Two versions side by side, as they are printed; pure. */

export interface CompareParts {
  readonly first: ScorerVersion;
  readonly second: ScorerVersion;
  readonly versions: readonly ScorerVersion[];
  readonly figures: readonly RunFigures[];
  readonly mayPublish: boolean;
  readonly time: TimeContext;
}

export function compareData({
  first,
  second,
  versions,
  figures,
  mayPublish,
  time,
}: CompareParts): CompareData {
  const together = measuredTogether(figures, first, second);
  const runs = [together ?? measuredIn(figures, first), together ?? measuredIn(figures, second)] as const;
  const names = namesFor(first, second, time);
  const active = versions.find(({ isActive }) => isActive);
  const candidate = first.isActive ? second : second.isActive ? first : null;
  const tests = [testOf(runs[0], first.kind), testOf(runs[1], second.kind)] as const;
  const pair = together && differenceOf(together.pairs, second.kind, first.kind);
  const publishable =
    candidate && candidate.publishedAt === null && !candidate.isExploratory ? candidate : null;
  return {
    first: compared(first, names[0], runs[0], time),
    second: compared(second, names[1], runs[1], time),
    ...headline(tests, together, pair, names),
    isSameTest: together !== null,
    rows: rowsOf(tests, pair, names, together !== null),
    candidate: candidate && { id: candidate.id, title: names[candidate === first ? 0 : 1] },
    inUseTitle: active ? versionTitle(active) : "",
    choices: versions.map((version) => ({
      id: version.id,
      title: versionTitle(version),
      detail: [kindBeside(version), stateText(version).toLowerCase(), shortHash(version.hash)]
        .filter(Boolean)
        .join(", "),
    })),
    publishable: publishable && mayPublish ? { id: publishable.id, title: versionTitle(publishable) } : null,
  };
}

/** Two unpublished models of one kind come from two runs, and are told apart by them. */
function namesFor(first: ScorerVersion, second: ScorerVersion, time: TimeContext): readonly [string, string] {
  const [a, b] = [versionTitle(first), versionTitle(second)];
  if (a !== b) return [a, b];
  return [`${a} of ${dayAndTime(first.createdAt, time)}`, `${b} of ${dayAndTime(second.createdAt, time)}`];
}

function compared(
  version: ScorerVersion,
  title: string,
  run: RunFigures | null,
  time: TimeContext,
): ComparedVersion {
  return {
    id: version.id,
    title,
    kindName: kindBeside(version),
    hash: shortHash(version.hash),
    stateText: stateText(version),
    isActive: version.isActive,
    runId: run?.runId ?? null,
    testedOn: run
      ? `${formatCount(run.testRows, "test lead")}, run of ${dayAndTime(run.finishedAt, time)}`
      : null,
  };
}

type Tests = readonly [TestFigures | null, TestFigures | null];
type Pair = { readonly auc: Estimate; readonly top20Capture: Estimate } | null;
type Names = readonly [string, string];

function headline(
  [a, b]: Tests,
  together: RunFigures | null,
  pair: Pair,
  [first, second]: Names,
): Pick<CompareData, "headline" | "remark"> {
  if (together && pair)
    return {
      headline: comparisonSentence(verdictOf(pair.auc), verdictOf(pair.top20Capture), first, second),
      remark: `${formatCount(together.testRows, "test lead")}, the same for both. Intervals of 95 %, of the paired difference.`,
    };
  const untested = [a ? null : first, b ? null : second].filter((name) => name !== null);
  if (untested.length > 0)
    return {
      headline: `${untested.join(" and ")} ${untested.length === 1 ? "was" : "were"} never tested.`,
      remark:
        "A training run lays the rules in use beside its models on the same test leads; then they can be compared.",
    };
  return {
    headline: `${first} and ${second} were tested in different runs.`,
    remark:
      "Each stands with the figures of its own test leads. A difference between the two may come from the leads, so none is worked out; models of one run are laid side by side.",
  };
}

interface Metric {
  readonly label: string;
  /** An estimate comes with its interval. */
  readonly of: (test: TestFigures) => Estimate | number;
  readonly pair?: "auc" | "top20Capture";
  readonly unit: "figure" | "points";
}

const METRICS: readonly Metric[] = [
  { label: "ROC AUC", of: ({ auc }) => auc, pair: "auc", unit: "figure" },
  {
    label: "Top 20 % capture",
    of: ({ top20Capture }) => top20Capture,
    pair: "top20Capture",
    unit: "points",
  },
  { label: "Conversion of the best tenth", of: ({ topDecile }) => topDecile, unit: "points" },
  { label: "Average precision", of: ({ averagePrecision }) => averagePrecision, unit: "figure" },
  { label: "Log loss", of: ({ logLoss }) => logLoss, unit: "figure" },
  { label: "Brier score", of: ({ brier }) => brier, unit: "figure" },
  { label: "ECE", of: ({ ece }) => ece, unit: "figure" },
];

const amountOf = (figure: Estimate | number): number => (typeof figure === "number" ? figure : figure.value);

/** On the same test leads the difference carries the interval; alone each figure carries its own. */
function figureOf(figure: Estimate | number, unit: Metric["unit"], isSameTest: boolean): string {
  const value = unit === "points" ? formatShare(amountOf(figure)) : figureText(amountOf(figure));
  if (isSameTest || typeof figure === "number") return value;
  const { low, high } = figure;
  const range =
    unit === "points" ? formatRange(100 * low, 100 * high) : `${figureText(low)}–${figureText(high)}`;
  return `${value} (${range})`;
}

function rowsOf([a, b]: Tests, pair: Pair, [first, second]: Names, isSameTest: boolean): ComparisonRow[] {
  return METRICS.map(({ label, of, pair: key, unit }): ComparisonRow => {
    const text = (test: TestFigures | null) => (test ? figureOf(of(test), unit, isSameTest) : "Not tested");
    const figures = { label, first: text(a), second: text(b) };
    const estimate = key && pair?.[key];
    if (estimate) {
      const verdict: Verdict = verdictOf(estimate);
      return {
        ...figures,
        ...differenceTexts(estimate, unit),
        verdict: verdictText(verdict, first, second),
        better: verdict === "cannot_tell" ? null : verdict,
      };
    }
    const change = isSameTest && a && b ? amountOf(of(b)) - amountOf(of(a)) : null;
    const difference =
      change === null
        ? null
        : unit === "points"
          ? `${formatSigned(100 * change)} pt`
          : formatSigned(change, 3);
    return { ...figures, difference, range: null, verdict: null, better: null };
  });
}
