import { describe, expect, it } from "vitest";
import { CONDITION_SIGNALS } from "../signals/condition-signals.ts";
import { DEFAULT_SIGNALS } from "../signals/default-signals.ts";
import { definitionsForEventType } from "../signals/own-signals.ts";
import {
  freeKey,
  moveRule,
  newRule,
  placesOf,
  reachOfRules,
  replaceRule,
  withPer,
  withSignal,
} from "./edit.ts";
import { matrixRuleSet, weightedRuleSet } from "./presets.ts";
import type { Rule } from "./types.ts";
import { validateRuleSet } from "./validate.ts";

const set = weightedRuleSet();
const keysOf = (rules: readonly Rule[], dimension: Rule["dimension"]) =>
  rules.filter((rule) => rule.dimension === dimension).map(({ key }) => key);

describe("moveRule", () => {
  const from = set.rules.findIndex(({ key }) => key === "demo_request");
  it.each([
    [0, ["demo_request", "pricing_view", "trial_started"]],
    [1, ["pricing_view", "demo_request", "trial_started"]],
    [2, ["pricing_view", "trial_started", "demo_request"]],
    [-5, ["demo_request", "pricing_view", "trial_started"]],
  ])("to place %i of its dimension", (to, expected) => {
    const moved = moveRule(set.rules, from, to);
    expect(keysOf(moved, "intent").slice(0, 3)).toEqual(expected);
    expect(keysOf(moved, "fit")).toEqual(keysOf(set.rules, "fit"));
    expect([...moved].sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(
      [...set.rules].sort((a, b) => (a.key < b.key ? -1 : 1)),
    );
  });
  it("keeps within the dimension, and leaves rules of others between where they are", () => {
    const mixed = [set.rules[0]!, set.rules[6]!, set.rules[1]!];
    expect(moveRule(mixed, 0, 99).map(({ key }) => key)).toEqual([
      "decision_maker",
      "demo_request",
      "seniority",
    ]);
    expect(moveRule(mixed, 7, 0)).toEqual(mixed);
    expect(placesOf(mixed, "fit")).toEqual([0, 2]);
  });
});

describe("newRule", () => {
  const definitions = [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS, ...definitionsForEventType("Form_Sent")];
  it.each(definitions.map((definition) => [definition.key, definition] as const))(
    "on %s can be published once its categories are named",
    (_, definition) => {
      const rule = newRule(definition, set.rules);
      const problems = validateRuleSet({ ...set, rules: [...set.rules, rule] }, definitions);
      expect(problems.map((problem) => problem.where === "rule" && problem.code)).toEqual(
        definition.type === "category" ? ["condition_invalid"] : [],
      );
    },
  );
  it("takes a name and a key that nobody has, and remembers what an own signal is", () => {
    const pricing = definitions.find(({ key }) => key === "pricing_views_30d")!;
    expect(newRule(pricing, set.rules)).toMatchObject({ key: "pricing_views_30d", label: "Pricing views" });
    expect(freeKey(set.rules, "seniority")).toBe("seniority_2");
    expect(freeKey([...set.rules, { ...set.rules[0]!, key: "seniority_2" }], "seniority")).toBe(
      "seniority_3",
    );
    expect(freeKey([], "__")).toBe("rule");
    const own = definitions.find(({ key }) => key === "form_sent_count")!;
    expect(newRule(own, []).own).toEqual({ kind: "event_count", name: "Form sent" });
  });
});

describe("a rule that is changed", () => {
  const signals = new Map([...DEFAULT_SIGNALS, ...CONDITION_SIGNALS].map((one) => [one.key, one]));
  const ruleOf = (key: string) => set.rules.find((rule) => rule.key === key)!;
  it("counts another way with the points and the condition it had", () => {
    const number = { type: "number" as const };
    const demo = ruleOf("demo_request");
    const each = withPer(demo, "each", number);
    expect(each).toMatchObject({ per: "each", points: 12, key: "demo_request", cap: null });
    expect(each).not.toHaveProperty("condition");
    expect(withPer(each, "flat", number)).toMatchObject({ condition: { op: "is_true" }, points: 12 });
    expect(withPer(demo, "levels", number)).toMatchObject({
      levels: [{ condition: { op: "is_true" }, points: 12 }],
    });
    expect(withPer(ruleOf("quiet"), "flat", number)).toMatchObject({
      condition: { op: "at_least", value: 90 },
      points: -10,
    });
    expect(withPer(demo, "flat", number)).toBe(demo);
  });
  it("reads another signal with only what that signal can say", () => {
    const demo = { ...ruleOf("demo_request"), condition: { op: "at_least", value: 2 } } as Rule;
    const docs = withSignal(demo, signals.get("docs_views_30d")!, []);
    expect(docs).toMatchObject({ signal: "docs_views_30d", condition: { op: "at_least", value: 2 } });
    const seniority = withSignal(demo, signals.get("seniority")!, []);
    expect(seniority).toMatchObject({ condition: { op: "one_of", values: [] }, decay: { kind: "none" } });
    const decides = withSignal(ruleOf("quiet"), signals.get("decision_maker")!, []);
    expect(decides).toMatchObject({
      levels: [{ condition: { op: "is_true" } }, { condition: { op: "is_true" } }],
    });
    expect(withSignal(ruleOf("pricing_view"), signals.get("seniority")!, [])).toMatchObject({ per: "flat" });
    const [count] = definitionsForEventType("Form_Sent");
    expect(withSignal(demo, count!, []).own).toEqual({ kind: "event_count", name: "Form sent" });
    expect(withSignal(withSignal(demo, count!, []), signals.get("docs_views_30d")!, [])).not.toHaveProperty(
      "own",
    );
  });
});

describe("reachOfRules", () => {
  it("adds what rules can give in the direction of their dimension", () => {
    expect(reachOfRules(set.rules, "fit")).toBe(40);
    expect(reachOfRules(set.rules, "engagement")).toBe(33);
    expect(reachOfRules(set.rules, "negative")).toBe(111);
    const off = replaceRule(set.rules, 0, { ...set.rules[0]!, enabled: false });
    expect(reachOfRules(off, "fit")).toBe(28);
  });
  it("knows no bound where a rule has none, and leaves out what pulls the other way or is no figure", () => {
    const each = set.rules.find(({ key }) => key === "pricing_view")!;
    expect(reachOfRules([{ ...each, cap: null }], "intent")).toBeNull();
    expect(reachOfRules([{ ...each, points: -4 } as Rule], "intent")).toBe(0);
    expect(reachOfRules([{ ...each, points: Number.NaN } as Rule], "intent")).toBe(0);
    expect(reachOfRules(matrixRuleSet().rules, "fit")).toBe(65);
  });
});
