import { z } from "zod";
import type { LeakageFinding } from "@/lib/core/leakage/types";
import type { Sufficiency } from "@/lib/core/outcomes/sufficiency";
import type { DropCounts, PredictionMoment } from "@/lib/core/outcomes/types";
import type { TrainingProgress } from "@/lib/core/training/input";
import type { SplitSummary, TrainingReport } from "@/lib/core/training/report";
import { predictedSchema } from "@/lib/modules/outcomes/types";

export const RUN_STATUSES = [
  "checking",
  "checked",
  "queued",
  "running",
  "done",
  "refused",
  "failed",
  "cancelled",
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

const keep = z.object({
  key: z.string().max(200),
  reason: z.string().trim().min(10, "Say why in at least 10 characters.").max(500),
});

/** What a person, or the command line, asked for; frozen with the run. */
export const trainingSettingsSchema = predictedSchema.extend({
  /** auto: times, else the order of the rows, else none. */
  order: z.enum(["auto", "time", "rows", "none"]).default("auto"),
  /** Signal keys left out by hand. */
  leaveOut: z.array(z.string().max(200)).max(1_000).default([]),
  /** Leaks that somebody insists on. */
  keepLeaks: z.array(keep).max(200).default([]),
  /** Suspects that somebody looked at and left in. */
  keepSuspects: z.array(z.string().max(200)).max(1_000).default([]),
  seed: z.int().default(20_261),
  /** Publishes the proposed model as soon as there is one, on record: how the demo gets its first model. */
  publishWhenProposed: z.boolean().default(false),
});
export type TrainingSettings = z.infer<typeof trainingSettingsSchema>;

/** What was found before anything is learnt. */
export interface TrainingCheck {
  readonly rows: number;
  readonly positives: number;
  readonly dropped: DropCounts;
  readonly sufficiency: Sufficiency;
  readonly order: SplitSummary["kind"];
  readonly isPointInTime: boolean;
  readonly findings: readonly LeakageFinding[];
  /** How well leads can be told apart at other moments, by a plain logistic regression: whether waiting is worth it. */
  readonly waiting?: readonly {
    readonly moment: PredictionMoment;
    readonly rows: number;
    readonly auc: number | null;
  }[];
}

export interface RunFailure {
  readonly code: string;
  readonly message: string;
}

/** One training run as screens list it. */
export interface RunSummary {
  readonly id: string;
  readonly status: RunStatus;
  readonly settings: TrainingSettings;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly createdByName: string | null;
  readonly failure: RunFailure | null;
}

/** As far as a page reads that asks every second: without the report, which is long. */
export interface RunUnderWay extends RunSummary {
  readonly check: TrainingCheck | null;
  readonly progress: TrainingProgress | null;
}

export interface Run extends RunUnderWay {
  readonly asOf: Date;
  readonly report: TrainingReport | null;
  readonly dataHash: string | null;
}
