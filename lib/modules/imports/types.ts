import { z } from "zod";
import type { ProtectedReason } from "@/lib/core/signals/protected";
import type { SignalType } from "@/lib/core/signals/types";
import { LEAD_COLUMNS } from "@/lib/modules/ingestion/types";
import type { Dialect } from "@/lib/platform/csv/dialect";
import { STANDARD_SIGNAL_KEYS } from "./standard-signals";

export type ImportKind = "leads" | "events";
export type ImportStatus = "uploading" | "mapping" | "queued" | "running" | "done" | "failed" | "cancelled";

export type ColumnType = "number" | "boolean" | "category" | "date" | "text" | "empty";

export interface NumberFormat {
  readonly decimal: "." | ",";
  /** Most values carry a percent sign. */
  readonly percent: boolean;
}

export type DateFormat = "iso" | "dmy" | "mdy" | "ymd_compact" | "epoch_s" | "epoch_ms" | "named_month";

/** What a sample of one column says about it. */
export interface ColumnProfile {
  /** Unique in the file. */
  readonly name: string;
  readonly type: ColumnType;
  /** 0..1 of the rows have a value. */
  readonly filledShare: number;
  /** Different values in the sample. */
  readonly distinct: number;
  /** Up to four different values, as written. */
  readonly samples: readonly string[];
  /** Commonest values, at most 20. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
  readonly number?: NumberFormat & {
    readonly min: number;
    readonly max: number;
    readonly p90: number;
    readonly isWhole: boolean;
    /** A running number that falls from row to row: the newest rows come first. */
    readonly falls?: boolean;
  };
  readonly date?: {
    readonly format: DateFormat;
    /** No value told day from month. */
    readonly isAmbiguous: boolean;
    readonly from: string;
    readonly to: string;
  };
  readonly protected: ProtectedReason | null;
  /** Share of values that are mail addresses. */
  readonly emailShare: number;
}

export interface ImportProfile {
  readonly dialect: Dialect;
  readonly columns: readonly ColumnProfile[];
  readonly sampledRows: number;
  /** Exact where the whole file was counted, else from its size. */
  readonly rows: number;
  readonly rowsAreExact: boolean;
}

/** Where a column goes besides the lead's own columns. */
export const SPECIAL_DESTINATIONS = [
  "full_name",
  "external_id",
  "created_at",
  "closed_at",
  "amount",
  "status",
  "owner_email",
  "team",
  "territory",
  "outcome",
  "own_signal",
  "attribute",
  "leave_out",
] as const;

/** Columns of an events file. */
export const EVENT_DESTINATIONS = ["lead", "occurred_at", "event_type", "property", "leave_out"] as const;

export type LeadDestination =
  | (typeof LEAD_COLUMNS)[number]
  | (typeof SPECIAL_DESTINATIONS)[number]
  | `signal:${string}`;
export type EventDestination = (typeof EVENT_DESTINATIONS)[number];

/** Destinations that take one column only. */
export const SINGLE_DESTINATIONS: ReadonlySet<string> = new Set([
  ...LEAD_COLUMNS,
  "full_name",
  "external_id",
  "created_at",
  "closed_at",
  "amount",
  "status",
  "owner_email",
  "team",
  "territory",
  "outcome",
  "lead",
  "occurred_at",
  "event_type",
]);

export const STANDARD_SIGNAL_DESTINATIONS: readonly string[] = STANDARD_SIGNAL_KEYS.map(
  (key) => `signal:${key}`,
);

const LEAD_DESTINATIONS: ReadonlySet<string> = new Set([
  ...LEAD_COLUMNS,
  ...SPECIAL_DESTINATIONS,
  ...STANDARD_SIGNAL_DESTINATIONS,
]);

export function isLeadDestination(text: string): text is LeadDestination {
  return LEAD_DESTINATIONS.has(text);
}

export function isEventDestination(text: string): text is EventDestination {
  return (EVENT_DESTINATIONS as readonly string[]).includes(text);
}

const leadDestination = z.custom<LeadDestination>(
  (value) => typeof value === "string" && isLeadDestination(value),
);
const columnName = z.string().min(1).max(1_000);

export const leadsPlanSchema = z.strictObject({
  kind: z.literal("leads"),
  columns: z.record(columnName, leadDestination),
  /** Columns read in seconds where the signal counts minutes. */
  secondsColumns: z.array(columnName).max(20),
  outcome: z
    .strictObject({
      column: columnName,
      positive: z.array(z.string().max(500)).min(1).max(200),
      undecided: z.array(z.string().max(500)).max(200),
    })
    .nullable(),
  /** IANA zone of dates without one. */
  timeZone: z.string().max(100),
  starterRules: z.boolean(),
});
export type LeadsPlan = z.infer<typeof leadsPlanSchema>;

export const eventsPlanSchema = z.strictObject({
  kind: z.literal("events"),
  columns: z.record(columnName, z.enum(EVENT_DESTINATIONS)),
  timeZone: z.string().max(100),
  starterRules: z.boolean(),
});
export type EventsPlan = z.infer<typeof eventsPlanSchema>;

export const planSchema = z.discriminatedUnion("kind", [leadsPlanSchema, eventsPlanSchema]);
export type ImportPlan = z.infer<typeof planSchema>;

export type ImportPhase = "reading" | "rules" | "scoring" | "finishing";

export interface ImportProgress {
  readonly phase: ImportPhase;
  /** Rows read so far, rejected ones included. */
  readonly rows: number;
  /** How many rows there will be, as far as known. */
  readonly expectedRows: number;
  readonly rejected: number;
  readonly scored: number;
  readonly toScore: number;
  readonly rowsPerSecond: number;
}

export interface SignalReport {
  readonly key: string;
  readonly type: SignalType;
  /** 0..1 of the accepted rows have no value. */
  readonly missingShare: number;
}

export interface KeptOutColumn {
  readonly column: string;
  readonly reason: string;
}

export interface ImportResult {
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** By reason, commonest first. */
  readonly reasons: readonly { readonly reason: string; readonly firstLine: number; readonly rows: number }[];
  readonly signals: readonly SignalReport[];
  readonly keptOut: readonly KeptOutColumn[];
  readonly flags: Readonly<Record<string, number>>;
  readonly starterRules: readonly { readonly key: string; readonly label: string }[];
  /** New band edges, best first, where nearly all leads would have stayed in the lowest band; null: as they were. */
  readonly fittedBands: readonly { readonly name: string; readonly from: number }[] | null;
  readonly scorerVersion: string;
  readonly scored: number;
  /** Leads by band before (null: not scored before) and after, commonest first. */
  readonly moves: readonly { readonly from: string | null; readonly to: string; readonly leads: number }[];
  readonly seconds: number;
}

export interface Rejection {
  readonly line: number;
  readonly reason: string;
  readonly value: string | null;
}
