import { type CompiledMarket, compileMarket } from "./derived.ts";
import { EMPTY_MARKET } from "./market.ts";
import {
  DAY_MS,
  type EventMatch,
  type EventSource,
  type MarketSettings,
  type SignalDefinition,
  type SignalValue,
} from "./types.ts";

/** Denominator of a ratio that is no signal: fractional days since the lead was created. */
export const DAYS_SINCE_CREATED = "days_since_created";

/** One signal waiting for events of one type. */
export interface Listener {
  /** Position of the signal in `definitions`. */
  readonly index: number;
  readonly where: readonly { readonly property: string; readonly in: ReadonlySet<string> }[];
  /** Absent for recency signals. */
  readonly source: EventSource | null;
  readonly windowMs: number;
}

/** Definitions prepared once for any number of leads. Holds no state of a lead. */
export interface CompiledSignals {
  readonly definitions: readonly SignalDefinition[];
  readonly market: CompiledMarket;
  readonly listeners: ReadonlyMap<string, readonly Listener[]>;
  /** Recency over any activity. */
  readonly activityListeners: readonly number[];
  /** Positions in an order in which ratios and interactions come after what they read. */
  readonly order: readonly number[];
  readonly indexByKey: ReadonlyMap<string, number>;
  /** Every key with null: cloning one shape is much cheaper than growing an object key by key. */
  readonly blank: Readonly<Record<string, SignalValue>>;
}

function eventMatchOf(definition: SignalDefinition): EventMatch | null {
  const { source } = definition;
  return source.kind === "events" || source.kind === "recency" ? source.match : null;
}

function listenersOf(definitions: readonly SignalDefinition[]): Map<string, Listener[]> {
  const listeners = new Map<string, Listener[]>();
  for (const [index, definition] of definitions.entries()) {
    const match = eventMatchOf(definition);
    if (match === null) continue;
    const source = definition.source.kind === "events" ? definition.source : null;
    const listener: Listener = {
      index,
      where: (match.where ?? []).map(({ property, in: values }) => ({
        property,
        in: new Set(values.map(String)),
      })),
      source,
      windowMs: source?.windowDays == null ? Number.POSITIVE_INFINITY : source.windowDays * DAY_MS,
    };
    for (const type of new Set(match.types)) {
      const list = listeners.get(type);
      if (list) list.push(listener);
      else listeners.set(type, [listener]);
    }
  }
  return listeners;
}

/** Keys of the signals that a ratio or an interaction is made of; none for the others. */
export function dependenciesOf(definition: SignalDefinition): readonly string[] {
  const { source } = definition;
  if (source.kind === "ratio")
    return [source.numerator, source.denominator].filter((key) => key !== DAYS_SINCE_CREATED);
  return source.kind === "interaction" ? [source.gate, source.of] : [];
}

function evaluationOrder(
  definitions: readonly SignalDefinition[],
  indexByKey: ReadonlyMap<string, number>,
): number[] {
  const order: number[] = [];
  const state = new Map<number, "open" | "done">();
  const visit = (index: number): void => {
    if (state.get(index) === "done") return;
    const definition = definitions[index]!;
    if (state.get(index) === "open") throw new Error(`Signal ${definition.key} depends on itself`);
    state.set(index, "open");
    for (const key of dependenciesOf(definition)) {
      const dependency = indexByKey.get(key);
      if (dependency === undefined)
        throw new Error(`Signal ${definition.key} reads ${key}, which is not defined`);
      visit(dependency);
    }
    state.set(index, "done");
    order.push(index);
  };
  for (const index of definitions.keys()) visit(index);
  return order;
}

/**
 * Prepares definitions for `signalsAsOf`. Throws on duplicate keys, on ratios or interactions over signals that are
 * not among the definitions, and on circular ones: all are programming errors, screens refuse them earlier.
 */
export function compileSignals(
  definitions: readonly SignalDefinition[],
  market: MarketSettings = EMPTY_MARKET,
): CompiledSignals {
  const indexByKey = new Map<string, number>();
  for (const [index, { key }] of definitions.entries()) {
    if (indexByKey.has(key)) throw new Error(`Signal ${key} is defined twice`);
    indexByKey.set(key, index);
  }
  return {
    definitions,
    market: compileMarket(market),
    listeners: listenersOf(definitions),
    activityListeners: definitions.flatMap(({ source }, index) =>
      source.kind === "recency" && source.match === null ? [index] : [],
    ),
    order: evaluationOrder(definitions, indexByKey),
    indexByKey,
    blank: Object.fromEntries(definitions.map(({ key }) => [key, null])),
  };
}
