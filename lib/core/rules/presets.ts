import { RULES_DEFAULT_BANDS } from "../scoring/bands.ts";
import { EMPTY_MARKET } from "../signals/market.ts";
import type { Dimension, MarketSettings } from "../signals/types.ts";
import { DEFAULT_STEPS, NO_DECAY } from "./decay.ts";
import type { Decay, EachRule, FlatRule, LevelsRule, Rule, RuleCondition, RuleSet } from "./types.ts";

/**
 * The two presets of DESIGN 2. Choices where it is silent:
 * - Intent and engagement rules over events decay by the default steps; fit and negative rules never decay.
 *   The matrix is purely additive: no caps and no decay, its windows alone forget.
 * - Pricing reads the 30-day count, so that its decay steps can show; a view older than 30 days counts no more.
 * - Company size, seniority, industry fit and quiet days are levels: one of them counts, never their sum.
 * - "Several pages" is three or more in 30 days.
 */

type Common = Pick<Rule, "key" | "label" | "dimension" | "signal">;

const TRUE: RuleCondition = { op: "is_true" };
const atLeast = (value: number): RuleCondition => ({ op: "at_least", value });
const is = (...values: string[]): RuleCondition => ({ op: "one_of", values });

function common(dimension: Dimension, key: string, label: string, signal: string): Common {
  return { key, label, dimension, signal };
}

function flat(
  base: Common,
  points: number,
  decay: Decay = NO_DECAY,
  condition: RuleCondition = TRUE,
): FlatRule {
  return { ...base, enabled: true, cap: null, decay, per: "flat", condition, points };
}

function each(base: Common, points: number, cap: number | null, decay: Decay = NO_DECAY): EachRule {
  return { ...base, enabled: true, cap, decay, per: "each", points };
}

function levels(
  base: Common,
  steps: readonly (readonly [RuleCondition, number])[],
  decay: Decay = NO_DECAY,
): LevelsRule {
  return {
    ...base,
    enabled: true,
    cap: null,
    decay,
    per: "levels",
    levels: steps.map(([condition, points]) => ({ condition, points })),
  };
}

function weightedRules(): Rule[] {
  const onFit = (key: string, label: string, signal = key) => common("fit", key, label, signal);
  const intent = (key: string, label: string, signal: string) => common("intent", key, label, signal);
  const engagement = (key: string, label: string, signal: string) => common("engagement", key, label, signal);
  const negative = (key: string, label: string, signal: string) => common("negative", key, label, signal);
  const fading = DEFAULT_STEPS;
  return [
    levels(onFit("seniority", "Seniority"), [
      [is("c_level"), 12],
      [is("vp"), 10],
      [is("director"), 8],
      [is("manager"), 4],
    ]),
    flat(onFit("decision_maker", "Decision maker"), 8),
    levels(onFit("company_size", "Company size", "employees"), [
      [atLeast(1000), 8],
      [atLeast(500), 8],
      [atLeast(100), 6],
      [atLeast(50), 3],
    ]),
    flat(onFit("industry_fit", "Industry on the target list"), 8, NO_DECAY, is("target")),
    flat(onFit("in_territory", "In territory"), 4),

    each(intent("pricing_view", "Viewed pricing", "pricing_views_30d"), 4, 12, fading),
    flat(intent("demo_request", "Requested a demo", "demo_requests_90d"), 12, fading),
    flat(intent("trial_started", "Started a trial", "trial_started"), 6, fading),
    each(intent("trial_active_day", "Active trial day", "trial_active_days_14d"), 1, 5, fading),
    each(intent("content_download", "Downloaded content", "content_downloads_90d"), 2, 4, fading),
    flat(intent("webinar", "Attended a webinar", "webinars_attended_90d"), 3, fading),
    each(intent("docs_view", "Read the docs", "docs_views_30d"), 0.5, 3, fading),
    each(
      intent("product_page_repeat", "Came back to a product page", "product_page_repeats_30d"),
      1,
      3,
      fading,
    ),
    flat(intent("signup_abandoned", "Left the sign-up form", "signup_abandons_30d"), 2, fading),
    flat(intent("high_value_form_answer", "High-value form answer", "high_value_form_answer"), 4, fading),
    flat(
      intent("decision_maker_pricing", "Decision maker viewed pricing", "decision_maker_x_pricing"),
      4,
      fading,
    ),

    each(engagement("site_visit", "Visited the site", "site_visits_30d"), 1, 5, fading),
    each(engagement("return_visit", "Came back within 7 days", "return_visits_7d"), 2, 4, fading),
    each(engagement("email_click", "Clicked an email", "email_clicks_30d"), 3, 8, fading),
    each(engagement("email_open", "Opened an email", "email_opens_30d"), 0.5, 2, fading),
    each(engagement("email_reply", "Replied to an email", "email_replies_90d"), 6, 8, fading),
    each(engagement("call_connected", "Connected on a call", "calls_connected_90d"), 4, 6, fading),

    flat(negative("unsubscribed", "Unsubscribed", "unsubscribed"), -20),
    flat(negative("bounced_or_spam", "Email bounced or marked as spam", "bounced_or_spam"), -15),
    flat(negative("competitor", "Competitor's address", "competitor"), -30),
    flat(negative("student_mail", "Student address", "student_mail"), -15),
    flat(negative("out_of_territory", "Outside the sales territory", "out_of_territory"), -10),
    flat(negative("free_mail", "Free mail address", "free_mail"), -5),
    each(negative("careers_view", "Visited the careers page", "careers_views_30d"), -3, 6),
    levels(negative("quiet", "Quiet for 30 or 90 days", "days_since_last_activity"), [
      [atLeast(90), -10],
      [atLeast(30), -5],
    ]),
  ];
}

function matrixRules(): Rule[] {
  const onFit = (key: string, label: string, signal = key) => common("fit", key, label, signal);
  const intent = (key: string, label: string, signal: string) => common("intent", key, label, signal);
  const engagement = (key: string, label: string, signal: string) => common("engagement", key, label, signal);
  const negative = (key: string, label: string, signal: string) => common("negative", key, label, signal);
  return [
    levels(onFit("seniority", "Seniority"), [
      [is("c_level"), 25],
      [is("vp"), 20],
      [is("director"), 15],
      [is("manager"), 10],
      [is("individual"), 5],
    ]),
    levels(onFit("company_size", "Company size", "employees"), [
      [atLeast(1000), 20],
      [atLeast(500), 15],
      [atLeast(100), 10],
      [atLeast(50), 5],
    ]),
    levels(onFit("industry_fit", "Industry fit"), [
      [is("target"), 20],
      [is("adjacent"), 10],
      [is("neutral"), 0],
      [is("poor"), -10],
    ]),
    flat(engagement("email_open", "Opened an email", "email_opens_30d"), 2),
    flat(engagement("email_click", "Clicked an email", "email_clicks_30d"), 5),
    flat(engagement("email_reply", "Replied to an email", "email_replies_90d"), 10),
    flat(engagement("site_visit", "Visited the site", "site_visits_30d"), 3),
    flat(engagement("several_pages", "Viewed several pages", "page_views_30d"), 7, NO_DECAY, atLeast(3)),
    flat(intent("pricing_view", "Viewed pricing", "pricing_views_30d"), 15),
    flat(intent("demo_request", "Requested a demo", "demo_requests_90d"), 25),
    flat(intent("content_download", "Downloaded content", "content_downloads_90d"), 8),
    flat(intent("webinar", "Attended a webinar", "webinars_attended_90d"), 12),
    flat(intent("trial_started", "Started a trial", "trial_started"), 30),
    flat(negative("competitor", "Competitor's address", "competitor"), -50),
    flat(negative("student_mail", "Student address", "student_mail"), -20),
    flat(negative("out_of_territory", "Outside the sales territory", "out_of_territory"), -30),
  ];
}

/** The default: capped 40 / 35 / 25 / 30. */
export function weightedRuleSet(market: MarketSettings = EMPTY_MARKET, version = "Rules v1"): RuleSet {
  return {
    name: "Weighted",
    version,
    caps: { fit: 40, intent: 35, engagement: 25, negative: 30 },
    rules: weightedRules(),
    market,
    bands: RULES_DEFAULT_BANDS,
  };
}

/** Purely additive. */
export function matrixRuleSet(market: MarketSettings = EMPTY_MARKET, version = "Matrix v1"): RuleSet {
  return {
    name: "Matrix",
    version,
    caps: { fit: null, intent: null, engagement: null, negative: null },
    rules: matrixRules(),
    market,
    bands: RULES_DEFAULT_BANDS,
  };
}
