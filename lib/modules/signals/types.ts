import { z } from "zod";
import type { SignalSummaryLine } from "@/lib/core/signals/report";
import type { SignalDefinition } from "@/lib/core/signals/types";

const label = z
  .string()
  .trim()
  .min(3, "Give the signal a name of at least 3 characters.")
  .max(60, "Use at most 60 characters for the name.");
const dimension = z.enum(["fit", "intent", "engagement", "negative"]);
const days = z
  .int("Days are whole numbers.")
  .min(1, "At least a day.")
  .max(730, "At most two years.")
  .nullable();

export const AGGREGATES = ["count", "exists", "sum", "max", "distinct_days", "recency"] as const;
export type OwnAggregate = (typeof AGGREGATES)[number];

/** A signal of the workspace's own, as somebody describes it. */
export const ownSignalSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("attribute"),
    label,
    dimension,
    attribute: z.string().min(1, "Choose a field.").max(120),
    type: z.enum(["number", "boolean", "category"]),
  }),
  z.strictObject({
    kind: z.literal("events"),
    label,
    dimension,
    types: z.array(z.string().min(1).max(120)).min(1, "Choose at least one event.").max(10),
    aggregate: z.enum(AGGREGATES),
    /** The figure that is summed or of which the largest counts. */
    property: z.string().max(120).nullable(),
    /** Only events whose property has one of these values. */
    where: z
      .strictObject({
        property: z.string().min(1).max(120),
        values: z.array(z.string().min(1).max(200)).min(1, "Write at least one value.").max(20),
      })
      .nullable(),
    windowDays: days,
    halfLifeDays: days,
  }),
  z.strictObject({
    kind: z.literal("ratio"),
    label,
    dimension,
    numerator: z.string().min(1, "Choose what is divided.").max(120),
    denominator: z.string().min(1, "Choose what it is divided by.").max(120),
  }),
]);
export type OwnSignal = z.infer<typeof ownSignalSchema>;

export interface SignalRow {
  readonly definition: SignalDefinition;
  /** "Page views of pricing, within 30 days" */
  readonly words: string;
  /** default: one of the 33; condition: read by rules alone; import or own: the workspace's. */
  readonly origin: "default" | "condition" | "import" | "own";
  readonly retired: boolean;
  /** Read by the rules published last, and by the version in use. */
  readonly inRules: boolean;
  readonly inUse: boolean;
  readonly line: SignalSummaryLine | null;
}

export interface SignalsPage {
  readonly rows: readonly SignalRow[];
  readonly measured:
    | {
        readonly state: "done";
        readonly rows: number;
        readonly recent: number;
        readonly recentDays: number;
        /** Epoch ms. */
        readonly asOf: number;
      }
    | { readonly state: "running"; readonly backtestId: string }
    | { readonly state: "failed"; readonly message: string };
  readonly attributes: readonly {
    readonly name: string;
    readonly label: string;
    readonly samples: readonly string[];
  }[];
  readonly events: readonly { readonly type: string; readonly properties: readonly string[] }[];
  readonly now: number;
  readonly timeZone: string;
}

export interface SignalPreview {
  readonly line: SignalSummaryLine;
  readonly words: string;
  /** Leads it was measured on, of so many. */
  readonly of: number;
  readonly areOpen: boolean;
  readonly examples: readonly { readonly leadId: string; readonly name: string; readonly value: string }[];
}

export type Refused = {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  readonly field?: string;
};
export type PreviewResult = { readonly ok: true; readonly preview: SignalPreview } | Refused;
export type KeepSignalResult = { readonly ok: true; readonly key: string } | Refused;
export type RetireResult = { readonly ok: true } | Refused;
