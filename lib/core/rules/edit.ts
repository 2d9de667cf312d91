import type { Dimension, SignalDefinition } from "../signals/types.ts";
import { reachOf } from "./condition.ts";
import { DEFAULT_STEPS, NO_DECAY } from "./decay.ts";
import { ownSubjectOf } from "./starter-rules.ts";
import type { Rule, RuleCondition } from "./types.ts";

/** Changes to a list of rules that is being drafted. Rules are told by their place: a draft may hold a key twice. */

/** The rules with another one at `index`. */
export function replaceRule(rules: readonly Rule[], index: number, rule: Rule): Rule[] {
  return rules.map((each, at) => (at === index ? rule : each));
}

/** Places of the rules of one dimension, in their order. */
export function placesOf(rules: readonly Rule[], dimension: Dimension): number[] {
  return rules.flatMap((rule, index) => (rule.dimension === dimension ? [index] : []));
}

/**
 * The rules with the one at `index` as the `to`-th of its dimension (from 0, kept within it). Rules of other
 * dimensions stay where they are.
 */
export function moveRule(rules: readonly Rule[], index: number, to: number): Rule[] {
  const moved = rules[index];
  if (!moved) return [...rules];
  const places = placesOf(rules, moved.dimension);
  const order = places.filter((place) => place !== index);
  order.splice(Math.max(0, Math.min(order.length, to)), 0, index);
  const next = [...rules];
  for (const [position, place] of places.entries()) next[place] = rules[order[position]!]!;
  return next;
}

/** A key for a new rule that no other has: the signal's, else with a number. */
export function freeKey(rules: readonly Rule[], wish: string): string {
  const taken = new Set(rules.map(({ key }) => key));
  const base = wish.replace(/[^a-z0-9_]/g, "_").replace(/^_+/, "") || "rule";
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

/** A condition that every signal of this type can meet; category values are for a person to choose. */
export function firstCondition({ type }: Pick<SignalDefinition, "type">): RuleCondition {
  return type === "category" ? { op: "one_of", values: [] } : { op: "is_true" };
}

/** Whether points of a rule on this signal grow old: only what happened has an age. */
export function canDecay({ source }: SignalDefinition): boolean {
  return source.kind === "events" || source.kind === "ratio" || source.kind === "interaction";
}

/** What a new rule on a signal begins as: one point (or minus one) where it is so, fading where it can. */
export function newRule(definition: SignalDefinition, rules: readonly Rule[]): Rule {
  const { dimension, label, key, source } = definition;
  const own = ownSubjectOf(definition);
  const fades = canDecay(definition) && dimension !== "fit" && dimension !== "negative";
  return {
    key: freeKey(rules, key),
    // "Pricing views, 30 days": the window stands beneath the name anyway.
    label: own?.name ?? (source.kind === "events" ? label.replace(/, (\d+ days|ever)$/, "") : label),
    dimension,
    signal: key,
    enabled: true,
    cap: null,
    decay: fades ? DEFAULT_STEPS : NO_DECAY,
    ...(own ? { own } : {}),
    per: "flat",
    condition: firstCondition(definition),
    points: dimension === "negative" ? -1 : 1,
  };
}

/**
 * Points that the rules of a dimension reach together in its direction, without sign; null where one of them has no
 * bound. Rules that are off, or that only pull the other way, add nothing. NaN counts as nothing.
 */
export function reachOfRules(rules: readonly Rule[], dimension: Dimension): number | null {
  let sum = 0;
  for (const rule of rules) {
    if (rule.dimension !== dimension || !rule.enabled || !pullsItsWay(rule)) continue;
    const reach = reachOf(rule);
    if (reach === null) return null;
    sum += Number.isFinite(reach) ? reach : 0;
  }
  return sum;
}

function pullsItsWay(rule: Rule): boolean {
  const sign = rule.dimension === "negative" ? -1 : 1;
  return rule.per === "levels" ? rule.levels.some(({ points }) => points * sign > 0) : rule.points * sign > 0;
}

/** The same rule counting another way; points and condition go along as far as they can. */
export function withPer(rule: Rule, per: Rule["per"], definition: Pick<SignalDefinition, "type">): Rule {
  if (rule.per === per) return rule;
  const { key, label, dimension, signal, enabled, cap, decay, own } = rule;
  const base = { key, label, dimension, signal, enabled, cap, decay, ...(own ? { own } : {}) };
  const [first] = rule.per === "levels" ? rule.levels : [];
  const points = rule.per === "levels" ? (first?.points ?? 1) : rule.points;
  const condition = rule.per === "flat" ? rule.condition : (first?.condition ?? firstCondition(definition));
  if (per === "each") return { ...base, per, points };
  return per === "flat"
    ? { ...base, per, condition, points }
    : { ...base, per, levels: [{ condition, points }] };
}

/** The same rule reading another signal: conditions that its type cannot meet begin anew, an own name goes along. */
export function withSignal(rule: Rule, definition: SignalDefinition, others: readonly Rule[]): Rule {
  const fresh = newRule(definition, others);
  const { own: _, ...kept } = rule;
  const decay = canDecay(definition) ? rule.decay : NO_DECAY;
  const base = { ...kept, signal: definition.key, decay, ...(fresh.own ? { own: fresh.own } : {}) };
  const orFirst = (condition: RuleCondition): RuleCondition =>
    canMeet(condition, definition) ? condition : firstCondition(definition);
  if (base.per === "levels")
    return {
      ...base,
      levels: base.levels.map((level) => ({ ...level, condition: orFirst(level.condition) })),
    };
  if (base.per === "flat") return { ...base, condition: orFirst(base.condition) };
  return definition.type === "category" ? withPer(base, "flat", definition) : base;
}

/** Whether a signal of this type ever says what the condition asks. */
function canMeet({ op }: RuleCondition, { type }: Pick<SignalDefinition, "type">): boolean {
  if (op === "one_of") return type === "category";
  return op === "is_true" || op === "is_false" ? type !== "category" : type === "number";
}
