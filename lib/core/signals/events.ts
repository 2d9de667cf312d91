/**
 * The event vocabulary. An event is one timestamped fact about a lead or a visitor; it never changes.
 * Types outside this list are welcome (each imported type yields its own count, ever and recency signals);
 * the ones below feed the default 33 signals.
 */
export const EVENT_TYPES = [
  /** One browsing session. properties: { session_id?, referrer?, landing_path?, utm_source?, utm_campaign? } */
  "visit",
  /** properties: { path, page: PageKind, session_id? } */
  "page_view",
  /** properties: { path, seconds, scroll_pct }: sent when a page is left; visible seconds only */
  "page_left",
  /** properties: { cta: "demo" | string } */
  "cta_hovered",
  /** properties: { form?, answer?, high_value?: boolean } */
  "form_submitted",
  /** properties: { message? } */
  "demo_requested",
  "trial_started",
  /** One active day or session inside the product. properties: { feature? } */
  "trial_active",
  /** properties: { asset } */
  "content_downloaded",
  /** properties: { title } */
  "webinar_attended",
  "signup_abandoned",
  /** properties of all email_* events: { campaign?, message_id?, subject? }; email_clicked also { url? } */
  "email_delivered",
  "email_opened",
  "email_clicked",
  "email_replied",
  "email_bounced",
  "email_marked_spam",
  "email_unsubscribed",
  /** properties: { outcome: "connected" | "no_answer" | "voicemail" | "bad_number" | "meeting_booked" | "not_interested", minutes?, note? } */
  "call_logged",
  /** A write to the lead's attributes. properties: { changes: Record<string, AttributeValue>, always_known?: true, source? } */
  "attributes_set",
  /** properties: { from, to } */
  "status_changed",
] as const;

export type KnownEventType = (typeof EVENT_TYPES)[number];

/** What a page is about; the tracker and the generator classify paths with `pageKindOf`. */
export const PAGE_KINDS = ["home", "product", "pricing", "docs", "careers", "blog", "demo", "other"] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/** Outcomes of a logged call in which the lead was on the line. */
export const ANSWERED_CALL_OUTCOMES: readonly string[] = ["connected", "meeting_booked", "not_interested"];

/** Bookkeeping types: they are history, but no activity of the lead. */
export const NON_ACTIVITY_EVENT_TYPES: ReadonlySet<string> = new Set([
  "attributes_set",
  "status_changed",
  "email_delivered",
  "email_bounced",
]);

/** Whether the lead itself did something: bookkeeping and calls that nobody answered are no activity. */
export function isLeadActivity(type: string, properties: Readonly<Record<string, unknown>>): boolean {
  if (NON_ACTIVITY_EVENT_TYPES.has(type)) return false;
  return type !== "call_logged" || ANSWERED_CALL_OUTCOMES.includes(String(properties.outcome));
}

const PAGE_PATTERNS: readonly (readonly [PageKind, RegExp])[] = [
  ["pricing", /(^|\/)(pricing|prices?|plans?)(\/|$)/],
  ["demo", /(^|\/)(demo|book-a-demo|request-demo|get-a-demo)(\/|$)/],
  ["docs", /(^|\/)(docs?|documentation|developers?|api)(\/|$)/],
  ["careers", /(^|\/)(careers?|jobs?)(\/|$)/],
  ["blog", /(^|\/)(blog|articles?|news)(\/|$)/],
  ["product", /(^|\/)(products?|features?|solutions?|platform)(\/|$)/],
];

/** What a path is about: the first pattern above that matches decides; query and fragment are ignored. */
export function pageKindOf(path: string): PageKind {
  const clean = path.toLowerCase().split(/[?#]/, 1)[0] ?? "";
  if (clean === "" || clean === "/" || clean === "/index.html") return "home";
  return PAGE_PATTERNS.find(([, pattern]) => pattern.test(clean))?.[0] ?? "other";
}
