import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinTrees, marginOf, type TreeEnsemble, treeCount } from "../trees/ensemble.ts";
import { type FeatureMatrix, featureMatrix, selectRows } from "../trees/feature-matrix.ts";
import { predictMargins, predictRaw } from "../trees/predict.ts";
import { randomEnsemble, randomRows } from "../trees/testing.ts";
import golden from "./fixtures/xgb_shap.json" with { type: "json" };
import { explainMargins, explainRaw, treeShap } from "./tree-shap.ts";
import { addTreeShap, expectedValue } from "./tree-shap-recursion.ts";

const settings = { seed: 20261, numRuns: 40 };
const seeds = fc.integer({ min: 1, max: 1_000_000 });

/** The Shapley value by its definition, over all subsets of columns. */
function bruteForceShapley(ensemble: TreeEnsemble, rows: FeatureMatrix, row: number): number[] {
  const width = ensemble.featureCount;
  const expected = (node: number, known: number): number => {
    const f = ensemble.feature[node]!;
    if (f < 0) return ensemble.value[node]!;
    const [left, right] = [ensemble.left[node]!, ensemble.right[node]!];
    const x = rows.values[row * width + f]!;
    if ((known >> f) & 1) {
      const goesLeft = Number.isNaN(x) ? ensemble.missingLeft[node] === 1 : x < ensemble.threshold[node]!;
      return expected(goesLeft ? left : right, known);
    }
    return (
      (ensemble.cover[left]! * expected(left, known) + ensemble.cover[right]! * expected(right, known)) /
      ensemble.cover[node]!
    );
  };
  const worth = (known: number) => {
    let sum = ensemble.base;
    for (let t = 0; t < treeCount(ensemble); t++) sum += expected(ensemble.roots[t]!, known);
    return sum;
  };
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  const phi = Array.from({ length: width }, (_, f) => {
    let sum = 0;
    for (let known = 0; known < 1 << width; known++) {
      if ((known >> f) & 1) continue;
      const size = known.toString(2).replaceAll("0", "").length;
      const weight = (factorial(size) * factorial(width - 1 - size)) / factorial(width);
      sum += weight * (worth(known | (1 << f)) - worth(known));
    }
    return sum;
  });
  return [...phi, worth(0)];
}

describe("against xgboost", () => {
  for (const example of golden.cases) {
    const width = example.X[0]!.length;
    const ensemble = joinTrees(
      "log_odds",
      width,
      marginOf("probability", example.base_score),
      example.trees.map((tree) => ({
        feature: tree.split_indices.map((f, k) => (tree.left_children[k]! < 0 ? -1 : f)),
        threshold: tree.split_conditions,
        left: tree.left_children,
        right: tree.right_children,
        missingLeft: tree.default_left,
        value: tree.split_conditions.map(Math.fround),
        cover: tree.sum_hessian,
      })),
    );
    const keys = Array.from({ length: width }, (_, f) => `f${f}`);
    const rows = featureMatrix(keys, example.X);

    test(`${example.name}: margins and contributions within 1e-6`, () => {
      const margins = predictMargins(ensemble, rows);
      const { values } = explainMargins(ensemble, rows);
      example.margin.forEach((margin, row) => {
        expect(Math.abs(margins[row]! - margin)).toBeLessThan(1e-6);
        example.contribs[row]!.forEach((contribution, f) => {
          expect(Math.abs(values[row * (width + 1) + f]! - contribution)).toBeLessThan(1e-6);
        });
      });
    });
  }
});

describe("exactness", () => {
  test("tables and recursion give the Shapley values of the definition", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 5 }), (seed, depth) => {
        const ensemble = randomEnsemble(seed, { trees: 3, depth, features: 4 });
        const rows = randomRows(seed, 4, 4);
        const { values } = explainRaw(ensemble, rows);
        for (let row = 0; row < 4; row++) {
          const expected = bruteForceShapley(ensemble, rows, row);
          const recursive = new Float64Array(5);
          recursive[4] = ensemble.base;
          for (let t = 0; t < 3; t++) {
            addTreeShap(ensemble, t, rows, row, recursive, 0);
            recursive[4]! += expectedValue(ensemble, t);
          }
          expected.forEach((phi, f) => {
            expect(Math.abs(values[row * 5 + f]! - phi)).toBeLessThan(1e-12);
            expect(Math.abs(recursive[f]! - phi)).toBeLessThan(1e-12);
          });
        }
      }),
      settings,
    );
  });

  test.each([
    ["boosted, by table", 7, "log_odds"],
    ["boosted, deep, by recursion", 11, "log_odds"],
    ["forest", 6, "probability"],
  ] as const)("contributions and base add up to the margin within 1e-10: %s", (_, depth, link) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const ensemble = randomEnsemble(seed, { trees: 6, depth, features: 9, link });
        const rows = randomRows(seed, 40, 9);
        const margins = predictMargins(ensemble, rows);
        const { values, base, stride } = explainMargins(ensemble, rows);
        for (let row = 0; row < 40; row++) {
          let sum = 0;
          for (let f = 0; f < stride; f++) sum += values[row * stride + f]!;
          expect(Math.abs(sum - margins[row]!)).toBeLessThan(1e-10);
          expect(values[row * stride + 9]).toBe(base);
        }
      }),
      { ...settings, numRuns: 20 },
    );
  });

  test("a forest's contributions keep the sign and proportions they have in probability", () => {
    const ensemble = randomEnsemble(8, { trees: 5, depth: 4, features: 3, link: "probability" });
    const rows = randomRows(8, 30, 3);
    const inProbability = explainRaw(ensemble, rows).values;
    const inLogOdds = explainMargins(ensemble, rows).values;
    const raw = predictRaw(ensemble, rows);
    for (let row = 0; row < 30; row++) {
      const slope = inLogOdds[row * 4]! / inProbability[row * 4]!;
      if (inProbability[row * 4] === 0 || Math.abs(raw[row]! - 0.4) < 1e-6) continue;
      expect(slope).toBeGreaterThan(0);
      for (let f = 1; f < 3; f++)
        expect(inLogOdds[row * 4 + f]).toBeCloseTo(slope * inProbability[row * 4 + f]!, 10);
    }
  });

  test("a forest's contributions add up next to its base, and at the ends of probability", () => {
    const threshold = [0.5, 0, 0];
    for (const step of [0, 1e-12, 1e-9, 0.99e-7, 1.01e-7, 1e-3, 0.019999, 0.5, 2])
      for (const base of [0.02, 0.5, 1e-7, 1 - 1e-6]) {
        const ensemble = joinTrees("probability", 1, base, [
          {
            feature: [0, -1, -1],
            threshold,
            left: [1, 0, 0],
            right: [2, 0, 0],
            missingLeft: [0, 0, 0],
            value: [0, -step, step],
            cover: [2, 1, 1],
          },
        ]);
        const rows = featureMatrix(["a"], [[0], [1]]);
        const { values } = explainMargins(ensemble, rows);
        predictMargins(ensemble, rows).forEach((z, row) => {
          expect(Math.abs(values[2 * row]! + values[2 * row + 1]! - z)).toBeLessThan(1e-10);
        });
      }
  });

  test("one row alone gets the same bits as among 300", () => {
    const ensemble = randomEnsemble(4, { trees: 8, depth: 8, features: 6 });
    const rows = randomRows(4, 300, 6);
    const together = explainMargins(ensemble, rows).values;
    for (const row of [0, 127, 128, 299])
      expect(explainMargins(ensemble, selectRows(rows, [row])).values).toEqual(
        together.slice(row * 7, row * 7 + 7),
      );
  });

  test("one lead's contributions are those of its row", () => {
    const ensemble = randomEnsemble(6, { trees: 8, depth: 6, features: 6, link: "probability" });
    const rows = randomRows(6, 5, 6);
    const together = explainMargins(ensemble, rows);
    const lead = treeShap(ensemble, selectRows(rows, [3]));
    expect([...lead.contributions, lead.base]).toEqual([...together.values.slice(21, 28)]);
    expect(lead.margin).toBeCloseTo(predictMargins(ensemble, rows)[3]!, 12);
    expect(() => treeShap(ensemble, rows)).toThrow(RangeError);
  });

  test("columns no tree compares contribute nothing", () => {
    const ensemble = { ...randomEnsemble(2, { trees: 3, depth: 5, features: 4 }), featureCount: 6 };
    const rows = randomRows(2, 10, 6);
    const { values } = explainMargins(ensemble, rows);
    for (let row = 0; row < 10; row++) expect([values[row * 7 + 4], values[row * 7 + 5]]).toEqual([0, 0]);
  });
});
