import { stabilityLevel } from "../core/drift/population-stability.ts";
import type { SignalSummaryLine } from "../core/signals/report.ts";
import type { EventMatch, SignalDefinition, SignalValue } from "../core/signals/types.ts";
import {
  capital,
  formatCount,
  formatNumber,
  formatShare,
  formatShort,
  formatSigned,
  listOf,
} from "./format.ts";

/** Words what a signal measures, and what is known of it. */

const EVENTS: Readonly<Record<string, string>> = {
  visit: "visits",
  page_view: "page views",
  page_left: "pages read",
  cta_hovered: "hovers over a button",
  form_submitted: "forms sent",
  demo_requested: "demo requests",
  trial_started: "trial starts",
  trial_active: "active trial days",
  content_downloaded: "downloads",
  webinar_attended: "webinars attended",
  signup_abandoned: "abandoned sign-ups",
  email_delivered: "mails delivered",
  email_opened: "mails opened",
  email_clicked: "mail clicks",
  email_replied: "mail replies",
  email_bounced: "mails bounced",
  email_marked_spam: "mails marked as spam",
  email_unsubscribed: "unsubscribes",
  call_logged: "calls",
};

/** "page views", "A submitted" */
export const eventName = (type: string): string => EVENTS[type] ?? type.replaceAll("_", " ");

function matchWords({ types, where }: EventMatch): string {
  const what = listOf(types.map(eventName));
  const conditions = (where ?? []).map(
    ({ property, in: values }) => `${property.replaceAll("_", " ")} ${listOf(values.map(String))}`,
  );
  return conditions.length === 0 ? what : `${what} with ${conditions.join(" and ")}`;
}

const within = (days: number | null): string => (days === null ? "" : ` within ${formatCount(days, "day")}`);

/** "Page views with page pricing within 30 days", "Field industry". `labelOf` names other signals. */
export function signalWords(definition: SignalDefinition, labelOf: (key: string) => string): string {
  const { source } = definition;
  switch (source.kind) {
    case "events": {
      const what = matchWords(source.match) + within(source.windowDays);
      const fades =
        source.halfLifeDays === undefined
          ? ""
          : `, fading by half every ${formatCount(source.halfLifeDays, "day")}`;
      const property = source.property?.replaceAll("_", " ") ?? "";
      switch (source.aggregate) {
        case "exists":
          return capital(`whether there were ${what}`);
        case "sum":
          return capital(`${property} added up over ${what}${fades}`);
        case "max":
          return capital(`largest ${property} of ${what}`);
        case "distinct_days":
          return capital(`days with ${what}`);
        case "count_after_first":
          return capital(`${what}, the first ever apart`);
        case "repeats":
          return capital(`${what} of the same ${property} again`);
        default:
          return capital(`${what}${fades}`);
      }
    }
    case "recency":
      return source.match === null
        ? "Days since the lead last did anything"
        : `Days since the last of its ${matchWords(source.match)}`;
    case "attribute":
      return `Field ${source.attribute.replaceAll("_", " ")}`;
    case "derived":
      return DERIVED[source.name] ?? "From several fields";
    case "ratio":
      return `${labelOf(source.numerator)} divided by ${source.denominator === "days_since_created" ? "days since creation" : labelOf(source.denominator).toLowerCase()}`;
    case "interaction":
      return `${labelOf(source.of)}, where ${labelOf(source.gate).toLowerCase()}`;
  }
}

const DERIVED: Readonly<Record<string, string>> = {
  seniority: "From the job title",
  decision_maker: "From seniority, or the field of that name",
  employees: "Size of the company",
  company_size_log: "Logarithm of the size of the company",
  industry_fit: "Industry against your target lists",
  in_territory: "Country against your territories",
  out_of_territory: "Country against your territories",
  source_channel: "Kind of source the lead came from",
  competitor: "Mail or web domain against your list of competitors",
  student_mail: "Mail domain of a university",
  free_mail: "Mail domain of a free mailbox",
};

/** "+0.31", "−0.08" */
export const correlationText = (value: number): string => formatSigned(value, 2);

/** Whether the interval leaves nothing out: neither more nor fewer. */
export function correlationWords({ correlation }: Pick<SignalSummaryLine, "correlation">): string {
  if (correlation === null) return "Does not vary";
  if (correlation.low <= 0 && correlation.high >= 0) return "Cannot tell";
  return correlation.value > 0 ? "More convert" : "Fewer convert";
}

/** "Referral 32 %, Paid search 4 %": the best and the worst level of those with enough leads. */
export function levelWords(line: Pick<SignalSummaryLine, "distribution">): string | null {
  if (line.distribution.kind !== "category") return null;
  const told = line.distribution.levels.filter(({ rows }) => rows >= 30).sort((a, b) => b.rate - a.rate);
  const [best] = told;
  const worst = told.at(-1);
  if (!best || !worst || best === worst) return null;
  const name = ({ level, rate }: { level: string; rate: number }) =>
    `${capital(level.replaceAll("_", " "))} ${formatShare(rate)}`;
  return `${name(best)}, ${name(worst)}`;
}

/** How recent leads lie beside earlier ones. */
export function driftWords(drift: number | null): {
  readonly text: string;
  readonly level: "stable" | "shifting" | "shifted" | "unknown";
} {
  if (drift === null) return { text: "Too few", level: "unknown" };
  const level = stabilityLevel(drift);
  return { text: { stable: "Steady", shifting: "Moving", shifted: "Shifted" }[level], level };
}

/** A value on screens: "12", "Yes", "Vp", "None". */
export function valueWords(value: SignalValue): string {
  if (value === null) return "Unknown";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return typeof value === "number" ? formatShort(value, 2) : capital(value.replaceAll("_", " "));
}

/** What the bars of a distribution say. */
export function distributionWords({ distribution, known, rows }: SignalSummaryLine): string {
  const of = `${formatNumber(known)} of ${formatCount(rows, "lead")} with a value`;
  switch (distribution.kind) {
    case "boolean":
      return `${formatNumber(distribution.yes)} yes, ${formatNumber(distribution.no)} no; ${of}`;
    case "category":
      return `${distribution.levels.map(({ level, rows: count }) => `${level} ${formatNumber(count)}`).join(", ")}; ${of}`;
    case "number":
      return distribution.median === null
        ? of
        : `Half at or below ${formatShort(distribution.median, 2)}, one of a hundred above ${formatShort(distribution.high ?? 0, 2)}; ${of}`;
  }
}
