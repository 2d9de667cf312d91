import { interactionOf, ratioOf } from "./combined.ts";
import { type CompiledSignals, DAYS_SINCE_CREATED, dependenciesOf } from "./compile.ts";
import { decides, SENIORITY_LEVELS } from "./seniority.ts";
import {
  DAY_MS,
  type SignalDefinition,
  type SignalEvidence,
  type SignalsAsOf,
  type SignalValue,
} from "./types.ts";

/** Signal values that somebody who knows them states outright, by key; null: not known. */
export type StatedSignals = Readonly<Record<string, SignalValue>>;

/**
 * A measured lead with some of its signals stated: what is stated stands, and what is made of it follows by the same
 * formulas as in `signalsAsOf`, unless it is stated itself: ratios, interactions, who decides (by seniority), the
 * company's size (by employees), inside and outside the territory. A stated value has no occurrence behind it: it does
 * not decay, and nothing is said of when. Keys that are not defined are left out; types are the caller's care.
 */
export function withStated(
  compiled: CompiledSignals,
  measured: SignalsAsOf,
  stated: StatedSignals,
  createdAt: number | null = null,
): SignalsAsOf {
  const { moment } = measured.vector;
  const draft: Draft = {
    compiled,
    moment,
    // One shape for all leads of a scorer: spreading keeps it.
    values: { ...measured.vector.values },
    ages: { ...measured.vector.ages },
    evidence: { ...measured.evidence },
  };
  for (const key in stated) {
    const at = compiled.indexByKey.get(key);
    if (at === undefined) continue;
    const value = stated[key]!;
    put(draft, key, value);
    if (compiled.definitions[at]!.source.kind === "recency" && typeof value === "number")
      draft.evidence[key] = { occurrences: 1, recentAt: [moment - value * DAY_MS] };
  }
  for (const [from, to, valueFrom] of FOLLOWING) {
    const given = stated[from];
    if (given !== undefined && stated[to] === undefined && compiled.indexByKey.has(to))
      put(draft, to, valueFrom(given));
  }
  const sinceCreated = createdAt !== null && createdAt < moment ? (moment - createdAt) / DAY_MS : null;
  for (const definition of combinedOf(compiled)) {
    if (stated[definition.key] === undefined && hasChanged(draft, measured, definition))
      put(draft, definition.key, combine(draft, definition, sinceCreated));
  }
  return { vector: { moment, values: draft.values, ages: draft.ages }, evidence: draft.evidence };
}

interface Draft {
  readonly compiled: CompiledSignals;
  readonly moment: number;
  readonly values: Record<string, SignalValue>;
  readonly ages: Record<string, number>;
  readonly evidence: Record<string, SignalEvidence>;
}

function put({ values, ages, evidence }: Draft, key: string, value: SignalValue): void {
  values[key] = value;
  if (key in ages) delete ages[key];
  if (key in evidence) delete evidence[key];
}

/** What is the same thing under another key. */
const FOLLOWING: readonly (readonly [string, string, (given: SignalValue) => SignalValue])[] = [
  [
    "seniority",
    "decision_maker",
    (level) => decides(SENIORITY_LEVELS.find((known) => known === level) ?? null),
  ],
  [
    "employees",
    "company_size_log",
    (count) => (typeof count === "number" ? Math.log1p(Math.max(0, count)) : null),
  ],
  ["in_territory", "out_of_territory", opposite],
  ["out_of_territory", "in_territory", opposite],
];

function opposite(value: SignalValue): SignalValue {
  return typeof value === "boolean" ? !value : null;
}

/** Where no part became another, a computed signal is what was measured. */
function hasChanged({ values }: Draft, measured: SignalsAsOf, definition: SignalDefinition): boolean {
  return dependenciesOf(definition).some((part) => values[part] !== measured.vector.values[part]);
}

function combine({ values }: Draft, { source }: SignalDefinition, sinceCreated: number | null): SignalValue {
  if (source.kind === "interaction") return interactionOf(values[source.gate], values[source.of]);
  if (source.kind !== "ratio") return null;
  const { numerator, denominator, floor } = source;
  return ratioOf(
    numerator === DAYS_SINCE_CREATED ? sinceCreated : values[numerator],
    denominator === DAYS_SINCE_CREATED ? sinceCreated : values[denominator],
    floor,
  );
}

const combined = new WeakMap<CompiledSignals, readonly SignalDefinition[]>();

/** Signals made of other signals, in an order in which each comes after its parts. */
function combinedOf(compiled: CompiledSignals): readonly SignalDefinition[] {
  const known = combined.get(compiled);
  if (known) return known;
  const found = compiled.order
    .map((index) => compiled.definitions[index]!)
    .filter(({ source }) => source.kind === "ratio" || source.kind === "interaction");
  combined.set(compiled, found);
  return found;
}

/**
 * Keys whose value may be another than what is stated or measured, because they are made of what is stated: what
 * `withStated` works out beside it. Which they are is told by the stated keys alone.
 */
export function followingKeys(compiled: CompiledSignals, stated: ReadonlySet<string>): Set<string> {
  const following = new Set<string>();
  for (const [from, to] of FOLLOWING)
    if (stated.has(from) && !stated.has(to) && compiled.indexByKey.has(to)) following.add(to);
  for (const definition of combinedOf(compiled))
    if (
      !stated.has(definition.key) &&
      dependenciesOf(definition).some((part) => stated.has(part) || following.has(part))
    )
      following.add(definition.key);
  return following;
}
