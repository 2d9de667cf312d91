import { describe, expect, it } from "vitest";
import type { ScoreResult } from "../scoring/types.ts";
import { CONDITION_SIGNALS } from "../signals/condition-signals.ts";
import { DEFAULT_SIGNALS } from "../signals/default-signals.ts";
import type { SignalValue, SignalVector } from "../signals/types.ts";
import { DEFAULT_STEPS, decayShare } from "./decay.ts";
import { matrixRuleSet, weightedRuleSet } from "./presets.ts";
import { scoreRules } from "./score-rules.ts";
import type { Rule } from "./types.ts";
import { validateRuleSet } from "./validate.ts";

const vector = (values: Record<string, SignalValue>, ages: Record<string, number> = {}): SignalVector => ({
  moment: 0,
  values,
  ages,
});
const pointsOf = (result: ScoreResult) =>
  Object.fromEntries(result.factors.map((factor) => [factor.key, factor.points]));
const sumOf = (result: ScoreResult) =>
  result.startingPoint +
  result.factors.reduce((sum, factor) => sum + factor.points, 0) +
  result.clamp +
  result.rounding;

describe("decay", () => {
  it.each([
    [0, 1],
    [7, 1],
    [7.01, 0.75],
    [30, 0.75],
    [30.5, 0.5],
    [90, 0.5],
    [91, 0.25],
    [4000, 0.25],
  ])("at %s days the default steps keep %s", (age, share) =>
    expect(decayShare(DEFAULT_STEPS, age)).toBe(share),
  );
  it("halves, and keeps all where there is no age", () => {
    expect(decayShare({ kind: "half_life", days: 10 }, 20)).toBe(0.25);
    expect(decayShare({ kind: "half_life", days: 10 }, undefined)).toBe(1);
    expect(decayShare({ kind: "none" }, 99)).toBe(1);
  });
});

describe("weighted preset, worked by hand", () => {
  it("adds an ordinary warm lead", () => {
    // fit: VP 10 + decides 8 + 500-999 people 8 + territory 4 = 30
    // intent: 2 pricing views 8, newest 10 days old -> 75 % = 6; decision maker x pricing 4 -> 3; 3 docs views 1.5, fresh = 10.5
    // engagement: 4 visits 4, 2 returns 4, 1 click 3, 3 opens 1.5 = 12.5
    // negative: free mail -5. Sum 48, no clamp, nothing to round.
    const result = scoreRules(
      weightedRuleSet(),
      vector(
        {
          seniority: "vp",
          decision_maker: true,
          employees: 700,
          industry_fit: "neutral",
          in_territory: true,
          pricing_views_30d: 2,
          decision_maker_x_pricing: 2,
          docs_views_30d: 3,
          site_visits_30d: 4,
          return_visits_7d: 2,
          email_clicks_30d: 1,
          email_opens_30d: 3,
          free_mail: true,
          days_since_last_activity: 1,
        },
        {
          pricing_views_30d: 10,
          decision_maker_x_pricing: 10,
          docs_views_30d: 1,
          site_visits_30d: 1,
          return_visits_7d: 1,
          email_clicks_30d: 2,
          email_opens_30d: 2,
        },
      ),
    );
    expect(pointsOf(result)).toEqual({
      seniority: 10,
      decision_maker: 8,
      company_size: 8,
      in_territory: 4,
      pricing_view: 6,
      decision_maker_pricing: 3,
      docs_view: 1.5,
      site_visit: 4,
      return_visit: 4,
      email_click: 3,
      email_open: 1.5,
      free_mail: -5,
    });
    expect(result).toMatchObject({
      total: 48,
      unrounded: 48,
      clamp: 0,
      rounding: 0,
      startingPoint: 0,
      probability: null,
      bandId: "warm",
    });
    expect(result).toMatchObject({ fitScore: 75, intentScore: 30 });
    expect(result.reasons).toEqual(["seniority", "company_size", "decision_maker"]);
    expect(result.risks).toEqual(["free_mail"]);
  });

  it("spreads a cap proportionally over its dimension", () => {
    // intent: pricing 12 (capped from 40) + demo 12 + trial 6 + trial days 5 + dm x pricing 4 + webinar 3 = 42 > 35: each times 35/42
    const result = scoreRules(
      weightedRuleSet(),
      vector({
        pricing_views_30d: 10,
        demo_requests_90d: 2,
        trial_started: true,
        trial_active_days_14d: 9,
        decision_maker_x_pricing: 10,
        webinars_attended_90d: 1,
      }),
    );
    expect(result.factors.map((factor) => factor.points * 42)).toEqual(
      [12, 12, 6, 5, 3, 4].map((points) => expect.closeTo(points * 35, 9)),
    );
    expect(result.total).toBe(35);
    expect(result.intentScore).toBe(100);
  });

  it("counts quiet days as steps, not as a sum, and clamps below zero", () => {
    const quiet = (days: number | null) =>
      pointsOf(scoreRules(weightedRuleSet(), vector({ days_since_last_activity: days }))).quiet;
    expect([quiet(29), quiet(30), quiet(89), quiet(90), quiet(400), quiet(null)]).toEqual([
      undefined,
      -5,
      -5,
      -10,
      -10,
      undefined,
    ]);
    const result = scoreRules(
      weightedRuleSet(),
      vector({ competitor: true, unsubscribed: true, in_territory: true }),
    );
    // negative -50 scaled to -30 (competitor -18, unsubscribed -12), fit +4: -26 clamps to 0
    expect(pointsOf(result)).toEqual({ in_territory: 4, unsubscribed: -12, competitor: -18 });
    expect(result).toMatchObject({ total: 0, clamp: 26, bandId: "suppress" });
    expect(result.risks).toEqual(["competitor", "unsubscribed"]);
  });

  it("rounds half up on its own line", () => {
    const result = scoreRules(weightedRuleSet(), vector({ docs_views_30d: 5 }));
    expect(result).toMatchObject({ unrounded: 2.5, total: 3, rounding: 0.5 });
  });

  it("lets an imported aggregate (a value without an age) keep its points", () => {
    expect(pointsOf(scoreRules(weightedRuleSet(), vector({ site_visits_30d: 9 })))).toEqual({
      site_visit: 5,
    });
  });
});

describe("matrix preset, worked by hand", () => {
  it("is purely additive", () => {
    // director 15 + 100-499 people 10 + poor industry -10 + open 2 + click 5 + visit 3 + pages 7 + pricing 15 = 47
    const result = scoreRules(
      matrixRuleSet(),
      vector(
        {
          seniority: "director",
          employees: 120,
          industry_fit: "poor",
          email_opens_30d: 7,
          email_clicks_30d: 1,
          site_visits_30d: 4,
          page_views_30d: 3,
          pricing_views_30d: 2,
        },
        { pricing_views_30d: 25 },
      ),
    );
    expect(result.total).toBe(47);
    expect(result.factors.find((factor) => factor.key === "industry_fit")).toMatchObject({
      points: -10,
      dimension: "fit",
    });
    expect(result.risks).toEqual(["industry_fit"]);
    // fit 15 of the 65 its rules reach; intent 15 of 90
    expect([result.fitScore, result.intentScore]).toEqual([23, 17]);
  });
  it("clamps above 100 and names the clamp", () => {
    // 25 + 20 + 20 + 17 + 10 + 15 + 25 + 8 + 12 + 30 = 182
    const result = scoreRules(
      matrixRuleSet(),
      vector({
        seniority: "c_level",
        employees: 5000,
        industry_fit: "target",
        email_opens_30d: 1,
        email_clicks_30d: 1,
        email_replies_90d: 1,
        site_visits_30d: 1,
        page_views_30d: 9,
        pricing_views_30d: 1,
        demo_requests_90d: 1,
        content_downloads_90d: 1,
        webinars_attended_90d: 1,
        trial_started: true,
      }),
    );
    expect(result).toMatchObject({ total: 100, clamp: -82, margin: 182, rounding: 0 });
  });
  it("takes competitors, students and foreign territories far down", () => {
    const result = scoreRules(
      matrixRuleSet(),
      vector({ competitor: true, student_mail: true, out_of_territory: true, seniority: "c_level" }),
    );
    expect(result).toMatchObject({ total: 0, clamp: 75 });
  });
});

describe("reasons and conditions", () => {
  it("gives the three strongest, ties by key, and never an unknown value", () => {
    const result = scoreRules(
      weightedRuleSet(),
      vector({
        industry_fit: "target",
        decision_maker: true,
        employees: 500,
        in_territory: true,
        seniority: null,
      }),
    );
    expect(result.reasons).toEqual(["company_size", "decision_maker", "industry_fit"]);
    expect(result.factors.find((factor) => factor.key === "decision_maker")?.reason).toEqual({
      key: "decision_maker",
      args: { value: true, label: "Decision maker", employees: 500 },
    });
  });
  it("skips disabled rules", () => {
    const set = weightedRuleSet();
    const off = { ...set, rules: set.rules.map((rule) => ({ ...rule, enabled: false })) };
    expect(scoreRules(off, vector({ decision_maker: true }))).toMatchObject({ total: 0, factors: [] });
  });
  it("adds up in every worked case", () => {
    const result = scoreRules(
      weightedRuleSet(),
      vector({
        seniority: "c_level",
        decision_maker: true,
        employees: 2000,
        industry_fit: "target",
        in_territory: true,
        docs_views_30d: 1,
      }),
    );
    expect(Math.abs(sumOf(result) - result.total)).toBeLessThan(1e-9);
  });
});

describe("validateRuleSet", () => {
  it("finds nothing wrong with the presets", () => {
    expect(validateRuleSet(weightedRuleSet())).toEqual([]);
    expect(validateRuleSet(matrixRuleSet())).toEqual([]);
  });
  it("names each problem", () => {
    const set = weightedRuleSet();
    const rule = set.rules[1] as Extract<Rule, { per: "flat" }>;
    const codes = (rules: Rule[]) =>
      validateRuleSet({ ...set, rules }, []).map((problem) =>
        problem.where === "rule" ? problem.code : problem.where,
      );
    expect(
      codes([
        {
          ...rule,
          key: "A b",
          label: " ",
          points: Number.NaN,
          cap: 0,
          condition: { op: "one_of", values: [] },
          decay: { kind: "half_life", days: 0 },
        },
      ]),
    ).toEqual([
      "key_malformed",
      "label_missing",
      "signal_unknown",
      "points_invalid",
      "cap_invalid",
      "condition_invalid",
      "decay_invalid",
    ]);
    expect(codes([rule, { ...rule, dimension: "negative" }])).toEqual([
      "signal_unknown",
      "key_taken",
      "signal_unknown",
      "points_sign",
    ]);
    expect(
      validateRuleSet({ ...set, version: "x".repeat(51), rules: [], caps: { ...set.caps, fit: -1 } }),
    ).toHaveLength(3);
    const rising = {
      kind: "steps",
      steps: [
        { toDay: 7, share: 0.5 },
        { toDay: null, share: 1 },
      ],
    } as const;
    expect(codes([{ ...rule, decay: rising }])).toContain("decay_invalid");
  });
  it("says which dimension's cap, which level and which of two rules is meant", () => {
    const set = weightedRuleSet();
    const [seniority] = set.rules as [Extract<Rule, { per: "levels" }>];
    const levels = seniority.levels.map((level, index) =>
      index === 2 ? { condition: { op: "one_of" as const, values: [" "] }, points: Number.NaN } : level,
    );
    const problems = validateRuleSet({
      ...set,
      caps: { ...set.caps, intent: 0 },
      rules: [{ ...seniority, levels }, ...set.rules.slice(1), set.rules[1]!],
    });
    expect(problems).toEqual([
      { where: "cap", dimension: "intent" },
      { where: "rule", index: 0, key: "seniority", code: "points_invalid", levels: [2] },
      { where: "rule", index: 0, key: "seniority", code: "condition_invalid", levels: [2] },
      { where: "rule", index: set.rules.length, key: "decision_maker", code: "key_taken", levels: [] },
    ]);
  });
  it("refuses more than 200 rules, and conditions that a signal's type never meets", () => {
    const definitions = [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS];
    const set = weightedRuleSet();
    expect(validateRuleSet(set, definitions)).toEqual([]);
    expect(validateRuleSet(matrixRuleSet(), definitions)).toEqual([]);
    const rule = set.rules[1] as Extract<Rule, { per: "flat" }>;
    const many = Array.from({ length: 201 }, (_, index) => ({ ...rule, key: `r${index}` }));
    expect(validateRuleSet({ ...set, rules: many.slice(0, 200) })).toEqual([]);
    expect(validateRuleSet({ ...set, rules: many })).toEqual([{ where: "set", code: "too_many_rules" }]);
    const unfit = (change: object) =>
      validateRuleSet({ ...set, rules: [{ ...rule, ...change } as Rule] }, definitions).map(
        (problem) => problem.where === "rule" && problem.code,
      );
    expect(unfit({ condition: { op: "at_least", value: 1 } })).toEqual(["condition_unfit"]);
    expect(unfit({ signal: "seniority" })).toEqual(["condition_unfit"]);
    expect(unfit({ signal: "seniority", per: "each" })).toEqual(["condition_unfit"]);
    expect(unfit({ signal: "docs_views_30d", condition: { op: "at_most", value: 0 } })).toEqual([]);
  });
});
