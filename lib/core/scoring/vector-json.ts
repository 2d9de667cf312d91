import type { SignalDefinition, SignalValue, SignalVector } from "../signals/types.ts";

/** A vector as it is stored: m moment, v values that are not their signal's default, a ages. */
export interface CompactVector {
  readonly m: number;
  readonly v: Readonly<Record<string, SignalValue>>;
  readonly a: Readonly<Record<string, number>>;
}

/** What a signal reads where nothing happened: 0 or false for event signals, null for the rest. */
function defaultOf(definition: SignalDefinition): SignalValue {
  if (definition.source.kind !== "events" && definition.source.kind !== "interaction") return null;
  return definition.type === "boolean" ? false : 0;
}

/** A chunk of leads shares one list of definitions: its defaults are looked up once, not once a lead. */
const defaultsByDefinitions = new WeakMap<readonly SignalDefinition[], ReadonlyMap<string, SignalValue>>();

/** What a signal reads where nothing happened, by key. Kept as long as the definitions live. */
export function defaultsOf(definitions: readonly SignalDefinition[]): ReadonlyMap<string, SignalValue> {
  const known = defaultsByDefinitions.get(definitions);
  if (known) return known;
  const defaults = new Map(definitions.map((definition) => [definition.key, defaultOf(definition)]));
  defaultsByDefinitions.set(definitions, defaults);
  return defaults;
}

/** Drops what the definitions imply. `expandVector` with the same definitions gives the vector back, bit for bit. */
export function compactVector(vector: SignalVector, definitions: readonly SignalDefinition[]): CompactVector {
  const defaults = defaultsOf(definitions);
  const kept = Object.entries(vector.values).filter(
    ([key, value]) => !Object.is(value, defaults.get(key) ?? null),
  );
  return { m: vector.moment, v: Object.fromEntries(kept), a: vector.ages };
}

/** Restores a stored vector. A signal defined since then reads as its default, which no older scorer asks for. */
export function expandVector(compact: CompactVector, definitions: readonly SignalDefinition[]): SignalVector {
  const values: Record<string, SignalValue> = {};
  for (const definition of definitions) {
    const stored = compact.v[definition.key];
    values[definition.key] = stored === undefined ? defaultOf(definition) : stored;
  }
  for (const [key, value] of Object.entries(compact.v)) values[key] = value;
  return { moment: compact.m, values, ages: compact.a };
}
