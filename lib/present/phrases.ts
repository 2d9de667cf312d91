import { sizeBracket } from "./company-size.ts";
import {
  formatCount,
  formatNumber,
  formatPercent,
  formatShare,
  formatShort,
  relativeDay,
  timesOf,
} from "./format.ts";
import {
  counted,
  countOf,
  DAY_MS,
  dated,
  happened,
  type Phrase,
  type PhraseInput,
  things,
  within,
} from "./phrase-kit.ts";

/** One title for each standard signal and value: present, absent and unknown. Read them aloud before changing one. */

function domainOf({ evidence }: PhraseInput): string {
  const domain = evidence.attribute?.value;
  return typeof domain === "string" ? ` (${domain})` : "";
}

function mail(yes: string, no: string): Phrase {
  return (input) =>
    input.value === null ? "Email address unknown" : input.value === true ? yes + domainOf(input) : no;
}

function atCompany(input: PhraseInput): string {
  if (input.isPlain) return "";
  const employees = input.args.employees;
  const size = sizeBracket(input.evidence.companySize, typeof employees === "number" ? employees : undefined);
  return size === null ? "" : ` at a ${size} person company`;
}

export const SENIORITY: Readonly<Record<string, string>> = {
  c_level: "C-level",
  vp: "VP",
  director: "Director",
  manager: "Manager",
  individual: "Individual contributor",
};

function companySize(employees: number | null, { evidence }: PhraseInput): string {
  if (employees === null) return "Company size unknown";
  const size = sizeBracket(evidence.attribute?.value, employees);
  return size === null ? "Company size unknown" : `Company of ${size} people`;
}

function textAttribute({ evidence }: PhraseInput, fallback: string): string {
  const raw = evidence.attribute?.value;
  return typeof raw === "string" && raw.trim() !== "" ? raw.trim() : fallback;
}

const industryFit: Phrase = (input) => {
  const industry = textAttribute(input, "Industry");
  switch (input.value) {
    case "target":
      return `${industry} is a target industry`;
    case "adjacent":
      return `${industry} is close to the target industries`;
    case "poor":
      return `${industry} is a poor fit`;
    case "neutral":
      return `${industry} is not on the target list`;
    default:
      return "Industry unknown";
  }
};

const CHANNELS: Readonly<Record<string, string>> = {
  referral: "Came from a referral",
  partner: "Came from a partner",
  "organic search": "Came from organic search",
  "paid search": "Came from paid search",
  direct: "Came directly to the site",
  email: "Came from an email",
  event: "Came from an event",
  social: "Came from social media",
  outbound: "Came from outbound sales",
};

const lastActive: Phrase = (input) => {
  const { value, evidence, context } = input;
  const newest = evidence.recentAt?.[0];
  if (newest === undefined && typeof value !== "number") return "Last activity unknown";
  const days =
    newest === undefined ? Number(value) : Math.max(0, Math.floor((context.now - newest) / DAY_MS));
  if (newest === undefined && evidence.imported !== true && days === 0) return "No activity yet";
  if (newest === undefined && evidence.imported !== true) return `No activity in ${formatCount(days, "day")}`;
  if (days === 0)
    return newest !== undefined && relativeDay(newest, context) === "yesterday"
      ? "Last active yesterday"
      : "Active today";
  return days === 1 ? "Last active yesterday" : `Last active ${formatShort(days)} days ago`;
};

function minutesOnSite(input: PhraseInput): string {
  const minutes = countOf(input);
  if (minutes <= 0) return "Spent no time on the site in 30 days";
  const amount = minutes < 1 ? "less than a minute" : formatCount(Math.round(minutes), "minute");
  return `Spent ${amount} on the site${within(input, 30)}`;
}

export const PHRASES: Readonly<Record<string, Phrase>> = {
  site_visits_30d: counted("Visited the site", 30, "No site visit in 30 days"),
  page_views_30d: things("Viewed", "page", "pages", 30, "Viewed no page in 30 days"),
  time_on_site_30d_minutes: minutesOnSite,
  max_scroll_depth_30d: (input) =>
    countOf(input) > 0
      ? `Scrolled ${formatPercent(countOf(input))} down a page${within(input, 30)}`
      : "Scrolled down no page in 30 days",
  return_visits_7d: counted("Came back", 7, "Has not come back in 7 days"),
  return_visits_30d: counted("Came back", 30, "Has not come back in 30 days"),
  pricing_views_7d: counted("Viewed pricing", 7, "No pricing view in 7 days"),
  pricing_views_30d: counted("Viewed pricing", 30, "No pricing view in 30 days"),
  demo_requests_90d: dated(
    "Requested a demo",
    (count) => `Requested a demo ${timesOf(count)}`,
    90,
    "No demo request in 90 days",
  ),
  demo_cta_hovers_30d: counted("Hovered over the demo button", 30, "Passed by the demo button for 30 days"),
  trial_started: happened("Started a trial", "No trial started"),
  trial_active_days_14d: (input) => {
    const days = countOf(input);
    if (days <= 0) return "No active trial day in 14 days";
    return input.evidence.imported === true
      ? `Trial active on ${formatCount(days, "day")}`
      : `Trial active ${formatNumber(days)} of 14 days`;
  },
  content_downloads_90d: dated(
    "Downloaded content",
    (count) => `Downloaded content ${timesOf(count)}`,
    90,
    "No download in 90 days",
  ),
  webinars_attended_90d: dated(
    "Attended a webinar",
    (count) => `Attended ${formatCount(count, "webinar")}`,
    90,
    "Attended no webinar in 90 days",
  ),
  docs_views_30d: things("Read", "docs page", "docs pages", 30, "Read no docs page in 30 days"),
  product_page_repeats_30d: counted(
    "Came back to a product page",
    30,
    "Came back to no product page in 30 days",
  ),
  signup_abandons_30d: counted("Left the sign-up form", 30, "Left no sign-up form unfinished in 30 days"),
  careers_views_30d: counted("Visited the careers page", 30, "No careers page visit in 30 days"),
  email_opens_30d: dated(
    "Opened an email",
    (count) => `Opened ${formatCount(count, "email")}`,
    30,
    "Opened no email in 30 days",
  ),
  email_clicks_30d: dated(
    "Clicked an email",
    (count) => `Clicked ${formatCount(count, "email")}`,
    30,
    "Clicked no email in 30 days",
  ),
  email_clicks_90d: dated(
    "Clicked an email",
    (count) => `Clicked ${formatCount(count, "email")}`,
    90,
    "Clicked no email in 90 days",
  ),
  emails_delivered_90d: things("Received", "email", "emails", 90, "Received no email in 90 days"),
  email_click_rate_90d: (input) => {
    if (typeof input.value !== "number") return "Email click rate unknown";
    const span = input.evidence.imported === true ? "" : " in 90 days";
    return input.value > 0
      ? `Clicked ${formatShare(input.value)} of emails${span}`
      : `Clicked none of the emails${span}`;
  },
  email_replies_90d: dated(
    "Replied to an email",
    (count) => `Replied to ${formatCount(count, "email")}`,
    90,
    "No reply to an email in 90 days",
  ),
  calls_connected_90d: dated(
    "Connected on a call",
    (count) => `Connected on ${formatCount(count, "call")}`,
    90,
    "No call connected in 90 days",
  ),
  unsubscribed: happened("Unsubscribed", "Has not unsubscribed"),
  bounced_or_spam: happened("Email bounced or was marked as spam", "Email has not bounced"),
  decision_maker: (input) =>
    input.value === null
      ? "Role unknown"
      : input.value === true
        ? `Decision maker${atCompany(input)}`
        : "Not a decision maker",
  seniority: (input) => {
    const level = SENIORITY[String(input.value)];
    return level === undefined ? "Seniority unknown" : level + atCompany(input);
  },
  employees: (input) => companySize(typeof input.value === "number" ? input.value : null, input),
  company_size_log: (input) =>
    companySize(typeof input.value === "number" ? Math.expm1(input.value) : null, input),
  industry_fit: industryFit,
  in_territory: ({ value }) =>
    value === null
      ? "Country unknown"
      : value === true
        ? "In the sales territory"
        : "Outside the sales territory",
  out_of_territory: ({ value }) =>
    value === null
      ? "Country unknown"
      : value === true
        ? "Outside the sales territory"
        : "In the sales territory",
  source_channel: (input) =>
    input.value === null
      ? "Source unknown"
      : (CHANNELS[String(input.value)] ?? `Source is ${textAttribute(input, String(input.value))}`),
  days_since_last_activity: lastActive,
  decision_maker_x_pricing: counted(
    "Decision maker viewed pricing",
    30,
    "No pricing view by a decision maker",
  ),
  competitor: mail("Competitor's address", "Not a competitor's address"),
  student_mail: mail("Student address", "Not a student address"),
  free_mail: mail("Free mail address", "Company email address"),
  high_value_form_answer: happened("Gave a high-value form answer", "No high-value form answer"),
};
