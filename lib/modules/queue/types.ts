import { z } from "zod";
import type { Role } from "@/lib/platform/auth/roles";
import { CALL_OUTCOMES, DISQUALIFY_REASONS } from "@/lib/present/queue-words";

/** Who acts. Proven by the action, passed on to every mutation. */
export interface Actor {
  readonly tenantId: string;
  readonly userId: string;
  readonly role: Role;
}

const note = z
  .string()
  .trim()
  .max(2_000, "A note has at most 2,000 characters.")
  .transform((text) => text || null)
  .nullable();

/** What a person did about one lead. */
export const deedSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("claim") }),
  z.strictObject({
    kind: z.literal("call"),
    outcome: z.enum(CALL_OUTCOMES),
    note: note.default(null),
    /** not_interested alone: why. */
    reason: z.enum(DISQUALIFY_REASONS).nullable().default(null),
  }),
  z.strictObject({ kind: z.literal("email") }),
  z.strictObject({
    kind: z.literal("note"),
    text: z.string().trim().min(1, "The note is empty.").max(2_000, "A note has at most 2,000 characters."),
  }),
  z.strictObject({
    kind: z.literal("snooze"),
    /** Epoch ms. */
    until: z.number().int().safe(),
    /** Comes back earlier when the lead does something. */
    wakes: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal("assign"), toUserId: z.uuid().nullable() }),
  z.strictObject({
    kind: z.literal("disqualify"),
    reason: z.enum(DISQUALIFY_REASONS, "Say why: choose a reason."),
    note: note.default(null),
  }),
]);
export type Deed = z.infer<typeof deedSchema>;
export type DeedInput = z.input<typeof deedSchema>;

export const actSchema = z.strictObject({
  /** Made by the browser: the same one again changes nothing. */
  id: z.uuid(),
  leadId: z.uuid(),
  deed: deedSchema,
});

export type RefusalCode =
  | "gone"
  | "closed"
  | "taken"
  | "not_yours"
  | "unchanged"
  | "no_such_person"
  | "past"
  | "used"
  | "too_late"
  | "worked_since";

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  /** Of a lead that somebody else has. */
  readonly byName?: string | undefined;
}

export interface ActDone {
  readonly ok: true;
  /** A repeat: it had been done before. */
  readonly isRepeat: boolean;
  /** Epoch ms; null where nothing is due. */
  readonly dueAt: number | null;
}

export interface BulkDone {
  /** Activities made, for undo. */
  readonly activityIds: readonly string[];
  readonly refused: readonly { readonly leadId: string; readonly code: RefusalCode }[];
}
