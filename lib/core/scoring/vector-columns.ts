import type { SignalValue, SignalVector } from "../signals/types.ts";

/**
 * Many vectors of one moment as columns, for the way to a browser: a key is written once, not once a lead, and a
 * signal that says the same of every lead is one value. `unpackVectors` gives them back bit for bit.
 */
export interface VectorColumns {
  readonly moment: number;
  readonly count: number;
  /** By signal: one value for all, or one a lead. */
  readonly values: Readonly<
    Record<string, { readonly all: SignalValue } | { readonly each: readonly SignalValue[] }>
  >;
  /** By signal: positions of the leads that have an age, and the ages beside them. */
  readonly ages: Readonly<
    Record<string, { readonly at: readonly number[]; readonly days: readonly number[] }>
  >;
}

/** All vectors must be of `moment` and of the same signals; ages are of their signals. */
export function packVectors(vectors: readonly SignalVector[], moment: number): VectorColumns {
  const values: Record<string, { all: SignalValue } | { each: SignalValue[] }> = {};
  for (const key of Object.keys(vectors[0]?.values ?? {})) {
    const each = vectors.map((vector) => vector.values[key] ?? null);
    values[key] = each.every((value) => Object.is(value, each[0])) ? { all: each[0]! } : { each };
  }
  const ages: Record<string, { at: number[]; days: number[] }> = {};
  for (const [position, vector] of vectors.entries())
    for (const [key, days] of Object.entries(vector.ages)) {
      ages[key] ??= { at: [], days: [] };
      ages[key].at.push(position);
      ages[key].days.push(days);
    }
  return { moment, count: vectors.length, values, ages };
}

export function unpackVectors({ moment, count, values, ages }: VectorColumns): SignalVector[] {
  const keys = Object.keys(values);
  const vectors = Array.from({ length: count }, (_, position) => {
    const own: Record<string, SignalValue> = {};
    for (const key of keys) {
      const column = values[key]!;
      own[key] = "all" in column ? column.all : (column.each[position] ?? null);
    }
    return { moment, values: own, ages: {} as Record<string, number> };
  });
  for (const [key, { at, days }] of Object.entries(ages))
    for (const [index, position] of at.entries()) {
      const vector = vectors[position];
      if (vector) vector.ages[key] = days[index]!;
    }
  return vectors;
}
