import { z } from "zod";
import type { OutcomeDefinition, PredictionMoment } from "@/lib/core/outcomes/types";

/** Longest wait after creation, in hours: 90 days. */
export const MOST_HOURS = 24 * 90;

export const outcomeSchema = z.object({
  kind: z.enum(["won_deal", "qualified_meeting", "paid_trial", "own"]),
  name: z.string().trim().min(2, "Say what a positive outcome is called.").max(80),
  outcome: z.string().trim().min(1).max(80),
  anchor: z.enum(["lead_created", "first_touch", "prediction_moment"]),
  windowDays: z
    .int("Days are whole numbers.")
    .min(1, "The window is at least a day.")
    .max(730, "The window is at most two years.")
    .nullable(),
});

export const momentSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("created_plus"), hours: z.number().min(0).max(MOST_HOURS) }),
  z.object({ kind: z.literal("first_session_end") }),
  z.object({
    kind: z.literal("behaviour"),
    types: z.array(z.string().min(1).max(120)).min(1, "Choose at least one event.").max(20),
    count: z.int().min(1).max(1_000),
  }),
  z.object({ kind: z.literal("calendar"), at: z.number() }),
  z.object({ kind: z.literal("as_imported") }),
]);

/** workspace_settings.outcome, and the same two of a training run's settings. */
export const predictedSchema = z.object({ outcome: outcomeSchema, moment: momentSchema });

/** What a workspace predicts, and when leads are looked at. */
export interface Predicted {
  readonly outcome: OutcomeDefinition;
  readonly moment: PredictionMoment;
}

export interface WorkspaceOutcome extends Predicted {
  /** set: on the settings page; model: what the model in use was taught; default: the commonest outcome recorded. */
  readonly source: "set" | "model" | "default";
}
