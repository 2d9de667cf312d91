import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { treeCount } from "./ensemble.ts";
import { ensembleFromJson, ensembleToJson } from "./ensemble-json.ts";
import { featureMatrix, featureValue } from "./feature-matrix.ts";
import { leafOf, predictMargins, predictRaw } from "./predict.ts";
import { rankOf } from "./rank-code.ts";
import { randomEnsemble, randomRows } from "./testing.ts";

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const settings = { seed: 20260, numRuns: 60 };

describe("prediction", () => {
  test("the walk by rank codes gives the same bits as the plain definition, in any block", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 140 }), (seed, rowCount) => {
        const ensemble = randomEnsemble(seed, { trees: 5, depth: 9, features: 4 });
        const rows = randomRows(seed, rowCount, 4);
        const raw = predictRaw(ensemble, rows);
        for (let row = 0; row < rowCount; row++) {
          let expected = ensemble.base;
          for (let t = 0; t < treeCount(ensemble); t++)
            expected += ensemble.value[leafOf(ensemble, t, rows, row)]!;
          expect(raw[row]).toBe(expected);
        }
      }),
      settings,
    );
  });

  test("a forest's margin is the log-odds of its probability", () => {
    const ensemble = randomEnsemble(3, { trees: 7, depth: 4, features: 3, link: "probability" });
    const rows = randomRows(3, 20, 3);
    const raw = predictRaw(ensemble, rows);
    predictMargins(ensemble, rows).forEach((z, row) => {
      expect(1 / (1 + Math.exp(-z))).toBeCloseTo(raw[row]!, 14);
    });
  });

  test("a table of another width is refused", () => {
    const ensemble = randomEnsemble(1, { trees: 1, depth: 2, features: 3 });
    expect(() => predictRaw(ensemble, randomRows(1, 2, 4))).toThrow(RangeError);
  });

  test("rank counts the thresholds at or below a value", () => {
    const thresholds = Float32Array.from([-1, 0, 0.5, 3, 8]);
    expect([-2, -1, -0.5, 0.5, 2.9, 3, 99].map((x) => rankOf(thresholds, x))).toEqual([0, 1, 1, 3, 3, 4, 5]);
    expect(rankOf(new Float32Array(0), 1)).toBe(0);
  });
});

describe("values", () => {
  test("numbers are rounded to 32 bits and kept finite; absent values are missing", () => {
    expect(featureValue(0.1)).toBe(Math.fround(0.1));
    expect([featureValue(1e300), featureValue(-1e300)]).toEqual([2 ** 127, -(2 ** 127)]);
    expect(featureValue(Number.NEGATIVE_INFINITY)).toBeNaN();
    expect([featureValue(true), featureValue(false)]).toEqual([1, 0]);
    const matrix = featureMatrix(["a", "b"], [[1], [null, Number.NaN]]);
    expect([...matrix.values]).toEqual([1, Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe("serialisation", () => {
  test("writing and reading changes no bit of a prediction", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const ensemble = randomEnsemble(seed, { trees: 4, depth: 6, features: 5 });
        const loaded = ensembleFromJson(JSON.parse(JSON.stringify(ensembleToJson(ensemble))));
        if (!loaded.ok) throw new Error(loaded.reason);
        expect(loaded.ensemble).toEqual(ensemble);
        const rows = randomRows(seed, 30, 5);
        expect(predictRaw(loaded.ensemble, rows)).toEqual(predictRaw(ensemble, rows));
      }),
      settings,
    );
  });

  test.each([
    ["another format", (json: Damaged) => (json.format = "bush"), "unknown_format"],
    ["a later version", (json: Damaged) => (json.version = 2), "unknown_version"],
    ["a child before its parent", (json: Damaged) => (json.trees[0]!.left[0] = 0), "malformed"],
    [
      "a node reached twice",
      (json: Damaged) => (json.trees[0]!.left[0] = json.trees[0]!.right[0]!),
      "malformed",
    ],
    ["an unknown column", (json: Damaged) => (json.trees[0]!.feature[0] = 9), "malformed"],
    ["no cover", (json: Damaged) => (json.trees[0]!.cover[1] = 0), "malformed"],
    ["a short array", (json: Damaged) => json.trees[0]!.value.pop(), "malformed"],
    ["a value that is no number", (json: Damaged) => (json.trees[0]!.value[1] = null as never), "malformed"],
  ])("%s is refused", (_, damage, reason) => {
    const json = JSON.parse(
      JSON.stringify(ensembleToJson(randomEnsemble(5, { trees: 2, depth: 4, features: 3, fullness: 1 }))),
    );
    expect(ensembleFromJson(json).ok).toBe(true);
    damage(json);
    expect(ensembleFromJson(json)).toEqual({ ok: false, reason });
  });
});

interface Damaged {
  format: string;
  version: number;
  trees: { feature: number[]; left: number[]; right: number[]; value: number[]; cover: number[] }[];
}
