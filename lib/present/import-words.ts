import { DEFAULT_SIGNALS } from "../core/signals/default-signals.ts";
import { formatNumber, formatShare, listOf } from "./format.ts";

/** Words of the import: destinations, types, notes, problems, results. */

export interface DestinationWords {
  /** The grey word before the label. */
  readonly kind: string;
  readonly label: string;
}

const FIELDS: Readonly<Record<string, DestinationWords>> = {
  email: { kind: "Attribute", label: "Email" },
  first_name: { kind: "Attribute", label: "First name" },
  last_name: { kind: "Attribute", label: "Last name" },
  full_name: { kind: "Attribute", label: "Full name" },
  company: { kind: "Attribute", label: "Company" },
  job_title: { kind: "Attribute", label: "Job title" },
  phone: { kind: "Attribute", label: "Phone" },
  city: { kind: "Attribute", label: "City" },
  website: { kind: "Attribute", label: "Website" },
  campaign: { kind: "Attribute", label: "Campaign" },
  country: { kind: "Signal", label: "Territory, from the country" },
  industry: { kind: "Signal", label: "Industry fit" },
  employees: { kind: "Signal", label: "Company size" },
  source: { kind: "Signal", label: "Source channel" },
  external_id: { kind: "Attribute", label: "Id of the lead" },
  created_at: { kind: "Time", label: "Created" },
  closed_at: { kind: "Time", label: "Closed" },
  amount: { kind: "Outcome", label: "Amount" },
  status: { kind: "Attribute", label: "Status" },
  owner_email: { kind: "Attribute", label: "Owner, by email" },
  team: { kind: "Attribute", label: "Team" },
  territory: { kind: "Attribute", label: "Sales territory" },
  outcome: { kind: "Outcome", label: "Won or lost" },
  own_signal: { kind: "Own signal", label: "" },
  attribute: { kind: "Attribute", label: "Own field" },
  leave_out: { kind: "Left out", label: "Not imported" },
  lead: { kind: "Event", label: "Whose it is" },
  occurred_at: { kind: "Event", label: "When it happened" },
  event_type: { kind: "Event", label: "What happened" },
  property: { kind: "Property", label: "Kept with the event" },
};

const SIGNAL_LABELS = new Map(DEFAULT_SIGNALS.map(({ key, label }) => [key, label]));

/** What a destination is called; own signals carry the column's name. */
export function destinationWords(to: string, column: string): DestinationWords {
  if (to.startsWith("signal:"))
    return { kind: "Signal", label: SIGNAL_LABELS.get(to.slice(7)) ?? to.slice(7) };
  if (to === "own_signal") return { kind: "Own signal", label: column };
  return FIELDS[to] ?? { kind: "Attribute", label: to };
}

export const IMPORT_GROUPS = ["needs_you", "known", "own", "attributes", "left_out"] as const;
export type ImportGroup = (typeof IMPORT_GROUPS)[number];

export const GROUP_WORDS: Readonly<Record<ImportGroup, string>> = {
  needs_you: "Needs you",
  known: "Known signals, computed and phrased like your tracked events",
  own: "Your own signals",
  attributes: "Attributes, shown on the lead but not scored",
  left_out: "Left out",
};

/** Segments above the columns, in order. */
export const GROUP_FILTERS: readonly {
  readonly key: string;
  readonly label: string;
  readonly groups: readonly ImportGroup[];
}[] = [
  { key: "all", label: "All", groups: IMPORT_GROUPS },
  { key: "needs_you", label: "Needs you", groups: ["needs_you"] },
  { key: "signals", label: "Signals", groups: ["known", "own"] },
  { key: "attributes", label: "Attributes", groups: ["attributes"] },
  { key: "left_out", label: "Left out", groups: ["left_out"] },
];

const FROM_FIELDS: ReadonlySet<string> = new Set(["country", "industry", "employees", "source"]);

/** Under which strip a column stands. */
export function groupOf(to: string): Exclude<ImportGroup, "needs_you"> {
  if (to.startsWith("signal:") || FROM_FIELDS.has(to)) return "known";
  if (to === "own_signal" || to === "property") return "own";
  return to === "leave_out" ? "left_out" : "attributes";
}

const TYPES: Readonly<Record<string, string>> = {
  number: "Number",
  boolean: "Yes or no",
  category: "Category",
  date: "Date",
  text: "Text",
  empty: "Empty",
};

/** "Number, 41 % filled" */
export function typeWords(type: string, filledShare: number): string {
  return type === "empty" ? "Empty" : `${TYPES[type] ?? type}, ${formatShare(filledShare)} filled`;
}

export interface NoteInput {
  readonly to: string;
  readonly type: string;
  readonly distinct: number;
  readonly filledShare: number;
  readonly inSeconds: boolean;
  readonly isPercent: boolean;
  readonly doubt: string | null;
}

/** The remark right of a column's destination; empty where there is nothing to say. */
export function noteWords({
  to,
  type,
  distinct,
  filledShare,
  inSeconds,
  isPercent,
  doubt,
}: NoteInput): string {
  if (doubt === "judged") return "Written after the call? Then leave it out.";
  if (doubt === "day_or_month") return "Day or month first? No date tells.";
  if (doubt === "second_of_kind") return "Another column says the same already.";
  switch (to) {
    case "email":
    case "external_id":
      return "Tells leads apart";
    case "job_title":
      return "Gives seniority, decision maker";
    case "employees":
      return "Log scale";
    case "source":
      return `${formatNumber(distinct)} values`;
    case "country":
      return "Scores once territories are set";
    case "industry":
      return "Scores once industries are set";
    case "signal:unsubscribed":
    case "signal:bounced_or_spam":
    case "signal:careers_views_30d":
    case "signal:days_since_last_activity":
      return "Takes away points";
    case "signal:time_on_site_30d_minutes":
      return inSeconds ? "Read as seconds" : "Read as minutes";
    case "outcome":
      return "What the score should predict";
    case "own_signal":
      return filledShare < 0.95 ? `New, ${formatShare(1 - filledShare)} missing` : "New";
    case "leave_out":
      return type === "empty" ? "Nothing in it" : "";
  }
  if (!to.startsWith("signal:")) return "";
  if (isPercent) return "Read as percent";
  return type === "boolean" && !BOOLEAN_SIGNALS.has(to.slice(7))
    ? "Yes counts as one"
    : "Used where no events exist";
}

const BOOLEAN_SIGNALS = new Set(
  DEFAULT_SIGNALS.filter(({ type }) => type === "boolean").map(({ key }) => key),
);

const DELIMITERS: Readonly<Record<string, string>> = {
  ",": "Comma",
  ";": "Semicolon",
  "\t": "Tab",
  "|": "Bar",
};
const ENCODINGS: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
};

/** "Comma, UTF-8, first row is the header" */
export function dialectWords(dialect: { delimiter: string; encoding: string; hasHeader: boolean }): string {
  const header = dialect.hasHeader ? "first row is the header" : "no header";
  return `${DELIMITERS[dialect.delimiter] ?? dialect.delimiter}, ${ENCODINGS[dialect.encoding] ?? dialect.encoding}, ${header}`;
}

/** What to do about rows that stayed out. */
export function adviceFor(reason: string): string {
  if (/^No email, and no other id|^No lead id/.test(reason)) return "Export the CRM id too";
  if (/email$|^Malformed email/.test(reason) && !reason.startsWith("Same")) return "Correct in the CRM";
  if (/future$/.test(reason)) return "Correct the year";
  if (/^Too many fields/.test(reason)) return "Quote the delimiter in the text";
  if (/^Too few fields/.test(reason)) return "Look for a line break in the text";
  if (/^Same /.test(reason)) return "Keep one row for each lead";
  if (/quote/i.test(reason)) return "Close or double the quote";
  if (/not readable$/.test(reason)) return "Write dates as 2026-11-21";
  if (/^No lead with this id/.test(reason)) return "Import the leads first";
  return "Correct in the file";
}

const FLAGS: Readonly<Record<string, string>> = {
  missing_email: "Without an email",
  missing_company: "Without a company",
  missing_title: "Without a job title",
  malformed_email: "Malformed emails set aside",
  placeholder_company: "Placeholder company names",
};

export const flagWords = (flag: string): string => FLAGS[flag] ?? flag;

const STATUSES: Readonly<Record<string, string>> = {
  uploading: "Uploading",
  mapping: "Waiting for you",
  queued: "Waiting to start",
  running: "Running",
  done: "Finished",
  failed: "Ended early",
  cancelled: "Stopped",
};

export const statusWords = (status: string): string => STATUSES[status] ?? status;

/** "about 6 s left"; nothing before a rate is known. */
export function remainingWords(done: number, expected: number, perSecond: number): string {
  if (perSecond <= 0 || done >= expected) return "";
  const seconds = Math.ceil((expected - done) / perSecond);
  return seconds < 60 ? `about ${seconds} s left` : `about ${formatNumber(Math.ceil(seconds / 60))} min left`;
}

/** "Gender and Birth year are protected attributes." */
export function protectedSentence(columns: readonly string[]): string {
  if (columns.length === 0) return "";
  const many = columns.length > 1;
  return `${many ? `${columns.length} columns were` : "One column was"} left out: ${listOf(columns)} ${many ? "are protected attributes" : "is a protected attribute"}.`;
}

/** "1.8 MB" */
export function bytesWords(bytes: number): string {
  if (bytes < 1_000_000) return `${formatNumber(Math.max(1, Math.round(bytes / 1_000)))} kB`;
  return `${formatNumber(bytes / 1_000_000, bytes < 10_000_000 ? 1 : 0)} MB`;
}
