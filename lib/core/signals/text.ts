import type { AttributeValue } from "./types.ts";

/** Answers that mean "no answer" in the files people export. */
const MISSING = new Set([
  "",
  "-",
  "--",
  "n/a",
  "na",
  "none",
  "null",
  "nil",
  "select",
  "unknown",
  "undefined",
  "?",
]);
const YES = new Set(["true", "yes", "y", "1", "ja", "oui", "si", "sí", "sim", "on", "x"]);
const NO = new Set(["false", "no", "n", "0", "nein", "non", "não", "nao", "off"]);

/** Trimmed text of an attribute, or null where it says nothing. */
export function textOf(value: AttributeValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  const text = String(value).trim();
  return MISSING.has(text.toLowerCase()) ? null : text;
}

/** Lower case, accents stripped: what the multilingual word lists compare against. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (/^[ -~]*$/.test(lower)) return lower;
  return lower
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l");
}

/** A finite number, from a number or text like "1,284" or "12.5"; otherwise null. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "string") return null;
  const text = value.trim().replace(/(?<=\d),(?=\d{3}(\D|$))/g, "");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const parsed = Number(text);
  return Number.isFinite(parsed) ? parsed : null;
}

/** Yes or no in the words of common exports; otherwise null. */
export function booleanOf(value: AttributeValue | undefined): boolean | null {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value !== 0 : null;
  if (typeof value !== "string") return null;
  const text = value.trim().toLowerCase();
  if (YES.has(text)) return true;
  if (NO.has(text)) return false;
  const parsed = numberOf(text);
  return parsed === null ? null : parsed !== 0;
}
