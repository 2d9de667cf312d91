import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compactVector, expandVector } from "../scoring/vector-json.ts";
import { signalsAsOf } from "../signals/as-of.ts";
import { compileSignals } from "../signals/compile.ts";
import { CONDITION_SIGNALS } from "../signals/condition-signals.ts";
import { DEFAULT_SIGNALS } from "../signals/default-signals.ts";
import { EVENT_TYPES, PAGE_KINDS } from "../signals/events.ts";
import { EMPTY_MARKET } from "../signals/market.ts";
import { DAY_MS, type Dimension, type HistoryEvent, type LeadHistory } from "../signals/types.ts";
import { matrixRuleSet, weightedRuleSet } from "./presets.ts";
import { scoreRules } from "./score-rules.ts";
import type { Decay, Rule, RuleSet } from "./types.ts";

const RUNS = { seed: 20_260_817, numRuns: 300 };
const MOMENT = 1_800_000_000_000;
const MARKET = {
  ...EMPTY_MARKET,
  industries: { target: ["logistics"], adjacent: ["retail"], poor: ["gambling"] },
  territories: ["gb"],
  competitorDomains: ["rival.com"],
};
const DEFINITIONS = [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS];
const COMPILED = compileSignals(DEFINITIONS, MARKET);

const changes = fc.record(
  {
    job_title: fc.constantFrom("CEO", "VP Sales", "Head of IT", "Manager", "Student", null),
    employees: fc.constantFrom<string | number>("500-999", 1200, 60, "11-50", "?"),
    industry: fc.constantFrom("Logistics", "retail", "gambling", "fishing"),
    country: fc.constantFrom("UK", "France"),
    email: fc.constantFrom("a@gmail.com", "a@rival.com", "a@mit.edu", "a@corp.example", "bad"),
    site_visits_30d: fc.integer({ min: 0, max: 30 }),
  },
  { requiredKeys: [] },
);
const properties = (type: string): fc.Arbitrary<Record<string, unknown>> => {
  if (type === "attributes_set") return fc.record({ changes });
  if (type === "page_view")
    return fc.record({ page: fc.constantFrom(...PAGE_KINDS), path: fc.constantFrom("/a", "/b") });
  if (type === "page_left")
    return fc.record({
      seconds: fc.double({ min: 0, max: 900, noNaN: true }),
      scroll_pct: fc.integer({ min: 0, max: 100 }),
    });
  if (type === "call_logged")
    return fc.record({ outcome: fc.constantFrom("connected", "no_answer", "not_interested") });
  if (type === "form_submitted") return fc.record({ high_value: fc.boolean() });
  return fc.constant({});
};
/** Few distinct times, so that ties and window edges are common. */
const timeBefore = fc
  .oneof(fc.constantFrom(1, 14, 28, 60), fc.integer({ min: 1, max: 240 }))
  .map((halfDays) => MOMENT - (halfDays * DAY_MS) / 2);
const eventAt = (time: fc.Arbitrary<number>): fc.Arbitrary<HistoryEvent> =>
  fc
    .constantFrom(...EVENT_TYPES)
    .chain((type) =>
      fc.record({ type: fc.constant(type as string), occurredAt: time, properties: properties(type) }),
    );
const owned = (event: fc.Arbitrary<HistoryEvent>): fc.Arbitrary<HistoryEvent> =>
  fc
    .tuple(event, fc.constantFrom(undefined, undefined, "v1", "v2"))
    .map(([base, visitorId]) => (visitorId === undefined ? base : { ...base, visitorId }));
const histories: fc.Arbitrary<LeadHistory> = fc.record({
  createdAt: fc.option(timeBefore),
  events: fc.array(owned(eventAt(timeBefore)), { maxLength: 40 }),
  visitors: fc.record({ a: timeBefore, b: fc.boolean() }).map(({ a, b }) => [
    { visitorId: "v1", identifiedAt: a },
    { visitorId: "v2", identifiedAt: b ? MOMENT : a },
  ]),
});
const decays: fc.Arbitrary<Decay> = fc.oneof(
  fc.constant<Decay>({ kind: "none" }),
  fc.integer({ min: 1, max: 60 }).map((days): Decay => ({ kind: "half_life", days })),
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })).map(
    ([a, b]): Decay => ({
      kind: "steps",
      steps: [
        { toDay: 10, share: Math.max(a, b) },
        { toDay: null, share: Math.min(a, b) },
      ],
    }),
  ),
);
const ruleSets: fc.Arbitrary<RuleSet> = fc
  .record({
    base: fc.constantFrom(weightedRuleSet(MARKET), matrixRuleSet(MARKET)),
    points: fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 40, maxLength: 40 }),
    decays: fc.array(decays, { minLength: 40, maxLength: 40 }),
    isWild: fc.boolean(),
    cap: fc.option(fc.integer({ min: 1, max: 50 })),
  })
  .map(({ base, points, decays: chosen, isWild, cap }) =>
    !isWild
      ? base
      : {
          ...base,
          caps: { ...base.caps, intent: cap },
          rules: base.rules.map((rule, index): Rule => {
            const signed = rule.dimension === "negative" ? -Math.abs(points[index]!) : points[index]!;
            return rule.per === "levels"
              ? { ...rule, decay: chosen[index]! }
              : { ...rule, decay: chosen[index]!, points: signed };
          }),
        },
  );

const asOf = (history: LeadHistory) => signalsAsOf(COMPILED, history, MOMENT);
const scored = (ruleSet: RuleSet, history: LeadHistory) => {
  const { vector, evidence } = asOf(history);
  return scoreRules(ruleSet, vector, evidence);
};

describe("properties of the rule score", () => {
  it("is an integer from 0 to 100, with sub-scores in the same range", () => {
    fc.assert(
      fc.property(ruleSets, histories, (ruleSet, history) => {
        const { total, unrounded, fitScore, intentScore } = scored(ruleSet, history);
        for (const value of [total, fitScore, intentScore]) {
          expect(Number.isInteger(value) && value >= 0 && value <= 100).toBe(true);
        }
        expect(unrounded).toBeGreaterThanOrEqual(0);
        expect(unrounded).toBeLessThanOrEqual(100);
      }),
      RUNS,
    );
  });

  it("adds up: starting point, factors, clamp and rounding are the total", () => {
    fc.assert(
      fc.property(ruleSets, histories, (ruleSet, history) => {
        const result = scored(ruleSet, history);
        const sum = result.factors.reduce((total, factor) => total + factor.points, result.startingPoint);
        expect(Math.abs(sum + result.clamp + result.rounding - result.total)).toBeLessThan(1e-9);
        expect(Math.abs(result.rounding)).toBeLessThanOrEqual(0.5 + 1e-9);
      }),
      RUNS,
    );
  });

  it("respects every cap of a dimension and of a rule", () => {
    fc.assert(
      fc.property(ruleSets, histories, (ruleSet, history) => {
        const { factors } = scored(ruleSet, history);
        for (const dimension of ["fit", "intent", "engagement", "negative"] satisfies Dimension[]) {
          const sum = factors
            .filter((factor) => factor.dimension === dimension)
            .reduce((total, factor) => total + factor.points, 0);
          expect(Math.abs(sum)).toBeLessThanOrEqual(
            (ruleSet.caps[dimension] ?? Number.POSITIVE_INFINITY) + 1e-9,
          );
        }
        for (const factor of factors) {
          const { cap } = ruleSet.rules.find((rule) => rule.key === factor.key)!;
          expect(Math.abs(factor.points)).toBeLessThanOrEqual((cap ?? Number.POSITIVE_INFINITY) + 1e-9);
        }
      }),
      RUNS,
    );
  });

  it("never sees an event at or after the moment", () => {
    const later = eventAt(fc.integer({ min: 0, max: 60 }).map((days) => MOMENT + days * DAY_MS));
    fc.assert(
      fc.property(
        ruleSets,
        histories,
        fc.array(later, { minLength: 1, maxLength: 10 }),
        (ruleSet, history, future) => {
          const with_ = { ...history, events: [...future, ...history.events] };
          expect(asOf(with_)).toEqual(asOf(history));
          expect(scored(ruleSet, with_)).toEqual(scored(ruleSet, history));
        },
      ),
      RUNS,
    );
  });

  it("gives flagged events nothing", () => {
    fc.assert(
      fc.property(
        histories,
        fc.array(eventAt(timeBefore), { minLength: 1, maxLength: 10 }),
        (history, bots) => {
          const flagged = bots.map((event) => ({ ...event, flagged: true }));
          expect(asOf({ ...history, events: [...flagged, ...history.events] })).toEqual(asOf(history));
        },
      ),
      RUNS,
    );
  });

  it("does not depend on the order of events, ties included, to the last bit", () => {
    const shuffled = histories.chain((history) =>
      fc
        .shuffledSubarray([...history.events], {
          minLength: history.events.length,
          maxLength: history.events.length,
        })
        .map((events) => ({ history, events })),
    );
    fc.assert(
      fc.property(shuffled, ({ history, events }) => {
        expect(JSON.stringify(asOf({ ...history, events }))).toBe(JSON.stringify(asOf(history)));
      }),
      RUNS,
    );
  });

  it("gives a stored vector the same bits again, through compact JSON and without evidence", () => {
    fc.assert(
      fc.property(ruleSets, histories, (ruleSet, history) => {
        const { vector, evidence } = asOf(history);
        const stored = JSON.parse(JSON.stringify(compactVector(vector, DEFINITIONS)));
        const again = expandVector(stored, DEFINITIONS);
        expect(again).toEqual(vector);
        const strip = (result: ReturnType<typeof scoreRules>) =>
          JSON.stringify({
            ...result,
            factors: result.factors.map((factor) => ({ ...factor, evidence: {} })),
          });
        expect(strip(scoreRules(ruleSet, again))).toBe(strip(scoreRules(ruleSet, vector, evidence)));
      }),
      RUNS,
    );
  });

  /**
   * More decay on rules that add points never raises a score. Rules that take points away are left as they are: their
   * decay forgives, so more of it rightly raises a score.
   */
  it("never scores higher when what adds points decays faster", () => {
    const pairs = fc.tuple(
      fc.double({ min: 0.5, max: 90, noNaN: true }),
      fc.double({ min: 0.5, max: 90, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(weightedRuleSet(MARKET), matrixRuleSet(MARKET)),
        histories,
        pairs,
        fc.boolean(),
        (base, history, [a, b, factor], isSteps) => {
          const decayed = (decay: Decay): RuleSet => ({
            ...base,
            rules: base.rules.map((rule) =>
              rule.dimension === "negative" || rule.key === "industry_fit" ? rule : { ...rule, decay },
            ),
          });
          const half = (days: number): Decay => ({ kind: "half_life", days });
          const steps = (scale: number): Decay => ({
            kind: "steps",
            steps: [
              { toDay: 7, share: scale },
              { toDay: null, share: scale * 0.5 },
            ],
          });
          const [less, more] = isSteps
            ? [steps(1), steps(factor)]
            : [half(Math.max(a, b)), half(Math.min(a, b))];
          expect(scored(decayed(more), history).total).toBeLessThanOrEqual(
            scored(decayed(less), history).total,
          );
        },
      ),
      RUNS,
    );
  });
});
