import { describe, expect, it } from "vitest";
import { DEFAULT_SIGNALS } from "../signals/default-signals.ts";
import { definitionForAttribute, definitionsForEventType } from "../signals/own-signals.ts";
import { weightedRuleSet } from "./presets.ts";
import { distributionOf, ownSubjectOf, starterRules } from "./starter-rules.ts";
import { validateRuleSet } from "./validate.ts";

const minutes = distributionOf([null, 0, ...Array.from({ length: 100 }, (_, index) => index + 1)]);

describe("starterRules", () => {
  it("gives 2, 4 and 6 points from the median, upper quartile and top tenth", () => {
    const [rule] = starterRules(DEFAULT_SIGNALS, { time_on_site_30d_minutes: minutes });
    expect(rule).toMatchObject({
      key: "time_on_site_30d_minutes",
      dimension: "engagement",
      per: "levels",
      levels: [
        { condition: { op: "at_least", value: 90 }, points: 6 },
        { condition: { op: "at_least", value: 75 }, points: 4 },
        { condition: { op: "at_least", value: 50 }, points: 2 },
      ],
    });
  });
  it("keeps one level where quantiles fall together", () => {
    const [rule] = starterRules(DEFAULT_SIGNALS, { page_views_30d: distributionOf([2, 2, 2, 2, 0]) });
    expect(rule).toMatchObject({ levels: [{ condition: { value: 2 }, points: 6 }] });
  });
  it("proposes nothing the rule set reads, nothing rare, and no second name for the same thing", () => {
    const data = {
      site_visits_30d: minutes,
      return_visits_7d: minutes,
      return_visits_30d: minutes,
      page_views_30d: distributionOf([5, ...new Array(200).fill(0)]),
    };
    expect(starterRules(DEFAULT_SIGNALS, data)).toEqual([]);
    expect(starterRules(DEFAULT_SIGNALS, { return_visits_30d: minutes }).map((rule) => rule.key)).toEqual([
      "return_visits_30d",
    ]);
  });
  it("proposes referrals and partners, and own event types but not bad news; own columns get no direction", () => {
    const types = ["A_SUBMITTED", "A_DECLINED"].flatMap((type) => definitionsForEventType(type));
    const definitions = [...DEFAULT_SIGNALS, ...types, definitionForAttribute("Amount requested", "number")];
    const rules = starterRules(definitions, {
      source_channel: distributionOf(["referral", "google"]),
      a_submitted_count: minutes,
      a_declined_count: minutes,
      a_submitted_ever: distributionOf([true]),
      amount_requested: minutes,
    });
    expect(rules.map((rule) => [rule.key, rule.label])).toEqual([
      ["source_channel", "Came from a referral"],
      ["a_submitted_count", "A submitted"],
    ]);
    expect(rules[1]).toMatchObject({
      points: 1,
      cap: 3,
      per: "each",
      decay: { kind: "steps" },
      own: { kind: "event_count", name: "A submitted" },
    });
    const set = weightedRuleSet();
    expect(validateRuleSet({ ...set, rules: [...set.rules, ...rules] }, undefined)).toEqual([]);
  });
  it("names what an own signal is", () => {
    expect(definitionsForEventType("A_SUBMITTED").map(ownSubjectOf)).toEqual([
      { kind: "event_count", name: "A submitted" },
      { kind: "event_ever", name: "A submitted" },
      { kind: "event_recency", name: "A submitted" },
    ]);
    expect(ownSubjectOf(DEFAULT_SIGNALS[0]!)).toBeNull();
  });
});
