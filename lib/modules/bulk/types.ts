import { z } from "zod";

/** How many leads one deed reaches. */
export const MOST_AT_ONCE = 1_000;
/** Rows that can be ticked: a page of the list, and room. */
const MOST_TICKED = 200;

/** Which leads: those ticked, or all that a list's filter meets, as counted when it was confirmed. */
export const selectionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ticked"), ids: z.array(z.uuid()).min(1).max(MOST_TICKED) }),
  z.strictObject({
    kind: z.literal("all"),
    /** The list's own query string; read again on the server. */
    query: z.string().max(4_000),
    count: z.int().min(1).max(MOST_AT_ONCE),
  }),
]);
export type BulkSelection = z.infer<typeof selectionSchema>;

export const SNOOZE_CHOICES = ["hour", "afternoon", "tomorrow", "next_week"] as const;
export type SnoozeChoice = (typeof SNOOZE_CHOICES)[number];

/** A choice is worked out when it is sent, in the workspace's zone and hours; a date means the morning of that day. */
export const snoozeUntilSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("choice"), choice: z.enum(SNOOZE_CHOICES) }),
  z.strictObject({
    kind: z.literal("date"),
    date: z.iso.date("Choose the day on which they come back."),
  }),
]);
export type SnoozeUntil = z.infer<typeof snoozeUntilSchema>;

export const assignInput = z.strictObject({ selection: selectionSchema, toUserId: z.uuid().nullable() });
export const snoozeInput = z.strictObject({ selection: selectionSchema, until: snoozeUntilSchema });
export const undoInput = z.strictObject({ activityIds: z.array(z.uuid()).min(1).max(MOST_AT_ONCE) });

export type Refused = { readonly ok: false; readonly code: string; readonly message: string };
export type Result<T = object> = ({ readonly ok: true } & T) | Refused;

/** What became of it: told whole, and taken back by the activities. */
export interface BulkAnswer {
  readonly message: string;
  readonly done: number;
  readonly activityIds: readonly string[];
}

/** What the menus offer now. */
export interface BulkChoices {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly snooze: readonly {
    readonly choice: SnoozeChoice;
    readonly label: string;
    readonly when: string;
  }[];
  /** The first day that can be picked, in the workspace's zone: "2026-11-22". */
  readonly firstDate: string;
}
