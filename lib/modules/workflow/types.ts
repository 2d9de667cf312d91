import { z } from "zod";
import type { WorkingHours } from "@/lib/modules/workspaces/types";

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const time = z.string().regex(TIME, "Write a time as 09:00.");

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
  .refine(({ from, to }) => from < to || !TIME.test(from) || !TIME.test(to), {
    message: "The day must end after it begins.",
    path: ["to"],
  });

/** Where messages are posted to. */
export const webAddress = z
  .string()
  .trim()
  .max(500, "Use at most 500 characters.")
  .pipe(z.url({ protocol: /^https?$/, error: "Write a whole address, beginning with https://." }));

const whole = (noun: string, from: number, to: number) => {
  const message = `Write a whole number of ${noun}, from ${from} to ${to}.`;
  return z.int(message).min(from, message).max(to, message);
};

/** The figures one can set: one place for their range and their words. */
export const FIGURES = {
  coolingHours: whole("hours", 0, 24 * 30),
  afterDays: whole("days", 1, 365),
  defaultDays: whole("days", 1, 365),
  minutesPerCall: whole("minutes", 1, 240),
  noAnswerMinutes: whole("minutes", 5, 2_880),
  voicemailDays: whole("days", 1, 30),
} as const;

export const ROUTING_MODES = ["off", "round_robin", "least_loaded"] as const;
export type RoutingMode = (typeof ROUTING_MODES)[number];

/** What happens by itself around scores; every field has a default, so that an empty object is a workspace's first. */
export const workflowSchema = z.object({
  routing: z
    .object({
      /** off: hot leads wait in the pool until somebody claims them. */
      mode: z.enum(ROUTING_MODES).default("off"),
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
      /** There too: every lead that changes its band, unless it is announced as hot. */
      slackBands: z.boolean().default(false),
      /** There too: overrides that begin and end. */
      slackOverrides: z.boolean().default(false),
      /** A lead that comes back within this time is not announced again. */
      coolingHours: FIGURES.coolingHours.default(24),
    })
    .prefault({}),
  nurture: z
    .object({
      enabled: z.boolean().default(true),
      /** Days without a reply after the last call or mail. */
      afterDays: FIGURES.afterDays.default(7),
      webhookUrl: webAddress.nullable().default(null),
    })
    .prefault({}),
  overrides: z.object({ defaultDays: FIGURES.defaultDays.default(14) }).prefault({}),
  queue: z
    .object({
      /** What "about 2 h 10" is counted with. */
      minutesPerCall: FIGURES.minutesPerCall.default(10),
      /** Nobody answered: again after so many working minutes. */
      noAnswerMinutes: FIGURES.noAnswerMinutes.default(120),
      /** A message was left: again after so many working days, in the morning. */
      voicemailDays: FIGURES.voicemailDays.default(1),
    })
    .prefault({}),
});
export type WorkflowSettings = z.infer<typeof workflowSchema>;

/** What is in force, read once for a piece of work. */
export interface Workflow extends WorkflowSettings {
  readonly timeZone: string;
  readonly workingHours: WorkingHours;
}
