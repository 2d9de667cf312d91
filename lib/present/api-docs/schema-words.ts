import { formatNumber, listOf } from "../format.ts";
import type { DocField, Schema } from "./types.ts";

export type Schemas = Readonly<Record<string, Schema>>;

/** Bodies within bodies deeper than this are not opened: nothing of ours is, and a cycle must end. */
const DEEPEST = 5;
const MOST_CHOICES = 12;

/** The schema that a reference means, with what is said beside it. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  const { $ref, allOf, ...own } = schema;
  const parts = [
    ...($ref ? [schemas[$ref.slice($ref.lastIndexOf("/") + 1)] ?? {}] : []),
    ...(allOf ?? []),
  ].map((part) => resolved(part, schemas));
  if (parts.length === 0) return own;
  const properties = Object.assign({}, ...[...parts, own].map((part) => part.properties ?? {})) as Schemas;
  const required = [...parts, own].flatMap((part) => part.required ?? []);
  return {
    ...Object.assign({}, ...parts),
    ...own,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** The fields of an object, of the objects in a list, or of the kinds a body may be. */
export function fieldsOf(schema: Schema, schemas: Schemas, depth = 0): DocField[] {
  if (depth > DEEPEST) return [];
  const whole = resolved(schema, schemas);
  if (whole.items) return fieldsOf(whole.items, schemas, depth);
  const kinds = (whole.anyOf ?? whole.oneOf ?? []).map((kind) => resolved(kind, schemas));
  if (!whole.properties && kinds.length > 0) return mergedFields(kinds, schemas, depth);
  return Object.entries(whole.properties ?? {}).map(([name, property]) => {
    const field = resolved(property, schemas);
    return {
      name,
      type: typeText(field, schemas),
      required: whole.required?.includes(name) ?? false,
      description: field.description ?? null,
      limits: limitsText(field),
      fields: fieldsOf(field, schemas, depth + 1),
    };
  });
}

/** Of several kinds: every field once, required where all kinds require it. */
function mergedFields(kinds: readonly Schema[], schemas: Schemas, depth: number): DocField[] {
  const seen = new Map<string, DocField[]>();
  for (const kind of kinds)
    for (const field of fieldsOf(kind, schemas, depth))
      seen.set(field.name, [...(seen.get(field.name) ?? []), field]);
  return [...seen.values()].map((found) => ({
    ...found[0]!,
    type: [...new Set(found.map(({ type }) => type))].join(" or "),
    required: found.length === kinds.length && found.every(({ required }) => required),
  }));
}

const PLAIN: Readonly<Record<string, string>> = {
  string: "text",
  number: "number",
  integer: "whole number",
  boolean: "true or false",
  object: "object",
  null: "null",
};
const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "time",
  date: "date",
  uuid: "UUID",
  email: "e-mail address",
  uri: "URL",
};

/** "text", "time or null", "list of objects" */
export function typeText(schema: Schema, schemas: Schemas): string {
  const whole = resolved(schema, schemas);
  const kinds = whole.anyOf ?? whole.oneOf;
  if (kinds && !whole.properties) return unique(kinds.map((kind) => typeText(kind, schemas))).join(" or ");
  if (whole.const !== undefined) return JSON.stringify(whole.const);
  const types = typeof whole.type === "string" ? [whole.type] : (whole.type ?? []);
  const words = types.map((type) =>
    type === "array"
      ? `list of ${plural(typeText(whole.items ?? {}, schemas))}`
      : ((type === "string" ? FORMATS[whole.format ?? ""] : undefined) ?? PLAIN[type] ?? type),
  );
  return words.length > 0 ? unique(words).join(" or ") : whole.enum ? "text" : "anything";
}

const unique = (words: readonly string[]) => [...new Set(words)];
const plural = (word: string) =>
  word === "text" ? "texts" : /^(anything|true or false|.* or .*|list of .*)$/.test(word) ? word : `${word}s`;

/** What a value must keep to: "one of hot, warm", "0 to 100", "at most 254 characters". */
function limitsText({ enum: choices, ...schema }: Schema): string | null {
  if (choices) {
    const shown = choices.slice(0, MOST_CHOICES).map(String);
    const more = choices.length - shown.length;
    return more > 0 ? `one of ${shown.join(", ")} and ${more} more` : `one of ${listOf(shown)}`;
  }
  const span = (low: number | undefined, high: number | undefined, unit: string): string | null => {
    const after = unit === "" ? "" : ` ${unit}`;
    if (low !== undefined && low > 0 && high !== undefined)
      return `${formatNumber(low)} to ${formatNumber(high)}${after}`;
    if (high !== undefined)
      return unit === ""
        ? `${formatNumber(low ?? 0)} to ${formatNumber(high)}`
        : `at most ${formatNumber(high)}${after}`;
    if (low !== undefined && (low !== 0 || unit === "")) return `at least ${formatNumber(low)}${after}`;
    return null;
  };
  const decimals = ({ minimum, maximum }: Schema) => minimum !== undefined || maximum !== undefined;
  return (
    [
      span(schema.minLength, schema.maxLength, "characters"),
      span(schema.minItems, schema.maxItems, "items"),
      decimals(schema) && !isUnlimited(schema) ? span(schema.minimum, schema.maximum, "") : null,
    ]
      .filter((text) => text !== null)
      .join(", ") || null
  );
}

/** Numbers as wide as numbers are have no limit that anybody needs to read. */
const isUnlimited = ({ minimum, maximum }: Schema): boolean =>
  Math.max(Math.abs(minimum ?? 0), Math.abs(maximum ?? 0)) >= Number.MAX_SAFE_INTEGER;

/** A value that the schema would take, from its examples. */
export function exampleOf(schema: Schema, schemas: Schemas, depth = 0): unknown {
  const whole = resolved(schema, schemas);
  if (whole.example !== undefined) return whole.example;
  if (whole.const !== undefined) return whole.const;
  if (whole.enum) return whole.enum[0];
  const kinds = whole.anyOf ?? whole.oneOf;
  if (kinds?.[0]) return exampleOf(kinds[0], schemas, depth);
  const type = typeof whole.type === "string" ? whole.type : whole.type?.[0];
  if (type === "array")
    return depth > DEEPEST || !whole.items ? [] : [exampleOf(whole.items, schemas, depth + 1)];
  if (type === "object" || whole.properties) {
    if (depth > DEEPEST) return {};
    return Object.fromEntries(
      Object.entries(whole.properties ?? {}).map(([name, property]) => [
        name,
        exampleOf(property, schemas, depth + 1),
      ]),
    );
  }
  if (type === "integer" || type === "number")
    return whole.minimum !== undefined && whole.minimum > 0 ? whole.minimum : 0;
  if (type === "boolean") return true;
  if (type === "null") return null;
  return whole.format === "date-time" ? "2026-11-21T09:30:00Z" : "text";
}
