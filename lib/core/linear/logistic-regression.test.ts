import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearShap } from "../explain/linear-shap.ts";
import { sigmoid } from "../math/logistic.ts";
import { permutation, randomStream } from "../random/random.ts";
import { columnMoments } from "./column-moments.ts";
import golden from "./fixtures/logistic.json";
import { type LabelledRows, logisticHessian, logisticLoss } from "./logistic-loss.ts";
import { fitLogistic, type LogisticFit, type LogisticOptions } from "./logistic-regression.ts";
import { type Matrix, takeMatrixRows } from "./matrix.ts";
import { logisticMargins } from "./predict-logistic.ts";

interface GoldenCase {
  name: string;
  C: number;
  X: number[][] | null;
  mean: number[];
  scale: number[];
  coef: number[];
  intercept: number;
  proba_first20: number[];
  linear_shap_row0: number[];
  shap_base: number;
}

const RUNS = { seed: 1958, numRuns: 60 };

function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, columns: rows[0]?.length ?? 0, values: Float64Array.from(rows.flat()) };
}

function fitted(matrix: Matrix, labels: ArrayLike<number>, options: LogisticOptions = {}): LogisticFit {
  const result = fitLogistic(matrix, Uint8Array.from(labels), options);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.model;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < actual.length; index += 1)
    expect(Math.abs(actual[index]! - expected[index]!)).toBeLessThanOrEqual(tolerance);
}

/** A table that a logistic model made: `columns` normals with slopes 1, -1/2, 1/3... */
function simulated(rows: number, columns: number, seed: number): LabelledRows {
  const random = randomStream(seed, "simulated");
  const values = Float64Array.from({ length: rows * columns }, () => random.normal());
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    let z = -1;
    for (let j = 0; j < columns; j += 1) z += (values[row * columns + j]! * (j % 2 === 0 ? 1 : -1)) / (j + 1);
    return random.unit() < sigmoid(z) ? 1 : 0;
  });
  labels[0] = 1;
  labels[1] = 0;
  const weights = Float64Array.from({ length: rows }, () => 0.2 + random.unit());
  return { matrix: { rows, columns, values }, labels, weights };
}

describe("logistic regression is within 1e-8 of the exact optimum", () => {
  it.each(golden.cases as unknown as GoldenCase[])("$name", (example) => {
    const matrix = matrixOf(example.X ?? golden.X);
    const model = fitted(matrix, golden.y, { c: example.C });
    expect(model.converged).toBe(true);
    expectClose(model.coefficients, example.coef, 1e-8);
    expectClose([model.intercept], [example.intercept], 1e-8);
    expectClose(model.mean, example.mean, 1e-9);
    expectClose(model.scale, example.scale, 1e-9);
    const margins = logisticMargins(model, matrix);
    expectClose([...margins.subarray(0, 20)].map(sigmoid), example.proba_first20, 1e-8);
    const shap = linearShap(model, matrix.values.subarray(0, matrix.columns));
    expectClose(shap.contributions, example.linear_shap_row0, 1e-8);
    expectClose([shap.base], [example.shap_base], 1e-8);
    // The same rows in single precision, as the trees keep them.
    const single = { ...matrix, values: Float32Array.from(matrix.values) };
    expectClose(fitted(single, golden.y, { c: example.C }).coefficients, example.coef, 1e-8);
  });
});

describe("the loss", () => {
  it.each([
    { rows: 60, columns: 5 },
    { rows: 61, columns: 4 },
    { rows: 63, columns: 1 },
    { rows: 62, columns: 4, equal: true },
  ])(
    "has the derivatives that differences give: $rows rows, $columns columns, equal weights $equal",
    (shape) => {
      const { rows, columns } = shape;
      const drawn = simulated(rows, columns, 1);
      const data = shape.equal ? { ...drawn, weights: new Float64Array(rows).fill(0.7) } : drawn;
      const point = Float64Array.of(0.3, -0.2, 0.1, 0.7, -0.4).subarray(0, columns);
      const size = columns + 1;
      const gradient = new Float64Array(size);
      logisticLoss(data, point, -0.5, gradient);
      const scratch = new Float64Array(size);
      const identity = { mean: new Float64Array(columns), scale: new Float64Array(columns).fill(1) };
      const hessian = logisticHessian(data, point, -0.5, identity);
      expect(hessian).toHaveLength(size * size);
      const at = (j: number, by: number, into = scratch) => {
        const moved = point.slice();
        if (j < columns) moved[j]! += by;
        return logisticLoss(data, moved, j === columns ? -0.5 + by : -0.5, into);
      };
      for (let j = 0; j < size; j += 1) {
        expect((at(j, 1e-5) - at(j, -1e-5)) / 2e-5).toBeCloseTo(gradient[j]!, 6);
        const up = new Float64Array(size);
        const down = new Float64Array(size);
        at(j, 1e-5, up);
        at(j, -1e-5, down);
        for (let k = 0; k < size; k += 1)
          expect((up[k]! - down[k]!) / 2e-5).toBeCloseTo(hessian[j * size + k]!, 5);
      }
    },
  );
  it("is the sum of the rows' own losses, whether their weights are equal or not", () => {
    const drawn = simulated(103, 3, 4);
    const slopes = Float64Array.of(0.5, 0.1, -0.3);
    for (const weights of [drawn.weights, new Float64Array(103).fill(1)]) {
      let direct = 0;
      for (let row = 0; row < 103; row += 1) {
        let z = 0.2;
        for (let j = 0; j < 3; j += 1) z += slopes[j]! * drawn.matrix.values[row * 3 + j]!;
        direct += weights[row]! * (Math.log1p(Math.exp(z)) - drawn.labels[row]! * z);
      }
      expect(logisticLoss({ ...drawn, weights }, slopes, 0.2, new Float64Array(4))).toBeCloseTo(direct, 10);
    }
  });
  it("is the same whatever blocks it is summed in, to rounding", () => {
    const data = simulated(9_001, 3, 2);
    const whole = new Float64Array(4);
    const slopes = Float64Array.of(0.5, 0.1, -0.3);
    const loss = logisticLoss(data, slopes, 0.2, whole);
    let parts = 0;
    const sum = new Float64Array(4);
    for (const [from, to] of [
      [0, 1_234],
      [1_234, 9_001],
    ] as const) {
      const rows = Uint32Array.from({ length: to - from }, (_, index) => from + index);
      const gradient = new Float64Array(4);
      parts += logisticLoss(
        {
          matrix: takeMatrixRows(data.matrix, rows),
          labels: data.labels.slice(from, to),
          weights: data.weights.slice(from, to),
        },
        slopes,
        0.2,
        gradient,
      );
      for (let j = 0; j < 4; j += 1) sum[j]! += gradient[j]!;
    }
    expect(parts).toBeCloseTo(loss, 8);
    expectClose(sum, whole, 1e-9);
  });
});

describe("a fit", () => {
  it("has no gradient left, with many rows as with few", () => {
    for (const rows of [50, 20_000, 40_000]) {
      const { matrix, labels, weights } = simulated(rows, 6, rows);
      const model = fitted(matrix, labels, { weights, c: 0.5 });
      expect(model.converged).toBe(true);
      const margins = logisticMargins(model, matrix);
      let residual = 0;
      const byColumn = new Float64Array(6);
      for (let row = 0; row < rows; row += 1) {
        const error = weights[row]! * (sigmoid(margins[row]!) - labels[row]!);
        residual += error;
        for (let j = 0; j < 6; j += 1)
          byColumn[j]! += (error * (matrix.values[row * 6 + j]! - model.mean[j]!)) / model.scale[j]!;
      }
      expect(Math.abs(residual) / rows).toBeLessThan(1e-9);
      for (let j = 0; j < 6; j += 1)
        expect(Math.abs(byColumn[j]! + model.coefficients[j]! / 0.5) / rows).toBeLessThan(1e-9);
    }
  });
  it("reads a weight of two as the row twice, and of zero as no row", () => {
    const { matrix, labels } = simulated(80, 4, 3);
    const weights = Float64Array.from({ length: 80 }, (_, row) => row % 3);
    const repeated = Uint32Array.from(
      [...weights].flatMap((weight, row) => new Array<number>(weight).fill(row)),
    );
    const weighted = fitted(matrix, labels, { weights });
    const spelt = fitted(
      takeMatrixRows(matrix, repeated),
      Array.from(repeated, (row) => labels[row]!),
    );
    expectClose(weighted.coefficients, spelt.coefficients, 1e-9);
    expectClose([weighted.intercept], [spelt.intercept], 1e-9);
  });
  it("does not depend on the order of rows or columns, nor on units", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (seed, unit) => {
          const { matrix, labels } = simulated(40, 4, seed);
          const rows = permutation(40, randomStream(seed, "rows"));
          const columns = permutation(4, randomStream(seed, "columns"));
          const model = fitted(matrix, labels);
          const values = Float64Array.from(
            { length: 160 },
            (_, at) => matrix.values[rows[Math.floor(at / 4)]! * 4 + columns[at % 4]!]! * unit + 7,
          );
          const mixed = fitted(
            { rows: 40, columns: 4, values },
            Array.from(rows, (row) => labels[row]!),
          );
          expectClose(
            mixed.coefficients,
            Float64Array.from(columns, (j) => model.coefficients[j]!),
            1e-8,
          );
          expectClose([mixed.intercept], [model.intercept], 1e-8);
        },
      ),
      RUNS,
    );
  });
  it("does not depend on the order of rows or columns where it starts from a sample of many rows", () => {
    const size = 30_001;
    const { matrix, labels, weights } = simulated(size, 4, 9);
    const rows = permutation(size, randomStream(9, "rows"));
    const columns = permutation(4, randomStream(9, "columns"));
    const model = fitted(matrix, labels, { weights });
    const values = Float64Array.from(
      { length: size * 4 },
      (_, at) => matrix.values[rows[Math.floor(at / 4)]! * 4 + columns[at % 4]!]!,
    );
    const mixed = fitted(
      { rows: size, columns: 4, values },
      Array.from(rows, (row) => labels[row]!),
      { weights: Float64Array.from(rows, (row) => weights[row]!) },
    );
    expectClose(
      mixed.coefficients,
      Float64Array.from(columns, (j) => model.coefficients[j]!),
      1e-8,
    );
    expectClose([mixed.intercept], [model.intercept], 1e-8);
  });
  it("has contributions that add up with the base to the margin", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { matrix, labels } = simulated(50, 7, seed);
        const model = fitted(matrix, labels, { c: 10 });
        const margins = logisticMargins(model, matrix);
        for (let row = 0; row < 50; row += 1) {
          const shap = linearShap(model, matrix.values.subarray(row * 7, row * 7 + 7));
          expect(
            Math.abs(shap.base + shap.contributions.reduce((a, b) => a + b, 0) - margins[row]!),
          ).toBeLessThan(1e-10);
        }
      }),
      RUNS,
    );
    expect(() => linearShap(fitted(matrixOf([[1], [2]]), [0, 1]), [1, 2])).toThrow("columns");
  });
  it("can be ended from outside", () => {
    const { matrix, labels } = simulated(100, 3, 1);
    const stop = () => {
      throw new Error("cancelled");
    };
    expect(() => fitted(matrix, labels, { onIteration: stop })).toThrow("cancelled");
  });
});

describe("hostile tables", () => {
  it("are fitted where an optimum exists", () => {
    const constant = fitted(
      matrixOf([
        [3, 1e9],
        [3, 1e9],
        [3, 1e9],
      ]),
      [0, 1, 1],
    );
    expect([...constant.coefficients]).toEqual([0, 0]);
    expect(constant.intercept).toBeCloseTo(Math.log(2), 10);
    const twice = fitted(
      matrixOf([
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 4],
      ]),
      [0, 1, 0, 1],
    );
    expect(twice.coefficients[0]).toBeCloseTo(twice.coefficients[1]!, 10);
    const separable = fitted(matrixOf([[-1], [1]]), [0, 1]);
    expect(separable.converged).toBe(true);
    expect(fitted({ rows: 4, columns: 0, values: new Float64Array(0) }, [1, 0, 0, 0]).intercept).toBeCloseTo(
      Math.log(1 / 3),
      10,
    );
    const wide = fitted(
      matrixOf([
        [1e30, 1],
        [-1e30, 2],
        [1e30, 3],
      ]),
      [0, 1, 1],
      { c: 1e6 },
    );
    expect(wide.coefficients.every(Number.isFinite)).toBe(true);
    expect(fitted(matrixOf([[1e8 + 1], [1e8 + 2], [1e8 + 3]]), [0, 1, 1]).scale[0]).toBeCloseTo(
      Math.sqrt(2 / 3),
      8,
    );
  });
  it.each([
    ["empty", matrixOf([]), []],
    ["length_mismatch", matrixOf([[1], [2]]), [1]],
    ["not_finite", matrixOf([[Number.NaN], [2]]), [1, 0]],
    ["not_finite", matrixOf([[Number.POSITIVE_INFINITY], [2]]), [1, 0]],
    ["value_too_large", matrixOf([[1e300], [2]]), [1, 0]],
    ["one_class", matrixOf([[1], [2]]), [1, 1]],
    ["one_class", matrixOf([[1]]), [0]],
  ] as const)("are refused: %s", (reason, matrix, labels) => {
    expect(fitLogistic(matrix, Uint8Array.from(labels))).toEqual({ ok: false, reason });
  });
  it("are refused for weights and penalties that mean nothing", () => {
    const matrix = matrixOf([[1], [2]]);
    const labels = Uint8Array.of(0, 1);
    expect(fitLogistic(matrix, labels, { weights: Float64Array.of(1, -1) })).toMatchObject({
      reason: "bad_weights",
    });
    expect(fitLogistic(matrix, labels, { weights: Float64Array.of(1, 0) })).toMatchObject({
      reason: "one_class",
    });
    expect(fitLogistic(matrix, labels, { c: 0 })).toMatchObject({ reason: "bad_penalty" });
  });
  it("leave a standard deviation of 1 where a column does not vary", () => {
    const { scale } = columnMoments(matrixOf([[0.1], [0.1], [0.1]]), Float64Array.of(1, 1, 1));
    expect(scale[0]).toBe(1);
  });
});
