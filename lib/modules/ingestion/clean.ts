import type { AttributeValue } from "@/lib/core/signals/types";

/** PostgreSQL stores neither NUL nor half a surrogate pair; a file may hold both. */
export function storableText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes("\u0000") ? wellFormed.replaceAll("\u0000", "") : wellFormed;
}

/** Trimmed and storable; blank text and non-finite numbers are "not known". */
export function storableValue(value: AttributeValue | undefined): AttributeValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean") return value;
  const text = storableText(value).trim();
  return text === "" ? null : text;
}

/** Storable throughout, for free-form event properties. */
export function storableJson(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(storableJson);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [storableText(key), storableJson(entry)]),
    );
  }
  return value;
}
