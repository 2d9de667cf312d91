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
  // One shape for all leads of a scorer: spreading keeps it.
  const values: Record<string, SignalValue> = { ...measured.vector.values };
  const ages: Record<string, number> = { ...measured.vector.ages };
  const evidence: Record<string, SignalEvidence> = { ...measured.evidence };
  const put = (key: string, value: SignalValue): void => {
    values[key] = value;
    if (key in ages) delete ages[key];
    if (key in evidence) delete evidence[key];
  };
  const { indexByKey, definitions } = compiled;
  for (const key in stated) {
    const at = indexByKey.get(key);
    if (at === undefined) continue;
    const value = stated[key]!;
    put(key, value);
    if (definitions[at]!.source.kind === "recency" && typeof value === "number")
      evidence[key] = { occurrences: 1, recentAt: [moment - value * DAY_MS] };
  }
  const follow = (from: string, to: string, value: (given: SignalValue) => SignalValue): void => {
    const given = stated[from];
    if (given !== undefined && stated[to] === undefined && indexByKey.has(to)) put(to, value(given));
  };
  follow("seniority", "decision_maker", (level) =>
    decides(SENIORITY_LEVELS.find((known) => known === level) ?? null),
  );
  follow("employees", "company_size_log", (count) =>
    typeof count === "number" ? Math.log1p(Math.max(0, count)) : null,
  );
  const opposite = (value: SignalValue) => (typeof value === "boolean" ? !value : null);
  follow("in_territory", "out_of_territory", opposite);
  follow("out_of_territory", "in_territory", opposite);
  const isCreated = createdAt !== null && createdAt < moment;
  const part = (key: string): SignalValue | undefined =>
    key !== DAYS_SINCE_CREATED ? values[key] : isCreated ? (moment - createdAt) / DAY_MS : null;
  for (const definition of combinedOf(compiled)) {
    const { key, source } = definition;
    if (stated[key] !== undefined) continue;
    // Where no part became another it is what was measured.
    if (!dependenciesOf(definition).some((part) => values[part] !== measured.vector.values[part])) continue;
    if (source.kind === "interaction") put(key, interactionOf(values[source.gate], values[source.of]));
    else if (source.kind === "ratio")
      put(key, ratioOf(part(source.numerator), part(source.denominator), source.floor));
  }
  return { vector: { moment, values, ages }, evidence };
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
