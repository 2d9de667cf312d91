import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../random/random.ts";
import golden from "./fixtures/drift.json";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
import {
  categoryStability,
  populationStability,
  quantileEdges,
  stabilityLevel,
} from "./population-stability.ts";

interface GoldenCase {
  name: string;
  expected: number[];
  actual: number[];
  ks: number;
  ks_p_asymp: number;
  psi: { edges: number[]; expected: number[]; actual: number[]; psi: number };
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-12) {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < actual.length; index += 1)
    expect(Math.abs(actual[index]! - expected[index]!)).toBeLessThanOrEqual(tolerance);
}

describe("drift agrees with numpy and scipy", () => {
  it.each(golden.cases as unknown as GoldenCase[])("$name", ({ expected, actual, ks, ks_p_asymp, psi }) => {
    const stability = populationStability(expected, actual)!;
    expectClose(stability.edges, psi.edges);
    expectClose(stability.expected, psi.expected);
    expectClose(stability.actual, psi.actual);
    expectClose([stability.index], [psi.psi]);
    const test = kolmogorovSmirnov(expected, actual)!;
    expectClose([test.statistic], [ks]);
    expectClose([test.pValue], [ks_p_asymp], 1e-10);
  });
});

describe("the two-sample test", () => {
  const numbers = fc.array(
    fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
    {
      minLength: 1,
      maxLength: 40,
    },
  );
  it("finds the largest distance that a look at every value finds, the same both ways round", () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const below = (values: number[], at: number) =>
          values.filter((value) => value <= at).length / values.length;
        const widest = Math.max(...[...a, ...b].map((at) => Math.abs(below(a, at) - below(b, at))));
        const test = kolmogorovSmirnov(a, b)!;
        expect(test.statistic).toBeCloseTo(widest, 12);
        expect(test.pValue >= 0 && test.pValue <= 1).toBe(true);
        expect(kolmogorovSmirnov(b, a)!.statistic).toBeCloseTo(widest, 12);
      }),
      { seed: 1933, numRuns: 150 },
    );
  });
  it("goes over from the exact to the limiting p-value without a jump", () => {
    // n = 1,200 takes the limit at d = 0.07 (matrix 169) and the exact form just below.
    const shifted = (rows: number, by: number) => Array.from({ length: rows }, (_, row) => row / rows + by);
    const exact = kolmogorovSmirnov(shifted(2400, 0), shifted(2400, 0.066))!;
    const limit = kolmogorovSmirnov(shifted(2400, 0), shifted(2400, 0.068))!;
    expect(exact.pValue / limit.pValue).toBeGreaterThan(1);
    expect(exact.pValue / limit.pValue).toBeLessThan(2.2);
  });
  it("has the exact p-value of two observations: 2 (1 - d)² from d = 1/2 on", () => {
    const test = kolmogorovSmirnov([1, 2, 3, 10, 11], [4, 5, 6])!;
    expect(test.statistic).toBeCloseTo(0.6, 14);
    expect(test.pValue).toBeCloseTo(0.32, 12);
  });
  it("has the exact p-value of six observations (scipy 1.17, kstwo.sf(0.2, 6))", () => {
    const late = [3, 4, 5, 6, 7, 8, 9, 10].map((rank) => Math.ceil((15 * (rank - 2)) / 10) + 0.5);
    const test = kolmogorovSmirnov(
      [-2, -1, ...late],
      Array.from({ length: 15 }, (_, at) => at + 1),
    )!;
    expect(test.statistic).toBeCloseTo(0.2, 14);
    expect(test.pValue).toBeCloseTo(0.9322232098765432, 12);
  });
  it("has nothing to say of nothing", () => {
    expect(kolmogorovSmirnov([], [1])).toBeNull();
    expect(kolmogorovSmirnov([1], [Number.NaN])).toBeNull();
  });
});

describe("the stability index", () => {
  it("is never negative, nought for a sample and itself, and blind to row order", () => {
    const random = randomStream(4, "psi");
    for (let run = 0; run < 30; run += 1) {
      const a = Array.from({ length: 80 }, () => Math.round(random.normal() * 4));
      const b = Array.from({ length: 60 }, () => random.normal() * 5);
      expect(populationStability(a, b)!.index).toBeGreaterThanOrEqual(0);
      expect(populationStability(a, a)!.index).toBe(0);
      expect(populationStability([...a].reverse(), [...b].reverse())).toEqual(populationStability(a, b));
    }
  });
  it("keeps missing values apart, and answers null where nothing is known", () => {
    const stability = populationStability([1, 2, Number.NaN, 4], [1, Number.NaN, Number.NaN, 4])!;
    expect([stability.expectedMissing, stability.actualMissing]).toEqual([0.25, 0.5]);
    expect(populationStability([Number.NaN], [1])).toBeNull();
    expect(quantileEdges([])).toEqual([]);
    expect(populationStability([5, 5, 5], [5, 6])!.index).toBe(0);
  });
  it("compares categories by level", () => {
    const stability = categoryStability(["a", "a", "b", null], ["a", "c"])!;
    expect(stability.levels).toEqual(["a", "b", "c"]);
    expect(stability.expected).toEqual([2 / 3, 1 / 3, 1e-4]);
    expect(stability.expectedMissing).toBe(0.25);
    expect(stability.index).toBeGreaterThan(0.25);
    expect(categoryStability([null], ["a"])).toBeNull();
  });
  it("has the usual three levels", () => {
    expect([0.05, 0.1, 0.3].map(stabilityLevel)).toEqual(["stable", "shifting", "shifted"]);
  });
});
