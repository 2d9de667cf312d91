import { describe, expect, it } from "vitest";
import { matrixRuleSet, weightedRuleSet } from "../core/rules/presets.ts";
import { scoreRules } from "../core/rules/score-rules.ts";
import { signalsAsOf } from "../core/signals/as-of.ts";
import { CONDITION_SIGNALS } from "../core/signals/condition-signals.ts";
import { DEFAULT_SIGNALS } from "../core/signals/default-signals.ts";
import type { SignalEvidence, SignalValue } from "../core/signals/types.ts";
import { PHRASES } from "./phrases.ts";
import { reasonLine, wordReason, wordReasons } from "./word-reason.ts";

/** Tuesday 17 November 2026, 08:42 in Oslo. */
const NOW = Date.UTC(2026, 10, 17, 7, 42);
const CONTEXT = { now: NOW, timeZone: "Europe/Oslo" };
const at = (month: number, day: number, hour = 9, minute = 30, year = 2026) =>
  Date.UTC(year, month - 1, day, hour, minute);
const happened = (...times: number[]): SignalEvidence => ({
  occurrences: times.length,
  recentAt: [...times].sort((a, b) => b - a),
});
const attribute = (name: string, value: SignalValue): SignalEvidence => ({ attribute: { name, value } });
const imported = (value: SignalValue): SignalEvidence => ({
  imported: true,
  attribute: { name: "x", value },
});
const word = (
  key: string,
  value: SignalValue,
  evidence: SignalEvidence = {},
  args: Record<string, SignalValue> = {},
) => wordReason({ reason: { key, args: { value, ...args } }, evidence }, CONTEXT);

/** Signal, value, evidence, the title to read aloud, the line beneath. */
const GOLDEN: readonly (readonly [string, SignalValue, SignalEvidence, string, string | null])[] = [
  [
    "pricing_views_30d",
    3,
    happened(at(11, 13), at(11, 16), at(11, 17, 6)),
    "Viewed pricing 3 times in 7 days",
    "13, 16 and 17 Nov",
  ],
  [
    "pricing_views_30d",
    2,
    happened(at(10, 28), at(11, 16)),
    "Viewed pricing twice in 30 days",
    "28 Oct and 16 Nov",
  ],
  [
    "pricing_views_30d",
    9,
    { occurrences: 9, recentAt: [1, 2, 3, 4, 5].map((day) => at(11, 17 - day)) },
    "Viewed pricing 9 times in 30 days",
    "Latest 16 Nov",
  ],
  ["pricing_views_7d", 1, happened(at(11, 12)), "Viewed pricing once in 7 days", "12 Nov"],
  ["pricing_views_7d", 0, {}, "No pricing view in 7 days", null],
  ["pricing_views_30d", 0, {}, "No pricing view in 30 days", null],
  [
    "demo_requests_90d",
    1,
    { ...happened(at(11, 17, 6, 58)), detail: "rollout for 3 warehouses" },
    "Requested a demo this morning",
    "07:58, wrote “rollout for 3 warehouses”",
  ],
  ["demo_requests_90d", 1, happened(at(11, 16)), "Requested a demo yesterday", "16 Nov, 10:30"],
  ["demo_requests_90d", 1, happened(at(11, 12)), "Requested a demo on Thursday", "12 Nov, 10:30"],
  ["demo_requests_90d", 1, happened(at(9, 3)), "Requested a demo on 3 September", "11:30"],
  ["demo_requests_90d", 2, happened(at(9, 3), at(9, 5)), "Requested a demo twice in 90 days", "3 and 5 Sep"],
  ["demo_requests_90d", 1, imported(1), "Requested a demo", "From the import"],
  ["demo_requests_90d", 0, {}, "No demo request in 90 days", null],
  ["site_visits_30d", 5, imported(5), "Visited the site 5 times", "From the import"],
  ["site_visits_30d", 1, happened(at(11, 17, 6)), "Visited the site once in 7 days", "17 Nov"],
  ["site_visits_30d", 0, {}, "No site visit in 30 days", null],
  [
    "page_views_30d",
    11,
    { occurrences: 11, recentAt: [at(11, 2)] },
    "Viewed 11 pages in 30 days",
    "Latest 2 Nov",
  ],
  ["page_views_30d", 1, happened(at(11, 2)), "Viewed 1 page in 30 days", "2 Nov"],
  ["page_views_30d", 2.5, imported(2.5), "Viewed 2.5 pages", "From the import"],
  ["page_views_30d", 0, {}, "Viewed no page in 30 days", null],
  ["time_on_site_30d_minutes", 11.2, imported(11.2), "Spent 11 minutes on the site", "From the import"],
  [
    "time_on_site_30d_minutes",
    0.4,
    happened(at(11, 2)),
    "Spent less than a minute on the site in 30 days",
    "2 Nov",
  ],
  ["time_on_site_30d_minutes", 1, happened(at(11, 16)), "Spent 1 minute on the site in 7 days", "16 Nov"],
  ["time_on_site_30d_minutes", 0, {}, "Spent no time on the site in 30 days", null],
  ["max_scroll_depth_30d", 85, happened(at(11, 2)), "Scrolled 85 % down a page in 30 days", "2 Nov"],
  ["max_scroll_depth_30d", 0, {}, "Scrolled down no page in 30 days", null],
  [
    "return_visits_7d",
    3,
    happened(at(11, 11), at(11, 12), at(11, 16)),
    "Came back 3 times in 7 days",
    "11, 12 and 16 Nov",
  ],
  ["return_visits_7d", 0, {}, "Has not come back in 7 days", null],
  ["return_visits_30d", 1, happened(at(10, 30)), "Came back once in 30 days", "30 Oct"],
  ["return_visits_30d", 0, {}, "Has not come back in 30 days", null],
  [
    "demo_cta_hovers_30d",
    2,
    happened(at(11, 1), at(11, 2)),
    "Hovered over the demo button twice in 30 days",
    "1 and 2 Nov",
  ],
  ["demo_cta_hovers_30d", 0, {}, "Passed by the demo button for 30 days", null],
  ["trial_started", true, happened(at(11, 13)), "Started a trial on Friday", "13 Nov, 10:30"],
  ["trial_started", true, imported(true), "Started a trial", "From the import"],
  ["trial_started", false, {}, "No trial started", null],
  [
    "trial_active_days_14d",
    2,
    happened(at(11, 13), at(11, 15)),
    "Trial active 2 of 14 days",
    "13 and 15 Nov",
  ],
  ["trial_active_days_14d", 1, imported(1), "Trial active on 1 day", "From the import"],
  ["trial_active_days_14d", 0, {}, "No active trial day in 14 days", null],
  [
    "content_downloads_90d",
    1,
    { ...happened(at(11, 10)), detail: "Buyer's guide" },
    "Downloaded content on 10 November",
    "10:30, “Buyer's guide”",
  ],
  [
    "content_downloads_90d",
    3,
    happened(at(9, 1), at(10, 1), at(11, 1)),
    "Downloaded content 3 times in 90 days",
    "1 Sep, 1 Oct and 1 Nov",
  ],
  ["content_downloads_90d", 0, {}, "No download in 90 days", null],
  [
    "webinars_attended_90d",
    1,
    { ...happened(at(11, 12)), detail: "Cold chain" },
    "Attended a webinar on Thursday",
    "12 Nov, 10:30, “Cold chain”",
  ],
  [
    "webinars_attended_90d",
    2,
    happened(at(9, 1), at(10, 1)),
    "Attended 2 webinars in 90 days",
    "1 Sep and 1 Oct",
  ],
  ["webinars_attended_90d", 0, {}, "Attended no webinar in 90 days", null],
  ["docs_views_30d", 6, happened(at(10, 22)), "Read 6 docs pages in 30 days", "22 Oct"],
  ["docs_views_30d", 1, happened(at(10, 22)), "Read 1 docs page in 30 days", "22 Oct"],
  ["docs_views_30d", 0, {}, "Read no docs page in 30 days", null],
  [
    "product_page_repeats_30d",
    1,
    happened(at(10, 22)),
    "Came back to a product page once in 30 days",
    "22 Oct",
  ],
  ["product_page_repeats_30d", 0, {}, "Came back to no product page in 30 days", null],
  [
    "signup_abandons_30d",
    2,
    happened(at(11, 1), at(11, 3)),
    "Left the sign-up form twice in 30 days",
    "1 and 3 Nov",
  ],
  ["signup_abandons_30d", 0, {}, "Left no sign-up form unfinished in 30 days", null],
  ["careers_views_30d", 1, happened(at(11, 10)), "Visited the careers page once in 7 days", "10 Nov"],
  ["careers_views_30d", 0, {}, "No careers page visit in 30 days", null],
  [
    "email_opens_30d",
    4,
    { occurrences: 4, recentAt: [at(11, 2)] },
    "Opened 4 emails in 30 days",
    "Latest 2 Nov",
  ],
  ["email_opens_30d", 1, happened(at(11, 16)), "Opened an email yesterday", "16 Nov, 10:30"],
  ["email_opens_30d", 0, {}, "Opened no email in 30 days", null],
  [
    "email_clicks_30d",
    4,
    { occurrences: 4, recentAt: [at(11, 11), at(11, 10)] },
    "Clicked 4 emails in 30 days",
    "Latest 11 Nov",
  ],
  ["email_clicks_30d", 0, {}, "Clicked no email in 30 days", null],
  ["email_clicks_90d", 1, happened(at(11, 16)), "Clicked an email yesterday", "16 Nov, 10:30"],
  ["email_clicks_90d", 0, {}, "Clicked no email in 90 days", null],
  ["emails_delivered_90d", 9, {}, "Received 9 emails in 90 days", null],
  ["emails_delivered_90d", 0, {}, "Received no email in 90 days", null],
  ["email_click_rate_90d", 0.5, happened(at(11, 10)), "Clicked 50 % of emails in 90 days", "10 Nov"],
  ["email_click_rate_90d", 0, {}, "Clicked none of the emails in 90 days", null],
  ["email_click_rate_90d", null, {}, "Email click rate unknown", null],
  ["email_replies_90d", 1, happened(at(11, 16)), "Replied to an email yesterday", "16 Nov, 10:30"],
  ["email_replies_90d", 2, happened(at(11, 1), at(11, 16)), "Replied to 2 emails in 90 days", "1 and 16 Nov"],
  ["email_replies_90d", 0, {}, "No reply to an email in 90 days", null],
  [
    "calls_connected_90d",
    1,
    { ...happened(at(11, 12)), detail: "meeting_booked" },
    "Connected on a call on Thursday",
    "12 Nov, 10:30, meeting booked",
  ],
  [
    "calls_connected_90d",
    2,
    { ...happened(at(10, 12), at(11, 12)), detail: "connected" },
    "Connected on 2 calls in 90 days",
    "12 Oct and 12 Nov",
  ],
  ["calls_connected_90d", 0, {}, "No call connected in 90 days", null],
  ["unsubscribed", true, happened(at(3, 3)), "Unsubscribed on 3 March", "10:30"],
  ["unsubscribed", true, happened(at(3, 3, 0, 0, 2025)), "Unsubscribed on 3 March 2025", null],
  ["unsubscribed", true, imported("Yes"), "Unsubscribed", "From the import"],
  ["unsubscribed", false, {}, "Has not unsubscribed", null],
  [
    "bounced_or_spam",
    true,
    happened(at(11, 16)),
    "Email bounced or was marked as spam yesterday",
    "16 Nov, 10:30",
  ],
  ["bounced_or_spam", false, {}, "Email has not bounced", null],
  [
    "decision_maker",
    true,
    { ...attribute("job_title", "VP Operations"), companySize: "500-999" },
    "Decision maker at a 500–999 person company",
    "VP Operations",
  ],
  ["decision_maker", true, attribute("job_title", "CEO"), "Decision maker", "CEO"],
  ["decision_maker", true, attribute("decision_maker", true), "Decision maker", null],
  ["decision_maker", false, attribute("job_title", "Consultant"), "Not a decision maker", "Consultant"],
  ["decision_maker", null, {}, "Role unknown", null],
  [
    "seniority",
    "c_level",
    { ...attribute("job_title", "COO"), companySize: 310 },
    "C-level at a 200–499 person company",
    "COO",
  ],
  ["seniority", "vp", attribute("job_title", "VP Ops"), "VP", "VP Ops"],
  ["seniority", "individual", attribute("job_title", "Analyst"), "Individual contributor", "Analyst"],
  ["seniority", null, {}, "Seniority unknown", null],
  ["employees", 310, attribute("employees", 310), "Company of 200–499 people", "310 people"],
  ["employees", 101, attribute("employees", "51-200"), "Company of 51–200 people", null],
  ["employees", 1000, attribute("employees", "1,000+"), "Company of 1,000+ people", null],
  ["employees", null, {}, "Company size unknown", null],
  ["company_size_log", Math.log1p(4), attribute("employees", 4), "Company of 1–9 people", "4 people"],
  ["industry_fit", "target", attribute("industry", "Logistics"), "Logistics is a target industry", null],
  [
    "industry_fit",
    "adjacent",
    attribute("industry", "Retail"),
    "Retail is close to the target industries",
    null,
  ],
  ["industry_fit", "neutral", attribute("industry", "Fishing"), "Fishing is not on the target list", null],
  ["industry_fit", "poor", attribute("industry", "Gambling"), "Gambling is a poor fit", null],
  ["industry_fit", null, {}, "Industry unknown", null],
  ["in_territory", true, attribute("country", "Norway"), "In the sales territory", "Norway"],
  ["in_territory", false, attribute("country", "Norway"), "Outside the sales territory", "Norway"],
  ["in_territory", null, {}, "Country unknown", null],
  ["out_of_territory", true, attribute("country", "Norway"), "Outside the sales territory", "Norway"],
  ["out_of_territory", false, attribute("country", "Norway"), "In the sales territory", "Norway"],
  ["source_channel", "referral", attribute("source", "Reference"), "Came from a referral", "Reference"],
  ["source_channel", "partner", attribute("source", "Partner"), "Came from a partner", null],
  ["source_channel", "olark chat", attribute("source", "Olark Chat"), "Source is Olark Chat", null],
  ["source_channel", null, {}, "Source unknown", null],
  ["days_since_last_activity", 34, happened(NOW - 34.2 * 86_400_000), "Last active 34 days ago", null],
  ["days_since_last_activity", 0, happened(at(11, 17, 6)), "Active today", null],
  ["days_since_last_activity", 1, happened(at(11, 15, 20)), "Last active yesterday", null],
  ["days_since_last_activity", 40, imported(40), "Last active 40 days ago", "From the import"],
  ["days_since_last_activity", 40, {}, "No activity in 40 days", null],
  ["days_since_last_activity", null, {}, "Last activity unknown", null],
  [
    "decision_maker_x_pricing",
    2,
    { ...happened(at(11, 11), at(11, 12)), ...attribute("job_title", "COO") },
    "Decision maker viewed pricing twice in 7 days",
    "COO, 11 and 12 Nov",
  ],
  ["decision_maker_x_pricing", 0, {}, "No pricing view by a decision maker", null],
  ["competitor", true, attribute("email", "rival.com"), "Competitor's address (rival.com)", null],
  ["competitor", false, attribute("email", "a.com"), "Not a competitor's address", null],
  ["student_mail", true, attribute("email", "mit.edu"), "Student address (mit.edu)", null],
  ["student_mail", false, {}, "Not a student address", null],
  ["free_mail", true, attribute("email", "gmail.com"), "Free mail address (gmail.com)", null],
  ["free_mail", false, attribute("email", "corp.example"), "Company email address", null],
  ["free_mail", null, {}, "Email address unknown", null],
  [
    "high_value_form_answer",
    true,
    { ...happened(at(11, 16)), detail: "This quarter" },
    "Gave a high-value form answer yesterday",
    "16 Nov, 10:30, “This quarter”",
  ],
  ["high_value_form_answer", false, {}, "No high-value form answer", null],
];

describe("wordReason", () => {
  it.each(GOLDEN)("%s %s reads aloud", (key, value, evidence, title, line) => {
    expect(word(key, value, evidence)).toEqual({ title, evidence: line });
  });

  it("has a phrase, and a golden line with and without it, for every standard signal", () => {
    const keys = [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS].map((signal) => signal.key);
    expect(Object.keys(PHRASES).sort()).toEqual([...keys].sort());
    for (const key of keys.filter((name) => name !== "company_size_log")) {
      expect(
        new Set(GOLDEN.filter(([golden]) => golden === key).map(([, , , title]) => title)).size,
      ).toBeGreaterThan(1);
    }
    for (const set of [weightedRuleSet(), matrixRuleSet()]) {
      for (const rule of set.rules) expect(PHRASES[rule.signal], rule.key).toBeDefined();
    }
  });

  it("words own columns and own event types", () => {
    const own = (kind: string, name: string, value: SignalValue, evidence: SignalEvidence = {}) =>
      word("x", value, evidence, { own: kind, name }).title;
    expect(own("attribute", "Lead origin", "Landing Page Submission")).toBe(
      "Lead origin is Landing Page Submission",
    );
    expect(own("attribute", "Do not call", true)).toBe("Do not call is yes");
    expect(own("attribute", "Amount requested", 20000)).toBe("Amount requested is 20,000");
    expect(own("attribute", "Specialization", null)).toBe("Specialization is unknown");
    expect(own("event_count", "A submitted", 3)).toBe("A submitted 3 times");
    expect(own("event_count", "A submitted", 0)).toBe("No “A submitted” so far");
    expect(own("event_ever", "A submitted", true, happened(at(3, 3)))).toBe("A submitted on 3 March");
    expect(own("event_recency", "A submitted", 5)).toBe("Last “A submitted” 5 days ago");
    expect(word("gone_signal", 4, {}, { label: "Old rule" }).title).toBe("Old rule is 4");
  });

  it("names the company's size once in a list", () => {
    const person = {
      reason: { key: "decision_maker", args: { value: true } },
      evidence: { companySize: "500-999" },
    };
    const level = {
      reason: { key: "seniority", args: { value: "vp" } },
      evidence: { companySize: "500-999" },
    };
    const size = {
      reason: { key: "employees", args: { value: 707 } },
      evidence: attribute("employees", "500-999"),
    };
    expect(wordReasons([person, level], CONTEXT).map(({ title }) => title)).toEqual([
      "Decision maker at a 500–999 person company",
      "VP",
    ]);
    expect(wordReasons([person, size], CONTEXT).map(({ title }) => title)).toEqual([
      "Decision maker",
      "Company of 500–999 people",
    ]);
  });

  it("says everything in one line for CSV", () => {
    expect(reasonLine(word("pricing_views_30d", 2, happened(at(11, 13), at(11, 16))))).toBe(
      "Viewed pricing twice in 7 days (13 and 16 Nov)",
    );
    expect(reasonLine(word("free_mail", false))).toBe("Company email address");
  });

  it("words what the core really hands over", () => {
    const history = {
      createdAt: at(9, 1),
      visitors: [],
      events: [
        {
          type: "attributes_set",
          occurredAt: at(9, 1),
          properties: { changes: { job_title: "VP Operations", employees: "500-999", email: "e@gmail.com" } },
        },
        ...[13, 16].map((day) => ({
          type: "page_view",
          occurredAt: at(11, day),
          properties: { page: "pricing", path: "/pricing" },
        })),
      ],
    };
    const { vector, evidence } = signalsAsOf([...DEFAULT_SIGNALS, ...CONDITION_SIGNALS], history, NOW);
    const result = scoreRules(weightedRuleSet(), vector, evidence);
    const titles = Object.fromEntries(
      result.factors.map((factor) => [factor.key, wordReason(factor, CONTEXT).title]),
    );
    expect(titles).toEqual({
      seniority: "VP at a 500–999 person company",
      decision_maker: "Decision maker at a 500–999 person company",
      company_size: "Company of 500–999 people",
      pricing_view: "Viewed pricing twice in 7 days",
      decision_maker_pricing: "Decision maker viewed pricing twice in 7 days",
      free_mail: "Free mail address (gmail.com)",
    });
  });
});

describe("a number among those a model learnt from", () => {
  const own = { own: "attribute", name: "Total visits" };

  it("is told where it lies far out, and not where most leads share it", () => {
    expect(word("total_visits", 12, {}, { ...own, more_than: 80, less_than: 10 }).title).toBe(
      "Total visits 12, more than 80 % of leads",
    );
    expect(word("total_visits", 1, {}, { ...own, more_than: 5, less_than: 70 }).title).toBe(
      "Total visits 1, less than 70 % of leads",
    );
    expect(word("total_visits", 5, {}, { ...own, more_than: 50, less_than: 40 }).title).toBe(
      "Total visits is 5",
    );
    expect(word("total_visits", 0, {}, { ...own, more_than: 0, less_than: 90 }).title).toBe(
      "Total visits is 0",
    );
  });

  it("stands below the phrase of a standard signal", () => {
    const { title, evidence } = word("site_visits_30d", 9, imported(9), { more_than: 97, less_than: 1 });
    expect(title).not.toContain("more than");
    expect(evidence).toBe("From the import, more than 97 % of leads");
  });
});
