import { describe, expect, it } from "vitest";
import { signalsAsOf } from "./as-of.ts";
import { compileSignals } from "./compile.ts";
import { CONDITION_SIGNALS } from "./condition-signals.ts";
import { DEFAULT_SIGNALS } from "./default-signals.ts";
import { definitionForRatio } from "./own-signals.ts";
import { withStated } from "./stated.ts";
import { DAY_MS, type LeadHistory } from "./types.ts";

const NOW = 1_800_000_000_000;
const CLICKS = CONDITION_SIGNALS.find(({ key }) => key === "email_clicks_90d")!;
const compiled = compileSignals([
  ...DEFAULT_SIGNALS,
  ...CONDITION_SIGNALS,
  definitionForRatio("clicks_a_day", "Clicks a day", CLICKS, "days_since_created"),
]);
const lead: LeadHistory = {
  createdAt: NOW - 10 * DAY_MS,
  visitors: [],
  events: [
    { type: "page_view", occurredAt: NOW - 3 * DAY_MS, properties: { page: "pricing", path: "/p" } },
    { type: "email_clicked", occurredAt: NOW - 5 * DAY_MS, properties: {} },
    {
      type: "attributes_set",
      occurredAt: 0,
      properties: { changes: { job_title: "Analyst", employees: 40 }, always_known: true },
    },
  ],
};
const measured = signalsAsOf(compiled, lead, NOW);

describe("stated signals", () => {
  it("stand beside what was measured, which stays to the bit", () => {
    const { vector, evidence } = withStated(compiled, measured, { webinars_attended_90d: 2 });
    expect(vector).toEqual({
      ...measured.vector,
      values: { ...measured.vector.values, webinars_attended_90d: 2 },
    });
    expect(evidence).toEqual(measured.evidence);
  });

  it("have no occurrence behind them: neither age nor evidence", () => {
    const { vector, evidence } = withStated(compiled, measured, { pricing_views_7d: 5 });
    expect(measured.vector.ages.pricing_views_7d).toBe(3);
    expect("pricing_views_7d" in vector.ages).toBe(false);
    expect("pricing_views_7d" in evidence).toBe(false);
    expect(measured.vector.values.pricing_views_7d).toBe(1);
  });

  it("are followed by what is made of them, unless that is stated too", () => {
    const { values } = withStated(compiled, measured, {
      seniority: "vp",
      pricing_views_30d: 4,
      employees: 900,
    }).vector;
    expect(values).toMatchObject({
      ...{ decision_maker: true, decision_maker_x_pricing: 4 },
      company_size_log: Math.log1p(900),
    });
    const own = withStated(compiled, measured, {
      seniority: "vp",
      decision_maker: false,
      company_size_log: 3,
    });
    expect(own.vector.values).toMatchObject({
      decision_maker: false,
      decision_maker_x_pricing: 0,
      company_size_log: 3,
    });
    const interaction = withStated(compiled, measured, { decision_maker: true, decision_maker_x_pricing: 7 });
    expect(interaction.vector.values.decision_maker_x_pricing).toBe(7);
    expect(withStated(compiled, measured, { in_territory: false }).vector.values.out_of_territory).toBe(true);
    expect(withStated(compiled, measured, { out_of_territory: null }).vector.values.in_territory).toBeNull();
  });

  it("make ratios anew, also over the days since the lead was created", () => {
    const [ratio] = compiled.definitions.filter(
      ({ source }) => source.kind === "ratio" && source.denominator === "days_since_created",
    );
    const stated = { email_clicks_90d: 6, emails_delivered_90d: 12 };
    const { values } = withStated(compiled, measured, stated, lead.createdAt).vector;
    expect([values.email_click_rate_90d, values[ratio!.key]]).toEqual([0.5, 0.6]);
    expect(withStated(compiled, measured, stated).vector.values[ratio!.key]).toBeNull();
  });

  it("say of a recency when it was", () => {
    const { evidence } = withStated(compiled, measured, { days_since_last_activity: 12 });
    expect(evidence.days_since_last_activity).toEqual({ occurrences: 1, recentAt: [NOW - 12 * DAY_MS] });
  });

  it("leave out what is not defined", () =>
    expect(withStated(compiled, measured, { nonsense: 1 })).toEqual(measured));
});
