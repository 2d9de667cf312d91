import type { LeadHistory, SignalDefinition } from "@/lib/core/signals/types";

export interface SeenAfter {
  /** Share (0..1) of the dated first values that came at or after the decision. */
  readonly share: number;
  /** Decided leads whose first value is dated. */
  readonly rows: number;
}

/** Counts, by attribute, how often its first dated value came only when the outcome was known. */
export function seenAfterCounter(definitions: readonly SignalDefinition[]) {
  const byAttribute = new Map<string, { keys: string[]; rows: number; after: number }>();
  for (const { key, source } of definitions) {
    if (source.kind !== "attribute") continue;
    const known = byAttribute.get(source.attribute);
    // Two signals may read one attribute, plainly and by its logarithm.
    if (known) known.keys.push(key);
    else byAttribute.set(source.attribute, { keys: [key], rows: 0, after: 0 });
  }
  return {
    add(history: LeadHistory, decidedAt: number | null): void {
      if (decidedAt === null || byAttribute.size === 0) return;
      for (const [attribute, first] of firstWrites(history)) {
        const count = byAttribute.get(attribute);
        if (count === undefined || first === null) continue;
        count.rows += 1;
        if (first >= decidedAt) count.after += 1;
      }
    },
    finish(): Record<string, SeenAfter> {
      return Object.fromEntries(
        [...byAttribute.values()]
          .filter(({ rows }) => rows > 0)
          .flatMap(({ keys, rows, after }) => keys.map((key) => [key, { share: after / rows, rows }])),
      );
    },
  };
}

/** When each attribute was first written; null where that is not dated. */
function firstWrites(history: LeadHistory): Map<string, number | null> {
  const first = new Map<string, number | null>();
  for (const { type, occurredAt, properties, flagged } of history.events) {
    if (type !== "attributes_set" || flagged) continue;
    const { changes, always_known: isUndated } = properties;
    if (typeof changes !== "object" || changes === null) continue;
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === "") continue;
      const known = first.get(name);
      if (known === null) continue;
      first.set(name, isUndated === true ? null : Math.min(known ?? occurredAt, occurredAt));
    }
  }
  return first;
}
