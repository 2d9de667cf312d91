import type {
  Dimension,
  EventAggregate,
  EventMatch,
  SignalDefinition,
  SignalFamily,
  SignalUnit,
} from "./types.ts";

/** Builders for signals over events, shared by the default and the condition signals. */

export interface EventSpec {
  readonly key: string;
  readonly label: string;
  readonly dimension: Dimension;
  readonly match: EventMatch;
  readonly days: number | null;
  readonly aggregate?: EventAggregate;
  readonly property?: string;
  readonly scale?: number;
  readonly unit?: SignalUnit;
  readonly family?: SignalFamily;
}

export function on(...types: string[]): EventMatch {
  return { types };
}

export function pageViews(kind: string): EventMatch {
  return { types: ["page_view"], where: [{ property: "page", in: [kind] }] };
}

/** Builds an event signal; `exists` makes it a boolean, everything else a number. */
export function eventSignal(spec: EventSpec, modelled = true): SignalDefinition {
  const aggregate = spec.aggregate ?? "count";
  const isBoolean = aggregate === "exists";
  return {
    key: spec.key,
    label: spec.label,
    type: isBoolean ? "boolean" : "number",
    family: spec.family ?? "behavioural",
    dimension: spec.dimension,
    ...(isBoolean ? {} : { unit: spec.unit ?? "count" }),
    source: {
      kind: "events",
      match: spec.match,
      aggregate,
      ...(spec.property === undefined ? {} : { property: spec.property }),
      ...(spec.scale === undefined ? {} : { scale: spec.scale }),
      windowDays: spec.days,
    },
    modelled,
  };
}
