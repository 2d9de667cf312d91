import type { OutcomeDefinition } from "../core/outcomes/types.ts";
import type { ContenderKind, Estimate, PairReport, TestFigures } from "../core/training/report.ts";
import { formatCount, formatNumber, formatRange, formatShare, formatSigned } from "./format.ts";
import { contenderName, outcomeDone } from "./outcome-words.ts";

/** Words of the registry: what scores, how good it was found to be, and how two versions compare. */

/** "Model v3"; "Boosted trees" while it has no version. */
export function versionTitle({
  kind,
  version,
}: {
  readonly kind: ContenderKind;
  readonly version: string | null;
}): string {
  return version ?? contenderName(kind);
}

/** "0.741" */
export function figureText(value: number): string {
  return formatNumber(value, 3);
}

/** "On 1,386 test leads its top 20 % hold 51 % of those that became customers (49–53)." */
export function testSentence(test: TestFigures, testRows: number, outcome: OutcomeDefinition): string {
  const { value, low, high } = test.top20Capture;
  return `On ${formatCount(testRows, "test lead")} its top 20 % hold ${formatShare(value)} of those that ${outcomeDone(
    outcome,
    2,
  )} (${formatRange(100 * low, 100 * high)}).`;
}

/** What the newest run proposes, against the rules it was laid beside. */
export function proposalSentence(top20: Estimate | null, rules: string): string {
  if (!top20) return `It was not laid beside ${rules}.`;
  const points = formatCount(Math.round(100 * Math.abs(top20.value)), "point");
  const range = `${formatSigned(100 * top20.low)} to ${formatSigned(100 * top20.high)}`;
  return `On the same test leads its top 20 % hold ${points} ${top20.value < 0 ? "less" : "more"} of the positive leads than those of ${rules} (${range}).`;
}

/** a minus b of a report's pair, turned round where it was measured the other way. Null where it was not. */
export function differenceOf(
  pairs: readonly PairReport[],
  of: ContenderKind,
  from: ContenderKind,
): { readonly auc: Estimate; readonly top20Capture: Estimate } | null {
  const straight = pairs.find(({ a, b }) => a === of && b === from);
  if (straight) return straight;
  const turned = pairs.find(({ a, b }) => a === from && b === of);
  return turned ? { auc: negated(turned.auc), top20Capture: negated(turned.top20Capture) } : null;
}

const negated = ({ value, low, high }: Estimate): Estimate => ({ value: -value, low: -high, high: -low });

export type Verdict = "first" | "second" | "cannot_tell";

/** Which of two is better by the interval of second minus first; where it holds 0 nobody can tell. */
export function verdictOf({ low, high }: Estimate): Verdict {
  return low > 0 ? "second" : high < 0 ? "first" : "cannot_tell";
}

/** "Model v2 is better", "Cannot tell" */
export function verdictText(verdict: Verdict, first: string, second: string): string {
  return verdict === "cannot_tell" ? "Cannot tell" : `${verdict === "first" ? first : second} is better`;
}

/** Difference and its interval: "+0.013" and "+0.002 to +0.024"; shares in points. */
export function differenceTexts(
  { value, low, high }: Estimate,
  unit: "figure" | "points",
): { readonly difference: string; readonly range: string } {
  const text = (amount: number) => (unit === "points" ? formatSigned(100 * amount) : formatSigned(amount, 3));
  return {
    difference: unit === "points" ? `${text(value)} pt` : text(value),
    range: `${text(low)} to ${text(high)}`,
  };
}

/** The sentence at the top of a comparison on the same test leads. */
export function comparisonSentence(ranking: Verdict, top: Verdict, first: string, second: string): string {
  if (ranking === "cannot_tell" && top === "cannot_tell")
    return `Nobody can tell ${first} and ${second} apart.`;
  if (ranking === top) {
    const [better, worse] = ranking === "second" ? [second, first] : [first, second];
    return `${better} ranks leads better than ${worse}.`;
  }
  if (top === "cannot_tell")
    return `${ranking === "second" ? second : first} ranks better over all leads; among the top 20 % nobody can tell.`;
  if (ranking === "cannot_tell")
    return `${top === "second" ? second : first} finds more in the top 20 %; over all leads nobody can tell.`;
  return `${ranking === "second" ? second : first} ranks better over all leads, ${top === "second" ? second : first} in the top 20 %.`;
}

/** "Of 1,284 open leads 95 change band: 52 rise, 43 fall. Hot grows from 154 to 158." */
export function flipsSentence({
  compared,
  areOpen,
  changed,
  rises,
  falls,
  best,
}: {
  readonly compared: number;
  /** False where the closed leads were compared, because none is open. */
  readonly areOpen: boolean;
  readonly changed: number;
  readonly rises: number;
  readonly falls: number;
  /** The best band of each, and how many are in it. */
  readonly best: { readonly name: string; readonly before: number; readonly after: number } | null;
}): string {
  if (compared === 0) return "There is no lead yet. New ones get their band from it.";
  const leads = areOpen
    ? formatCount(compared, "open lead")
    : `${formatCount(compared, "lead")}, none of them open,`;
  if (changed === 0) return `Of ${leads} none changes band.`;
  const moves = `Of ${leads} ${formatNumber(changed)} ${changed === 1 ? "changes" : "change"} band: ${formatNumber(rises)} rise, ${formatNumber(falls)} fall.`;
  if (!best) return moves;
  const { name, before, after } = best;
  if (before === after) return `${moves} ${name} keeps ${formatNumber(before)}.`;
  return `${moves} ${name} ${after > before ? "grows" : "shrinks"} from ${formatNumber(before)} to ${formatNumber(after)}.`;
}

/** "Scored 4,000 of 9,240 leads by Model v1" */
export function rescoringSentence(done: number, total: number, version: string): string {
  return `Scored ${formatNumber(done)} of ${formatCount(total, "lead")} by ${version}`;
}

/** Low and high end of a common axis, a hundredth beyond what it must hold; null with nothing to draw. */
export function axisFor(
  estimates: readonly Estimate[],
): { readonly low: number; readonly high: number } | null {
  if (estimates.length === 0) return null;
  const low = Math.min(...estimates.map((estimate) => estimate.low));
  const high = Math.max(...estimates.map((estimate) => estimate.high));
  return { low: Math.floor(100 * low - 0.5) / 100, high: Math.min(1, Math.ceil(100 * high + 0.5) / 100) };
}
