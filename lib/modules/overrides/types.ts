import { z } from "zod";

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
const told = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/^[\s\p{C}]+|[\s\p{C}]+$/gu, "")
    .normalize("NFC");

/** Characters as people count them, after trimming. */
export const reasonLength = (text: string): number => [...told(text)].length;

const SCORE = "A score is a whole number from 0 to 100.";
const DAYS = `An override holds for 1 to ${MOST_DAYS} whole days.`;
const DATE = "Choose the day until which it holds.";

export const valueSchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("score"), score: z.int(SCORE).min(0, SCORE).max(100, SCORE) }),
    z.strictObject({
      kind: z.literal("band"),
      band: z.string("Choose a band.").min(1, "Choose a band.").max(60),
    }),
  ],
  "Choose a score or a band.",
);
export type WishedValue = z.infer<typeof valueSchema>;

/** Days from its start, or the last day of it in the workspace's zone. */
export const expirySchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("days"), days: z.int(DAYS).min(1, DAYS).max(MOST_DAYS, DAYS) }),
    z.strictObject({ kind: z.literal("date"), date: z.iso.date(DATE) }),
  ],
  DATE,
);
export type Expiry = z.infer<typeof expirySchema>;

/** What a form asks for, to set or to request; `id` came with the form, so that sending it twice is once. */
export const wishSchema = z.strictObject({
  id: z.uuid(),
  leadId: z.uuid(),
  value: valueSchema,
  category: z.enum(OVERRIDE_CATEGORIES, "Choose what kind of reason it is."),
  reason: z
    .string("Say why.")
    .transform(told)
    .refine((text) => [...text].length >= LEAST_REASON, `Say why in at least ${LEAST_REASON} characters.`)
    .refine((text) => text.length <= MOST_REASON, `Say it in at most ${MOST_REASON} characters.`),
  note: z
    .string()
    .transform(told)
    .refine((text) => text.length <= MOST_REASON, `A note has at most ${MOST_REASON} characters.`)
    .transform((text) => (text === "" ? null : text))
    .nullable(),
  expiry: expirySchema,
  /** The override that stood when the form was opened, which this one takes the place of; null: none stood. */
  replaces: z.uuid().nullable(),
});
export type OverrideWish = z.infer<typeof wishSchema>;

const decisionNote = z
  .string()
  .transform(told)
  .refine((text) => text.length <= MOST_REASON, `A note has at most ${MOST_REASON} characters.`)
  .transform((text) => (text === "" ? null : text))
  .nullable();

export const leadSchema = z.strictObject({ leadId: z.uuid() });
export const approveSchema = z.strictObject({ id: z.uuid(), replaces: z.uuid().nullable() });
export const declineSchema = z.strictObject({ id: z.uuid(), note: decisionNote });
export const idSchema = z.strictObject({ id: z.uuid() });
/** `from` is the expiry that was seen: of two who extend at once, one wins. */
export const extendSchema = z.strictObject({
  id: z.uuid(),
  from: z.iso.datetime(),
  expiry: expirySchema,
});
export type ExtendWish = z.infer<typeof extendSchema>;

const FIELDS: readonly OverrideField[] = ["value", "category", "reason", "note", "expiry"];

/** The first thing that is wrong with a form, in words for its field. */
export function firstProblem(error: z.ZodError): OverrideRefusal {
  const issue = error.issues[0];
  const field = FIELDS.find((name) => name === issue?.path[0]);
  if (!issue || !field)
    return refused("invalid", "This form cannot be read. Open it again; nothing was changed.");
  const isOurs = issue.code !== "unrecognized_keys";
  return refused("invalid", isOurs ? issue.message : "Choose a value that the form offers.", field);
}
