import type { LeadStatus } from "@/lib/core/signals/lead-status";
import type { AttributeValue } from "@/lib/core/signals/types";

export { LEAD_STATUSES, type LeadStatus } from "@/lib/core/signals/lead-status";

/** Typed columns of `leads`; every other field of a record goes to `attributes` under its own key. */
export const LEAD_COLUMNS = [
  "email",
  "first_name",
  "last_name",
  "company",
  "job_title",
  "phone",
  "country",
  "city",
  "industry",
  "employees",
  "website",
  "source",
  "campaign",
] as const;
export type LeadColumn = (typeof LEAD_COLUMNS)[number];

/** One lead as a source states it. Absent fields are left as they are; null empties a field. */
export interface LeadRecord {
  /** The source's own id; wins over e-mail when both are given. */
  readonly externalId?: string;
  /** When these values became known, where that differs from the batch's `knownFrom`. */
  readonly knownAt?: Date;
  /** Keys: LEAD_COLUMNS, standard signal keys (imported aggregates), and the tenant's own fields. */
  readonly fields: Readonly<Record<string, AttributeValue>>;
  readonly createdAt?: Date;
  /** Row order of a file without dates. */
  readonly sequence?: number;
  readonly status?: LeadStatus;
  readonly closedAt?: Date;
  readonly ownerId?: string;
  readonly team?: string;
  readonly territory?: string;
  readonly outcome?: {
    readonly kind: string;
    readonly value: "undecided" | "positive" | "negative";
    readonly decidedAt?: Date;
    readonly amountMinor?: number;
    readonly currency?: string;
  };
}

export interface IngestLeadsOptions {
  /** "always": values without a date, known at any moment; a Date: they became known then. */
  readonly knownFrom: "always" | Date;
  /** Shown in the timeline: a file name, "API", "enrichment". */
  readonly source: string;
  readonly now: Date;
}

export type LeadChange = "created" | "changed" | "unchanged";

export interface IngestLeadsResult {
  /** One entry a record, in order. */
  readonly leads: readonly { readonly leadId: string; readonly change: LeadChange }[];
}

export interface EventRecord {
  /** Whose event: a lead's id, a lead's external id, its e-mail (the lead known longest has it), or a visitor's key. */
  readonly subject:
    | { readonly leadId: string }
    | { readonly externalId: string }
    | { readonly email: string }
    | { readonly visitorKey: string };
  readonly type: string;
  readonly occurredAt: Date;
  readonly properties?: Readonly<Record<string, unknown>>;
  /**
   * UUID under which the event is known for good, whatever time a repeat gives it; without one it is derived from
   * subject, type, time and properties, so that a repeat is recognised.
   */
  readonly id?: string;
  readonly flag?: { readonly flag: "bot" | "scanner"; readonly reason: string };
}

export interface IngestEventsResult {
  /** One entry a record, in order. */
  readonly events: readonly (
    | { readonly outcome: "stored" | "duplicate"; readonly leadId: string | null; readonly id: string }
    | { readonly outcome: "unknown_lead" }
  )[];
}

/** An event that a batch stored. */
export interface StoredRow {
  readonly id: string;
  /** The lead for which it counts now: its own, or the one that the visitor is known to be. */
  readonly leadId: string | null;
  readonly visitorId: string | null;
  readonly type: string;
  readonly occurredAt: Date;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly isFlagged: boolean;
}
