import type { CompiledSignals } from "../signals/compile.ts";
import type { EventAggregate, EventMatch, EventSource } from "../signals/types.ts";

/**
 * Which event signals count what another one counts: a pricing view of the last 7 days is one of the last 30 and a page
 * view too. A what-if keeps to it, or it would show leads that no history can have.
 */

export interface EventNode {
  readonly key: string;
  readonly source: EventSource;
  readonly windowDays: number;
  /** The same for signals over the same events. */
  readonly matchKey: string;
}

/**
 * adds: each unit of the narrower is a unit of the broader. at_least: the broader is no smaller (max). implies: where
 * the narrower is above zero, so is the broader.
 */
export type Bond = "adds" | "at_least" | "implies";

export interface Containment {
  readonly nodes: readonly EventNode[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** By node: the narrower ones it holds, and how. */
  readonly narrower: readonly (readonly { readonly node: number; readonly bond: Bond }[])[];
  /** Nodes so that each comes after all that it holds; equals in the order of definition. */
  readonly order: readonly number[];
}

const COUNTING: ReadonlySet<EventAggregate> = new Set([
  "count",
  "distinct_days",
  "count_after_first",
  "repeats",
]);

const known = new WeakMap<CompiledSignals, Containment>();

export function containmentOf(compiled: CompiledSignals): Containment {
  const before = known.get(compiled);
  if (before) return before;
  const nodes = compiled.definitions.flatMap(({ key, source }): EventNode[] =>
    source.kind === "events"
      ? [
          {
            key,
            source,
            windowDays: source.windowDays ?? Number.POSITIVE_INFINITY,
            matchKey: matchKeyOf(source.match),
          },
        ]
      : [],
  );
  const narrower = nodes.map((broad, at) =>
    nodes.flatMap((narrow, node) => {
      const bond = node === at ? null : bondOf(narrow, broad);
      return bond === null ? [] : [{ node, bond }];
    }),
  );
  const order = nodes
    .map((_, index) => index)
    .sort((a, b) => narrower[a]!.length - narrower[b]!.length || a - b);
  const made = {
    nodes,
    indexOf: new Map(nodes.map(({ key }, index) => [key, index])),
    narrower,
    order,
  };
  known.set(compiled, made);
  return made;
}

function bondOf(narrow: EventNode, broad: EventNode): Bond | null {
  if (narrow.windowDays > broad.windowDays || !isWithin(narrow.source.match, broad.source.match)) return null;
  const [a, b] = [narrow.source, broad.source];
  const same = a.aggregate === b.aggregate && a.property === b.property && a.scale === b.scale;
  if (same && a.halfLifeDays === b.halfLifeDays) {
    if (a.aggregate === "max") return "at_least";
    return a.aggregate === "exists" ? "implies" : "adds";
  }
  const plain = a.halfLifeDays === undefined && b.halfLifeDays === undefined;
  if (plain && b.aggregate === "count" && COUNTING.has(a.aggregate)) return "adds";
  const happens = COUNTING.has(a.aggregate) || a.aggregate === "exists";
  const shows = b.aggregate === "count" || b.aggregate === "exists" || b.aggregate === "distinct_days";
  return happens && shows ? "implies" : null;
}

/** Whether whatever meets the one match meets the other. */
function isWithin(narrow: EventMatch, broad: EventMatch): boolean {
  return (
    narrow.types.every((type) => broad.types.includes(type)) &&
    (broad.where ?? []).every(({ property, in: values }) =>
      (narrow.where ?? []).some(
        (condition) =>
          condition.property === property &&
          condition.in.every((value) => values.some((other) => String(other) === String(value))),
      ),
    )
  );
}

function matchKeyOf({ types, where = [] }: EventMatch): string {
  return JSON.stringify([
    [...new Set(types)].sort(),
    where.map(({ property, in: values }) => [property, [...new Set(values.map(String))].sort()]).sort(),
  ]);
}
