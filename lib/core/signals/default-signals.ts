import { BEHAVIOURAL } from "./behavioural-signals.ts";
import { eventSignal, on } from "./event-signal.ts";
import type { SignalDefinition } from "./types.ts";

const EMAIL_AND_CALLS: readonly SignalDefinition[] = [
  eventSignal({
    key: "email_opens_30d",
    label: "Emails opened, 30 days",
    dimension: "engagement",
    match: on("email_opened"),
    days: 30,
    family: "email",
  }),
  eventSignal({
    key: "email_clicks_30d",
    label: "Email clicks, 30 days",
    dimension: "engagement",
    match: on("email_clicked"),
    days: 30,
    family: "email",
  }),
  {
    key: "email_click_rate_90d",
    label: "Email click rate, 90 days",
    type: "number",
    family: "email",
    dimension: "engagement",
    unit: "share",
    source: { kind: "ratio", numerator: "email_clicks_90d", denominator: "emails_delivered_90d", floor: 1 },
    modelled: true,
  },
  eventSignal({
    key: "email_replies_90d",
    label: "Email replies, 90 days",
    dimension: "engagement",
    match: on("email_replied"),
    days: 90,
    family: "email",
  }),
  eventSignal({
    key: "calls_connected_90d",
    label: "Calls connected, 90 days",
    dimension: "engagement",
    match: {
      types: ["call_logged"],
      where: [{ property: "outcome", in: ["connected", "meeting_booked"] }],
    },
    days: 90,
    family: "email",
  }),
  eventSignal({
    key: "unsubscribed",
    label: "Unsubscribed",
    dimension: "negative",
    match: on("email_unsubscribed"),
    days: null,
    aggregate: "exists",
    family: "email",
  }),
  eventSignal({
    key: "bounced_or_spam",
    label: "Email bounced or marked as spam",
    dimension: "negative",
    match: on("email_bounced", "email_marked_spam"),
    days: null,
    aggregate: "exists",
    family: "email",
  }),
];

const FIRMOGRAPHIC_AND_SOURCE: readonly SignalDefinition[] = [
  {
    key: "decision_maker",
    label: "Decision maker",
    type: "boolean",
    family: "firmographic",
    dimension: "fit",
    source: { kind: "derived", name: "decision_maker" },
    modelled: true,
  },
  {
    key: "seniority",
    label: "Seniority",
    type: "category",
    family: "firmographic",
    dimension: "fit",
    source: { kind: "derived", name: "seniority" },
    modelled: true,
  },
  {
    key: "company_size_log",
    label: "Company size",
    type: "number",
    family: "firmographic",
    dimension: "fit",
    unit: "log_employees",
    source: { kind: "derived", name: "company_size_log" },
    modelled: true,
  },
  {
    key: "industry_fit",
    label: "Industry fit",
    type: "category",
    family: "firmographic",
    dimension: "fit",
    source: { kind: "derived", name: "industry_fit" },
    modelled: true,
  },
  {
    key: "in_territory",
    label: "In territory",
    type: "boolean",
    family: "firmographic",
    dimension: "fit",
    source: { kind: "derived", name: "in_territory" },
    modelled: true,
  },
  {
    key: "source_channel",
    label: "Source",
    type: "category",
    family: "source",
    dimension: "fit",
    source: { kind: "derived", name: "source_channel" },
    modelled: true,
  },
];

const RECENCY_AND_INTERACTION: readonly SignalDefinition[] = [
  {
    key: "days_since_last_activity",
    label: "Days since last activity",
    type: "number",
    family: "behavioural",
    dimension: "negative",
    unit: "days",
    source: { kind: "recency", match: null },
    modelled: true,
  },
  {
    key: "decision_maker_x_pricing",
    label: "Decision maker viewed pricing",
    type: "number",
    family: "behavioural",
    dimension: "intent",
    unit: "count",
    source: { kind: "interaction", gate: "decision_maker", of: "pricing_views_30d" },
    modelled: true,
  },
];

/** The 33 signals of DESIGN 3, in its order. Their keys are public: imports, rules and models name them. */
export const DEFAULT_SIGNALS: readonly SignalDefinition[] = [
  ...BEHAVIOURAL.map((spec) => eventSignal(spec)),
  ...EMAIL_AND_CALLS,
  ...FIRMOGRAPHIC_AND_SOURCE,
  ...RECENCY_AND_INTERACTION,
];
