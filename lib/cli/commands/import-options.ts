import { answersOf } from "@/lib/modules/imports/outcome";
import type { Prepared } from "@/lib/modules/imports/prepare";
import { STANDARD_SIGNAL_KEYS } from "@/lib/modules/imports/standard-signals";
import {
  type ColumnProfile,
  type EventDestination,
  type EventsPlan,
  type ImportPlan,
  isEventDestination,
  isLeadDestination,
  type LeadDestination,
  type LeadsPlan,
  SINGLE_DESTINATIONS,
} from "@/lib/modules/imports/types";

/** The call itself is wrong; its message says how. */
export class UsageError extends Error {}

export interface PlanOptions {
  readonly map?: readonly string[];
  readonly outcome?: string;
  readonly undecided?: string;
  readonly time?: string;
  readonly order?: string;
  readonly id?: string;
  readonly lead?: string;
  readonly type?: string;
  readonly "no-starter-rules"?: boolean;
}

/** The suggested plan with what the caller said put over it. */
export function planFromOptions({ profile, plan }: Prepared, options: PlanOptions): ImportPlan {
  if (options.order !== undefined && options.order !== "rows")
    throw new UsageError(`--order is rows, not "${options.order}".`);
  if (options.order !== undefined && options.time !== undefined)
    throw new UsageError("Say --time or --order, not both.");
  const final =
    plan.kind === "leads"
      ? leadsPlan(profile.columns, plan, options)
      : eventsPlan(profile.columns, plan, options);
  return options["no-starter-rules"] ? { ...final, starterRules: false } : final;
}

function leadsPlan(columns: readonly ColumnProfile[], suggested: LeadsPlan, options: PlanOptions): LeadsPlan {
  if (options.lead !== undefined || options.type !== undefined)
    throw new UsageError("--lead and --type belong to --kind events.");
  const places: Record<string, LeadDestination> = { ...suggested.columns };
  const columnOf = finder(columns);
  if (options.order === "rows") release(places, "created_at");
  if (options.id !== undefined) place(places, columnOf(options.id), "external_id");
  if (options.time !== undefined) {
    const column = columnOf(options.time);
    if (column.type !== "date") throw new UsageError(`"${column.name}" does not hold dates.`);
    place(places, column, "created_at");
  }
  for (const [name, field] of pairs(options.map, columns)) place(places, columnOf(name), leadField(field));

  let { outcome } = suggested;
  if (outcome && places[outcome.column] !== "outcome") outcome = null;
  if (options.outcome !== undefined) {
    const [[name, value] = ["", ""]] = pairs([options.outcome], columns, "whole");
    const column = columnOf(name);
    for (const [other, to] of Object.entries(places)) if (to === "outcome") places[other] = "own_signal";
    place(places, column, "outcome");
    outcome = { column: column.name, positive: [value], undecided: answersOf(column)?.undecided ?? [] };
  }
  if (options.undecided !== undefined) {
    if (!outcome) throw new UsageError("--undecided needs an outcome: --outcome COL=VALUE.");
    outcome = { ...outcome, undecided: options.undecided.split(",").map((value) => value.trim()) };
  }
  if (outcome) {
    const { positive } = outcome;
    outcome = { ...outcome, undecided: outcome.undecided.filter((value) => !positive.includes(value)) };
  }
  const time = suggested.secondsColumns.filter((name) => places[name] === "signal:time_on_site_30d_minutes");
  return { ...suggested, columns: places, secondsColumns: time, outcome };
}

function eventsPlan(
  columns: readonly ColumnProfile[],
  suggested: EventsPlan,
  options: PlanOptions,
): EventsPlan {
  if (options.outcome !== undefined || options.undecided !== undefined)
    throw new UsageError("--outcome belongs to --kind leads.");
  const places: Record<string, EventDestination> = { ...suggested.columns };
  const columnOf = finder(columns);
  const put = (column: ColumnProfile, to: EventDestination) => {
    if (SINGLE_DESTINATIONS.has(to))
      for (const [name, held] of Object.entries(places)) if (held === to) places[name] = "property";
    places[column.name] = to;
  };
  for (const [name, field] of pairs(options.map, columns)) {
    if (!isEventDestination(field))
      throw new UsageError(
        `"${field}" is nowhere to put a column of events. Known: lead, occurred_at, event_type, property, leave_out.`,
      );
    put(columnOf(name), field);
  }
  const lead = options.lead ?? options.id;
  if (lead !== undefined) put(columnOf(lead), "lead");
  if (options.time !== undefined) put(columnOf(options.time), "occurred_at");
  if (options.type !== undefined) put(columnOf(options.type), "event_type");
  return { ...suggested, columns: places };
}

/** By exact name, else regardless of case. */
function finder(columns: readonly ColumnProfile[]): (name: string) => ColumnProfile {
  return (name) => {
    const wanted = name.trim();
    const found =
      columns.find((column) => column.name === wanted) ??
      columns.find((column) => column.name.toLowerCase() === wanted.toLowerCase());
    if (found) return found;
    const known = columns.slice(0, 30).map((column) => column.name);
    throw new UsageError(
      `There is no column "${wanted}" in this file. Its columns: ${known.join(", ")}${columns.length > 30 ? ", ..." : ""}.`,
    );
  };
}

/** "A=b,C=d": the column's own name may hold commas and equals signs, so known names are looked for first. */
function pairs(
  texts: readonly string[] | undefined,
  columns: readonly ColumnProfile[],
  values: "list" | "whole" = "list",
): [string, string][] {
  const names = columns.map(({ name }) => name).sort((a, b) => b.length - a.length);
  return (texts ?? []).flatMap((text) => {
    const found: [string, string][] = [];
    let rest = text;
    while (rest !== "") {
      const name = names.find((candidate) => rest.toLowerCase().startsWith(`${candidate.toLowerCase()}=`));
      const at = name === undefined ? rest.indexOf("=") : name.length;
      if (at < 1) throw new UsageError(`"${rest}" is not COL=VALUE.`);
      const tail = rest.slice(at + 1);
      const end = values === "whole" ? -1 : tail.indexOf(",");
      found.push([rest.slice(0, at), (end === -1 ? tail : tail.slice(0, end)).trim()]);
      rest = end === -1 ? "" : tail.slice(end + 1);
    }
    return found;
  });
}

const ALIASES: Readonly<Record<string, LeadDestination>> = {
  id: "external_id",
  name: "full_name",
  title: "job_title",
  created: "created_at",
  closed: "closed_at",
  owner: "owner_email",
  signal: "own_signal",
  own: "own_signal",
  ignore: "leave_out",
  skip: "leave_out",
  out: "leave_out",
};

function leadField(field: string): LeadDestination {
  const key = field
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const alias = ALIASES[key];
  if (alias) return alias;
  if (STANDARD_SIGNAL_KEYS.includes(key)) return `signal:${key}`;
  if (isLeadDestination(key) && key !== "outcome") return key;
  throw new UsageError(
    key === "outcome"
      ? "Say the outcome as --outcome COL=VALUE."
      : `"${field}" is neither a field nor a standard signal.`,
  );
}

/** A place that takes one column only is taken from the suggestion that held it. */
function place(places: Record<string, LeadDestination>, column: ColumnProfile, to: LeadDestination): void {
  if (SINGLE_DESTINATIONS.has(to) || to.startsWith("signal:")) release(places, to);
  places[column.name] = to;
}

function release(places: Record<string, LeadDestination>, to: LeadDestination): void {
  for (const [name, held] of Object.entries(places)) if (held === to) places[name] = "attribute";
}
