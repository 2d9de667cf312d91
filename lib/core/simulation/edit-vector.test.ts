import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalsAsOf } from "../signals/as-of.ts";
import { compileSignals } from "../signals/compile.ts";
import { DAY_MS, type HistoryEvent, type LeadHistory, type SignalValue } from "../signals/types.ts";
import { actionsOf, actOnce } from "./actions.ts";
import { containmentOf } from "./containment.ts";
import { canBe } from "./controls.ts";
import { editVector } from "./edit-vector.ts";
import { setEdit, valuesNow } from "./set-edit.ts";
import { standingOf } from "./standing.ts";
import { COMPILED, DEFINITIONS, drawHistory, MARKET, MOMENT } from "./testing.ts";
import type { Edits } from "./types.ts";

const seed = fc.integer({ min: 0, max: 100_000 });
const days = fc.constantFrom(0, 1, 6, 7, 13, 14, 29, 30, 45, 89, 90);
const settable = DEFINITIONS.filter(({ source }) => source.kind !== "ratio" && source.kind !== "interaction");

/** A few values that can be set, on any signals. */
const edits: fc.Arbitrary<Edits> = fc
  .array(
    fc.tuple(fc.constantFrom(...settable), fc.integer({ min: 0, max: 12 })).map(([definition, n]) => {
      const value: SignalValue =
        definition.type === "boolean"
          ? n % 2 === 0
          : definition.key === "seniority"
            ? ["c_level", "manager", "individual"][n % 3]!
            : definition.type === "category"
              ? ["target", "poor"][n % 2]!
              : definition.key === "employees"
                ? n + 1
                : n;
      return [definition.key, value] as const;
    }),
    { maxLength: 6 },
  )
  .map((pairs) => Object.fromEntries(pairs));

const amount = (value: SignalValue | undefined) =>
  value === true ? 1 : typeof value === "number" ? value : 0;

describe("an edited vector", () => {
  it("is the measured one, the very object, where nothing was set", () => {
    const standing = standingOf(COMPILED, drawHistory(3), MOMENT, 5);
    expect(editVector(standing, {})).toBe(standing.later);
    expect(standing.later.vector).toEqual(signalsAsOf(COMPILED, drawHistory(3), MOMENT + 5 * DAY_MS).vector);
  });

  it("keeps every bit where what was set is what stood there", () => {
    fc.assert(
      fc.property(seed, fc.nat(settable.length - 1), (lead, at) => {
        const standing = standingOf(COMPILED, drawHistory(lead), MOMENT);
        const { key } = settable[at]!;
        const value = standing.now.vector.values[key]!;
        // Somebody decides or not whatever the title: setting the level again says what it says.
        if (key === "seniority" || value === null) return;
        expect(editVector(standing, { [key]: value })).toEqual(standing.now);
      }),
      { numRuns: 300 },
    );
  });

  it("shows no lead that no history could have: what is counted within is never more", () => {
    const { nodes, narrower } = containmentOf(COMPILED);
    fc.assert(
      fc.property(seed, edits, days, (lead, set, quiet) => {
        const standing = standingOf(COMPILED, drawHistory(lead), MOMENT, quiet);
        const { values, ages } = editVector(standing, set).vector;
        for (const [broad, inner] of narrower.entries())
          for (const { node, bond } of inner) {
            const [less, more] = [amount(values[nodes[node]!.key]), amount(values[nodes[broad]!.key])];
            const words = `${nodes[node]!.key} ${less} in ${nodes[broad]!.key} ${more}`;
            if (bond === "implies") expect(less === 0 || more > 0, words).toBe(true);
            else expect(less, words).toBeLessThanOrEqual(more);
          }
        for (const { key } of nodes) {
          // A page scrolled by nothing was seen all the same.
          const before = amount(standing.later.vector.values[key]);
          if (amount(values[key]) === 0 && before > 0) expect(ages[key], key).toBeUndefined();
        }
        for (const value of Object.values(values)) expect(value).not.toBeNaN();
      }),
      { numRuns: 600 },
    );
  });

  it("computes ratios and interactions from their parts", () => {
    fc.assert(
      fc.property(seed, edits, (lead, set) => {
        const history = drawHistory(lead);
        const standing = standingOf(COMPILED, history, MOMENT);
        const { values } = editVector(standing, set).vector;
        const rate = amount(values.email_clicks_90d) / Math.max(1, amount(values.emails_delivered_90d));
        expect(values.email_click_rate_90d).toBe(rate);
        expect(values.decision_maker_x_pricing).toBe(
          values.decision_maker === true ? values.pricing_views_30d : 0,
        );
        const age = (MOMENT - history.createdAt!) / DAY_MS;
        expect(values.clicks_a_day).toBe(amount(values.email_clicks_90d) / Math.max(1, age));
      }),
      { numRuns: 300 },
    );
  });
});

/** What the lead would have done, as an event; null for what no one event is. */
function eventOf(action: string, history: LeadHistory): Omit<HistoryEvent, "occurredAt"> | null {
  switch (action) {
    case "demo_request":
      return { type: "demo_requested", properties: {} };
    case "call":
      return { type: "call_logged", properties: { outcome: "connected" } };
    case "reply":
      return { type: "email_replied", properties: {} };
    case "webinar":
      return { type: "webinar_attended", properties: {} };
    case "trial_start":
      return { type: "trial_started", properties: {} };
    case "pricing_view":
      return { type: "page_view", properties: { page: "pricing", path: "/pricing/new" } };
    case "download":
      return { type: "content_downloaded", properties: {} };
    case "click":
      return { type: "email_clicked", properties: {} };
    case "docs_view":
      return { type: "page_view", properties: { page: "docs", path: "/docs/new" } };
    case "visit":
      return { type: "visit", properties: {} };
    case "own:spoke_to_advisor_count":
      return { type: "Spoke to advisor", properties: {} };
    case "product_repeat": {
      const seen = history.events.find(
        ({ properties, occurredAt }) => properties.page === "product" && occurredAt > MOMENT - 29 * DAY_MS,
      );
      return seen ? { type: "page_view", properties: seen.properties } : null;
    }
    default:
      return null;
  }
}

describe("what somebody brings about", () => {
  const generous = Object.fromEntries(
    DEFINITIONS.map(({ key }) => [
      key,
      { kind: "number", bins: [], low: 0, high: 50, median: 0, p99: 50, isWhole: true } as const,
    ]),
  );
  const actions = actionsOf(COMPILED, generous);

  it("is the whole list and never a matter of who the lead is", () => {
    expect(actions.map(({ key }) => key)).toEqual([
      ...["demo_request", "call", "reply", "webinar", "trial_start", "trial_day", "pricing_view"],
      ...["download", "click", "docs_view", "product_repeat", "visit", "own:spoke_to_advisor_count"],
    ]);
    const firmographic = DEFINITIONS.filter(({ family }) => family === "firmographic" || family === "source");
    for (const { signal } of actions) expect(firmographic.map(({ key }) => key)).not.toContain(signal);
  });

  it("gives the very signals that the same event in the lead's history gives, also after quiet days", () => {
    fc.assert(
      fc.property(seed, days, fc.constantFrom(...actions), (lead, quiet, action) => {
        const history = drawHistory(lead);
        const event = eventOf(action.key, history);
        // A repeat is a first view again once the view before it has left the window.
        if (event === null || (action.key === "product_repeat" && quiet > 0)) return;
        const standing = standingOf(COMPILED, history, MOMENT, quiet);
        const hasVisited = history.events.some(({ type }) => type === "visit");
        const done = actOnce(standing, {}, action, hasVisited);
        // A second start of the trial changes nothing.
        if (done === null) return;
        const told = { ...history, events: [...history.events, { ...event, occurredAt: MOMENT - 1 }] };
        const truth = signalsAsOf(COMPILED, told, MOMENT + quiet * DAY_MS).vector;
        const simulated = editVector(standing, done).vector;
        expect(simulated.values).toEqual(truth.values);
        for (const [key, age] of Object.entries(truth.ages))
          expect(simulated.ages[key], key).toBeCloseTo(age, 6);
        expect(Object.keys(simulated.ages).sort()).toEqual(Object.keys(truth.ages).sort());
      }),
      { numRuns: 1_500 },
    );
  });
});

describe("setting one value", () => {
  it("sets it, whatever was set before", () => {
    fc.assert(
      fc.property(seed, edits, edits, (lead, before, one) => {
        const [entry] = Object.entries(one);
        if (!entry) return;
        const [key, value] = entry;
        const definition = DEFINITIONS.find((candidate) => candidate.key === key)!;
        if (!canBe(definition, value) || definition.source.kind === "recency") return;
        const standing = standingOf(COMPILED, drawHistory(lead), MOMENT);
        expect(valuesNow(standing, setEdit(standing, before, key, value))[key]).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  it("takes the edit away where the value goes back to what it was", () => {
    const standing = standingOf(COMPILED, drawHistory(8), MOMENT);
    const { values } = standing.now.vector;
    const up = setEdit(standing, {}, "pricing_views_7d", Number(values.pricing_views_7d) + 2);
    expect(up).toEqual({ pricing_views_7d: Number(values.pricing_views_7d) + 2 });
    expect(setEdit(standing, up, "pricing_views_7d", values.pricing_views_7d!)).toEqual({});
  });

  it("raises a set month with the week, and pulls a set week down with the month", () => {
    const standing = standingOf(COMPILED, { createdAt: null, events: [], visitors: [] }, MOMENT);
    const month = setEdit(standing, {}, "pricing_views_30d", 4);
    const week = setEdit(standing, month, "pricing_views_7d", 2);
    expect(week).toEqual({ pricing_views_30d: 6, pricing_views_7d: 2 });
    // The month follows from the week, so that it need not be kept.
    expect(setEdit(standing, week, "pricing_views_30d", 1)).toEqual({ pricing_views_7d: 1 });
    expect(setEdit(standing, week, "pricing_views_30d", 3)).toEqual({
      pricing_views_30d: 3,
      pricing_views_7d: 2,
    });
    expect(valuesNow(standing, { pricing_views_7d: 3 })).toMatchObject({
      pricing_views_30d: 3,
      page_views_30d: 3,
      days_since_last_activity: 0,
    });
  });

  it("lets seniority decide who decides, employees be the size, and territory have an outside", () => {
    const standing = standingOf(COMPILED, drawHistory(5), MOMENT);
    expect(valuesNow(standing, { seniority: "vp" })).toMatchObject({ decision_maker: true });
    expect(valuesNow(standing, { seniority: "individual" })).toMatchObject({ decision_maker: false });
    expect(valuesNow(standing, { seniority: null })).toMatchObject({ decision_maker: null });
    expect(valuesNow(standing, { seniority: "vp", decision_maker: false })).toMatchObject({
      decision_maker: false,
    });
    expect(valuesNow(standing, { employees: 700 }).company_size_log).toBe(Math.log1p(700));
    expect(valuesNow(standing, { in_territory: false })).toMatchObject({ out_of_territory: true });
    expect(valuesNow(standing, { in_territory: null })).toMatchObject({ out_of_territory: null });
  });

  it("lets a view of last month be older than a week that has none", () => {
    const history: LeadHistory = {
      createdAt: MOMENT - 40 * DAY_MS,
      visitors: [],
      events: [2, 20].map((ago) => ({
        type: "page_view",
        occurredAt: MOMENT - ago * DAY_MS,
        properties: { page: "pricing", path: "/pricing" },
      })),
    };
    const standing = standingOf(COMPILED, history, MOMENT);
    const { values, ages } = editVector(standing, { pricing_views_7d: 0 }).vector;
    expect(values).toMatchObject({ pricing_views_7d: 0, pricing_views_30d: 2 });
    expect(ages.pricing_views_7d).toBeUndefined();
    expect(ages.pricing_views_30d).toBe(7);
  });

  it("leaves an imported week that is more than its month alone until the month is lowered", () => {
    const compiled = compileSignals(DEFINITIONS, MARKET);
    const history: LeadHistory = {
      createdAt: MOMENT - DAY_MS,
      visitors: [],
      events: [
        {
          type: "attributes_set",
          occurredAt: MOMENT - DAY_MS,
          properties: { changes: { pricing_views_7d: 3 }, always_known: true },
        },
      ],
    };
    const standing = standingOf(compiled, history, MOMENT);
    expect(valuesNow(standing, { demo_requests_90d: 1 })).toMatchObject({
      pricing_views_7d: 3,
      pricing_views_30d: 0,
    });
    expect(valuesNow(standing, { pricing_views_30d: 1 })).toMatchObject({ pricing_views_7d: 3 });
  });
});
