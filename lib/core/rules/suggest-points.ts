import { type SignalColumn, valueAt } from "../encoding/table.ts";
import { plainPoints } from "./condition.ts";
import { type Correlation, correlationWith } from "./correlation.ts";
import { newRulesFor } from "./suggest-new-rules.ts";
import { FEWEST_LEADS, POINTS_PER_CORRELATION, type SuggestionInput } from "./suggestion-input.ts";
import type { Rule, RuleSet } from "./types.ts";
import { enabledReach, withReach } from "./with-reach.ts";

export type ReadingVerdict =
  /** History suggests other points. */
  | "change"
  /** A rule that the set does not have, for a signal of the tenant's own. */
  | "new"
  /** History agrees with the points, to the whole point. */
  | "as_it_is"
  /** The interval of the correlation holds 0. */
  | "cannot_tell"
  | "too_few"
  /** The guard found that the signal knows the outcome, or a person left it out. */
  | "left_out"
  /** No bound of its own to give points within, or its signal is not measured. */
  | "not_measured";

/** What history says about one rule. */
export interface RuleReading {
  readonly verdict: ReadingVerdict;
  /** As it stands; for a new rule the same as `suggested`. */
  readonly rule: Rule;
  /** The rule as history suggests it; null where there is nothing to suggest. */
  readonly suggested: Rule | null;
  /** Most it gives now and would give, in points without sign; 0: put aside. */
  readonly reachNow: number;
  readonly reachSuggested: number;
  /** Of the points it gives with the outcome, decay left aside: above 0 where it points the right way. */
  readonly correlation: Correlation | null;
  readonly leadsWith: number;
  readonly positivesWith: number;
  readonly leadsWithout: number;
  readonly positivesWithout: number;
}

/**
 * Lays every rule, and rules that own signals could have, beside what became of the leads. The most a rule gives is
 * suggested as round(100 r), r the correlation of its points with the outcome, within 0 and its dimension's cap; what
 * goes the wrong way is put aside. Each stands on its own: accepting one does not change another. Deterministic.
 */
export function suggestPoints(input: SuggestionInput): RuleReading[] {
  const { ruleSet, table, labels, leaveOut } = input;
  const columns = new Map(table.columns.map((column) => [column.key, column]));
  const standing = ruleSet.rules.map((rule): RuleReading => {
    const reachNow = rule.enabled ? (enabledReach(rule) ?? 0) : 0;
    const unread = { ...NOTHING_SEEN, rule, suggested: null, reachNow, reachSuggested: reachNow };
    const column = columns.get(rule.signal);
    if (leaveOut.has(rule.signal)) return { ...unread, verdict: "left_out" };
    if (!column || enabledReach(rule) === null) return { ...unread, verdict: "not_measured" };
    const seen = seenOf(rule, column, labels);
    const reading = { ...unread, ...seen };
    const { correlation } = seen;
    if (!correlation || !isEnough(seen)) return { ...reading, verdict: "too_few" };
    if (correlation.low <= 0 && correlation.high >= 0) return { ...reading, verdict: "cannot_tell" };
    const reachSuggested = reachFor(correlation.r, ruleSet, rule);
    if (reachSuggested === reachNow) return { ...reading, verdict: "as_it_is" };
    return { ...reading, verdict: "change", suggested: withReach(rule, reachSuggested), reachSuggested };
  });
  const fresh = newRulesFor(input).flatMap((rule): RuleReading[] => {
    const seen = seenOf(rule, columns.get(rule.signal)!, labels);
    const { correlation } = seen;
    if (!correlation || !isEnough(seen) || correlation.low <= 0) return [];
    const reachSuggested = reachFor(correlation.r, ruleSet, rule);
    if (reachSuggested < 1) return [];
    const suggested = withoutEmptyLevels(withReach(rule, reachSuggested));
    return [{ ...seen, verdict: "new", rule: suggested, suggested, reachNow: 0, reachSuggested }];
  });
  return [...standing, ...fresh];
}

export type Acceptance =
  | { readonly ok: true; readonly ruleSet: RuleSet; readonly accepted: readonly RuleReading[] }
  /** Keys for which there is no such suggestion (any more). */
  | { readonly ok: false; readonly unknown: readonly string[] };

/** The rule set with the suggestions of these keys taken over, and nothing else changed. */
export function acceptSuggestions(
  ruleSet: RuleSet,
  readings: readonly RuleReading[],
  keys: ReadonlySet<string>,
): Acceptance {
  const offered = new Map(readings.flatMap((one) => (one.suggested ? [[one.rule.key, one] as const] : [])));
  const unknown = [...keys].filter((key) => !offered.has(key));
  if (unknown.length > 0) return { ok: false, unknown };
  const accepted = readings.filter(({ rule, suggested }) => suggested !== null && keys.has(rule.key));
  const changed = new Map(accepted.map(({ suggested }) => [suggested!.key, suggested!]));
  const standing = ruleSet.rules.map((rule) => changed.get(rule.key) ?? rule);
  const added = accepted.flatMap(({ verdict, suggested }) => (verdict === "new" ? [suggested!] : []));
  return { ok: true, ruleSet: { ...ruleSet, rules: [...standing, ...added] }, accepted };
}

const NOTHING_SEEN = {
  correlation: null,
  leadsWith: 0,
  positivesWith: 0,
  leadsWithout: 0,
  positivesWithout: 0,
} as const;

type Seen = Pick<
  RuleReading,
  "correlation" | "leadsWith" | "positivesWith" | "leadsWithout" | "positivesWithout"
>;

const isEnough = ({ leadsWith, leadsWithout }: Seen) =>
  leadsWith >= FEWEST_LEADS && leadsWithout >= FEWEST_LEADS;

function reachFor(r: number, { caps }: RuleSet, { dimension }: Rule): number {
  const cap = Math.floor(caps[dimension] ?? 100);
  return Math.max(0, Math.min(cap, Math.round(r * POINTS_PER_CORRELATION)));
}

/** Few points over many levels round to none for the lowest. */
function withoutEmptyLevels(rule: Rule): Rule {
  return rule.per === "levels" ? { ...rule, levels: rule.levels.filter(({ points }) => points !== 0) } : rule;
}

function seenOf(rule: Rule, column: SignalColumn, labels: Uint8Array): Seen {
  const points = Float64Array.from(labels, (_, row) => plainPoints(rule, valueAt(column, row)));
  const seen = { leadsWith: 0, positivesWith: 0, leadsWithout: 0, positivesWithout: 0 };
  for (let row = 0; row < labels.length; row += 1) {
    const side = points[row] === 0 ? "Without" : "With";
    seen[`leads${side}`] += 1;
    seen[`positives${side}`] += labels[row]!;
  }
  return { ...seen, correlation: correlationWith(points, labels) };
}
