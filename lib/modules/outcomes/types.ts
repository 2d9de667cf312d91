import { z } from "zod";
import type { Sufficiency } from "@/lib/core/outcomes/sufficiency";
import type { DropCounts, OutcomeDefinition, PredictionMoment } from "@/lib/core/outcomes/types";

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

/** What a choice means on the leads there are. */
export interface OutcomePreview {
  readonly leads: number;
  /** So many of them were read; the counts below are of these. */
  readonly read: number;
  readonly labels: number;
  readonly positives: number;
  readonly dropped: DropCounts;
  /** Of all leads, estimated where not all were read. */
  readonly sufficiency: Sufficiency;
}

/** A calendar day is no moment of a workspace: it would be past for ever. */
const predictedInput = z.strictObject({
  outcome: z.strictObject(outcomeSchema.shape),
  moment: z.discriminatedUnion(
    "kind",
    [
      z.strictObject({
        kind: z.literal("created_plus"),
        hours: z
          .number("Write a number of hours, from 0 to 2,160.")
          .min(0, "Write a number of hours, from 0 to 2,160.")
          .max(MOST_HOURS, "Write a number of hours, from 0 to 2,160."),
      }),
      z.strictObject({ kind: z.literal("first_session_end") }),
      z.strictObject({
        kind: z.literal("behaviour"),
        types: z.array(z.string().min(1).max(120)).min(1, "Choose at least one event.").max(20),
        count: z
          .int("Write a whole number, from 1 to 1,000.")
          .min(1, "Write a whole number, from 1 to 1,000.")
          .max(1_000, "Write a whole number, from 1 to 1,000."),
      }),
      z.strictObject({ kind: z.literal("as_imported") }),
    ],
    "Choose when leads are looked at.",
  ),
});

/** What is looked at before it is saved; null: what holds without a choice. */
export const previewInput = predictedInput.nullable();

/** `predicted` null: what the version in use was taught, or the commonest outcome. */
export const outcomeInput = z.strictObject({
  version: z.string().min(1).max(64),
  predicted: predictedInput.nullable(),
});
export type OutcomeInput = z.infer<typeof outcomeInput>;

/** An outcome that can be chosen. */
export interface OfferedOutcome {
  readonly settings: OutcomeDefinition;
  /** "3,561 positive, 5,679 negative, 0 undecided", or that no lead has it yet. */
  readonly hint: string;
}

export interface OutcomePage {
  readonly version: string;
  /** What was set; null where the workspace follows the version in use. */
  readonly set: Predicted | null;
  /** What holds without a choice, and why. */
  readonly followed: Predicted;
  readonly followedBecause: "model" | "default";
  readonly offered: readonly OfferedOutcome[];
  readonly isDated: boolean;
  readonly eventTypes: readonly string[];
}

export type PreviewResult =
  | { readonly ok: true; readonly preview: OutcomePreview }
  | { readonly ok: false; readonly code: string; readonly message: string };
