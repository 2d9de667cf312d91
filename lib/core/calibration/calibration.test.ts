import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sigmoid } from "../math/logistic.ts";
import { randomStream } from "../random/random.ts";
import { type Calibration, calibrate } from "./calibration.ts";
import { chooseCalibration } from "./choose-calibration.ts";
import isotonicGolden from "./fixtures/isotonic.json";
import plattGolden from "./fixtures/platt.json";
import { fitIsotonic, type IsotonicOptions } from "./isotonic.ts";
import { fitPlatt } from "./platt.ts";

const RUNS = { seed: 1955, numRuns: 200 };

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < actual.length; index += 1)
    expect(Math.abs(actual[index]! - expected[index]!)).toBeLessThanOrEqual(tolerance);
}

function isotonic(x: ArrayLike<number>, y: ArrayLike<number>, options: IsotonicOptions = {}) {
  const fitted = fitIsotonic(x, y, options);
  if (!fitted.ok) throw new Error(fitted.reason);
  return fitted.calibration;
}

interface IsotonicCase {
  name: string;
  x: number[];
  y: number[];
  w: number[] | null;
  thresholds_x: number[];
  thresholds_y: number[];
  query: number[];
  pred: number[];
}

describe("isotonic calibration agrees with scikit-learn 1.2.1 within 1e-12", () => {
  it.each(isotonicGolden.cases as unknown as IsotonicCase[])("$name", (example) => {
    const fitted = isotonic(example.x, example.y, example.w === null ? {} : { weights: example.w });
    expectClose(
      example.query.map((query) => calibrate(fitted, query)),
      example.pred,
      1e-12,
    );
    expectClose(fitted.margins, example.thresholds_x, 1e-12);
    expectClose(fitted.probabilities, example.thresholds_y, 1e-12);
  });
});

interface PlattCase {
  name: string;
  f: number[];
  y: number[];
  a: number;
  b: number;
  query: number[];
  pred: number[];
}

describe("Platt's calibration is within 1e-9 of the exact optimum", () => {
  it.each(plattGolden.cases as unknown as PlattCase[])("$name", (example) => {
    const fitted = fitPlatt(example.f, example.y);
    if (!fitted.ok) throw new Error(fitted.reason);
    expectClose([fitted.calibration.a, fitted.calibration.b], [example.a, example.b], 1e-9);
    expectClose(
      example.query.map((query) => calibrate(fitted.calibration, query)),
      example.pred,
      1e-9,
    );
  });
  it("does not depend on the unit of the margins", () => {
    const { f, y } = plattGolden.cases[0]!;
    const [plain, large] = [
      fitPlatt(f, y),
      fitPlatt(
        f.map((value) => value * 1e6 + 5),
        y,
      ),
    ];
    if (!plain.ok || !large.ok) throw new Error("refused");
    for (const value of [-3, 0, 2])
      expect(calibrate(large.calibration, value * 1e6 + 5)).toBeCloseTo(
        calibrate(plain.calibration, value),
        9,
      );
  });
});

const outcomes = fc.array(
  fc.record({
    margin: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -9, max: 9, noNaN: true })),
    label: fc.constantFrom(0, 1),
  }),
  { minLength: 1, maxLength: 60 },
);

describe("any calibration", () => {
  it("never falls where the margin rises, stays within 0..1 and keeps the mean (isotonic)", () => {
    fc.assert(
      fc.property(
        outcomes,
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (rows, at, by) => {
          const fitted = isotonic(
            rows.map((row) => row.margin),
            rows.map((row) => row.label),
          );
          const [low, high] = [calibrate(fitted, at), calibrate(fitted, at + by)];
          expect(low).toBeLessThanOrEqual(high + 1e-12);
          expect(low >= 0 && high <= 1).toBe(true);
          const promised = rows.reduce((sum, row) => sum + calibrate(fitted, row.margin), 0);
          expect(promised).toBeCloseTo(
            rows.reduce((sum, row) => sum + row.label, 0),
            9,
          );
        },
      ),
      RUNS,
    );
  });
  it("is the same after a round trip through JSON and for rows in another order", () => {
    fc.assert(
      fc.property(outcomes, (rows) => {
        const fitted = isotonic(
          rows.map((row) => row.margin),
          rows.map((row) => row.label),
        );
        const back = [...rows].reverse();
        expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
        expect(
          isotonic(
            back.map((row) => row.margin),
            back.map((row) => row.label),
          ),
        ).toEqual(fitted);
      }),
      RUNS,
    );
  });
  it("is refused with a reason for hostile input", () => {
    expect(fitPlatt([], [])).toEqual({ ok: false, reason: "empty" });
    expect(fitPlatt([1, 2], [1, 1])).toEqual({ ok: false, reason: "one_class" });
    expect(fitPlatt([1, Number.NaN], [1, 0])).toEqual({ ok: false, reason: "not_finite" });
    expect(fitIsotonic([1], [1, 0])).toEqual({ ok: false, reason: "length_mismatch" });
    expect(fitIsotonic([1, 2], [1, 0], { weights: [1, 0] })).toEqual({ ok: false, reason: "bad_weights" });
    expect(chooseCalibration([1, 2], [0, 0], 1)).toEqual({ ok: false, reason: "one_class" });
    for (const margins of [
      [2, 2, 2],
      [-1e300, 1e300, 0],
    ]) {
      const fitted = fitPlatt(margins, [0, 1, 0]);
      expect(
        fitted.ok && Number.isFinite(fitted.calibration.a) && Number.isFinite(fitted.calibration.b),
      ).toBe(true);
    }
  });
});

describe("the choice", () => {
  const random = randomStream(12, "margins");
  const margins = Float64Array.from({ length: 4000 }, () => 2 * random.normal());
  const drawn = (probability: (margin: number) => number) =>
    Uint8Array.from(margins, (margin) => (random.unit() < probability(margin) ? 1 : 0));
  const kindFor = (labels: Uint8Array): { kind: Calibration["kind"]; losses: unknown } => {
    const answer = chooseCalibration(margins, labels, 3);
    if (!answer.ok) throw new Error(answer.reason);
    return { kind: answer.chosen.calibration.kind, losses: answer.chosen.losses };
  };
  it("finds Platt's curve where margins are stretched, steps where they are stepped", () => {
    expect(kindFor(drawn((margin) => sigmoid(0.4 * margin - 1))).kind).toBe("platt");
    expect(kindFor(drawn((margin) => (margin > 1 ? 0.9 : margin > -1 ? 0.3 : 0.28))).kind).toBe("isotonic");
  });
  it("is repeatable, and does without where there is too little to hold out", () => {
    const labels = drawn(sigmoid);
    expect(kindFor(labels)).toEqual(kindFor(labels));
    expect(chooseCalibration([1, 2, 3], [0, 1, 0], 1)).toEqual({
      ok: true,
      chosen: { calibration: { kind: "none" }, losses: null },
    });
  });
});

describe("the range of a calibration", () => {
  it("stays flat beyond the margins it was chosen on, whatever kind was chosen", () => {
    const margins = Float64Array.from({ length: 500 }, (_, row) => (row - 250) / 60);
    const labels = Uint8Array.from(margins, (margin, row) =>
      ((row * 37) % 100) / 100 < 1 / (1 + Math.exp(-margin)) ? 1 : 0,
    );
    const result = chooseCalibration(margins, labels, 3);
    if (!result.ok) throw new Error(result.reason);
    const { calibration } = result.chosen;
    const [last, beyond] = [4.15, 40].map((margin) => calibrate(calibration, margin));
    expect(beyond).toBe(last);
    expect(beyond).toBeLessThan(0.999);
    expect(calibrate(calibration, -40)).toBe(calibrate(calibration, -4.16));
    expect(calibrate({ kind: "none", range: { low: -1, high: 1 } }, 9)).toBe(calibrate({ kind: "none" }, 1));
  });
});
