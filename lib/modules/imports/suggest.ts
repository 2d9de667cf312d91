import { suggestOutcome } from "./outcome";
import { standardSignal } from "./standard-signals";
import {
  type ColumnProfile,
  type EventDestination,
  type EventsPlan,
  type LeadDestination,
  type LeadsPlan,
  SINGLE_DESTINATIONS,
} from "./types";
import { eventTypeOf, meaningOf, soundsJudged, soundsLikeId, unitInName } from "./vocabulary";

/** Why a person should look at a suggestion; lib/present/import-notes words them. */
export type Doubt = "judged" | "day_or_month" | "second_of_kind";

export interface ColumnSuggestion {
  readonly column: string;
  readonly to: LeadDestination;
  /** Read in seconds, kept in minutes. */
  readonly inSeconds: boolean;
  readonly doubt: Doubt | null;
}

/**
 * Where every column of a leads file goes unless somebody says otherwise. Names decide, and values must agree: a
 * column called "email" without addresses is an attribute. Protected and empty columns stay out.
 */
export function suggestColumns(columns: readonly ColumnProfile[]): ColumnSuggestion[] {
  const outcome = suggestOutcome(columns);
  const candidates = columns.map((column) => ({ column, to: named(column, outcome?.column ?? null) }));
  const taken = new Map<LeadDestination, { column: ColumnProfile; rank: number }>();
  for (const { column, to } of candidates) {
    if (!isExclusive(to)) continue;
    const rank = rankOf(column, to);
    const holder = taken.get(to);
    if (!holder || rank > holder.rank) taken.set(to, { column, rank });
  }
  return candidates.map(({ column, to }) => {
    const second = isExclusive(to) && taken.get(to)?.column !== column;
    const final = second ? byType(column) : to;
    return {
      column: column.name,
      to: final,
      inSeconds: final === "signal:time_on_site_30d_minutes" && readsAsSeconds(column),
      doubt: doubtOf(column, final, second && to !== "external_id"),
    };
  });
}

const isExclusive = (to: LeadDestination) => SINGLE_DESTINATIONS.has(to) || to.startsWith("signal:");

function doubtOf(column: ColumnProfile, to: LeadDestination, isSecond: boolean): Doubt | null {
  if (to === "own_signal" && soundsJudged(column.name)) return "judged";
  if ((to === "created_at" || to === "closed_at") && column.date?.isAmbiguous) return "day_or_month";
  return isSecond && to === "own_signal" ? "second_of_kind" : null;
}

/** By name where the vocabulary knows it and the values agree, else by type. */
function named(column: ColumnProfile, outcomeColumn: string | null): LeadDestination {
  if (column.protected) return "leave_out";
  if (column.type === "empty") return "leave_out";
  if (column.name === outcomeColumn) return "outcome";
  if (column.emailShare >= 0.8)
    return meaningOf(column.name)?.destination === "owner_email" ? "owner_email" : "email";
  const to = meaningOf(column.name)?.destination;
  return to && agrees(column, to) ? to : byType(column);
}

function agrees(column: ColumnProfile, to: LeadDestination): boolean {
  const { type } = column;
  if (to.startsWith("signal:")) {
    const signal = standardSignal(to.slice(7));
    if (signal?.type === "number") return type === "number" || type === "boolean";
    if (signal?.type === "boolean")
      return type === "boolean" || (type === "number" && (column.number?.min ?? -1) >= 0);
    return type === "category" || type === "text";
  }
  switch (to) {
    case "email":
      return column.emailShare >= 0.5;
    case "owner_email":
      return column.emailShare >= 0.5;
    case "created_at":
    case "closed_at":
      return type === "date";
    case "amount":
      return type === "number";
    case "external_id":
      // An id tells rows apart: a column of few different values is a kind, whatever it is called.
      return type !== "date" && type !== "boolean" && column.distinct >= rowsWithValue(column) * 0.9;
    case "employees":
      return type === "number" || type === "category" || type === "text";
    case "status":
    case "source":
    case "industry":
    case "country":
    case "city":
    case "campaign":
    case "team":
    case "territory":
      return type === "category" || type === "text";
    case "phone":
      return type === "text" || type === "number" || type === "category";
    default:
      return type === "text" || type === "category";
  }
}

/** Values in the sample, from what the profile keeps. */
function rowsWithValue(column: ColumnProfile): number {
  const top = column.top.reduce((sum, { count }) => sum + count, 0);
  return column.distinct <= column.top.length ? top : Math.max(top, column.distinct);
}

function byType(column: ColumnProfile): LeadDestination {
  const { type } = column;
  if (column.protected || type === "empty") return "leave_out";
  if (column.distinct <= 1 || type === "text" || type === "date") return "attribute";
  if (type === "number" && isRunningNumber(column)) return "attribute";
  return "own_signal";
}

/** Whole numbers that are all different and called an id say who, not how much. */
function isRunningNumber(column: ColumnProfile): boolean {
  const { number } = column;
  return (
    number?.isWhole === true && soundsLikeId(column.name) && column.distinct >= rowsWithValue(column) * 0.98
  );
}

/** Of two columns for one place: exact names first, real ids before numbers, fuller before emptier. */
function rankOf(column: ColumnProfile, to: LeadDestination): number {
  const meaning = meaningOf(column.name);
  const exact = meaning?.destination === to ? (meaning.isExact ? 4 : 2) : 0;
  const telling = to === "external_id" && column.type !== "number" ? 1 : 0;
  return exact + telling + column.filledShare;
}

/** Minutes are rarely above 240 in a month for one in ten leads; seconds are. */
function readsAsSeconds(column: ColumnProfile): boolean {
  const unit = unitInName(column.name);
  if (unit) return unit === "seconds";
  return (column.number?.p90 ?? 0) > 240;
}

/** A whole plan from a profile: what the wizard opens with and what the command line uses. */
export function suggestLeadsPlan(
  columns: readonly ColumnProfile[],
  timeZone: string,
): { readonly plan: LeadsPlan; readonly suggestions: readonly ColumnSuggestion[] } {
  const suggestions = suggestColumns(columns);
  const outcome = suggestOutcome(columns);
  const hasOutcome = suggestions.some(({ to }) => to === "outcome");
  return {
    suggestions,
    plan: {
      kind: "leads",
      columns: Object.fromEntries(suggestions.map(({ column, to }) => [column, to])),
      secondsColumns: suggestions.filter(({ inSeconds }) => inSeconds).map(({ column }) => column),
      outcome:
        outcome && hasOutcome
          ? { column: outcome.column, positive: [...outcome.positive], undecided: [...outcome.undecided] }
          : null,
      timeZone,
      starterRules: true,
    },
  };
}

const EVENT_TYPE_NAMES =
  /^(event|event type|type|activity|activity type|action|event name|name|concept name|ereignis|evento)$/;
const EVENT_TIME_NAMES =
  /^(time|timestamp|date|datetime|occurred at|occurred|event time|event date|at|created at|time timestamp|zeit|zeitpunkt|start time|complete timestamp)$/;

/** The same for a file of events: whose, when, what; the rest are properties. */
export function suggestEventsPlan(columns: readonly ColumnProfile[], timeZone: string): EventsPlan {
  const words = (column: ColumnProfile) =>
    column.name
      .toLowerCase()
      .replace(/[^a-z]+/g, " ")
      .trim();
  const dates = columns.filter((column) => column.type === "date");
  const time = dates.find((column) => EVENT_TIME_NAMES.test(words(column))) ?? dates[0];
  const kinds = columns.filter(
    (column) => column !== time && (column.type === "category" || column.type === "text"),
  );
  const type =
    kinds.find((column) => EVENT_TYPE_NAMES.test(words(column))) ??
    kinds.find((column) => column.top.some(({ value }) => eventTypeOf(value) !== null));
  const rest = columns.filter((column) => column !== time && column !== type);
  const lead =
    rest.find((column) => meaningOf(column.name)?.destination === "external_id") ??
    rest.find((column) => column.emailShare >= 0.5) ??
    rest.find((column) => soundsLikeId(column.name)) ??
    rest.find((column) => /\b(lead|contact|customer|case|person)\b/.test(words(column)));
  const destinationOf = (column: ColumnProfile): EventDestination => {
    if (column === time) return "occurred_at";
    if (column === type) return "event_type";
    if (column === lead) return "lead";
    return column.protected || column.type === "empty" ? "leave_out" : "property";
  };
  return {
    kind: "events",
    columns: Object.fromEntries(columns.map((column) => [column.name, destinationOf(column)])),
    timeZone,
    starterRules: true,
  };
}

/** Whether a file looks like a stream of events: a lead comes up again and again, with a time and a kind. */
export function looksLikeEvents(columns: readonly ColumnProfile[]): boolean {
  const plan = suggestEventsPlan(columns, "UTC");
  const places = Object.values(plan.columns);
  if (!["lead", "occurred_at", "event_type"].every((place) => places.includes(place as EventDestination)))
    return false;
  const lead = columns.find((column) => plan.columns[column.name] === "lead");
  return lead !== undefined && columns.length <= 12 && (lead.top[0]?.count ?? 0) >= 3;
}
