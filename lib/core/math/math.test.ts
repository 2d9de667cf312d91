import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choleskyFactor, choleskySolve } from "./cholesky.ts";
import { logit, sigmoid, softplus } from "./logistic.ts";
import { erf, erfc, normalCdf, normalQuantile, normalTwoSided } from "./normal.ts";
import { averageRanks, quantileOfSorted, sortedFinite, stableOrder } from "./order.ts";
import { mean, moments, stableSum, standardError } from "./sums.ts";

const RUNS = { seed: 20_261, numRuns: 200 };

describe("sums", () => {
  it("keep small terms beside large ones", () => {
    expect(stableSum([1e16, 1, -1e16])).toBe(1);
    expect(stableSum([1, 1e100, 1, -1e100])).toBe(2);
    expect(stableSum([])).toBe(0);
    expect(moments([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toEqual({ mean: 1e9 + 10, variance: 22.5 });
  });
  it("say null where there is nothing", () => {
    expect([mean([]), moments([]), standardError([1])]).toEqual([null, null, null]);
    expect(standardError([1, 2, 3, 4])).toBeCloseTo(Math.sqrt(5 / 3 / 4), 14);
  });
});

describe("normal distribution", () => {
  it("agrees with scipy 1.17", () => {
    // erf, erfc; norm.cdf, norm.ppf
    expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 15);
    expect(erf(-2)).toBeCloseTo(-0.9953222650189527, 15);
    expect(erfc(3) / 2.209049699858544e-5).toBeCloseTo(1, 13);
    expect(erfc(10) / 2.088487583762545e-45).toBeCloseTo(1, 12);
    expect(normalCdf(1.96)).toBeCloseTo(0.9750021048517795, 15);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
    expect(normalQuantile(1e-12)).toBeCloseTo(-7.034483825301131, 10);
    expect(normalTwoSided(-1.959963984540054)).toBeCloseTo(0.05, 14);
  });
  it("has a quantile that undoes the distribution, and none at 0 and 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-10, max: 1 - 1e-10, noNaN: true }), (p) => {
        expect(normalCdf(normalQuantile(p)!)).toBeCloseTo(p, 13);
      }),
      RUNS,
    );
    expect([0, 1, -1, Number.NaN].map(normalQuantile)).toEqual([null, null, null, null]);
    expect(normalQuantile(0.5)).toBe(0);
  });
});

describe("logistic", () => {
  it("stays finite and consistent at any margin", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (z) => {
        expect(sigmoid(z) + sigmoid(-z)).toBeCloseTo(1, 15);
        expect(softplus(z) - softplus(-z)).toBeCloseTo(z, 9);
        if (Math.abs(z) < 30) expect(logit(sigmoid(z))).toBeCloseTo(z, 2);
      }),
      RUNS,
    );
    expect([sigmoid(-800), sigmoid(800), softplus(-800), softplus(800)]).toEqual([0, 1, 0, 800]);
  });
});

describe("Cholesky", () => {
  it("solves what it factored", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 }), {
          minLength: 4,
          maxLength: 9,
        }),
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (rows, wanted) => {
          const a = new Float64Array(16);
          for (const row of rows)
            for (let i = 0; i < 4; i += 1) for (let j = 0; j < 4; j += 1) a[i * 4 + j]! += row[i]! * row[j]!;
          for (let i = 0; i < 4; i += 1) a[i * 4 + i]! += 0.5;
          const b = Float64Array.from([0, 1, 2, 3], (i) =>
            wanted.reduce((sum, value, j) => sum + a[i * 4 + j]! * value, 0),
          );
          const solved = choleskySolve(choleskyFactor(a, 4)!, b, 4);
          for (let i = 0; i < 4; i += 1) expect(solved[i]).toBeCloseTo(wanted[i]!, 8);
        },
      ),
      RUNS,
    );
  });
  it("says null where a matrix is not positive definite", () => {
    expect(choleskyFactor(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
    expect(choleskyFactor(Float64Array.of(Number.NaN), 1)).toBeNull();
  });
});

describe("order", () => {
  const numbers = fc.double({ min: -1e300, max: 1e300 });
  it("sorts stably, by comparison and by radix", () => {
    for (const [fewest, repeats] of [
      [0, 1],
      [40, 40],
    ] as const)
      fc.assert(
        fc.property(
          fc.array(fc.oneof(numbers, fc.integer({ min: -3, max: 3 })), { minLength: fewest, maxLength: 60 }),
          (few) => {
            const values = Array.from(
              { length: few.length * repeats },
              (_, index) => few[(index * 7) % few.length]!,
            );
            const rank = (index: number) => (Number.isNaN(values[index]) ? Infinity : values[index]! + 0);
            const expected = values
              .map((_, index) => index)
              .sort((a, b) => {
                const [x, y] = [rank(a), rank(b)];
                return x < y ? -1 : x > y ? 1 : a - b;
              });
            expect([...stableOrder(values)]).toEqual(expected);
          },
        ),
        { ...RUNS, numRuns: 60 },
      );
  });
  it("shares ranks among equals", () => {
    expect([...averageRanks([3, 1, 3, 2, 3])]).toEqual([4, 1, 4, 2, 4]);
    expect([...averageRanks([])]).toEqual([]);
  });
  it("has numpy's linear quantiles", () => {
    expect(quantileOfSorted([1, 2, 4, 8], 0.4)).toBeCloseTo(2.4, 15);
    expect(quantileOfSorted([1, 2, 4, 8], 1)).toBe(8);
    expect(quantileOfSorted([], 0.5)).toBeNull();
    expect([...sortedFinite([3, Number.NaN, Infinity, -1])]).toEqual([-1, 3]);
  });
});
