import { describe, expect, it } from "vitest";
import { signalsAsOf } from "./as-of.ts";
import { compileSignals } from "./compile.ts";
import { CONDITION_SIGNALS } from "./condition-signals.ts";
import { DEFAULT_SIGNALS } from "./default-signals.ts";
import { EMPTY_MARKET } from "./market.ts";
import { definitionForAttribute, definitionForRatio, definitionsForEventType } from "./own-signals.ts";
import { DAY_MS, type HistoryEvent, type LeadHistory, type SignalDefinition } from "./types.ts";

const NOW = 1_800_000_000_000;
const ago = (days: number) => NOW - days * DAY_MS;
const event = (
  type: string,
  days: number,
  properties: Record<string, unknown> = {},
  rest: Partial<HistoryEvent> = {},
): HistoryEvent => ({
  type,
  occurredAt: ago(days),
  properties,
  ...rest,
});
const history = (...events: HistoryEvent[]): LeadHistory => ({ createdAt: ago(100), events, visitors: [] });
const set = (days: number, changes: Record<string, unknown>, rest: Record<string, unknown> = {}) =>
  event("attributes_set", days, { changes, ...rest });
const MARKET = {
  ...EMPTY_MARKET,
  industries: { target: ["Logistics"], adjacent: ["retail"], poor: ["gambling"] },
  territories: ["uk", "Norway"],
};
const ALL = [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS];
const compiled = compileSignals(ALL, MARKET);
const valuesOf = (lead: LeadHistory, moment = NOW) => signalsAsOf(compiled, lead, moment).vector.values;

describe("the default signals", () => {
  it("are exactly the 33 of the contract, in the contract's families and dimensions", () => {
    expect(
      DEFAULT_SIGNALS.map((signal) => `${signal.key} ${signal.dimension.charAt(0).toUpperCase()}`),
    ).toEqual(
      `site_visits_30d E, page_views_30d E, time_on_site_30d_minutes E, max_scroll_depth_30d E, return_visits_7d E, return_visits_30d E, pricing_views_7d I, pricing_views_30d I, demo_requests_90d I, demo_cta_hovers_30d I, trial_started I, trial_active_days_14d I, content_downloads_90d I, webinars_attended_90d I, docs_views_30d I, product_page_repeats_30d I, signup_abandons_30d I, careers_views_30d N, email_opens_30d E, email_clicks_30d E, email_click_rate_90d E, email_replies_90d E, calls_connected_90d E, unsubscribed N, bounced_or_spam N, decision_maker F, seniority F, company_size_log F, industry_fit F, in_territory F, source_channel F, days_since_last_activity N, decision_maker_x_pricing I`.split(
        ", ",
      ),
    );
    expect(DEFAULT_SIGNALS.every((signal) => signal.modelled)).toBe(true);
    expect(CONDITION_SIGNALS.some((signal) => signal.modelled)).toBe(false);
  });
});

describe("signalsAsOf", () => {
  it("counts in half-open windows: the left edge is in, the moment is out", () => {
    const lead = history(
      event("page_view", 7, { page: "pricing" }),
      event("page_view", 7.0001, { page: "pricing" }),
      event("page_view", 0, { page: "pricing" }),
      event("page_view", 0.001, { page: "docs" }),
    );
    const values = valuesOf(lead);
    expect([
      values.pricing_views_7d,
      values.pricing_views_30d,
      values.page_views_30d,
      values.docs_views_30d,
    ]).toEqual([1, 2, 3, 1]);
  });

  it("computes every aggregate", () => {
    const values = valuesOf(
      history(
        event("visit", 40),
        event("visit", 5),
        event("visit", 1),
        event("page_left", 1, { seconds: 90, scroll_pct: 40 }),
        event("page_left", 2, { seconds: 30, scroll_pct: 85 }),
        event("trial_started", 200),
        event("trial_active", 1),
        event("trial_active", 1.0001),
        event("trial_active", 3),
        event("page_view", 3, { page: "product", path: "/a" }),
        event("page_view", 2, { page: "product", path: "/a" }),
        event("page_view", 1, { page: "product", path: "/b" }),
        event("call_logged", 4, { outcome: "connected" }),
        event("call_logged", 3, { outcome: "voicemail" }),
        event("email_delivered", 9),
        event("email_delivered", 8),
        event("email_clicked", 8),
      ),
    );
    expect(values).toMatchObject({
      site_visits_30d: 2,
      return_visits_7d: 2,
      return_visits_30d: 2,
      time_on_site_30d_minutes: 2,
      max_scroll_depth_30d: 85,
      trial_started: true,
      product_page_repeats_30d: 1,
      calls_connected_90d: 1,
      email_click_rate_90d: 0.5,
      days_since_last_activity: 1,
    });
    expect(values.trial_active_days_14d).toBeGreaterThanOrEqual(2);
  });

  it("does not take the first visit ever for a return", () => {
    expect(valuesOf(history(event("visit", 3), event("visit", 2))).return_visits_7d).toBe(1);
  });

  it("counts a visitor's events once the visitor is identified, then all earlier ones too", () => {
    const lead = (identifiedAt: number): LeadHistory => ({
      createdAt: ago(100),
      events: [event("page_view", 5, { page: "pricing" }, { visitorId: "v" })],
      visitors: [{ visitorId: "v", identifiedAt }],
    });
    expect(valuesOf(lead(ago(1))).pricing_views_7d).toBe(1);
    expect(valuesOf(lead(NOW)).pricing_views_7d).toBe(0);
    expect(valuesOf({ ...lead(0), visitors: [] }).pricing_views_7d).toBe(0);
  });

  it("gives flagged events nothing, not even recency", () => {
    const values = valuesOf(history(event("email_clicked", 1, {}, { flagged: true }), event("visit", 20)));
    expect([values.email_clicks_30d, values.days_since_last_activity]).toEqual([0, 20]);
  });

  it("knows attributes as of the moment; always-known ones are the oldest whatever their own time", () => {
    const lead = history(
      set(10, { job_title: "Director" }),
      set(50, { job_title: "Analyst" }),
      set(-5, { job_title: "CEO" }),
      set(0, { job_title: "Manager", country: "GB" }, { always_known: true }),
    );
    expect(valuesOf(lead, ago(60)).seniority).toBe("manager");
    expect(valuesOf(lead, ago(20)).seniority).toBe("individual");
    expect(valuesOf(lead).seniority).toBe("director");
    expect(valuesOf(lead, ago(-6)).seniority).toBe("c_level");
    expect(valuesOf(lead, ago(60)).in_territory).toBe(true);
  });

  it("derives firmographics, and null where nothing is known", () => {
    const values = valuesOf(
      history(
        set(5, {
          email: "x@gmail.com",
          job_title: "VP Ops",
          employees: "500-999",
          industry: "LOGISTICS",
          country: "France",
          source: "Reference",
        }),
      ),
    );
    expect(values).toMatchObject({
      seniority: "vp",
      decision_maker: true,
      employees: 707,
      industry_fit: "target",
      in_territory: false,
      out_of_territory: true,
      source_channel: "referral",
      free_mail: true,
      student_mail: false,
      competitor: false,
    });
    expect(values.company_size_log).toBe(Math.log1p(707));
    expect(valuesOf(history())).toMatchObject({
      seniority: null,
      decision_maker: null,
      employees: null,
      industry_fit: null,
      in_territory: null,
      free_mail: null,
      source_channel: null,
    });
    expect(valuesOf(history(set(1, { industry: "Fishing" }))).industry_fit).toBe("neutral");
  });

  it("takes an imported aggregate where no event could feed the signal, and says so", () => {
    const columns = set(
      1,
      { site_visits_30d: 5, unsubscribed: "Yes", time_on_site_30d_minutes: "11.2" },
      { always_known: true },
    );
    const imported = signalsAsOf(compiled, history(columns), NOW);
    expect(imported.vector.values).toMatchObject({
      site_visits_30d: 5,
      unsubscribed: true,
      time_on_site_30d_minutes: 11.2,
    });
    expect(imported.evidence.site_visits_30d).toEqual({
      imported: true,
      attribute: { name: "site_visits_30d", value: 5 },
    });
    expect(imported.vector.ages.site_visits_30d).toBeUndefined();
    expect(valuesOf(history(columns, event("visit", 60))).site_visits_30d).toBe(0);
    expect(valuesOf(history(columns, event("visit", 1, {}, { flagged: true }))).site_visits_30d).toBe(5);
  });

  it("counts quiet days since creation when nothing ever happened, and says null when even that is unknown", () => {
    expect(valuesOf(history()).days_since_last_activity).toBe(100);
    expect(valuesOf({ createdAt: null, events: [], visitors: [] }).days_since_last_activity).toBeNull();
    expect(
      valuesOf(history(event("call_logged", 3, { outcome: "no_answer" }))).days_since_last_activity,
    ).toBe(100);
  });

  it("notes evidence and age: newest first, at most five, with the telling property", () => {
    const views = [1, 2, 3, 4, 5, 6].map((days) => event("page_view", days, { page: "pricing" }));
    const result = signalsAsOf(
      compiled,
      history(...views, event("demo_requested", 2, { message: "rollout" }), set(9, { job_title: "CEO" })),
      NOW,
    );
    expect(result.evidence.pricing_views_30d).toEqual({ occurrences: 6, recentAt: [1, 2, 3, 4, 5].map(ago) });
    expect(result.evidence.demo_requests_90d).toEqual({
      occurrences: 1,
      recentAt: [ago(2)],
      detail: "rollout",
    });
    expect(result.vector.ages.pricing_views_30d).toBe(1);
    expect(result.vector.values.decision_maker_x_pricing).toBe(6);
    expect(result.vector.ages.decision_maker_x_pricing).toBe(1);
    expect(result.evidence.decision_maker_x_pricing?.attribute).toEqual({ name: "job_title", value: "CEO" });
  });

  it("gives own event types a count, an ever and a recency, own columns a signal, and ratios a floor", () => {
    const own: SignalDefinition[] = [
      ...definitionsForEventType("A_SUBMITTED"),
      definitionForAttribute("Lead Origin", "category"),
      definitionForRatio(
        "submits_per_day",
        "Submits per day",
        definitionsForEventType("A_SUBMITTED")[0]!,
        "days_since_created",
      ),
    ];
    const { values } = signalsAsOf(
      own,
      history(event("A_SUBMITTED", 3), event("A_SUBMITTED", 50), set(1, { "Lead Origin": " API " })),
      NOW,
    ).vector;
    expect(values).toEqual({
      a_submitted_count: 2,
      a_submitted_ever: true,
      days_since_a_submitted: 3,
      lead_origin: "API",
      submits_per_day: 0.02,
    });
  });

  it("weighs occurrences by half-life", () => {
    const decayed: SignalDefinition = {
      ...definitionsForEventType("ping")[0]!,
      source: {
        kind: "events",
        match: { types: ["ping"] },
        aggregate: "count",
        windowDays: null,
        halfLifeDays: 10,
      },
    };
    expect(
      signalsAsOf([decayed], history(event("ping", 10), event("ping", 20)), NOW).vector.values.ping_count,
    ).toBeCloseTo(0.75, 12);
  });

  it("does not take a firmographic attribute it could not read for a value", () => {
    const values = valuesOf(history(set(5, { seniority: "blue", decision_maker: "perhaps", employees: -5 })));
    expect(values).toMatchObject({
      seniority: null,
      decision_maker: null,
      employees: null,
      company_size_log: null,
    });
  });

  it("never divides by less than the floor", () => {
    expect(valuesOf(history(event("email_clicked", 1), event("email_clicked", 2))).email_click_rate_90d).toBe(
      2,
    );
    expect(valuesOf(history()).email_click_rate_90d).toBe(0);
  });

  it("resolves writes and events of the same millisecond the same way in any order", () => {
    const tied = [
      set(3, { job_title: "CEO" }),
      set(3, { job_title: "Analyst" }),
      event("content_downloaded", 2, { asset: "a" }),
      event("content_downloaded", 2, { asset: "b" }),
    ];
    const forward = signalsAsOf(compiled, history(...tied), NOW);
    expect(signalsAsOf(compiled, history(...tied.toReversed()), NOW)).toEqual(forward);
    expect(forward.evidence.content_downloads_90d?.detail).toBe("b");
  });

  it("survives nonsense from outside without a NaN", () => {
    const result = signalsAsOf(
      compiled,
      {
        createdAt: null,
        visitors: [],
        events: [
          { type: "page_left", occurredAt: ago(1), properties: { seconds: "abc", scroll_pct: Number.NaN } },
          { type: "visit", occurredAt: Number.NaN, properties: {} },
          {
            type: "attributes_set",
            occurredAt: ago(1),
            properties: { changes: { employees: Number.NaN, industry: { a: 1 } } },
          },
          { type: "attributes_set", occurredAt: ago(1), properties: { changes: null } },
        ],
      },
      NOW,
    );
    expect(
      Object.values(result.vector.values).some(
        (value) => typeof value === "number" && !Number.isFinite(value),
      ),
    ).toBe(false);
    expect(result.vector.values).toMatchObject({
      time_on_site_30d_minutes: 0,
      site_visits_30d: 0,
      employees: null,
    });
  });

  it("refuses definitions that cannot be computed", () => {
    const [count] = definitionsForEventType("x");
    expect(() => compileSignals([count!, count!])).toThrow("twice");
    expect(() => compileSignals([definitionForRatio("r", "R", count!, "missing")])).toThrow("not defined");
    const loop: SignalDefinition = {
      ...definitionForRatio("r", "R", count!, "r"),
      source: { kind: "ratio", numerator: "r", denominator: "r", floor: 1 },
    };
    expect(() => compileSignals([loop])).toThrow("itself");
  });
});
