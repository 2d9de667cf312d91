import { type BandChange, diffBands } from "../scoring/bands-diff.ts";
import { canonicalJson } from "../scoring/canonical-json.ts";
import type { BandSet } from "../scoring/types.ts";
import type { Dimension, MarketSettings } from "../signals/types.ts";
import type { Rule, RuleSet } from "./types.ts";

export const DIMENSIONS: readonly Dimension[] = ["fit", "intent", "engagement", "negative"];

export type MarketList =
  | "target"
  | "adjacent"
  | "poor"
  | "territories"
  | "competitorDomains"
  | "freeMailDomains"
  | "studentMailDomains";

export type RuleField =
  | "enabled"
  | "label"
  | "dimension"
  | "signal"
  /** Counts once, for each, or by levels. */
  | "per"
  | "condition"
  | "points"
  | "levels"
  | "cap"
  | "decay";

/** One difference between two rule sets, in plain data; lib/present/rules-diff-words.ts words it. */
export type RuleSetChange =
  | { readonly kind: "name"; readonly before: string; readonly after: string }
  | {
      readonly kind: "cap";
      readonly dimension: Dimension;
      readonly before: number | null;
      readonly after: number | null;
    }
  | { readonly kind: "rule_added"; readonly rule: Rule }
  | { readonly kind: "rule_removed"; readonly rule: Rule }
  | {
      readonly kind: "rule_changed";
      readonly field: RuleField;
      readonly before: Rule;
      readonly after: Rule;
    }
  /** Rules that stand elsewhere among those of their dimension: as few as explain the new order. */
  | { readonly kind: "order"; readonly dimension: Dimension; readonly moved: readonly Rule[] }
  | {
      readonly kind: "market";
      readonly list: MarketList;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | BandChange;

/** What can be compared: a published set, or a draft without version and bands. */
export type ComparableRules = Pick<RuleSet, "name" | "caps" | "rules" | "market"> & {
  readonly bands?: BandSet | undefined;
};

/**
 * What changed from one rule set to another: name, caps, then by dimension rules removed, added, changed (one change
 * for each field) and moved, then market and bands (only where both sides have them). Rules are the same where their
 * keys are. Empty where nothing changed.
 */
export function diffRuleSets(before: ComparableRules, after: ComparableRules): RuleSetChange[] {
  const changes: RuleSetChange[] = [];
  if (before.name !== after.name) changes.push({ kind: "name", before: before.name, after: after.name });
  const was = new Map(before.rules.map((rule) => [rule.key, rule]));
  const stays = new Set(after.rules.map((rule) => rule.key));
  for (const dimension of DIMENSIONS) {
    const [capBefore, capAfter] = [before.caps[dimension], after.caps[dimension]];
    if (!Object.is(capBefore, capAfter))
      changes.push({ kind: "cap", dimension, before: capBefore, after: capAfter });
    for (const rule of before.rules)
      if (rule.dimension === dimension && !stays.has(rule.key)) changes.push({ kind: "rule_removed", rule });
    for (const rule of after.rules) {
      if (rule.dimension !== dimension) continue;
      const earlier = was.get(rule.key);
      if (earlier === undefined) changes.push({ kind: "rule_added", rule });
      else changes.push(...fieldsThatChanged(earlier, rule));
    }
    const moved = movedRules(before.rules, after.rules, dimension);
    if (moved.length > 0) changes.push({ kind: "order", dimension, moved });
  }
  changes.push(...marketChanges(before.market, after.market));
  if (before.bands && after.bands) changes.push(...diffBands(before.bands, after.bands));
  return changes;
}

function fieldsThatChanged(before: Rule, after: Rule): RuleSetChange[] {
  const fields: RuleField[] = (["enabled", "label", "dimension", "signal"] as const).filter(
    (field) => before[field] !== after[field],
  );
  if (before.per !== after.per) fields.push("per");
  else if (before.per === "levels" || after.per === "levels") {
    if (before.per === "levels" && after.per === "levels" && !isSame(before.levels, after.levels))
      fields.push("levels");
  } else {
    if (before.per === "flat" && after.per === "flat" && !isSame(before.condition, after.condition))
      fields.push("condition");
    if (!Object.is(before.points, after.points)) fields.push("points");
  }
  if (!Object.is(before.cap, after.cap)) fields.push("cap");
  if (!isSame(before.decay, after.decay)) fields.push("decay");
  return fields.map((field) => ({ kind: "rule_changed", field, before, after }));
}

/** The rules of one dimension, in both sets, that a longest run of unmoved ones leaves over. */
function movedRules(before: readonly Rule[], after: readonly Rule[], dimension: Dimension): Rule[] {
  const places = new Map(
    before.filter((rule) => rule.dimension === dimension).map((rule, place) => [rule.key, place]),
  );
  const common = after.filter((rule) => rule.dimension === dimension && places.has(rule.key));
  const kept = new Set(longestAscent(common.map((rule) => places.get(rule.key)!)));
  return common.filter((_, position) => !kept.has(position));
}

/** Positions of a longest ascending subsequence; the one that ends lowest where several are as long. */
function longestAscent(values: readonly number[]): number[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [position, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[tails[middle]!]! < value) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? tails[low - 1]! : -1);
    tails[low] = position;
  }
  const ascent: number[] = [];
  for (let at = tails[tails.length - 1] ?? -1; at >= 0; at = previous[at]!) ascent.push(at);
  return ascent.reverse();
}

function marketChanges(before: MarketSettings, after: MarketSettings): RuleSetChange[] {
  const lists = (market: MarketSettings): Record<MarketList, readonly string[]> => ({
    ...market.industries,
    territories: market.territories,
    competitorDomains: market.competitorDomains,
    freeMailDomains: market.freeMailDomains,
    studentMailDomains: market.studentMailDomains,
  });
  const [old, next] = [lists(before), lists(after)];
  return (Object.keys(next) as MarketList[]).flatMap((list): RuleSetChange[] => {
    const [had, has] = [new Set(old[list]), new Set(next[list])];
    const added = next[list].filter((word) => !had.has(word));
    const removed = old[list].filter((word) => !has.has(word));
    return added.length + removed.length === 0 ? [] : [{ kind: "market", list, added, removed }];
  });
}

/** The same value, whatever the order of its members; NaN (a draft's unreadable figure) is like NaN. */
function isSame(a: unknown, b: unknown): boolean {
  return comparable(a) === comparable(b);
}

function comparable(value: unknown): string {
  return canonicalJson(withoutNaN(value));
}

function withoutNaN(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : `no figure ${value}`;
  if (Array.isArray(value)) return value.map(withoutNaN);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutNaN(part)]));
}
