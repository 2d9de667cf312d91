import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainMargins } from "../explain/tree-shap.ts";
import { type BoostedResult, startBoosting, trainBoosted } from "./boosting.ts";
import { crewInTurn } from "./crew-in-turn.testing.ts";
import { treeCount } from "./ensemble.ts";
import { ensembleFromJson, ensembleToJson } from "./ensemble-json.ts";
import { type FeatureMatrix, featureMatrix, selectRows } from "./feature-matrix.ts";
import { type ForestResult, trainForest } from "./forest.ts";
import { predictMargins } from "./predict.ts";
import { areaUnderCurve, reorderColumns, seededUniform, syntheticLeads } from "./testing.ts";

const settings = { seed: 20262, numRuns: 25 };
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const quick = { rounds: 6, mostLeaves: 8, mostDepth: 4, learningRate: 0.3 };

function trained(result: BoostedResult | ForestResult) {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.ensemble;
}

describe("learning", () => {
  test("ranks unseen leads nearly as well as the probabilities they were drawn with", () => {
    const { matrix, labels, truth } = syntheticLeads(11, 8000);
    const rows = Array.from({ length: 6000 }, (_, k) => k);
    const held = Array.from({ length: 2000 }, (_, k) => 6000 + k);
    const result = trainBoosted(
      { matrix: selectRows(matrix, rows), labels: labels.subarray(0, 6000) },
      { rounds: 150 },
      { matrix: selectRows(matrix, held), labels: labels.subarray(6000) },
    );
    const margins = predictMargins(trained(result), selectRows(matrix, held));
    const best = areaUnderCurve(labels.subarray(6000), truth.subarray(6000));
    expect(best).toBeGreaterThan(0.8);
    expect(areaUnderCurve(labels.subarray(6000), margins)).toBeGreaterThan(best - 0.025);
  });

  test("early stopping keeps the trees up to the least validation loss", () => {
    const { matrix, labels } = syntheticLeads(12, 1500);
    const held = selectRows(
      matrix,
      Array.from({ length: 500 }, (_, k) => 1000 + k),
    );
    const result = trainBoosted(
      {
        matrix: selectRows(
          matrix,
          Array.from({ length: 1000 }, (_, k) => k),
        ),
        labels: labels.subarray(0, 1000),
      },
      { rounds: 200, learningRate: 0.3, patience: 5 },
      { matrix: held, labels: labels.subarray(1000) },
    );
    if (!result.ok) throw new Error(result.reason);
    expect(result.stopped).toBe("early");
    const least = result.validationLosses.indexOf(Math.min(...result.validationLosses));
    expect(treeCount(result.ensemble)).toBe(least + 1);
    expect(result.validationLosses).toHaveLength(least + 1 + 5);
    const loss = predictMargins(result.ensemble, held).reduce(
      (sum, z, row) => sum + Math.log1p(Math.exp(labels[1000 + row] === 1 ? -z : z)) / 500,
      0,
    );
    expect(loss).toBeCloseTo(result.validationLosses[least]!, 6);
  });

  test("missing values alone can be a signal", () => {
    const labels = Uint8Array.from({ length: 200 }, (_, row) => row % 2);
    const matrix = featureMatrix(
      ["known"],
      Array.from(labels, (label) => [label === 1 ? 5 : null]),
    );
    const ensemble = trained(trainBoosted({ matrix, labels }, quick));
    const [known, missing] = predictMargins(ensemble, featureMatrix(["known"], [[5], [null]]));
    expect(known!).toBeGreaterThan(1);
    expect(missing!).toBeLessThan(-1);
  });

  test("an integer weight counts like that many rows", () => {
    const { matrix, labels } = syntheticLeads(13, 240);
    const weights = Float32Array.from({ length: 240 }, (_, row) => 1 + (row % 3));
    const repeated = Array.from({ length: 240 }, (_, row) =>
      new Array<number>(weights[row]!).fill(row),
    ).flat();
    const weighted = trained(trainBoosted({ matrix, labels, weights }, quick));
    const copied = trained(
      trainBoosted(
        { matrix: selectRows(matrix, repeated), labels: repeated.map((row) => labels[row]!) },
        quick,
      ),
    );
    const [a, b] = [predictMargins(weighted, matrix), predictMargins(copied, matrix)];
    a.forEach((z, row) => {
      expect(Math.abs(z - b[row]!)).toBeLessThan(1e-5);
    });
  });
});

describe("the same bits", () => {
  test("for any order of rows", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { matrix, labels, weights } = syntheticLeads(seed, 150);
        const order = shuffled(150, seed);
        const a = trained(trainBoosted({ matrix, labels, weights }, quick));
        const b = trained(
          trainBoosted(
            {
              matrix: selectRows(matrix, order),
              labels: order.map((row) => labels[row]!),
              weights: order.map((row) => weights[row]!),
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
    fc.assert(
      fc.property(seeds, (seed) => {
        const { matrix, labels } = syntheticLeads(seed, 150);
        const order = shuffled(matrix.keys.length, seed);
        const other = reorderColumns(matrix, order);
        const a = trained(trainBoosted({ matrix, labels }, quick));
        const b = trained(trainBoosted({ matrix: other, labels }, quick));
        expect(predictMargins(b, other)).toEqual(predictMargins(a, matrix));
        expect([...b.threshold]).toEqual([...a.threshold]);
      }),
      settings,
    );
  });

  test.each([2, 3, 7])("for %i shards", (size) => {
    const { matrix, labels, weights } = syntheticLeads(21, 20_000);
    const alone = trained(trainBoosted({ matrix, labels, weights }, { rounds: 4 }));
    const crew = crewInTurn(size);
    const shared = trained(trainBoosted({ matrix, labels, weights }, { rounds: 4 }, null, { crew }));
    expect(shared).toEqual(alone);
    expect(crew.closed).toBe(1);
  });

  test("after writing and reading", () => {
    const { matrix, labels } = syntheticLeads(22, 500);
    const ensemble = trained(trainBoosted({ matrix, labels }, { rounds: 10 }));
    const loaded = ensembleFromJson(JSON.parse(JSON.stringify(ensembleToJson(ensemble))));
    expect(loaded.ok && loaded.ensemble).toEqual(ensemble);
  });
});

describe("driving", () => {
  test("progress is told after every tree, and cancelling ends it", () => {
    const { matrix, labels } = syntheticLeads(31, 300);
    const crew = crewInTurn(2);
    const told: number[] = [];
    const result = trainBoosted({ matrix, labels }, { ...quick, rounds: 50 }, null, {
      crew,
      onProgress: ({ treesDone }) => told.push(treesDone),
      cancelled: () => told.length === 3,
    });
    expect(result).toEqual({ ok: false, reason: "cancelled" });
    expect(told).toEqual([1, 2, 3]);
    expect(crew.closed).toBe(1);
  });

  test("an outside driver may take its steps when it likes", () => {
    const { matrix, labels } = syntheticLeads(32, 300);
    const run = startBoosting({ matrix, labels }, quick);
    let step = run.step();
    while (!step.done) step = run.step();
    expect(step.result).toEqual(trainBoosted({ matrix, labels }, quick));
  });
});

describe("hostile tables", () => {
  const good = featureMatrix(["a"], [[1], [2], [3], [4]]);
  test.each([
    ["no rows", featureMatrix(["a"], []), [], undefined, "no_rows"],
    ["no columns", featureMatrix([], [[], []]), [0, 1], undefined, "no_columns"],
    ["one class", good, [1, 1, 1, 1], undefined, "one_class"],
    ["one class once weighted", good, [0, 1, 1, 1], [0, 1, 1, 1], "one_class"],
    ["labels of another length", good, [0, 1], undefined, "shape_mismatch"],
    ["labels other than 0 and 1", good, [0, 1, 2, 1], undefined, "invalid_labels"],
    ["a weight that is no number", good, [0, 1, 0, 1], [1, Number.NaN, 1, 1], "invalid_weights"],
    ["a negative weight", good, [0, 1, 0, 1], [1, -1, 1, 1], "invalid_weights"],
  ] as [string, FeatureMatrix, number[], number[] | undefined, string][])(
    "%s: refused with the reason",
    (_, matrix, labels, weights, reason) => {
      expect(trainBoosted({ matrix, labels, ...(weights && { weights }) }, quick)).toEqual({
        ok: false,
        reason,
      });
    },
  );

  test.each([
    [
      "constant and empty columns",
      [
        [3, null],
        [3, null],
        [3, null],
        [3, null],
      ],
    ],
    [
      "two rows' worth of difference",
      [
        [1, 0],
        [2, 0],
      ],
    ],
  ])("%s: the base rate, and no trees", (_, rows) => {
    const labels = rows.map((_, row) => row % 2);
    const result = trainBoosted({ matrix: featureMatrix(["a", "b"], rows), labels }, quick);
    if (!result.ok) throw new Error(result.reason);
    expect([treeCount(result.ensemble), result.stopped, result.ensemble.base]).toEqual([0, "no_split", 0]);
  });

  test("no penalty, no least Hessian and weights far apart still give finite, loadable models", () => {
    const { matrix, labels } = syntheticLeads(33, 200);
    const weights = Array.from(labels, (_, row) => [1e9, 1e-9, 0, 1][row % 4]!);
    const bare = { penalty: 0, rounds: 30, learningRate: 1 };
    for (const given of [undefined, weights]) {
      const rows = { matrix, labels, ...(given && { weights: given }) };
      const boosted = trained(trainBoosted(rows, { ...bare, leastHessian: 0 }));
      const forest = trained(trainForest(rows, { penalty: 0, leastWeight: 0, trees: 20 }));
      for (const ensemble of [boosted, forest]) {
        expect(ensembleFromJson(JSON.parse(JSON.stringify(ensembleToJson(ensemble)))).ok).toBe(true);
        expect(predictMargins(ensemble, matrix).every(Number.isFinite)).toBe(true);
        expect(explainMargins(ensemble, matrix).values.every(Number.isFinite)).toBe(true);
      }
    }
  });

  test("duplicate columns, huge values and missing ones give finite margins and contributions", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const uniform = seededUniform(seed);
        const hostile = [1e300, -1e300, 0, -0, 5e-324, null, Number.POSITIVE_INFINITY, Number.NaN, true, 7];
        const rows = Array.from({ length: 60 }, () => {
          const x = hostile[Math.floor(uniform() * hostile.length)];
          return [x, x, hostile[Math.floor(uniform() * hostile.length)], null, 1];
        });
        const matrix = featureMatrix(["a", "b", "c", "empty", "one"], rows);
        const labels = rows.map((row, k) =>
          k === 0 ? 0 : k === 1 || row[0] === 1e300 || uniform() < 0.3 ? 1 : 0,
        );
        const ensemble = trained(trainBoosted({ matrix, labels }, quick));
        const loaded = ensembleFromJson(JSON.parse(JSON.stringify(ensembleToJson(ensemble))));
        expect(loaded.ok && loaded.ensemble).toEqual(ensemble);
        const margins = predictMargins(ensemble, matrix);
        const { values, stride } = explainMargins(ensemble, matrix);
        margins.forEach((z, row) => {
          const sum = values.slice(row * stride, row * stride + stride).reduce((a, b) => a + b, 0);
          expect(Math.abs(sum - z)).toBeLessThan(1e-10);
        });
      }),
      settings,
    );
  });
});

function shuffled(size: number, seed: number): number[] {
  const uniform = seededUniform(seed + 1);
  return Array.from({ length: size }, (_, k) => ({ k, at: uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ k }) => k);
}
