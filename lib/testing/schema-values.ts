import fc from "fast-check";
import { resolved, type Schemas } from "@/lib/present/api-docs/schema-words";
import type { Schema } from "@/lib/present/api-docs/types";

/** Objects within objects deeper than this stay empty. */
const DEEPEST = 5;

/** Anything that the schema takes; texts are often awkward ones: long, empty where they may be, of any alphabet. */
export function valuesOf(schema: Schema, schemas: Schemas, depth = 0): fc.Arbitrary<unknown> {
  const whole = resolved(schema, schemas);
  if (whole.const !== undefined) return fc.constant(whole.const);
  if (whole.enum) return fc.constantFrom(...whole.enum);
  const kinds = whole.anyOf ?? whole.oneOf;
  if (kinds) return fc.oneof(...kinds.map((kind) => valuesOf(kind, schemas, depth)));
  const types = typeof whole.type === "string" ? [whole.type] : (whole.type ?? []);
  if (types.length > 1) return fc.oneof(...types.map((type) => valuesOf({ ...whole, type }, schemas, depth)));
  switch (types[0]) {
    case "string":
      return textOf(whole);
    case "integer":
      return fc.integer({
        min: Math.max(whole.minimum ?? -1e6, -2e9),
        max: Math.min(whole.maximum ?? 1e6, 2e9),
      });
    case "number":
      return fc.double({ min: whole.minimum ?? -1e6, max: whole.maximum ?? 1e6, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(valuesOf(whole.items ?? {}, schemas, depth + 1), {
        minLength: whole.minItems ?? 0,
        maxLength: Math.min(whole.maxItems ?? 4, Math.max(whole.minItems ?? 0, 4)),
      });
    case "object":
      return objectOf(whole, schemas, depth);
    default:
      return whole.properties ? objectOf(whole, schemas, depth) : fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  if (depth > DEEPEST) return fc.constant({});
  const named = Object.entries(schema.properties ?? {});
  const fields = Object.fromEntries(
    named.map(([name, property]) => [name, valuesOf(property, schemas, depth + 1)]),
  );
  const required = new Set(schema.required);
  const own = fc.record(fields, { requiredKeys: [...required].filter((name) => name in fields) as never[] });
  const { additionalProperties } = schema;
  if (named.length > 0 || additionalProperties === undefined || additionalProperties === false) return own;
  const values =
    additionalProperties === true
      ? fc.jsonValue({ maxDepth: 1 })
      : valuesOf(additionalProperties, schemas, depth + 1);
  return fc.dictionary(fc.stringMatching(/^[a-z_]{1,20}$/), values, { maxKeys: 4 });
}

function textOf({ format, pattern, minLength = 0, maxLength = 200, example }: Schema): fc.Arbitrary<unknown> {
  const usual = typeof example === "string" ? [fc.constant(example)] : [];
  if (format === "date-time")
    return fc
      .date({
        min: new Date("2026-10-01T00:00:00Z"),
        max: new Date("2026-11-21T00:00:00Z"),
        noInvalidDate: true,
      })
      .map((at) => at.toISOString());
  if (format === "date") return fc.constantFrom("2026-11-21", "2024-02-29");
  if (format === "uuid") return fc.uuid();
  if (format === "email") return fc.emailAddress();
  if (format === "uri") return fc.webUrl();
  if (pattern) return fc.oneof(...usual, fc.stringMatching(new RegExp(pattern)));
  const most = Math.min(maxLength, 200);
  return fc.oneof(
    ...usual,
    fc.string({ minLength, maxLength: most }),
    fc.string({ unit: "grapheme", minLength, maxLength: Math.max(minLength, Math.min(most, 20)) }),
  );
}
