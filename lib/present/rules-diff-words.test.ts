import { describe, expect, it } from "vitest";
import { diffRuleSets } from "../core/rules/diff.ts";
import { weightedRuleSet } from "../core/rules/presets.ts";
import type { Rule, RuleSet } from "../core/rules/types.ts";
import { changesCount, changesNote, changeWords } from "./rules-diff-words.ts";

const base = weightedRuleSet();
const words = (after: Partial<RuleSet>) =>
  diffRuleSets(base, { ...base, ...after }).map((change) => changeWords(change));
const withRule = (key: string, change: object) => ({
  rules: base.rules.map((rule) => (rule.key === key ? ({ ...rule, ...change } as Rule) : rule)),
});

describe("changeWords", () => {
  it.each([
    ["pricing_view", { points: 6 }, "Viewed pricing: +4 to +6 each"],
    ["unsubscribed", { points: -25 }, "Unsubscribed: −20 to −25"],
    ["pricing_view", { points: Number.NaN }, "Viewed pricing: +4 to no figure each"],
    ["pricing_view", { cap: null }, "Viewed pricing: no cap instead of 12"],
    ["demo_request", { cap: 10 }, "Requested a demo: cap of 10 instead of none"],
    ["careers_view", { enabled: false }, "Visited the careers page switched off"],
    ["pricing_view", { label: "Saw prices" }, "“Viewed pricing” is called “Saw prices”"],
    [
      "pricing_view",
      { decay: { kind: "half_life", days: 14 } },
      "Viewed pricing: keeps “100 % to day 7, 75 % to 30, 50 % to 90, then 25 %” to “Half after 14 days”",
    ],
    [
      "industry_fit",
      { condition: { op: "one_of", values: ["target", "adjacent"] } },
      "Industry on the target list: “is on the target list” to “is on the target list or on the adjacent list”",
    ],
    [
      "seniority",
      { levels: [{ condition: { op: "one_of", values: ["c_level"] }, points: 20 }] },
      "Seniority: C-level 12, VP 10, Director 8, Manager 4 to C-level 20",
    ],
    ["pricing_view", { dimension: "engagement" }, "Viewed pricing: Intent to Engagement"],
    ["pricing_view", { signal: "x" }, "Viewed pricing: reads x instead of pricing_views_30d"],
    [
      "pricing_view",
      { per: "flat", condition: { op: "is_true" }, points: 8 },
      "Viewed pricing: +4 each, 12 at most to +8",
    ],
  ])("of %s %o", (key, change, expected) => {
    expect(words(withRule(key, change))).toEqual([expected]);
  });
  it("words caps, market, order, bands and rules that come and go", () => {
    expect(words({ caps: { ...base.caps, intent: 40 } })).toEqual(["Intent: cap 35 to 40"]);
    expect(words({ market: { ...base.market, territories: ["no", "se", "dk", "fi", "is"] } })).toEqual([
      "Territories: no, se, dk and 2 more added",
    ]);
    expect(words({ rules: base.rules.filter(({ key }) => key !== "docs_view") })).toEqual([
      "Read the docs removed: +0.5 each, 3 at most",
    ]);
    const bands = base.bands.bands.map((band) =>
      band.id === "hot" ? { ...band, from: 65, respondWithinMinutes: 60 } : band,
    );
    expect(words({ bands: { bands } })).toEqual(["Hot: from 70 to 65", "Hot: within 2 h to within 1 h"]);
    const [first, second, ...rest] = base.rules;
    expect(words({ rules: [second!, first!, ...rest] })).toEqual([
      "Fit: Decision maker moved to another place",
    ]);
  });
});

describe("what is said of all changes", () => {
  it("counts them", () => {
    expect(changesCount(0, "Rules v12")).toBe("No change to Rules v12");
    expect(changesCount(1, "Rules v12")).toBe("1 change to Rules v12");
    expect(changesCount(3, "Rules v12")).toBe("3 changes to Rules v12");
  });
  it("fits a note", () => {
    const changes = diffRuleSets(base, {
      ...base,
      rules: base.rules.map((rule) => ({ ...rule, label: `${rule.label} again` })),
    });
    const note = changesNote(changes, { most: 120 });
    expect(note.length).toBeLessThanOrEqual(120);
    expect(note).toMatch(/^“Seniority” is called “Seniority again”; .*; and \d+ more$/);
    expect(changesNote(changes, { most: 10 })).toBe(`${changes.length} changes`);
    expect(changesNote([])).toBe("");
  });
});
