import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeTable } from "../encoding/encode.ts";
import { fitEncoding } from "../encoding/encoding.ts";
import type { SignalTable } from "../encoding/table.ts";
import { fitLogistic } from "../linear/logistic-regression.ts";
import { logisticMargins } from "../linear/predict-logistic.ts";
import { randomStream } from "../random/random.ts";
import { pearson, pearsonMatrix, pointBiserial, spearman, spearmanMatrix } from "./correlations.ts";
import golden from "./fixtures/correlations.json";
import { meanAbsoluteContribution, permutationImportance } from "./importance.ts";

function expectMatrix(actual: readonly (readonly (number | null)[])[], expected: number[][]) {
  for (const [i, row] of expected.entries())
    for (const [j, value] of row.entries()) expect(Math.abs(actual[i]![j]! - value)).toBeLessThan(1e-12);
}

describe("correlations", () => {
  it("agree with numpy and scipy", () => {
    const columns = golden.X[0]!.map((_, column) => golden.X.map((row) => row[column]!));
    expectMatrix(pearsonMatrix(columns), golden.pearson);
    expectMatrix(spearmanMatrix(columns), golden.spearman);
  });
  it("stay within -1..1, ignore units, and ranks ignore any rising function", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
          minLength: 2,
          maxLength: 40,
        }),
        (pairs) => {
          const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
          const r = pearson(a, b);
          if (r === null) {
            expect(new Set(a).size === 1 || new Set(b).size === 1).toBe(true);
            return;
          }
          expect(Math.abs(r)).toBeLessThanOrEqual(1);
          expect(
            pearson(
              a.map((x) => x * 1e200 + 3),
              b,
            ),
          ).toBeCloseTo(r, 9);
          expect(
            spearman(
              a.map((x) => Math.exp(x / 10)),
              b,
            ),
          ).toBeCloseTo(spearman(a, b)!, 12);
        },
      ),
      { seed: 1896, numRuns: 200 },
    );
  });
  it("skip unknown rows and say null where nothing varies", () => {
    expect(pearson([1, 2, Number.NaN, 3], [2, 4, 0, 6])).toBeCloseTo(1, 14);
    expect(pearson([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(pearson([Number.NaN], [1])).toBeNull();
    expect(pearson([1e300, -1e300], [1, 0])).toBeCloseTo(1, 12);
    expect(pointBiserial([1, 2, 3], [1, 1, 1])).toBeNull();
    expect(pointBiserial([0, 0, 1, 1], [0, 0, 1, 1])).toBeCloseTo(1, 14);
  });
});

describe("importance", () => {
  const random = randomStream(8, "importance");
  const strong = Float64Array.from({ length: 400 }, () => random.normal());
  const weak = Float64Array.from({ length: 400 }, () => random.normal());
  const labels = Uint8Array.from(strong, (value, row) =>
    value + 0.4 * weak[row]! + random.normal() > 0.5 ? 1 : 0,
  );
  const table: SignalTable = {
    rows: 400,
    columns: [
      { key: "constant", type: "number", values: new Float64Array(400).fill(2) },
      { key: "weak", type: "number", values: weak },
      { key: "strong", type: "number", values: strong },
    ],
  };
  const { encoding } = fitEncoding(table);
  const fitted = fitLogistic(encodeTable(encoding, table), labels);
  if (!fitted.ok) throw new Error(fitted.reason);
  const predict = (of: SignalTable) => logisticMargins(fitted.model, encodeTable(encoding, of));

  it("by permutation finds what the model leans on, whatever the order of columns", () => {
    const found = permutationImportance(table, labels, predict, { seed: 1 });
    if (!found.ok) throw new Error(found.reason);
    expect(found.value.map(({ key }) => key)).toEqual(["strong", "weak", "constant"]);
    expect(found.value[0]!.importance).toBeGreaterThan(0.15);
    expect(found.value[2]!.importance).toBe(0);
    const mixed = { rows: 400, columns: [...table.columns].reverse() };
    expect(permutationImportance(mixed, labels, predict, { seed: 1 })).toEqual(found);
    const ones = new Uint8Array(400).fill(1);
    expect(permutationImportance(table, ones, predict, { seed: 1 })).toEqual({
      ok: false,
      reason: "one_class",
    });
  });
  it("by contribution is the mean of the sizes", () => {
    expect(meanAbsoluteContribution(["a", "b"], [1, -2, -3, 4])).toEqual([
      { key: "b", importance: 3, standardError: null },
      { key: "a", importance: 2, standardError: null },
    ]);
    expect(meanAbsoluteContribution(["a"], [])).toEqual([]);
    expect(meanAbsoluteContribution([], [])).toEqual([]);
  });
});
