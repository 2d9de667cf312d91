import { CONDITION_SIGNALS } from "./condition-signals.ts";
import { DEFAULT_SIGNALS } from "./default-signals.ts";
import { fold } from "./text.ts";
import type { Dimension, SignalDefinition, SignalType } from "./types.ts";

/** Definitions of a tenant's own signals, from what its files and events are called. */

const STANDARD_KEYS = new Set([...DEFAULT_SIGNALS, ...CONDITION_SIGNALS].map((definition) => definition.key));

/** "Lead Origin" -> "lead_origin", "pageViews" -> "page_views", at most 60 characters; never empty. */
export function slugOf(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
  const slug = fold(spaced)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60)
    .replace(/_+$/, "");
  return slug === "" ? "field" : slug;
}

/** A standard signal keeps its key to itself: an own column of the same name is another signal. */
function ownKey(slug: string): string {
  return STANDARD_KEYS.has(slug) || slug === "days_since_created" ? `own_${slug}` : slug;
}

/** "W_Completeren aanvraag" -> "W completeren aanvraag", "A_SUBMITTED" -> "A submitted", "LeadOrigin" -> "Lead origin". */
export function labelOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_\s]+/g, " ")
    .trim()
    .split(" ")
    .map((word) => (/^[A-Z]{2,3}$/.test(word) ? word : word.toLowerCase()))
    .join(" ");
  return words === "" ? "Field" : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Count, ever and recency of one imported event type. */
export function definitionsForEventType(
  type: string,
  dimension: Dimension = "engagement",
): SignalDefinition[] {
  const slug = slugOf(type);
  const label = labelOf(type);
  const lower = label.charAt(0).toLowerCase() + label.slice(1);
  const match = { types: [type] };
  const common = { family: "custom", dimension, modelled: true } as const;
  return [
    {
      ...common,
      key: ownKey(`${slug}_count`),
      label: `${label}, times`,
      type: "number",
      unit: "count",
      source: { kind: "events", match, aggregate: "count", windowDays: null },
    },
    {
      ...common,
      key: ownKey(`${slug}_ever`),
      label: `${label}, ever`,
      type: "boolean",
      source: { kind: "events", match, aggregate: "exists", windowDays: null },
    },
    {
      ...common,
      key: ownKey(`days_since_${slug}`),
      label: `Days since ${lower}`,
      type: "number",
      unit: "days",
      source: { kind: "recency", match },
    },
  ];
}

/** A signal straight from an attribute; its dimension is fit, because it says who the lead is. */
export function definitionForAttribute(
  name: string,
  type: SignalType,
  label: string = labelOf(name),
): SignalDefinition {
  return {
    key: ownKey(slugOf(name)),
    label,
    type,
    family: "custom",
    dimension: "fit",
    source: { kind: "attribute", attribute: name },
    modelled: true,
  };
}

/** numerator / max(floor, denominator): "clicks per day since creation". The floor must be above zero. */
export function definitionForRatio(
  key: string,
  label: string,
  numerator: SignalDefinition,
  denominatorKey: string,
  floor = 1,
): SignalDefinition {
  if (!(floor > 0)) throw new Error("definitionForRatio: floor must be above zero");
  return {
    key: ownKey(slugOf(key)),
    label,
    type: "number",
    family: "custom",
    dimension: numerator.dimension,
    source: { kind: "ratio", numerator: numerator.key, denominator: denominatorKey, floor },
    modelled: true,
  };
}
