import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainMargins } from "../explain/tree-shap.ts";
import { crewInTurn } from "./crew-in-turn.testing.ts";
import { treeCount } from "./ensemble.ts";
import { ensembleFromJson, ensembleToJson } from "./ensemble-json.ts";
import { featureMatrix, selectRows } from "./feature-matrix.ts";
import { type ForestResult, trainForest } from "./forest.ts";
import { predictMargins, predictRaw } from "./predict.ts";
import { bootstrapCount, drawFeatures } from "./row-sample.ts";
import { areaUnderCurve, reorderColumns, seededUniform, syntheticLeads } from "./testing.ts";

const settings = { seed: 20263, numRuns: 20 };
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const quick = { trees: 7, mostLeaves: 10, mostDepth: 4, leastWeight: 3 };

function trained(result: ForestResult) {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.ensemble;
}

describe("learning", () => {
  test("ranks unseen leads nearly as well as the probabilities they were drawn with, and means them", () => {
    const { matrix, labels, truth } = syntheticLeads(41, 6000);
    const learned = selectRows(
      matrix,
      Array.from({ length: 4500 }, (_, k) => k),
    );
    const held = selectRows(
      matrix,
      Array.from({ length: 1500 }, (_, k) => 4500 + k),
    );
    const ensemble = trained(
      trainForest({ matrix: learned, labels: labels.subarray(0, 4500) }, { trees: 100 }),
    );
    const p = predictRaw(ensemble, held);
    const best = areaUnderCurve(labels.subarray(4500), truth.subarray(4500));
    expect(areaUnderCurve(labels.subarray(4500), p)).toBeGreaterThan(best - 0.025);
    const mean = p.reduce((a, b) => a + b, 0) / 1500;
    const observed = labels.subarray(4500).reduce((a, b) => a + b, 0) / 1500;
    expect(Math.abs(mean - observed)).toBeLessThan(0.03);
  });

  test("a probability is the mean over trees of its leaves' shares", () => {
    const { matrix, labels, weights } = syntheticLeads(42, 300);
    const ensemble = trained(trainForest({ matrix, labels, weights }, { ...quick, trees: 1, seed: 9 }));
    const p = predictRaw(ensemble, matrix);
    const leaves = new Map<number, { positive: number; all: number }>();
    p.forEach((value, row) => {
      const leaf = leaves.get(value) ?? { positive: 0, all: 0 };
      const weight = weights[row]! * bootstrapCount(9, 0, row);
      leaf.positive += weight * labels[row]!;
      leaf.all += weight;
      leaves.set(value, leaf);
    });
    expect(leaves.size).toBeGreaterThan(3);
    for (const [value, { positive, all }] of leaves)
      expect(Math.abs(value - (positive + ensemble.base) / (all + 1))).toBeLessThan(1e-5);
  });
});

describe("the same bits", () => {
  test("for any order of rows that have keys", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { matrix, labels, weights } = syntheticLeads(seed, 200);
        const uniform = seededUniform(seed);
        const order = Array.from({ length: 200 }, (_, k) => k).sort(() => uniform() - 0.5);
        const rowKeys = Array.from({ length: 200 }, (_, k) => k * 17 + 3);
        const a = trained(trainForest({ matrix, labels, weights, rowKeys }, quick));
        const b = trained(
          trainForest(
            {
              matrix: selectRows(matrix, order),
              labels: order.map((row) => labels[row]!),
              weights: order.map((row) => weights[row]!),
              rowKeys: order.map((row) => rowKeys[row]!),
            },
            quick,
          ),
        );
        expect(b).toEqual(a);
      }),
      settings,
    );
  });

  test("for any order of columns", () => {
    const { matrix, labels } = syntheticLeads(43, 300);
    const other = reorderColumns(matrix, [7, 2, 5, 0, 1, 6, 4, 3]);
    const a = trained(trainForest({ matrix, labels }, quick));
    const b = trained(trainForest({ matrix: other, labels }, quick));
    expect(predictRaw(b, other)).toEqual(predictRaw(a, matrix));
  });

  test.each([2, 5])("for %i shards, and after writing and reading", (size) => {
    const { matrix, labels, weights } = syntheticLeads(44, 20_000);
    const alone = trained(trainForest({ matrix, labels, weights }, quick));
    const shared = trained(trainForest({ matrix, labels, weights }, quick, { crew: crewInTurn(size) }));
    expect(shared).toEqual(alone);
    const loaded = ensembleFromJson(JSON.parse(JSON.stringify(ensembleToJson(alone))));
    expect(loaded.ok && loaded.ensemble).toEqual(alone);
  });

  test("another seed gives another forest", () => {
    const { matrix, labels } = syntheticLeads(45, 300);
    const a = trained(trainForest({ matrix, labels }, quick));
    expect(trained(trainForest({ matrix, labels }, { ...quick, seed: 2 }))).not.toEqual(a);
  });
});

describe("explanations and hostile tables", () => {
  test("contributions in log-odds and their base add up to the margin within 1e-10", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { matrix, labels } = syntheticLeads(seed, 200);
        const ensemble = trained(trainForest({ matrix, labels }, quick));
        const margins = predictMargins(ensemble, matrix);
        const { values, stride } = explainMargins(ensemble, matrix);
        margins.forEach((z, row) => {
          const sum = values.subarray(row * stride, row * stride + stride).reduce((a, b) => a + b, 0);
          expect(Math.abs(sum - z)).toBeLessThan(1e-10);
        });
      }),
      settings,
    );
  });

  test("one class is refused, cancelling is told, constant columns give the base rate", () => {
    const matrix = featureMatrix(
      ["a", "b"],
      [
        [1, null],
        [1, null],
        [1, null],
        [1, null],
      ],
    );
    expect(trainForest({ matrix, labels: [1, 1, 1, 1] })).toEqual({ ok: false, reason: "one_class" });
    const flat = trained(trainForest({ matrix, labels: [0, 1, 0, 0] }));
    expect([treeCount(flat), ...predictRaw(flat, matrix)]).toEqual([0, 0.25, 0.25, 0.25, 0.25]);
    const other = featureMatrix(["a"], [[1], [2]]);
    expect(trainForest({ matrix: other, labels: [0, 1] }, quick, { cancelled: () => true })).toEqual({
      ok: false,
      reason: "cancelled",
    });
    expect(trained(trainForest({ matrix: other, labels: [0, 1] }, quick)).base).toBe(0.5);
  });

  test("duplicate, constant and empty columns, huge values and two rows: finite, the same when loaded, adding up", () => {
    const values = [1e300, -1e300, 0, -0, 5e-324, null, Number.POSITIVE_INFINITY, Number.NaN, true, 7];
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 60 }), (seed, rowCount) => {
        const uniform = seededUniform(seed);
        const any = () => values[Math.floor(uniform() * values.length)];
        const rows = Array.from({ length: rowCount }, () => {
          const x = any();
          return [x, x, any(), null, 1];
        });
        const matrix = featureMatrix(["a", "same", "c", "empty", "one"], rows);
        const labels = rows.map((_, k) => (k < 2 ? k : uniform() < 0.4 ? 1 : 0));
        const ensemble = trained(trainForest({ matrix, labels }, { ...quick, leastWeight: 1 }));
        const loaded = ensembleFromJson(JSON.parse(JSON.stringify(ensembleToJson(ensemble))));
        expect(loaded.ok && loaded.ensemble).toEqual(ensemble);
        const { values: explained, stride } = explainMargins(ensemble, matrix);
        predictMargins(ensemble, matrix).forEach((z, row) => {
          const own = explained.subarray(row * stride, row * stride + stride);
          expect(Math.abs(own.reduce((a, b) => a + b, 0) - z)).toBeLessThan(1e-10);
          expect([own[3], own[4]]).toEqual([0, 0]);
        });
      }),
      settings,
    );
  });

  test("perfectly separable labels keep the margin finite", () => {
    const matrix = featureMatrix(
      ["a"],
      Array.from({ length: 400 }, (_, k) => [k]),
    );
    const labels = Array.from({ length: 400 }, (_, k) => (k < 200 ? 0 : 1));
    const p = predictRaw(trained(trainForest({ matrix, labels }, quick)), matrix);
    expect(Math.min(...p)).toBeGreaterThan(0);
    expect(Math.max(...p)).toBeLessThan(1);
  });
});

describe("random draws", () => {
  test("bootstrap counts are Poisson(1): mean and variance 1", () => {
    const counts = Array.from({ length: 20_000 }, (_, row) => bootstrapCount(5, 3, row));
    const mean = counts.reduce((a, b) => a + b, 0) / 20_000;
    const variance = counts.reduce((sum, c) => sum + (c - mean) ** 2, 0) / 20_000;
    expect(Math.abs(mean - 1)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  test("every column is drawn about as often", () => {
    const drawn = new Array<number>(10).fill(0);
    for (let node = 0; node < 5000; node++) for (const f of drawFeatures(1, 2, node, 10, 3)) drawn[f]!++;
    for (const times of drawn) expect(Math.abs(times - 1500)).toBeLessThan(150);
  });
});
