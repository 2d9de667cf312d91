import { gateHolds, interactionOf, ratioOf } from "./combined.ts";
import { type CompiledSignals, compileSignals, DAYS_SINCE_CREATED } from "./compile.ts";
import { type Attributes, derive } from "./derived.ts";
import { isLeadActivity } from "./events.ts";
import { knownAttributes, knownEvents } from "./known-history.ts";
import { emptyTally, evidenceOf, feed, type Tally } from "./tally.ts";
import { booleanOf, numberOf, textOf } from "./text.ts";
import {
  type AttributeValue,
  DAY_MS,
  type HistoryEvent,
  type InteractionSource,
  type LeadHistory,
  type MarketSettings,
  type RatioSource,
  type SignalDefinition,
  type SignalEvidence,
  type SignalsAsOf,
  type SignalType,
  type SignalValue,
} from "./types.ts";

/**
 * Every signal of one lead as of a moment. This is the only implementation: live scoring, training, backtest and
 * replay all call it, so none can see what another could not.
 *
 * Known by then means: unflagged events with occurredAt < moment; a visitor's events where that visitor was
 * identified before the moment; attribute values written before it or imported as always known. The order of
 * `history.events` does not matter. Where no known event could feed an event signal, ratio or recency, an attribute
 * carrying the signal's own key stands in for it (an imported aggregate). Values are never NaN.
 */
export function signalsAsOf(
  signals: readonly SignalDefinition[] | CompiledSignals,
  history: LeadHistory,
  moment: number,
  market?: MarketSettings,
): SignalsAsOf {
  const compiled = "indexByKey" in signals ? signals : compileSignals(signals, market);
  const known = knownEvents(history, moment);
  const run: Run = {
    compiled,
    moment,
    createdAt: history.createdAt !== null && history.createdAt < moment ? history.createdAt : null,
    attributes: knownAttributes(history, known),
    tallies: tallyEvents(compiled, known, moment),
    values: new Array<SignalValue>(compiled.definitions.length).fill(null),
    isKnown: new Array<boolean>(compiled.definitions.length).fill(false),
    ages: {},
    evidence: {},
  };
  for (const index of compiled.order) run.values[index] = evaluate(run, index);
  const values: Record<string, SignalValue> = { ...compiled.blank };
  for (let index = 0; index < run.values.length; index += 1)
    values[compiled.definitions[index]!.key] = run.values[index]!;
  return { vector: { moment, values, ages: run.ages }, evidence: run.evidence };
}

interface Run {
  readonly compiled: CompiledSignals;
  readonly moment: number;
  readonly createdAt: number | null;
  readonly attributes: Attributes;
  readonly tallies: readonly (Tally | undefined)[];
  readonly values: SignalValue[];
  /** Whether events or an imported aggregate stand behind the value, as opposed to a default. */
  readonly isKnown: boolean[];
  readonly ages: Record<string, number>;
  readonly evidence: Record<string, SignalEvidence>;
}

function tallyEvents(
  compiled: CompiledSignals,
  known: readonly HistoryEvent[],
  moment: number,
): (Tally | undefined)[] {
  const tallies = new Array<Tally | undefined>(compiled.definitions.length);
  let lastActivity: HistoryEvent | null = null;
  for (const event of known) {
    for (const listener of compiled.listeners.get(event.type) ?? []) {
      if (!listener.where.every(({ property, in: values }) => values.has(String(event.properties[property]))))
        continue;
      const tally = tallies[listener.index] ?? emptyTally();
      tallies[listener.index] = tally;
      feed(tally, listener, event, moment);
    }
    if (isLeadActivity(event.type, event.properties)) lastActivity = event;
  }
  if (lastActivity !== null) {
    const { occurredAt } = lastActivity;
    for (const index of compiled.activityListeners) {
      tallies[index] = { ...emptyTally(), count: 1, times: [occurredAt], newest: lastActivity };
    }
  }
  return tallies;
}

/** Derived signals whose own key is an attribute they have read and understood already. */
const READ_AS_ATTRIBUTES: ReadonlySet<string> = new Set(["seniority", "decision_maker", "employees"]);

function evaluate(run: Run, index: number): SignalValue {
  const definition = run.compiled.definitions[index]!;
  const { source } = definition;
  switch (source.kind) {
    case "events":
      return eventValue(run, index, definition, source.aggregate === "exists");
    case "recency":
      return recencyValue(run, index, definition);
    case "attribute":
      return attributeValue(run, definition, source.attribute, source.transform);
    case "derived": {
      const { value, attribute } = derive(source.name, run.attributes, run.compiled.market);
      if (value === null)
        return READ_AS_ATTRIBUTES.has(source.name) ? null : importedValue(run, index, definition);
      if (attribute !== undefined) run.evidence[definition.key] = { attribute };
      return value;
    }
    case "ratio":
      return ratioValue(run, index, definition, source);
    case "interaction":
      return interactionValue(run, index, definition, source);
  }
}

function eventValue(run: Run, index: number, definition: SignalDefinition, isBoolean: boolean): SignalValue {
  const tally = run.tallies[index];
  if (tally === undefined) return importedValue(run, index, definition) ?? (isBoolean ? false : 0);
  run.isKnown[index] = true;
  if (tally.count > 0) noteEvents(run, definition, tally);
  return isBoolean ? tally.count > 0 : tally.amount;
}

/** Also sets the age: of the newest counted event, in fractional days. */
function noteEvents(run: Run, definition: SignalDefinition, tally: Tally): void {
  run.evidence[definition.key] = evidenceOf(tally);
  run.ages[definition.key] = (run.moment - tally.times[tally.times.length - 1]!) / DAY_MS;
}

/** Whole days since the newest matching event, else the imported figure, else (any activity) since creation. */
function recencyValue(run: Run, index: number, definition: SignalDefinition): SignalValue {
  const tally = run.tallies[index];
  if (tally !== undefined) {
    const last = tally.times[tally.times.length - 1]!;
    run.isKnown[index] = true;
    run.evidence[definition.key] = { occurrences: 1, recentAt: [last] };
    return Math.floor((run.moment - last) / DAY_MS);
  }
  const imported = importedValue(run, index, definition);
  if (imported !== null || run.createdAt === null) return imported;
  return Math.floor((run.moment - run.createdAt) / DAY_MS);
}

function coerce(type: SignalType, value: AttributeValue | undefined): SignalValue {
  if (textOf(value) === null) return null;
  if (type === "number") return numberOf(value);
  if (type === "boolean") return booleanOf(value);
  return textOf(value);
}

function attributeValue(
  run: Run,
  definition: SignalDefinition,
  name: string,
  transform?: "log1p",
): SignalValue {
  const raw = run.attributes.get(name) ?? null;
  const value = coerce(definition.type, raw);
  if (value === null) return null;
  run.evidence[definition.key] = { attribute: { name, value: raw } };
  return transform === "log1p" && typeof value === "number" ? Math.log1p(Math.max(0, value)) : value;
}

/** The value under the signal's own key, where a file brought aggregates instead of events. */
function importedValue(run: Run, index: number, definition: SignalDefinition): SignalValue {
  const raw = run.attributes.get(definition.key) ?? null;
  const value = raw === null ? null : coerce(definition.type, raw);
  if (value === null) return null;
  run.isKnown[index] = true;
  run.evidence[definition.key] = { imported: true, attribute: { name: definition.key, value: raw } };
  return value;
}

function ratioValue(run: Run, index: number, definition: SignalDefinition, source: RatioSource): SignalValue {
  const { indexByKey } = run.compiled;
  const top = indexByKey.get(source.numerator);
  const bottom = indexByKey.get(source.denominator);
  const hasEvents = [top, bottom].some((part) => part !== undefined && run.isKnown[part]);
  const imported = hasEvents ? null : importedValue(run, index, definition);
  if (imported !== null) return imported;
  const part = (key: string, at: number | undefined): SignalValue =>
    key === DAYS_SINCE_CREATED ? daysSinceCreated(run) : run.values[at!]!;
  const value = ratioOf(part(source.numerator, top), part(source.denominator, bottom), source.floor);
  if (value === null) return null;
  inherit(run, definition, source.numerator);
  run.isKnown[index] = hasEvents;
  return value;
}

function daysSinceCreated(run: Run): number | null {
  return run.createdAt === null ? null : (run.moment - run.createdAt) / DAY_MS;
}

function interactionValue(
  run: Run,
  index: number,
  definition: SignalDefinition,
  source: InteractionSource,
): SignalValue {
  const gate = run.compiled.indexByKey.get(source.gate)!;
  const of = run.compiled.indexByKey.get(source.of)!;
  if (!gateHolds(run.values[gate])) return 0;
  const value = interactionOf(run.values[gate], run.values[of]);
  run.isKnown[index] = run.isKnown[of]!;
  if (value !== 0) {
    const attribute = run.evidence[source.gate]?.attribute;
    inherit(run, definition, source.of);
    if (attribute !== undefined)
      run.evidence[definition.key] = { ...run.evidence[definition.key], attribute };
  }
  return value;
}

/** A computed signal is as old, and as well evidenced, as the events behind it. */
function inherit(run: Run, definition: SignalDefinition, key: string): void {
  const evidence = run.evidence[key];
  const age = run.ages[key];
  if (evidence !== undefined) run.evidence[definition.key] = evidence;
  if (age !== undefined) run.ages[definition.key] = age;
}
