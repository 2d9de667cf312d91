import { describe, expect, it } from "vitest";
import { Random } from "./random";

const draws = (random: Random, count: number) => Array.from({ length: count }, () => random.next());
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a seeded source of randomness", () => {
  it("says the same for the same name, and something else for a near one", () => {
    expect(draws(new Random("demo"), 5)).toEqual(draws(new Random("demo"), 5));
    expect(draws(new Random("demo"), 5)).not.toEqual(draws(new Random("demp"), 5));
  });

  it("keeps a branch apart from what is drawn beside it", () => {
    const untouched = new Random("demo").branch("lead-7");
    const busy = new Random("demo");
    draws(busy, 100);
    draws(busy.branch("lead-6"), 100);
    expect(draws(busy.branch("lead-7"), 5)).toEqual(draws(untouched, 5));
    expect(draws(busy.branch(7), 5)).not.toEqual(draws(busy.branch(8), 5));
  });

  it("is uniform in [0, 1), without memory of the last draw", () => {
    const values = draws(new Random("uniform"), 100_000);
    expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values.slice(0, 50_000))).toBeLessThan(1);
    const bins = new Array<number>(20).fill(0);
    for (const value of values) bins[Math.floor(value * 20)]! += 1;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 5_000) ** 2 / 5_000, 0);
    // 19 degrees of freedom: 99.9 % lie below 43.8.
    expect(chiSquare).toBeLessThan(43.8);
    const products = values.slice(1).map((value, index) => (value - 0.5) * (values[index]! - 0.5));
    expect(Math.abs(mean(products))).toBeLessThan(0.001);
  });

  it("starts near branches far apart", () => {
    const firsts = Array.from({ length: 20_000 }, (_, index) => new Random("demo").branch(index).next());
    expect(mean(firsts)).toBeCloseTo(0.5, 1);
    const bins = new Array<number>(20).fill(0);
    for (const value of firsts) bins[Math.floor(value * 20)]! += 1;
    expect(bins.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0)).toBeLessThan(43.8);
  });

  it("draws what its distributions promise", () => {
    const random = new Random("distributions");
    const times = <T>(draw: () => T) => Array.from({ length: 20_000 }, draw);
    expect(mean(times(() => random.normal(3, 2)))).toBeCloseTo(3, 1);
    expect(Math.sqrt(mean(times(() => random.normal(0, 2) ** 2)))).toBeCloseTo(2, 1);
    expect(mean(times(() => random.poisson(1.7)))).toBeCloseTo(1.7, 1);
    expect(mean(times(() => random.exponential(4))) / 4).toBeCloseTo(1, 1);
    const dice = times(() => random.between(1, 6));
    expect([...new Set(dice)].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const weighted = times(() =>
      random.weighted([
        ["often", 3],
        ["seldom", 1],
      ] as const),
    );
    expect(weighted.filter((item) => item === "often").length / 20_000).toBeCloseTo(0.75, 1);
    expect(times(() => random.pick(["a", "b"])).filter((item) => item === "a").length).toBeGreaterThan(9_500);
  });
});
