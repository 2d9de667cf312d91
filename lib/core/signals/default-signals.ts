import type {
  Dimension,
  EventAggregate,
  EventMatch,
  SignalDefinition,
  SignalFamily,
  SignalUnit,
} from "./types.ts";

/** The 33 signals of DESIGN 3, in its order. Their keys are public: imports, rules and models name them. */

interface EventSpec {
  readonly key: string;
  readonly label: string;
  readonly dimension: Dimension;
  readonly match: EventMatch;
  readonly days: number | null;
  readonly aggregate?: EventAggregate;
  readonly property?: string;
  readonly scale?: number;
  readonly unit?: SignalUnit;
  readonly family?: SignalFamily;
}

export function on(...types: string[]): EventMatch {
  return { types };
}

export function pageViews(kind: string): EventMatch {
  return { types: ["page_view"], where: [{ property: "page", in: [kind] }] };
}

/** Builds an event signal; `exists` makes it a boolean, everything else a number. */
export function eventSignal(spec: EventSpec, modelled = true): SignalDefinition {
  const aggregate = spec.aggregate ?? "count";
  const isBoolean = aggregate === "exists";
  return {
    key: spec.key,
    label: spec.label,
    type: isBoolean ? "boolean" : "number",
    family: spec.family ?? "behavioural",
    dimension: spec.dimension,
    ...(isBoolean ? {} : { unit: spec.unit ?? "count" }),
    source: {
      kind: "events",
      match: spec.match,
      aggregate,
      ...(spec.property === undefined ? {} : { property: spec.property }),
      ...(spec.scale === undefined ? {} : { scale: spec.scale }),
      windowDays: spec.days,
    },
    modelled,
  };
}

const BEHAVIOURAL: readonly EventSpec[] = [
  {
    key: "site_visits_30d",
    label: "Site visits, 30 days",
    dimension: "engagement",
    match: on("visit"),
    days: 30,
  },
  {
    key: "page_views_30d",
    label: "Page views, 30 days",
    dimension: "engagement",
    match: on("page_view"),
    days: 30,
  },
  {
    key: "time_on_site_30d_minutes",
    label: "Time on site, 30 days",
    dimension: "engagement",
    match: on("page_left"),
    days: 30,
    aggregate: "sum",
    property: "seconds",
    scale: 1 / 60,
    unit: "minutes",
  },
  {
    key: "max_scroll_depth_30d",
    label: "Deepest scroll, 30 days",
    dimension: "engagement",
    match: on("page_left"),
    days: 30,
    aggregate: "max",
    property: "scroll_pct",
    unit: "percent",
  },
  {
    key: "return_visits_7d",
    label: "Return visits, 7 days",
    dimension: "engagement",
    match: on("visit"),
    days: 7,
    aggregate: "count_after_first",
  },
  {
    key: "return_visits_30d",
    label: "Return visits, 30 days",
    dimension: "engagement",
    match: on("visit"),
    days: 30,
    aggregate: "count_after_first",
  },
  {
    key: "pricing_views_7d",
    label: "Pricing views, 7 days",
    dimension: "intent",
    match: pageViews("pricing"),
    days: 7,
  },
  {
    key: "pricing_views_30d",
    label: "Pricing views, 30 days",
    dimension: "intent",
    match: pageViews("pricing"),
    days: 30,
  },
  {
    key: "demo_requests_90d",
    label: "Demo requests, 90 days",
    dimension: "intent",
    match: on("demo_requested"),
    days: 90,
  },
  {
    key: "demo_cta_hovers_30d",
    label: "Demo button hovers, 30 days",
    dimension: "intent",
    match: { types: ["cta_hovered"], where: [{ property: "cta", in: ["demo"] }] },
    days: 30,
  },
  {
    key: "trial_started",
    label: "Trial started",
    dimension: "intent",
    match: on("trial_started"),
    days: null,
    aggregate: "exists",
  },
  {
    key: "trial_active_days_14d",
    label: "Active trial days, 14 days",
    dimension: "intent",
    match: on("trial_active"),
    days: 14,
    aggregate: "distinct_days",
    unit: "days",
  },
  {
    key: "content_downloads_90d",
    label: "Downloads, 90 days",
    dimension: "intent",
    match: on("content_downloaded"),
    days: 90,
  },
  {
    key: "webinars_attended_90d",
    label: "Webinars attended, 90 days",
    dimension: "intent",
    match: on("webinar_attended"),
    days: 90,
  },
  {
    key: "docs_views_30d",
    label: "Docs views, 30 days",
    dimension: "intent",
    match: pageViews("docs"),
    days: 30,
  },
  {
    key: "product_page_repeats_30d",
    label: "Repeated product pages, 30 days",
    dimension: "intent",
    match: pageViews("product"),
    days: 30,
    aggregate: "repeats",
    property: "path",
  },
  {
    key: "signup_abandons_30d",
    label: "Sign-ups abandoned, 30 days",
    dimension: "intent",
    match: on("signup_abandoned"),
    days: 30,
  },
  {
    key: "careers_views_30d",
    label: "Careers page views, 30 days",
    dimension: "negative",
    match: pageViews("careers"),
    days: 30,
  },
];

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

export const DEFAULT_SIGNALS: readonly SignalDefinition[] = [
  ...BEHAVIOURAL.map((spec) => eventSignal(spec)),
  ...EMAIL_AND_CALLS,
  ...FIRMOGRAPHIC_AND_SOURCE,
  ...RECENCY_AND_INTERACTION,
];
