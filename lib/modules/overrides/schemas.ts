import { z } from "zod";
import {
  LEAST_REASON,
  MOST_DAYS,
  MOST_REASON,
  OVERRIDE_CATEGORIES,
  type OverrideField,
  type OverrideRefusal,
  refused,
  told,
} from "./types";

/** What actions take, strictly; messages say how to mend a field. */

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

export const expirySchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("days"), days: z.int(DAYS).min(1, DAYS).max(MOST_DAYS, DAYS) }),
    z.strictObject({ kind: z.literal("date"), date: z.iso.date(DATE) }),
  ],
  DATE,
);

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
  replaces: z.uuid().nullable(),
});

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
export const extendSchema = z.strictObject({
  id: z.uuid(),
  from: z.iso.datetime(),
  expiry: expirySchema,
});

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
