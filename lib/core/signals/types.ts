/** The vocabulary of signals: what is measured of a lead as of a moment. Times are UTC epoch milliseconds. */

export type Dimension = "fit" | "intent" | "engagement" | "negative";
export type SignalFamily = "behavioural" | "email" | "firmographic" | "source" | "custom";
export type SignalType = "number" | "boolean" | "category";
export type SignalUnit = "count" | "minutes" | "days" | "percent" | "share" | "log_employees";
export type SignalValue = number | boolean | string | null;
export type AttributeValue = number | boolean | string | null;

export const DAY_MS = 86_400_000;

export interface SignalDefinition {
  /** Stable snake_case key, unique within a tenant. */
  readonly key: string;
  /** Name on screens, sentence case: "Pricing views, 7 days". */
  readonly label: string;
  readonly type: SignalType;
  readonly family: SignalFamily;
  readonly dimension: Dimension;
  readonly unit?: SignalUnit;
  readonly source: SignalSource;
  /** False for conditions that only rules read (competitor, free mail...): not among the modelled signals. */
  readonly modelled: boolean;
}

export type SignalSource =
  | EventSource
  | RecencySource
  | AttributeSource
  | DerivedSource
  | RatioSource
  | InteractionSource;

export interface EventMatch {
  readonly types: readonly string[];
  /** All must hold; `in` compares as text. */
  readonly where?: readonly {
    readonly property: string;
    readonly in: readonly (string | number | boolean)[];
  }[];
}

export type EventAggregate =
  | "count"
  | "exists"
  | "sum"
  | "max"
  | "distinct_days"
  /** Occurrences in the window that are not the lead's first ever. */
  | "count_after_first"
  /** Occurrences beyond the first of the same `property` value, in the window. */
  | "repeats";

export interface EventSource {
  readonly kind: "events";
  readonly match: EventMatch;
  readonly aggregate: EventAggregate;
  /** For sum, max and repeats. */
  readonly property?: string;
  /** Applied to sum and max: seconds to minutes is 1 / 60. */
  readonly scale?: number;
  /** Half-open window [moment - windowDays * DAY_MS, moment); null is all time. */
  readonly windowDays: number | null;
  /** Each occurrence weighs 0.5 ^ (age / halfLifeDays); count and sum only. */
  readonly halfLifeDays?: number;
}

/** Whole days since the last matching event (or, with none, since the lead was created); null when neither is known. */
export interface RecencySource {
  readonly kind: "recency";
  /** null: any activity. */
  readonly match: EventMatch | null;
}

export interface AttributeSource {
  readonly kind: "attribute";
  readonly attribute: string;
  readonly transform?: "log1p";
}

/** Computed from several attributes and the tenant's settings by a named function of the core. */
export interface DerivedSource {
  readonly kind: "derived";
  readonly name:
    | "seniority"
    | "decision_maker"
    | "employees"
    | "company_size_log"
    | "industry_fit"
    | "in_territory"
    | "source_channel"
    | "competitor"
    | "student_mail"
    | "free_mail"
    | "out_of_territory";
}

/** numerator / max(floor, denominator), both other signals. `days_since_created` may stand as denominator. */
export interface RatioSource {
  readonly kind: "ratio";
  readonly numerator: string;
  readonly denominator: string;
  readonly floor: number;
}

/** gate truthy ? of : 0, both other signals. */
export interface InteractionSource {
  readonly kind: "interaction";
  readonly gate: string;
  readonly of: string;
}

/** What the tenant says about its market; frozen into the scorer version that used it. */
export interface MarketSettings {
  /** Lower-cased industry names by how well they fit; anything else is neutral, unknown is null. */
  readonly industries: {
    readonly target: readonly string[];
    readonly adjacent: readonly string[];
    readonly poor: readonly string[];
  };
  /** Country names or codes the team sells to, lower-cased; empty: no opinion (null). */
  readonly territories: readonly string[];
  /** Competitors' mail or web domains, lower-cased. */
  readonly competitorDomains: readonly string[];
  /** Added to the built-in lists. */
  readonly freeMailDomains: readonly string[];
  readonly studentMailDomains: readonly string[];
}

export interface HistoryEvent {
  readonly type: string;
  readonly occurredAt: number;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Set when the event belongs to a visitor; it counts only where that visitor was identified by the moment. */
  readonly visitorId?: string;
  /** Bots and link scanners: kept, but they earn nothing. */
  readonly flagged?: boolean;
}

/** Everything known about one lead, in any order. */
export interface LeadHistory {
  readonly createdAt: number | null;
  readonly events: readonly HistoryEvent[];
  readonly visitors: readonly { readonly visitorId: string; readonly identifiedAt: number }[];
}

/** How a value came about, in data; wording is lib/present's work. */
export interface SignalEvidence {
  /** Matching occurrences in the window. */
  readonly occurrences?: number;
  /** Up to five most recent occurrence times, newest first. */
  readonly recentAt?: readonly number[];
  /** Raw attribute value that decided a firmographic signal (job title, employees, industry, domain). */
  readonly attribute?: { readonly name: string; readonly value: AttributeValue };
  /** Telling property of the newest occurrence (asset, message, title, outcome). */
  readonly detail?: string;
  /** Raw company size beside a person's role, for "Decision maker at a 500–999 person company". */
  readonly companySize?: AttributeValue;
  /** True where the value came from an imported aggregate column, not from events. */
  readonly imported?: boolean;
}

/** What a scorer reads, and what is stored beside a score so that it can be verified bit for bit. */
export interface SignalVector {
  readonly moment: number;
  readonly values: Readonly<Record<string, SignalValue>>;
  /**
   * Age in days (fractional) of the newest occurrence behind an event signal and behind ratios and interactions of
   * one; absent where nothing occurred or the value came from an imported aggregate: such values do not decay.
   */
  readonly ages: Readonly<Record<string, number>>;
}

export interface SignalsAsOf {
  readonly vector: SignalVector;
  readonly evidence: Readonly<Record<string, SignalEvidence>>;
}
