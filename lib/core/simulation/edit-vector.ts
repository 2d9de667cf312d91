import { halved } from "../math/portable.ts";
import { interactionOf, ratioOf } from "../signals/combined.ts";
import { DAYS_SINCE_CREATED, dependenciesOf } from "../signals/compile.ts";
import { isLeadActivity } from "../signals/events.ts";
import { decides, SENIORITY_LEVELS, type Seniority } from "../signals/seniority.ts";
import {
  DAY_MS,
  type EventMatch,
  type SignalDefinition,
  type SignalEvidence,
  type SignalsAsOf,
  type SignalValue,
} from "../signals/types.ts";
import { type Bond, containmentOf, type EventNode } from "./containment.ts";
import { spread } from "./spread.ts";
import type { Edits, Standing } from "./types.ts";

/**
 * The signals a lead would have after a what-if: what was set, and what follows from it.
 *
 * Ratios and interactions come by the formulas of `signalsAsOf`. Event signals stay within each other (`spread`). What
 * was raised happened just now: its age is the quiet days since, it leaves its window like any event, and where it is
 * something a lead does, the lead was active then. A value of 0 has no age. Seniority decides who decides, employees
 * are the company's size, and inside and outside the territory are opposites. Without edits it is `later` itself.
 */
export function editVector(standing: Standing, edits: Edits): SignalsAsOf {
  const { compiled, later } = standing;
  const wanted = Object.entries(edits).filter(([key]) => compiled.indexByKey.has(key));
  if (wanted.length === 0) return later;
  const draft: Draft = {
    standing,
    values: { ...later.vector.values },
    ages: { ...later.vector.ages },
    changed: new Set(),
  };
  setAttributes(draft, edits);
  setEvents(draft, edits);
  combine(draft);
  if (draft.changed.size === 0) return later;
  const evidence: Record<string, SignalEvidence> = { ...later.evidence };
  for (const key of draft.changed) delete evidence[key];
  for (const { key, source } of compiled.definitions) {
    const days = draft.values[key];
    // So many days ago something happened: it is worded as of then, not as a gap.
    if (source.kind === "recency" && draft.changed.has(key) && typeof days === "number")
      evidence[key] = { occurrences: 1, recentAt: [later.vector.moment - days * DAY_MS] };
  }
  return { vector: { moment: later.vector.moment, values: draft.values, ages: draft.ages }, evidence };
}

interface Draft {
  readonly standing: Standing;
  readonly values: Record<string, SignalValue>;
  readonly ages: Record<string, number>;
  /** Keys whose value or age is another than `later` has. */
  readonly changed: Set<string>;
}

function put(draft: Draft, key: string, value: SignalValue): void {
  if (Object.is(draft.values[key] ?? null, value)) return;
  draft.values[key] = value;
  draft.changed.add(key);
}

function putAge(draft: Draft, key: string, age: number | undefined): void {
  if (draft.ages[key] === age) return;
  if (age === undefined) delete draft.ages[key];
  else draft.ages[key] = age;
  draft.changed.add(key);
}

const has = (edits: Edits, key: string): boolean => edits[key] !== undefined;

/** Everything that is no event: set as it is, then what is the same thing under another key. */
function setAttributes(draft: Draft, edits: Edits): void {
  const { compiled, quietDays } = draft.standing;
  for (const { key, source } of compiled.definitions) {
    const value = edits[key];
    if (value === undefined) continue;
    if (source.kind === "attribute" || source.kind === "derived") put(draft, key, value);
    if (source.kind === "recency") put(draft, key, typeof value === "number" ? value + quietDays : value);
  }
  const defined = (key: string) => compiled.indexByKey.has(key);
  const { seniority } = edits;
  if (seniority !== undefined && !has(edits, "decision_maker") && defined("decision_maker")) {
    const level = SENIORITY_LEVELS.find((known) => known === seniority) as Seniority | undefined;
    put(draft, "decision_maker", decides(level ?? null));
  }
  const { employees } = edits;
  if (employees !== undefined && defined("company_size_log"))
    put(draft, "company_size_log", typeof employees === "number" ? Math.log1p(employees) : null);
  opposite(draft, edits, "in_territory", "out_of_territory");
  if (!has(edits, "in_territory")) opposite(draft, edits, "out_of_territory", "in_territory");
}

function opposite(draft: Draft, edits: Edits, key: string, other: string): void {
  const value = edits[key];
  if (value !== undefined && draft.standing.compiled.indexByKey.has(other))
    put(draft, other, typeof value === "boolean" ? !value : null);
}

const amountOf = (value: SignalValue | undefined): number =>
  typeof value === "number" ? value : value === true ? 1 : 0;

function setEvents(draft: Draft, edits: Edits): void {
  const { standing } = draft;
  const containment = containmentOf(standing.compiled);
  const { nodes } = containment;
  const base = nodes.map(({ key }) => amountOf(standing.now.vector.values[key]));
  const set = nodes.map(({ key }) => (edits[key] === undefined ? undefined : amountOf(edits[key])));
  if (set.every((amount) => amount === undefined)) return;
  const amounts = spread(containment, base, set);
  const raised: EventNode[] = [];
  for (const [at, node] of nodes.entries()) {
    if (amounts[at] === base[at]) continue;
    if (amounts[at]! > base[at]!) raise(draft, node, amounts[at]! - base[at]!);
    else lower(draft, node, amounts[at]!);
    if (amounts[at]! > base[at]!) raised.push(node);
  }
  for (const at of containment.order)
    for (const { node, bond } of containment.narrower[at]!)
      if (raised.includes(nodes[node]!)) holdAtLeast(draft, nodes[at]!, nodes[node]!, bond);
  for (const [at, inner] of containment.narrower.entries()) {
    // What grew within is the newest that the broader one counts, also where it counts no more for it.
    if (inner.some(({ node }) => raised.includes(nodes[node]!))) refresh(draft, nodes[at]!);
    // A lead without a view this week had its views of the month before it.
    for (const { node, bond } of inner) {
      const [narrow, broad] = [nodes[node]!, nodes[at]!];
      const emptied = amounts[node] === 0 && base[node]! > 0 && amounts[at]! > 0 && amounts[at]! <= base[at]!;
      const age = draft.ages[broad.key];
      const since = narrow.windowDays + standing.quietDays;
      if (
        emptied &&
        bond === "adds" &&
        narrow.matchKey === broad.matchKey &&
        age !== undefined &&
        age < since
      )
        putAge(draft, broad.key, since);
    }
  }
  noteActivity(draft, raised);
}

/** Adds what happened just now to what is left of the history by then. */
function raise(draft: Draft, { key, source, windowDays }: EventNode, more: number): void {
  const { quietDays, later, now } = draft.standing;
  if (quietDays >= windowDays) return;
  const left = amountOf(later.vector.values[key]);
  const weight = source.halfLifeDays === undefined ? 1 : halved(quietDays / source.halfLifeDays);
  const reached = amountOf(now.vector.values[key]) + more;
  if (source.aggregate === "exists") put(draft, key, true);
  else put(draft, key, source.aggregate === "max" ? Math.max(left, reached) : left + more * weight);
  putAge(draft, key, quietDays);
}

/**
 * A broader signal that was lowered loses the rest of its past while one waits, but not what happened just now within
 * it.
 */
function holdAtLeast(draft: Draft, broad: EventNode, narrow: EventNode, bond: Bond): void {
  const inner = amountOf(draft.values[narrow.key]);
  const least = bond === "implies" ? Math.min(1, inner) : inner;
  if (draft.standing.quietDays >= narrow.windowDays || amountOf(draft.values[broad.key]) >= least) return;
  put(draft, broad.key, broad.source.aggregate === "exists" ? true : least);
}

function refresh(draft: Draft, { key, windowDays }: EventNode): void {
  const { quietDays } = draft.standing;
  if (quietDays < windowDays && amountOf(draft.values[key]) > 0) putAge(draft, key, quietDays);
}

function lower(draft: Draft, { key, source }: EventNode, amount: number): void {
  const left = Math.min(amountOf(draft.standing.later.vector.values[key]), amount);
  put(draft, key, source.aggregate === "exists" ? left > 0 : left);
  if (left === 0) putAge(draft, key, undefined);
}

function noteActivity(draft: Draft, raised: readonly EventNode[]): void {
  if (raised.length === 0) return;
  const { compiled, quietDays } = draft.standing;
  const active = raised.some(({ source }) => isActivity(source.match));
  for (const { key, source } of compiled.definitions) {
    if (source.kind !== "recency") continue;
    const { match } = source;
    const happened =
      match === null
        ? active
        : raised.some(({ source: event }) => event.match.types.every((type) => match.types.includes(type)));
    const days = draft.values[key];
    if (happened && !(typeof days === "number" && days <= quietDays)) put(draft, key, quietDays);
  }
}

/** Whether what a signal counts is something that the lead does; a bounce or a delivery is not. */
export function isActivity({ types, where = [] }: EventMatch): boolean {
  const properties = Object.fromEntries(where.map(({ property, in: values }) => [property, values[0]]));
  return types.every((type) => isLeadActivity(type, properties));
}

/** Ratios and interactions over something that changed, in the order in which they need each other. */
function combine(draft: Draft): void {
  const { compiled } = draft.standing;
  for (const index of compiled.order) {
    const definition = compiled.definitions[index]!;
    if (dependenciesOf(definition).some((key) => draft.changed.has(key))) recompute(draft, definition);
  }
}

function recompute(draft: Draft, { key, source }: SignalDefinition): void {
  const { values, standing } = draft;
  if (source.kind === "interaction") {
    const value = interactionOf(values[source.gate], values[source.of]);
    put(draft, key, value);
    putAge(draft, key, value === 0 ? undefined : draft.ages[source.of]);
  }
  if (source.kind === "ratio") {
    const { createdAt } = standing;
    const sinceCreated = createdAt === null ? null : (standing.later.vector.moment - createdAt) / DAY_MS;
    const part = (name: string) => (name === DAYS_SINCE_CREATED ? sinceCreated : values[name]);
    const value = ratioOf(part(source.numerator), part(source.denominator), source.floor);
    put(draft, key, value);
    putAge(draft, key, value === null ? undefined : draft.ages[source.numerator]);
  }
}
