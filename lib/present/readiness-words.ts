import type { ReadinessLine } from "../core/training/report.ts";
import { formatCount, formatNumber, formatRange, formatShare, formatSigned } from "./format.ts";

/** What to check before a model goes to work, a line at a time. */

type Args = ReadinessLine["args"];

const figure = (args: Args, key: string): number | null => {
  const value = args[key];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
};

/** One line of the readiness list in a sentence with its figures; says so where nothing could be measured. */
export function readinessSentence({ key, passed, args }: ReadinessLine): string {
  switch (key) {
    case "enough_data":
      return enoughData(passed, args);
    case "no_suspect":
      return noSuspect(args);
    case "beats_rules":
      return beatsRules(passed, args);
    case "top20_twice":
      return topFifth(passed, args);
    case "top_decile_twice":
      return topTenth(passed, args);
    case "calibrated":
      return calibrated(passed, args);
  }
}

/** "Passed", "Failed", "Not measured": the mark beside the sentence. */
export function readinessMark(passed: boolean | null): string {
  return passed === null ? "Not measured" : passed ? "Passed" : "Failed";
}

function enoughData(passed: boolean | null, args: Args): string {
  const rows = figure(args, "rows") ?? 0;
  const share = figure(args, "share") ?? 0;
  const have = `${formatCount(rows, "lead")} with a known outcome, ${formatShare(share, share < 0.1 ? 1 : 0)} of them positive`;
  return passed ? `Enough to learn from: ${have}.` : `Too little to publish from: ${have}.`;
}

function noSuspect(args: Args): string {
  const suspects = figure(args, "suspects") ?? 0;
  return suspects === 0
    ? "Every suspect column was looked at."
    : `${formatCount(suspects, "suspect column")} ${suspects === 1 ? "was" : "were"} used without anybody having looked at ${suspects === 1 ? "it" : "them"}.`;
}

function beatsRules(passed: boolean | null, args: Args): string {
  const [difference, low, high] = [figure(args, "difference"), figure(args, "low"), figure(args, "high")];
  if (difference === null || low === null || high === null) return "Could not be laid beside the rules.";
  if (passed)
    return `Beats the rules: the top 20 % hold ${pointsOf(difference)} more of the positive leads (${formatNumber(100 * low)} to ${formatNumber(100 * high)}).`;
  return high < 0
    ? `Worse than the rules: the top 20 % hold ${pointsOf(-difference)} fewer of the positive leads.`
    : `Cannot be told from the rules: the difference in the top 20 % lies between ${formatSigned(100 * low)} and ${formatSigned(100 * high)} points.`;
}

function topFifth(passed: boolean | null, args: Args): string {
  const [capture, low, high] = [figure(args, "capture"), figure(args, "low"), figure(args, "high")];
  if (capture === null || low === null || high === null) return "The top 20 % could not be measured.";
  const times = formatNumber(capture / 0.2, 1);
  return `The top 20 % hold ${formatShare(capture)} of the positive leads (${formatRange(100 * low, 100 * high)}): ${times} times their share${passed ? "" : ", less than twice"}.`;
}

function topTenth(passed: boolean | null, args: Args): string {
  const [top, second] = [figure(args, "top"), figure(args, "second")];
  if (top === null || second === null) return "The top tenth could not be measured.";
  const rates = `${formatShare(top)} of the best tenth convert, ${formatShare(second)} of the second`;
  return passed ? `${rates}: about twice as many, or more.` : `${rates}: less than about twice as many.`;
}

function calibrated(passed: boolean | null, args: Args): string {
  const [bins, outside] = [figure(args, "bins"), figure(args, "outside")];
  if (bins === null || outside === null) return "Whether its likelihoods hold could not be measured.";
  if (outside === 0) return `Its likelihoods hold: ${all(bins)} lie within the interval of what happened.`;
  const part = `${formatNumber(outside)} of ${formatNumber(bins)} groups of likelihood lie outside the interval of what happened`;
  return passed ? `Its likelihoods hold: only ${part}.` : `Its likelihoods are off: ${part}.`;
}

const all = (bins: number) =>
  bins === 1 ? "the one group of likelihood" : `all ${formatNumber(bins)} groups of likelihood`;

/** "14 points", "1 point" */
function pointsOf(share: number): string {
  return formatCount(Math.round(100 * share), "point");
}
