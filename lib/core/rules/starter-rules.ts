import type { SignalDefinition, SignalValue } from "../signals/types.ts";
import { DEFAULT_STEPS, NO_DECAY } from "./decay.ts";
import { weightedRuleSet } from "./presets.ts";
import type { OwnSubject, Rule, RuleSet } from "./types.ts";

/** How one signal's values lie over a tenant's leads. */
export interface SignalDistribution {
  readonly count: number;
  /** Values that are neither null, false nor 0. */
  readonly present: number;
  /** Nearest-rank quantiles of the non-zero numbers; null without any. */
  readonly quantiles: { readonly p50: number; readonly p75: number; readonly p90: number } | null;
  /** Commonest categories, most frequent first, at most 50. */
  readonly categories: readonly { readonly value: string; readonly count: number }[];
}

export function distributionOf(values: readonly SignalValue[]): SignalDistribution {
  const present = values.filter((value) => value !== null && value !== false && value !== 0);
  const numbers = present.filter((value): value is number => typeof value === "number").sort((a, b) => a - b);
  const counts = new Map<string, number>();
  for (const value of present) {
    if (typeof value === "string") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const rank = (share: number) => numbers[Math.ceil(share * numbers.length) - 1]!;
  return {
    count: values.length,
    present: present.length,
    quantiles: numbers.length === 0 ? null : { p50: rank(0.5), p75: rank(0.75), p90: rank(0.9) },
    categories: [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, 50),
  };
}

/**
 * Aggregates of which more is better whoever sells what, each with the signals that already tell the same: where the
 * rule set reads one of those and the data has it, nothing is proposed.
 */
const MORE_IS_BETTER: readonly {
  readonly signal: string;
  readonly label: string;
  readonly unlessPresent: readonly string[];
}[] = [
  { signal: "time_on_site_30d_minutes", label: "Time on site", unlessPresent: [] },
  { signal: "page_views_30d", label: "Pages viewed", unlessPresent: [] },
  { signal: "max_scroll_depth_30d", label: "Read far down", unlessPresent: [] },
  { signal: "demo_cta_hovers_30d", label: "Hovered over the demo button", unlessPresent: [] },
  { signal: "return_visits_30d", label: "Came back within 30 days", unlessPresent: ["return_visits_7d"] },
  { signal: "pricing_views_7d", label: "Viewed pricing in 7 days", unlessPresent: ["pricing_views_30d"] },
  { signal: "email_click_rate_90d", label: "Email click rate", unlessPresent: ["email_clicks_30d"] },
];

const WARM_CHANNELS: readonly string[] = ["referral", "partner"];

/** An event type by such a name is no good sign: it is left to the person, or to a model. */
const BAD_NEWS =
  /declin|cancel|reject|refus|bounc|unsub|spam|complain|lost|fail|churn|delet|expire|invalid|abort|withdr|disqual|opt_?out|no_show|error/;

/** At most this many own event types are proposed, the commonest first: more would only fight over the cap. */
const MOST_EVENT_RULES = 12;

/**
 * Proposes rules for signals that a tenant's data has and its rule set does not read, where the direction is known
 * beforehand: numeric engagement and intent aggregates (2, 4 and 6 points from the median, upper quartile and top
 * tenth of the non-zero values), leads from referrals and partners (4), and own event types (1 each to 3, default
 * steps). Own columns get none: which way they point is for the data to say. Deterministic; proposes nothing for a
 * signal that fewer than 1 % of the leads have.
 */
export function starterRules(
  definitions: readonly SignalDefinition[],
  distributions: Readonly<Record<string, SignalDistribution>>,
  ruleSet: Pick<RuleSet, "rules"> = weightedRuleSet(),
): Rule[] {
  const used = new Set(ruleSet.rules.map((rule) => rule.signal));
  const keys = new Set(ruleSet.rules.map((rule) => rule.key));
  const isPresent = (key: string): boolean => {
    const distribution = distributions[key];
    return (
      distribution !== undefined &&
      distribution.present > 0 &&
      distribution.present >= distribution.count * 0.01
    );
  };
  const isOffered = (key: string): boolean => isPresent(key) && !used.has(key) && !keys.has(key);
  const defined = new Map(definitions.map((definition) => [definition.key, definition]));

  const aggregates = MORE_IS_BETTER.flatMap(({ signal, label, unlessPresent }): Rule[] => {
    const definition = defined.get(signal);
    const quantiles = distributions[signal]?.quantiles;
    if (definition === undefined || !quantiles || !isOffered(signal)) return [];
    if (unlessPresent.some((other) => used.has(other) && isPresent(other))) return [];
    return [levelsRule(definition, label, quantiles)];
  });

  const channel = defined.get("source_channel");
  const warm = WARM_CHANNELS.filter((name) =>
    distributions.source_channel?.categories.some((category) => category.value === name),
  );
  const channels: Rule[] =
    channel && warm.length > 0 && isOffered("source_channel") ? [channelRule(channel, warm)] : [];

  const events = definitions
    .filter((definition) => ownEventType(definition) !== null && isOffered(definition.key))
    .sort((a, b) => distributions[b.key]!.present - distributions[a.key]!.present || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_EVENT_RULES)
    .map(eventRule);

  return [...aggregates, ...channels, ...events];
}

/** The imported type behind an own count signal; null for every other signal and for types that sound like bad news. */
function ownEventType(definition: SignalDefinition): string | null {
  const { source, family } = definition;
  if (family !== "custom" || source.kind !== "events" || source.aggregate !== "count") return null;
  const type = source.match.types[0];
  return type === undefined || BAD_NEWS.test(type.toLowerCase()) ? null : type;
}

/** Ten and more to whole numbers, below to tenths: an edge that a person can read and change. */
export function readableEdge(edge: number): number {
  return edge >= 10 ? Math.round(edge) : Math.round(edge * 10) / 10;
}

function levelsRule(
  { key, dimension }: SignalDefinition,
  label: string,
  quantiles: NonNullable<SignalDistribution["quantiles"]>,
): Rule {
  const steps: { at: number; points: number }[] = [];
  for (const [edge, points] of [
    [quantiles.p90, 6],
    [quantiles.p75, 4],
    [quantiles.p50, 2],
  ] as const) {
    const at = readableEdge(edge) || edge;
    if (!steps.some((step) => step.at === at)) steps.push({ at, points });
  }
  return {
    key,
    label,
    dimension,
    signal: key,
    enabled: true,
    cap: null,
    decay: DEFAULT_STEPS,
    per: "levels",
    levels: steps.map(({ at, points }) => ({ condition: { op: "at_least", value: at }, points })),
  };
}

function channelRule({ key, dimension }: SignalDefinition, values: readonly string[]): Rule {
  return {
    key,
    label: `Came from a ${values.join(" or ")}`,
    dimension,
    signal: key,
    enabled: true,
    cap: null,
    decay: NO_DECAY,
    per: "flat",
    condition: { op: "one_of", values },
    points: 4,
  };
}

function eventRule(definition: SignalDefinition): Rule {
  const own = ownSubjectOf(definition)!;
  return {
    key: definition.key,
    label: own.name,
    dimension: definition.dimension,
    signal: definition.key,
    enabled: true,
    cap: 3,
    decay: DEFAULT_STEPS,
    own,
    per: "each",
    points: 1,
  };
}

/** What an own signal is called in a reason; null for standard signals, which have phrases of their own. */
export function ownSubjectOf(definition: SignalDefinition): OwnSubject | null {
  const { source, label, family } = definition;
  if (family !== "custom") return null;
  switch (source.kind) {
    case "events":
      return source.aggregate === "exists"
        ? { kind: "event_ever", name: label.replace(/, ever$/, "") }
        : { kind: "event_count", name: label.replace(/, times$/, "") };
    case "recency":
      return { kind: "event_recency", name: capitalised(label.replace(/^Days since /, "")) };
    default:
      return { kind: "attribute", name: label };
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
