import { describe, expect, it } from "vitest";
import { permutation, randomStream } from "./random.ts";

describe("randomStream", () => {
  it("gives the same draws for the same seed and name, and others for another name or seed", () => {
    const draws = (seed: number, name: string) => {
      const random = randomStream(seed, name);
      return Array.from({ length: 5 }, () => random.uint32());
    };
    expect(draws(7, "folds")).toEqual(draws(7, "folds"));
    expect(draws(7, "folds")).not.toEqual(draws(7, "bootstrap"));
    expect(draws(7, "folds")).not.toEqual(draws(8, "folds"));
    // Pinned: a change of the generator changes every published model.
    expect(draws(1, "a")).toEqual([3552991676, 3532482037, 878835497, 2480865815, 1639266951]);
  });
  it("is uniform on [0, 1) and on integers", () => {
    const random = randomStream(3, "uniform");
    const counts = new Array<number>(7).fill(0);
    let sum = 0;
    for (let draw = 0; draw < 70_000; draw += 1) {
      counts[random.below(7)]! += 1;
      const unit = random.unit();
      if (!(unit >= 0 && unit < 1)) throw new Error(`outside: ${unit}`);
      sum += unit;
    }
    expect(sum / 70_000).toBeCloseTo(0.5, 2);
    // Chi-squared with 6 degrees of freedom: 22.5 is its 0.1 % point.
    expect(counts.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(22.5);
  });
  it("draws standard normals", () => {
    const random = randomStream(4, "normal");
    const draws = Array.from({ length: 50_000 }, () => random.normal());
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length).toBeCloseTo(1, 1);
  });
  it("permutes every position once and refuses a bad bound", () => {
    expect([...permutation(100, randomStream(1, "p"))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, index) => index),
    );
    for (const bound of [0, -1, 1.5, Number.NaN, 2 ** 33])
      expect(() => randomStream(1, "b").below(bound)).toThrow("bound");
  });
});
