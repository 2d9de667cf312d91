import { canonicalJson } from "../scoring/canonical-json.ts";
import type { AttributeValue, HistoryEvent, LeadHistory } from "./types.ts";

/** What of a history was known before a moment: the one place that decides it. */

function compareTied(a: HistoryEvent, b: HistoryEvent): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  const left = canonicalText(a.properties);
  const right = canonicalText(b.properties);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Properties come from outside: what JSON cannot say must not throw here, only sort somewhere. */
function canonicalText(properties: Readonly<Record<string, unknown>>): string {
  try {
    return canonicalJson(properties);
  } catch {
    return "";
  }
}

function chronologically(a: HistoryEvent, b: HistoryEvent): number {
  return a.occurredAt - b.occurredAt || compareTied(a, b);
}

/**
 * Events that count as of `moment`, oldest first, ties in a fixed order: unflagged, `occurredAt < moment`, and for a
 * visitor's events the visitor identified before the moment (then all of its earlier events count).
 */
export function knownEvents(history: LeadHistory, moment: number): readonly HistoryEvent[] {
  let identified: Set<string> | null = null;
  const known: HistoryEvent[] = [];
  let isSorted = true;
  let previous = Number.NEGATIVE_INFINITY;
  for (const event of history.events) {
    if (event.flagged === true || !(event.occurredAt < moment)) continue;
    if (event.visitorId !== undefined) {
      identified ??= new Set(
        history.visitors
          .filter((visitor) => visitor.identifiedAt < moment)
          .map((visitor) => visitor.visitorId),
      );
      if (!identified.has(event.visitorId)) continue;
    }
    if (event.occurredAt <= previous) isSorted = false;
    previous = event.occurredAt;
    known.push(event);
  }
  return isSorted ? known : known.sort(chronologically);
}

function apply(event: HistoryEvent, attributes: Map<string, AttributeValue>): void {
  const { changes } = event.properties;
  if (typeof changes !== "object" || changes === null) return;
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || typeof value === "string" || typeof value === "boolean")
      attributes.set(name, value);
    else if (typeof value === "number") attributes.set(name, Number.isFinite(value) ? value : null);
  }
}

/**
 * Attribute values known by then. `always_known` writes (values imported without a date) are the oldest whatever
 * their own time, and count at any moment; dated writes override them in order of time.
 */
export function knownAttributes(
  history: LeadHistory,
  known: readonly HistoryEvent[],
): ReadonlyMap<string, AttributeValue> {
  const attributes = new Map<string, AttributeValue>();
  const undated = history.events.filter(
    (event) =>
      event.type === "attributes_set" && event.properties.always_known === true && event.flagged !== true,
  );
  if (undated.length > 1) undated.sort(chronologically);
  for (const event of undated) apply(event, attributes);
  for (const event of known) {
    if (event.type === "attributes_set" && event.properties.always_known !== true) apply(event, attributes);
  }
  return attributes;
}
