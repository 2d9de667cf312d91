import { describe, expect, it } from "vitest";
import { DEFAULT_STEPS } from "@/lib/core/rules/decay";
import { weightedRuleSet } from "@/lib/core/rules/presets";
import type { EachRule, RuleSet } from "@/lib/core/rules/types";
import type { Scorer } from "@/lib/core/scoring/score";
import { compileSignals } from "@/lib/core/signals/compile";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import { DAY_MS, type HistoryEvent, type LeadHistory } from "@/lib/core/signals/types";
import { whenBandChanges } from "./projection";
import { scoreAsOf } from "./score-lead";

const NOW = Date.parse("2026-11-17T08:00:00Z");
const compiled = compileSignals([...DEFAULT_SIGNALS, ...CONDITION_SIGNALS]);
const scorerOf = (ruleSet: RuleSet): Scorer => ({
  ref: { kind: "rules", version: "Rules v1", hash: "h" },
  ruleSet,
});
const rule = (signal: string, points: number): EachRule => ({
  ...{
    key: signal,
    label: signal,
    signal,
    dimension: "intent",
    enabled: true,
    cap: null,
    per: "each",
    points,
  },
  decay: DEFAULT_STEPS,
});
const bare: RuleSet = {
  ...weightedRuleSet(),
  caps: { fit: null, intent: null, engagement: null, negative: null },
  rules: [rule("demo_requests_90d", 80)],
};
const event = (type: string, daysAgo: number, properties: HistoryEvent["properties"] = {}): HistoryEvent => ({
  ...{ type, properties },
  occurredAt: NOW - daysAgo * DAY_MS,
});
const history = (...events: HistoryEvent[]): LeadHistory => ({
  createdAt: NOW - 200 * DAY_MS,
  visitors: [],
  events,
});
const outlook = (of: LeadHistory, days?: number) =>
  whenBandChanges(scorerOf(bare), compiled, of, NOW, bare.bands, days);

describe("left alone", () => {
  it("a lead keeps its band until its decay says otherwise", () => {
    // Full points to day 7, 75 % after: 80, then 60.
    expect(outlook(history(event("demo_requested", 1)))).toEqual({
      bandId: "hot",
      horizonDays: 30,
      change: { bandId: "warm", days: 7, direction: "falls" },
    });
    expect(outlook(history(event("demo_requested", 6.5))).change).toMatchObject({ bandId: "warm", days: 1 });
  });

  it("a lead whose points are gone stays where it is", () => {
    expect(outlook(history())).toEqual({ bandId: "suppress", horizonDays: 30, change: null });
    expect(outlook(history(event("demo_requested", 1)), 6).change).toBeNull();
  });

  it("a lead rises when what held it down runs out of its window", () => {
    const held: RuleSet = {
      ...bare,
      rules: [
        { ...rule("demo_requests_90d", 80), decay: { kind: "none" } },
        { ...rule("careers_views_30d", -30), decay: { kind: "none" } },
      ],
    };
    const of = history(
      event("demo_requested", 1),
      event("page_view", 25, { page: "careers", path: "/careers" }),
    );
    expect(whenBandChanges(scorerOf(held), compiled, of, NOW, held.bands).change).toEqual({
      bandId: "hot",
      days: 6,
      direction: "rises",
    });
  });

  it("what is foretold is what the score says on that day, for the rules a workspace begins with", () => {
    const rules = weightedRuleSet();
    const scorer = scorerOf(rules);
    const of = history(
      event("demo_requested", 3),
      event("page_view", 2, { page: "pricing", path: "/pricing" }),
      event("page_view", 20, { page: "pricing", path: "/pricing" }),
      event("email_replied", 5),
      event("trial_started", 6),
    );
    const { bandId, change } = whenBandChanges(scorer, compiled, of, NOW, rules.bands, 120);
    const bandOn = (day: number) => scoreAsOf({ compiled, scorer }, of, NOW + day * DAY_MS).result.bandId;
    expect(change).not.toBeNull();
    expect(bandOn(change!.days)).toBe(change!.bandId);
    for (let day = 0; day < change!.days; day += 1) expect(bandOn(day)).toBe(bandId);
  });

  it("costs under 10 ms for a lead with 300 events", () => {
    const rules = weightedRuleSet();
    const kinds = ["visit", "page_view", "email_opened", "page_left", "content_downloaded"];
    const many = Array.from({ length: 300 }, (_, index) =>
      event(kinds[index % kinds.length]!, 1 + index / 5, { page: "product", path: "/product", seconds: 20 }),
    );
    const of = history(...many);
    const run = () => whenBandChanges(scorerOf(rules), compiled, of, NOW, rules.bands);
    const times = Array.from({ length: 9 }, () => {
      const started = performance.now();
      run();
      return performance.now() - started;
    });
    // The best of several: the machine may be busy with something else.
    expect(Math.min(...times)).toBeLessThan(10);
  });
});
