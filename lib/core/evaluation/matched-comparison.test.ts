import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../random/random.ts";
import { type ComparedLead, matchedPool, matchedVerdict, type UntouchedLead } from "./matched-comparison.ts";

const options = { points: 3, fewest: 1 };
const many = (count: number, positives: number, more: Partial<ComparedLead> = {}): ComparedLead[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ stratum: "May", score: 40, ...more },
    label: index < positives ? 1 : 0,
  }));
const pool = (leads: readonly ComparedLead[], from = 0): UntouchedLead[] =>
  leads.map((lead, index) => ({ ...lead, lead: from + index }));

describe("in one stratum", () => {
  // Newcombe (1998), table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 10, 0.6075, 1],
  ])("%i of %i against %i of %i is Newcombe's interval", (a, m, b, n, low, high) => {
    const { figures } = matchedPool(pool(many(n, b)), options)(many(m, a));
    expect(figures).toMatchObject({ leads: m, positives: a, untouched: n });
    expect(figures!.difference).toBeCloseTo(a / m - b / n, 12);
    expect(figures!.differenceInterval.low).toBeCloseTo(low, 4);
    expect(figures!.differenceInterval.high).toBeCloseTo(high, 4);
  });
});

describe("across strata", () => {
  it("expects the mean of the rates of each lead's likes, by hand", () => {
    const untouched = pool([
      ...many(4, 1, { stratum: "May", score: 40 }),
      ...many(10, 5, { stratum: "June", score: 60 }),
      ...many(50, 50, { stratum: "June", score: 64 }),
    ]);
    const treated = [
      ...many(3, 3, { stratum: "May", score: 43 }),
      ...many(1, 0, { stratum: "June", score: 57 }),
    ];
    const { figures, leftOut } = matchedPool(untouched, options)(treated);
    // (3 × 1/4 + 1 × 5/10) / 4
    expect(figures!.expected).toBeCloseTo(0.3125, 12);
    expect(figures).toMatchObject({ leads: 4, rate: 0.75, untouched: 14 });
    expect(leftOut).toBe(0);
  });

  it("leaves out and counts who has no like: another month, too far a score, too few", () => {
    const compare = matchedPool(pool(many(4, 1)), { points: 3, fewest: 4 });
    const alone = [
      many(1, 1, { stratum: "June" }),
      many(1, 1, { score: 43.5 }),
      many(1, 1, { score: 36 }),
    ].flat();
    expect(compare([...many(2, 1), ...alone])).toMatchObject({
      leftOut: 3,
      figures: { leads: 2, rate: 0.5 },
    });
    expect(compare(alone)).toEqual({ leftOut: 3, figures: null });
    expect(matchedPool(pool(many(3, 1)), { points: 3, fewest: 4 })(many(2, 1)).figures).toBeNull();
    expect(compare([])).toEqual({ leftOut: 0, figures: null });
  });

  it("counts a lead that is seen in two months once: the interval does not shrink", () => {
    const months = ["May", "June"].flatMap((stratum) => many(40, 10, { stratum }));
    const twice = months.map((lead, index) => ({ ...lead, lead: index % 40 }));
    const treated = ["May", "June"].flatMap((stratum) => many(200, 50, { stratum }));
    const same = matchedPool(twice, options)(treated).figures!;
    const distinct = matchedPool(pool(months), options)(treated).figures!;
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(same.untouched).toBe(40);
    expect(distinct.untouched).toBe(80);
    expect(width(same.expectedInterval)).toBeGreaterThan(1.3 * width(distinct.expectedInterval));
  });

  it("finds no difference where both are the same leads, whatever they are", () => {
    const lead = fc.record({
      stratum: fc.constantFrom("a", "b", "c"),
      score: fc.integer({ min: 0, max: 100 }),
      label: fc.constantFrom(0 as const, 1 as const),
    });
    fc.assert(
      fc.property(fc.array(lead, { minLength: 1, maxLength: 60 }), (leads) => {
        const { figures, leftOut } = matchedPool(pool(leads), { points: 0, fewest: 1 })(leads);
        expect(leftOut).toBe(0);
        expect(figures!.difference).toBeCloseTo(0, 10);
        expect(figures!.differenceInterval.low).toBeLessThan(0);
        expect(figures!.differenceInterval.high).toBeGreaterThan(0);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it("is bounded, and holds its own estimates", () => {
    const lead = fc.record({
      stratum: fc.constantFrom("a", "b"),
      score: fc.integer({ min: 30, max: 50 }),
      label: fc.constantFrom(0 as const, 1 as const),
    });
    const leads = fc.array(lead, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(leads, leads, fc.integer({ min: 0, max: 9 }), (treated, untouched, points) => {
        const { figures, leftOut } = matchedPool(pool(untouched), { points, fewest: 2 })(treated);
        if (figures === null) {
          expect(leftOut).toBe(treated.length);
          return;
        }
        expect(figures.leads + leftOut).toBe(treated.length);
        for (const [value, { low, high }, least] of [
          [figures.rate, figures.interval, 0],
          [figures.expected, figures.expectedInterval, 0],
          [figures.difference, figures.differenceInterval, -1],
        ] as const) {
          expect(low).toBeGreaterThanOrEqual(least - 1e-9);
          expect(low).toBeLessThanOrEqual(value + 1e-9);
          expect(high).toBeGreaterThanOrEqual(value - 1e-9);
          expect(high).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe("in a simulation", () => {
  /** Months and scores with rates of their own; the treated add `effect`. @returns share of runs whose interval holds it. */
  function coverage(effect: number, runs: number): { holds: number; apart: number } {
    const random = randomStream(11, `coverage ${effect}`);
    let holds = 0;
    let apart = 0;
    for (let run = 0; run < runs; run += 1) {
      const draw = (count: number, shift: number): [ComparedLead[], number] => {
        let meant = 0;
        const leads = Array.from({ length: count }, () => {
          const month = random.below(6);
          const score = 25 + 5 * random.below(8);
          const rate = 0.06 + 0.02 * month + 0.004 * score + shift;
          meant += rate;
          return { stratum: `m${month}`, score, label: (random.unit() < rate ? 1 : 0) as 0 | 1 };
        });
        return [leads, meant / count];
      };
      const [treated] = draw(60, effect);
      const [untouched] = draw(900, 0);
      const comparison = matchedPool(pool(untouched), { points: 2, fewest: 5 })(treated);
      const { low, high } = comparison.figures!.differenceInterval;
      if (low <= effect && effect <= high) holds += 1;
      if (matchedVerdict(comparison) !== "cannot_tell") apart += 1;
    }
    return { holds: holds / runs, apart: apart / runs };
  }

  it("the interval holds the true difference in at least nine runs of ten", () => {
    expect(coverage(0.14, 600).holds).toBeGreaterThan(0.92);
    expect(coverage(-0.08, 600).holds).toBeGreaterThan(0.92);
  });

  it("a difference is hardly ever said where there is none, and found where there is a large one", () => {
    const none = coverage(0, 800);
    expect(none.holds).toBeGreaterThan(0.93);
    expect(none.apart).toBeLessThan(0.07);
    expect(coverage(0.3, 200).apart).toBeGreaterThan(0.9);
  });
});

describe("the verdict", () => {
  const verdict = (treated: ComparedLead[], untouched: ComparedLead[]) =>
    matchedVerdict(matchedPool(pool(untouched), options)(treated));

  it("says nothing below 30 leads, however clear", () => {
    expect(verdict(many(29, 29), many(400, 0))).toBe("too_few");
    expect(verdict(many(30, 30), many(400, 0))).toBe("more");
    expect(verdict(many(30, 0), many(400, 380))).toBe("fewer");
    expect(verdict(many(30, 8), many(400, 100))).toBe("cannot_tell");
    expect(verdict([], many(400, 100))).toBe("too_few");
  });
});
