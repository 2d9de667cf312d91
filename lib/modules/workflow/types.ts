import { z } from "zod";
import type { WorkingHours } from "@/lib/modules/workspaces/types";

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time as 09:00.");

export const workingHoursSchema = z
  .object({
    days: z
      .array(z.int().min(1).max(7))
      .min(1, "Choose at least one working day.")
      .max(7)
      .transform((days) => [...new Set(days)].sort()),
    from: time,
    to: time,
  })
  .refine(({ from, to }) => from < to, { message: "The day must end after it begins.", path: ["to"] });

const webAddress = z
  .url({ protocol: /^https?$/, error: "Write a whole address, beginning with https://." })
  .max(500);

/** What happens by itself around scores; every field has a default, so that an empty object is a workspace's first. */
export const workflowSchema = z.object({
  routing: z
    .object({
      /** off: hot leads wait in the pool until somebody claims them. */
      mode: z.enum(["off", "round_robin", "least_loaded"]).default("off"),
      /** People who look after a lead's territory come before those without one; others are passed over. */
      byTerritory: z.boolean().default(true),
      /** Outside working hours leads wait in the pool, and are routed when the day begins. */
      workingHoursOnly: z.boolean().default(true),
      /** Gets what nobody else can take; null: the pool. */
      fallbackUserId: z.uuid().nullable().default(null),
    })
    .prefault({}),
  alerts: z
    .object({
      /** In the product, when a lead enters the best band. */
      hot: z.boolean().default(true),
      /** The same by mail, where the server has an SMTP address. */
      email: z.boolean().default(true),
      /** Slack-compatible incoming webhook. */
      slackUrl: webAddress.nullable().default(null),
      /** A lead that comes back within this time is not announced again. */
      coolingHours: z
        .int("Hours are whole numbers.")
        .min(0)
        .max(24 * 30)
        .default(24),
    })
    .prefault({}),
  nurture: z
    .object({
      enabled: z.boolean().default(true),
      /** Days without a reply after the last call or mail. */
      afterDays: z.int("Days are whole numbers.").min(1).max(365).default(7),
      webhookUrl: webAddress.nullable().default(null),
    })
    .prefault({}),
  overrides: z
    .object({ defaultDays: z.int("Days are whole numbers.").min(1).max(365).default(14) })
    .prefault({}),
  queue: z
    .object({
      /** What "about 2 h 10" is counted with. */
      minutesPerCall: z.int("Minutes are whole numbers.").min(1).max(240).default(10),
      /** Nobody answered: again after so many working minutes. */
      noAnswerMinutes: z.int("Minutes are whole numbers.").min(5).max(2_880).default(120),
      /** A message was left: again after so many working days, in the morning. */
      voicemailDays: z.int("Days are whole numbers.").min(1).max(30).default(1),
    })
    .prefault({}),
});
export type WorkflowSettings = z.infer<typeof workflowSchema>;

/** What is in force, read once for a piece of work. */
export interface Workflow extends WorkflowSettings {
  readonly timeZone: string;
  readonly workingHours: WorkingHours;
}
