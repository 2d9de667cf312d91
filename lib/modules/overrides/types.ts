export const OVERRIDE_STATUSES = [
  "requested",
  "active",
  "declined",
  "withdrawn",
  "expired",
  "reverted",
  "replaced",
] as const;
export type OverrideStatus = (typeof OVERRIDE_STATUSES)[number];

export const OVERRIDE_CATEGORIES = [
  "offline_knowledge",
  "wrong_data",
  "not_a_fit",
  "timing",
  "other",
] as const;
export type OverrideCategory = (typeof OVERRIDE_CATEGORIES)[number];

export const LEAST_REASON = 10;
export const MOST_REASON = 1_000;
export const MOST_DAYS = 365;

/** What stands in a form's field: shown there, saying how to mend it. */
export type OverrideField = "value" | "category" | "reason" | "note" | "expiry";

export interface OverrideRefusal {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  readonly field?: OverrideField;
}

/** What became of an override; the same for a form that was sent twice. */
export interface OverrideAnswer {
  readonly ok: true;
  readonly id: string;
  readonly status: OverrideStatus;
}

export type OverrideOutcome = OverrideAnswer | OverrideRefusal;

export function refused(code: string, message: string, field?: OverrideField): OverrideRefusal {
  return { ok: false, code, message, ...(field ? { field } : {}) };
}

/** Without what cannot be seen at its ends, and without control characters a database cannot keep. */
export const told = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/^[\s\p{C}]+|[\s\p{C}]+$/gu, "")
    .normalize("NFC");

/** Characters as people count them, after trimming. */
export const reasonLength = (text: string): number => [...told(text)].length;

export type WishedValue =
  | { readonly kind: "score"; readonly score: number }
  | { readonly kind: "band"; readonly band: string };

/** Days from its start, or the last day of it (2026-12-01) in the workspace's zone. */
export type Expiry =
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "date"; readonly date: string };

/** What a form asks for, to set or to request; `id` came with the form, so that sending it twice is once. */
export interface OverrideWish {
  readonly id: string;
  readonly leadId: string;
  readonly value: WishedValue;
  readonly category: OverrideCategory;
  readonly reason: string;
  readonly note: string | null;
  readonly expiry: Expiry;
  /** The override that stood when the form was opened, which this one takes the place of; null: none stood. */
  readonly replaces: string | null;
}

export interface ExtendWish {
  readonly id: string;
  /** ISO: the expiry that was seen. Of two who extend at once, one wins. */
  readonly from: string;
  readonly expiry: Expiry;
}
