import { DAYS_SINCE_CREATED } from "@/lib/core/signals/compile";
import { labelOf, slugOf } from "@/lib/core/signals/own-signals";
import { protectedReason } from "@/lib/core/signals/protected";
import type { SignalDefinition } from "@/lib/core/signals/types";
import { wordProtected } from "@/lib/present/word-protected";
import type { OwnSignal, Refused } from "./types";

const refused = (message: string, field?: string): Refused => ({
  ok: false,
  code: "invalid",
  message,
  ...(field === undefined ? {} : { field }),
});

/** What a definition may be made of. */
export interface Materials {
  readonly catalogue: readonly SignalDefinition[];
  /** Every key there is, those of retired signals too. */
  readonly takenKeys: ReadonlySet<string>;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly eventTypes: ReadonlySet<string>;
}

/** The definition that somebody describes, or why there cannot be such a signal. Pure. */
export function defineSignal(
  wish: OwnSignal,
  { catalogue, takenKeys, attributes, eventTypes }: Materials,
): { readonly ok: true; readonly definition: SignalDefinition } | Refused {
  const named = protectedReason(wish.label);
  if (named)
    return refused(`${wordProtected(named)}. Such a signal would decide about people by it.`, "label");
  const same = catalogue.find(({ label }) => label.toLowerCase() === wish.label.toLowerCase());
  if (same) return refused(`There is a signal called ${same.label} already.`, "label");
  const common = {
    key: freeKey(slugOf(wish.label), takenKeys),
    label: wish.label,
    family: "custom",
    dimension: wish.dimension,
    modelled: true,
  } as const;
  switch (wish.kind) {
    case "attribute": {
      const attribute = attributes.find(({ name }) => name === wish.attribute);
      if (!attribute) return refused("No lead has this field any more. Choose another.", "attribute");
      const reason =
        protectedReason(labelOf(attribute.name)) ?? protectedReason(attribute.name, attribute.values);
      if (reason) return refused(`${wordProtected(reason)}. No signal can be made of it.`, "attribute");
      return {
        ok: true,
        definition: { ...common, type: wish.type, source: { kind: "attribute", attribute: wish.attribute } },
      };
    }
    case "events":
      return defineEvents(wish, common, eventTypes);
    case "ratio": {
      const numeric = (key: string) => catalogue.some((each) => each.key === key && each.type === "number");
      if (!numeric(wish.numerator)) return refused("Choose a signal that is a number.", "numerator");
      if (wish.denominator !== DAYS_SINCE_CREATED && !numeric(wish.denominator))
        return refused("Choose a signal that is a number.", "denominator");
      if (wish.numerator === wish.denominator)
        return refused("A signal divided by itself says nothing. Choose another.", "denominator");
      const { numerator, denominator } = wish;
      return {
        ok: true,
        definition: {
          ...common,
          type: "number",
          source: { kind: "ratio", numerator, denominator, floor: 1 },
        },
      };
    }
  }
}

function defineEvents(
  wish: Extract<OwnSignal, { kind: "events" }>,
  common: Omit<SignalDefinition, "type" | "source">,
  eventTypes: ReadonlySet<string>,
): { readonly ok: true; readonly definition: SignalDefinition } | Refused {
  const unknown = wish.types.find((type) => !eventTypes.has(type));
  if (unknown) return refused(`No lead ever had the event ${unknown}.`, "types");
  const { aggregate, property, where } = wish;
  const needsProperty = aggregate === "sum" || aggregate === "max";
  if (needsProperty && !property?.trim()) return refused("Choose the figure that is added up.", "property");
  for (const [field, name] of [
    ["property", needsProperty ? property : null],
    ["where", where?.property],
  ] as const) {
    const reason = name
      ? protectedReason(labelOf(name), field === "where" ? (where?.values ?? []) : [])
      : null;
    if (reason) return refused(`${wordProtected(reason)}. No signal can be made of it.`, field);
  }
  if (wish.halfLifeDays !== null && aggregate !== "count" && aggregate !== "sum")
    return refused("Only counts and sums fade; take the half-life away.", "halfLifeDays");
  const match = {
    types: wish.types,
    ...(where ? { where: [{ property: where.property, in: where.values }] } : {}),
  };
  if (aggregate === "recency")
    return {
      ok: true,
      definition: { ...common, type: "number", unit: "days", source: { kind: "recency", match } },
    };
  return {
    ok: true,
    definition: {
      ...common,
      ...(aggregate === "exists" ? { type: "boolean" } : { type: "number", unit: "count" }),
      source: {
        kind: "events",
        match,
        aggregate,
        ...(needsProperty && property ? { property } : {}),
        windowDays: wish.windowDays,
        ...(wish.halfLifeDays === null ? {} : { halfLifeDays: wish.halfLifeDays }),
      },
    },
  };
}

function freeKey(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number += 1) if (!taken.has(`${slug}_${number}`)) return `${slug}_${number}`;
}
