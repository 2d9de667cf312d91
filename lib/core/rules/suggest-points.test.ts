import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableOf } from "../encoding/table.ts";
import { randomStream } from "../random/random.ts";
import { CONDITION_SIGNALS } from "../signals/condition-signals.ts";
import { DEFAULT_SIGNALS } from "../signals/default-signals.ts";
import { definitionForAttribute, definitionsForEventType } from "../signals/own-signals.ts";
import type { SignalValue } from "../signals/types.ts";
import { correlationWith } from "./correlation.ts";
import { matrixRuleSet, weightedRuleSet } from "./presets.ts";
import { acceptSuggestions, suggestPoints } from "./suggest-points.ts";
import type { Rule, RuleSet } from "./types.ts";
import { validateRuleSet } from "./validate.ts";
import { enabledReach, withReach } from "./with-reach.ts";

const OWN = [
  definitionForAttribute("Lead origin", "category"),
  definitionForAttribute("Minutes", "number"),
  definitionForAttribute("Tags", "category"),
  ...definitionsForEventType("site_survey"),
];
const DEFINITIONS = [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS, ...OWN];

/** 600 leads; demo requests and a referral win, pricing views say nothing, unsubscribing wins too. */
function past(rows = 600) {
  const random = randomStream(7, "suggest-points");
  const records: Record<string, SignalValue>[] = [];
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const demo = random.unit() < 0.3;
    const referral = random.unit() < 0.25;
    const unsubscribed = random.unit() < 0.2;
    labels[row] = Number(
      random.unit() < 0.05 + (demo ? 0.35 : 0) + (referral ? 0.3 : 0) + (unsubscribed ? 0.25 : 0),
    );
    records.push({
      demo_requests_90d: demo ? 1 : 0,
      pricing_views_30d: random.below(4),
      unsubscribed,
      competitor: row < 5,
      lead_origin: referral ? "Referral" : random.unit() < 0.5 ? "Form" : null,
      minutes: labels[row] === 1 ? 5 + random.below(40) : random.below(20),
      tags: labels[row] === 1 ? "Will revert" : "Lost",
      site_survey_count: labels[row] === 1 && random.unit() < 0.5 ? 1 : 0,
      site_survey_ever: labels[row] === 1,
    });
  }
  return { table: tableOf(DEFINITIONS, records), labels };
}

const input = (ruleSet: RuleSet = weightedRuleSet()) => ({
  ...past(),
  ruleSet,
  definitions: DEFINITIONS,
  leaveOut: new Set(["tags"]),
});
const readings = suggestPoints(input());
const of = (key: string) => readings.find(({ rule }) => rule.key === key)!;

describe("points suggested from history", () => {
  it("gives a point for each hundredth of correlation, and shows what it saw", () => {
    const demo = of("demo_request");
    expect(demo.verdict).toBe("change");
    expect(demo.reachNow).toBe(12);
    expect(demo.reachSuggested).toBe(Math.min(35, Math.round(demo.correlation!.r * 100)));
    expect(demo.suggested).toMatchObject({ points: demo.reachSuggested, enabled: true });
    expect(demo.leadsWith + demo.leadsWithout).toBe(600);
    expect(demo.positivesWith / demo.leadsWith).toBeGreaterThan(
      demo.positivesWithout / demo.leadsWithout + 0.2,
    );
  });
  it("puts aside what goes the wrong way, and leaves alone what cannot be told", () => {
    expect(of("unsubscribed")).toMatchObject({ verdict: "change", reachSuggested: 0 });
    expect(of("unsubscribed").suggested).toMatchObject({ enabled: false, points: -20 });
    expect(of("pricing_view")).toMatchObject({ verdict: "cannot_tell", suggested: null });
    expect(of("competitor")).toMatchObject({ verdict: "too_few", leadsWith: 5, suggested: null });
    expect(of("webinar").verdict).toBe("too_few");
  });
  it("never goes beyond the dimension's cap", () => {
    const tight = { ...weightedRuleSet(), caps: { fit: 40, intent: 9.5, engagement: 25, negative: 30 } };
    const demo = suggestPoints(input(tight)).find(({ rule }) => rule.key === "demo_request")!;
    expect(demo.reachSuggested).toBe(9);
  });
  it("proposes rules for own signals that raise, one an event type, none that knows the outcome", () => {
    const fresh = readings.filter(({ verdict }) => verdict === "new");
    expect(fresh.map(({ rule }) => rule.key).sort()).toEqual(["lead_origin", "minutes", "site_survey_count"]);
    expect(of("lead_origin").suggested).toMatchObject({
      label: "Lead origin",
      per: "levels",
      levels: [
        { condition: { op: "one_of", values: ["Referral"] }, points: of("lead_origin").reachSuggested },
      ],
      own: { kind: "attribute" },
    });
    const { levels } = of("minutes").suggested as Extract<Rule, { per: "levels" }>;
    expect(levels.map(({ points }) => points)).toEqual(
      [...levels.map(({ points }) => points)].sort((a, b) => b - a),
    );
  });
  it("reads nothing from a signal that knows the outcome", () => {
    const blind = suggestPoints({ ...input(), leaveOut: new Set(["demo_requests_90d"]) });
    expect(blind.find(({ rule }) => rule.key === "demo_request")).toMatchObject({
      verdict: "left_out",
      suggested: null,
      correlation: null,
    });
  });
  it("suggests nothing where all ended the same way, or where there is nobody", () => {
    const same = suggestPoints({ ...input(), labels: new Uint8Array(600).fill(1) });
    expect(same.every(({ suggested }) => suggested === null)).toBe(true);
    const none = suggestPoints({ ...input(), table: tableOf(DEFINITIONS, []), labels: new Uint8Array() });
    expect(none.every(({ suggested }) => suggested === null)).toBe(true);
  });
});

describe("accepting suggestions", () => {
  it("changes the accepted rules alone and leaves a set that can be published", () => {
    const before = weightedRuleSet();
    const accepted = acceptSuggestions(before, readings, new Set(["demo_request", "lead_origin"]));
    if (!accepted.ok) throw new Error("refused");
    expect(accepted.accepted.map(({ rule }) => rule.key)).toEqual(["demo_request", "lead_origin"]);
    const touched = accepted.ruleSet.rules.filter((rule, at) => rule !== before.rules[at]);
    expect(touched.map(({ key }) => key)).toEqual(["demo_request", "lead_origin"]);
    expect(validateRuleSet(accepted.ruleSet, DEFINITIONS)).toEqual([]);
    expect(accepted.ruleSet.caps).toEqual(before.caps);
  });
  it("may take over all of them", () => {
    const all = new Set(readings.flatMap(({ rule, suggested }) => (suggested ? [rule.key] : [])));
    const accepted = acceptSuggestions(weightedRuleSet(), readings, all);
    expect(accepted.ok && validateRuleSet(accepted.ruleSet, DEFINITIONS)).toEqual([]);
  });
  it("refuses what was not suggested", () => {
    expect(acceptSuggestions(weightedRuleSet(), readings, new Set(["pricing_view", "tags"]))).toEqual({
      ok: false,
      unknown: ["pricing_view", "tags"],
    });
  });
});

describe("withReach", () => {
  const rules = [...weightedRuleSet().rules, ...matrixRuleSet().rules];
  it("reaches exactly the points asked for, keeps signs and order of levels, and stays publishable", () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.integer({ min: 1, max: 100 }), (rule, reach) => {
        const changed = withReach(rule, reach);
        expect(enabledReach(changed)).toBe(reach);
        expect(pointsOf(changed).every((points, at) => points * pointsOf(rule)[at]! >= 0)).toBe(true);
        const order = (points: readonly number[]) => points.slice(1).map((point, at) => points[at]! - point);
        expect(order(pointsOf(changed)).every((step, at) => step * order(pointsOf(rule))[at]! >= 0)).toBe(
          true,
        );
        const set = { ...weightedRuleSet(), rules: [changed] };
        expect(validateRuleSet(set)).toEqual([]);
      }),
      { seed: 11 },
    );
  });
  it("changes nothing where the reach is what it was", () => {
    for (const rule of weightedRuleSet().rules)
      expect(pointsOf(withReach(rule, enabledReach(rule)!))).toEqual(pointsOf(rule));
  });
  it("puts aside at 0 and keeps the points", () => {
    expect(withReach(rules[0]!, 0)).toEqual({ ...rules[0], enabled: false });
  });
});

describe("correlationWith", () => {
  it("is Pearson's r with Fisher's interval", () => {
    // scipy.stats.pearsonr([1,2,3,4,5,6,7,8], [0,0,1,0,1,1,0,1]).confidence_interval(0.95)
    const result = correlationWith([1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 1, 0, 1, 1, 0, 1], 0.95)!;
    expect(result.r).toBeCloseTo(0.4364357804719846, 12);
    expect(result.low).toBeCloseTo(-0.38737094300300096, 9);
    expect(result.high).toBeCloseTo(0.8727111978208051, 9);
  });
  it("stays within -1..1 and says nothing about what never varies", () => {
    const same = correlationWith([0, 0, 1, 1, 1], [0, 0, 1, 1, 1])!;
    expect(same.r).toBeCloseTo(1);
    expect(same.high).toBeLessThanOrEqual(1);
    expect(
      correlationWith(new Array(50).fill(0.1), [...new Array(25).fill(0), ...new Array(25).fill(1)]),
    ).toBeNull();
    expect(correlationWith([1, 2, 3, 4], [1, 1, 1, 1])).toBeNull();
    expect(correlationWith([1, 2, 3], [0, 1, 0])).toBeNull();
  });
});

function pointsOf(rule: Rule): number[] {
  return rule.per === "levels" ? rule.levels.map(({ points }) => points) : [rule.points];
}
