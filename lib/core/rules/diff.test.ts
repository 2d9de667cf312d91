import { describe, expect, it } from "vitest";
import { THREE_BANDS } from "../scoring/bands.ts";
import { type ComparableRules, diffRuleSets, type RuleSetChange } from "./diff.ts";
import { matrixRuleSet, weightedRuleSet } from "./presets.ts";
import type { Rule } from "./types.ts";

const base = weightedRuleSet();
const withRule = (key: string, change: object): ComparableRules => ({
  ...base,
  rules: base.rules.map((rule) => (rule.key === key ? ({ ...rule, ...change } as Rule) : rule)),
});
const kinds = (changes: readonly RuleSetChange[]) =>
  changes.map((change) =>
    change.kind === "rule_changed" ? `${change.after.key}.${change.field}` : change.kind,
  );

describe("diffRuleSets", () => {
  it("finds nothing between a set and itself, whatever the order of its members", () => {
    expect(diffRuleSets(base, base)).toEqual([]);
    const reordered = JSON.parse(
      JSON.stringify({
        ...base,
        rules: base.rules.map((rule) => Object.fromEntries(Object.entries(rule).reverse())),
      }),
    ) as ComparableRules;
    expect(diffRuleSets(base, reordered)).toEqual([]);
  });
  it.each([
    ["pricing_view", { points: 6 }, ["pricing_view.points"]],
    ["pricing_view", { points: 6, cap: 18 }, ["pricing_view.points", "pricing_view.cap"]],
    ["pricing_view", { points: Number.NaN }, ["pricing_view.points"]],
    ["pricing_view", { enabled: false }, ["pricing_view.enabled"]],
    ["pricing_view", { label: "Saw prices" }, ["pricing_view.label"]],
    ["pricing_view", { signal: "pricing_views_7d" }, ["pricing_view.signal"]],
    ["pricing_view", { decay: { kind: "half_life", days: 30 } }, ["pricing_view.decay"]],
    ["pricing_view", { per: "flat", condition: { op: "is_true" } }, ["pricing_view.per"]],
    ["demo_request", { condition: { op: "at_least", value: 2 } }, ["demo_request.condition"]],
    ["demo_request", { condition: { op: "at_least", value: Number.NaN } }, ["demo_request.condition"]],
    ["seniority", { levels: [] }, ["seniority.levels"]],
  ])("sees what changed of %s: %o", (key, change, expected) => {
    expect(kinds(diffRuleSets(base, withRule(key, change)))).toEqual(expected);
  });
  it("sees a rule that is new, gone, or in another dimension", () => {
    const [first, ...rest] = base.rules;
    const other = { ...first!, key: "other" } as Rule;
    expect(diffRuleSets(base, { ...base, rules: [other, ...rest] })).toMatchObject([
      { kind: "rule_removed", rule: { key: first!.key } },
      { kind: "rule_added", rule: { key: "other" } },
    ]);
    expect(kinds(diffRuleSets(base, withRule("pricing_view", { dimension: "engagement" })))).toEqual([
      "pricing_view.dimension",
    ]);
  });
  it("names the fewest rules that explain another order", () => {
    const rules = [...base.rules];
    const from = rules.findIndex((rule) => rule.key === "docs_view");
    const [moved] = rules.splice(from, 1);
    rules.splice(
      rules.findIndex((rule) => rule.key === "pricing_view"),
      0,
      moved!,
    );
    expect(diffRuleSets(base, { ...base, rules })).toMatchObject([
      { kind: "order", dimension: "intent", moved: [{ key: "docs_view" }] },
    ]);
    // Dimensions are shown apart: rules of different ones passing each other is no change.
    const byDimension = [...base.rules].sort((a, b) =>
      a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : 0,
    );
    expect(diffRuleSets(base, { ...base, rules: byDimension })).toEqual([]);
  });
  it("sees caps, name, market and bands", () => {
    const changed: ComparableRules = {
      ...base,
      name: "Ours",
      caps: { ...base.caps, fit: 35, negative: null },
      market: {
        ...base.market,
        territories: ["norway"],
        industries: { ...base.market.industries, poor: ["mining"] },
      },
      bands: { bands: base.bands.bands.map((band) => (band.id === "hot" ? { ...band, from: 65 } : band)) },
    };
    expect(diffRuleSets(base, changed)).toMatchObject([
      { kind: "name", before: "Weighted", after: "Ours" },
      { kind: "cap", dimension: "fit", before: 40, after: 35 },
      { kind: "cap", dimension: "negative", before: 30, after: null },
      { kind: "market", list: "poor", added: ["mining"], removed: [] },
      { kind: "market", list: "territories", added: ["norway"], removed: [] },
      { kind: "band_changed", field: "from", before: { from: 70 }, after: { from: 65 } },
    ]);
    const { bands: _, ...draft } = changed;
    expect(kinds(diffRuleSets(base, draft))).not.toContain("band_changed");
    expect(kinds(diffRuleSets(base, { ...base, bands: THREE_BANDS }))).toEqual([
      ...["band_removed", "band_removed", "band_added"],
    ]);
  });
  it("lays any two sets beside each other", () => {
    const changes = diffRuleSets(base, matrixRuleSet());
    expect(changes.filter(({ kind }) => kind === "rule_removed").length).toBeGreaterThan(10);
    expect(kinds(changes)).toContain("seniority.levels");
  });
});
