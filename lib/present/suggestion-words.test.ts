import { describe, expect, it } from "vitest";
import { OUTCOME_PRESETS } from "../core/outcomes/presets.ts";
import { weightedRuleSet } from "../core/rules/presets.ts";
import type { ReadingVerdict, RuleReading } from "../core/rules/suggest-points.ts";
import type { Rule } from "../core/rules/types.ts";
import {
  correlationText,
  evidenceSentence,
  levelsText,
  rulePoints,
  standingWhy,
  suggestionsNote,
} from "./suggestion-words.ts";

const rule = (key: string) => weightedRuleSet().rules.find((each) => each.key === key)!;
const origin: Rule = {
  ...rule("demo_request"),
  own: { kind: "attribute", name: "Lead origin" },
  per: "levels",
  levels: [
    { condition: { op: "one_of", values: ["Referral"] }, points: 13 },
    { condition: { op: "at_least", value: 5.5 }, points: 1 },
  ],
};
const reading: RuleReading = {
  verdict: "change",
  rule: rule("demo_request"),
  suggested: null,
  reachNow: 12,
  reachSuggested: 25,
  correlation: { r: 0.2512, low: -0.004, high: 0.31 },
  leadsWith: 214,
  positivesWith: 131,
  leadsWithout: 3_018,
  positivesWithout: 362,
};

describe("what a rule gives", () => {
  it.each([
    ["demo_request", "12 points"],
    ["pricing_view", "4 each, 12 at most"],
    ["docs_view", "0.5 each, 3 at most"],
    ["unsubscribed", "−20 points"],
    ["careers_view", "−3 each, −6 at most"],
    ["seniority", "up to 12 points"],
    ["quiet", "up to −10 points"],
  ])("%s: %s", (key, words) => expect(rulePoints(rule(key))).toBe(words));
  it("says that a rule is put aside, and names one point as one", () => {
    expect(rulePoints({ ...rule("demo_request"), enabled: false })).toBe("Put aside");
    expect(rulePoints({ ...rule("demo_request"), per: "flat", points: 1 } as Rule)).toBe("1 point");
  });
  it("spells levels out", () => {
    expect(levelsText(origin)).toBe("Referral 13, from 5.5: 1");
    expect(levelsText(rule("quiet"))).toBe("from 90: −10, from 30: −5");
    expect(levelsText(rule("demo_request"))).toBeNull();
    expect(levelsText(rule("seniority"))).toBeNull();
  });
});

describe("what history says", () => {
  it("counts leads with it and without", () => {
    expect(evidenceSentence(reading, OUTCOME_PRESETS.won_deal)).toBe(
      "Of 214 leads with it, 61 % became customers; of 3,018 without, 12 %.",
    );
    expect(evidenceSentence({ ...reading, leadsWith: 1, positivesWith: 1 }, OUTCOME_PRESETS.won_deal)).toBe(
      "Of 1 lead with it, 100 % became customers; of 3,018 without, 12 %.",
    );
    const everybody = { ...reading, leadsWithout: 0, positivesWithout: 0 };
    expect(evidenceSentence(everybody, OUTCOME_PRESETS.won_deal)).toBe(
      "Of 214 leads with it, 61 % became customers; none is without.",
    );
    expect(evidenceSentence({ ...reading, leadsWith: 0 }, OUTCOME_PRESETS.won_deal)).toBe("No lead has it.");
  });
  it("prints the correlation with its range", () => {
    expect(correlationText(reading)).toBe("0.25 (0.00 to 0.31)");
    expect(correlationText({ ...reading, correlation: null })).toBe("not known");
  });
  it("says why nothing is suggested", () => {
    const verdicts: ReadingVerdict[] = ["as_it_is", "cannot_tell", "too_few", "left_out", "not_measured"];
    const whys = verdicts.map((verdict) => standingWhy({ ...reading, verdict }));
    expect(new Set(whys).size).toBe(5);
    expect(whys.every((why) => why.endsWith("."))).toBe(true);
    expect(standingWhy(reading)).toBe("");
  });
  it("leaves a note with the version", () => {
    expect(suggestionsNote(1)).toBe("1 suggestion from history accepted");
    expect(suggestionsNote(3)).toBe("3 suggestions from history accepted");
  });
});
