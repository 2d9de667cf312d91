import fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "./fixtures/metrics.json";
import type { Measured } from "./measured.ts";
import { brierScore, expectedCalibrationError, logLoss } from "./probabilities.ts";
import {
  averagePrecision,
  precisionRecallCurve,
  rankOutcomes,
  rocAuc,
  rocCurve,
  thinned,
} from "./ranking.ts";
import { atThreshold } from "./threshold.ts";

interface GoldenCase {
  name: string;
  y: number[];
  p: number[];
  auc: number | null;
  ap: number;
  brier: number;
  log_loss: number;
  ece10_width: number;
  ece10_mass: number;
  roc?: { fpr: number[]; tpr: number[] };
  pr?: { precision: number[]; recall: number[] };
}

const RUNS = { seed: 1812, numRuns: 300 };

function got<T>(answer: Measured<T>): T {
  if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
  return answer.value;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-12) {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < actual.length; index += 1)
    expect(Math.abs(actual[index]! - expected[index]!)).toBeLessThanOrEqual(tolerance);
}

describe("metrics agree with scikit-learn 1.2.1 within 1e-12", () => {
  it.each(golden.cases as unknown as GoldenCase[])("$name", (example) => {
    const { y, p } = example;
    const ranking = got(rankOutcomes(y, p));
    if (example.auc === null) expect(rocAuc(ranking)).toEqual({ ok: false, reason: "one_class" });
    else expectClose([got(rocAuc(ranking))], [example.auc]);
    if (y.includes(1)) expectClose([got(averagePrecision(ranking))], [example.ap]);
    else expect(averagePrecision(ranking)).toEqual({ ok: false, reason: "no_positives" });
    expectClose([got(brierScore(y, p))], [example.brier]);
    expectClose([got(logLoss(y, p))], [example.log_loss]);
    expectClose([got(expectedCalibrationError(y, p, "width"))], [example.ece10_width]);
    expectClose([got(expectedCalibrationError(y, p, "mass"))], [example.ece10_mass]);
    if (!example.roc || !example.pr) return;
    const roc = got(rocCurve(ranking));
    expectClose(
      roc.map((point) => point.falsePositiveRate),
      example.roc.fpr,
    );
    expectClose(
      roc.map((point) => point.truePositiveRate),
      example.roc.tpr,
    );
    const pr = got(precisionRecallCurve(ranking));
    expectClose(
      pr.map((point) => point.precision),
      example.pr.precision,
    );
    expectClose(
      pr.map((point) => point.recall),
      example.pr.recall,
    );
  });
});

const outcomes = fc.array(
  fc.record({
    label: fc.constantFrom(0, 1),
    score: fc.oneof(
      fc.integer({ min: 0, max: 5 }).map((step) => step / 5),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
  }),
  { minLength: 1, maxLength: 80 },
);

describe("metrics of any outcomes", () => {
  it("have the AUC that comparing every pair gives", () => {
    fc.assert(
      fc.property(outcomes, (rows) => {
        const ups = rows.filter((row) => row.label === 1);
        const downs = rows.filter((row) => row.label === 0);
        const auc = rocAuc(
          got(
            rankOutcomes(
              rows.map((row) => row.label),
              rows.map((row) => row.score),
            ),
          ),
        );
        if (ups.length === 0 || downs.length === 0) {
          expect(auc).toEqual({ ok: false, reason: "one_class" });
          return;
        }
        let wins = 0;
        for (const up of ups)
          for (const down of downs) wins += up.score > down.score ? 1 : up.score === down.score ? 0.5 : 0;
        expect(got(auc)).toBeCloseTo(wins / (ups.length * downs.length), 12);
      }),
      RUNS,
    );
  });
  it("do not depend on the order of rows", () => {
    fc.assert(
      fc.property(outcomes, (rows) => {
        const all = (list: typeof rows) => {
          const labels = list.map((row) => row.label);
          const scores = list.map((row) => row.score);
          const ranking = got(rankOutcomes(labels, scores));
          return [rocAuc(ranking), averagePrecision(ranking), atThreshold(labels, scores, 0.5)];
        };
        expect(all([...rows].reverse())).toEqual(all(rows));
      }),
      RUNS,
    );
  });
  it("never answer NaN, and say why there is no answer", () => {
    expect(rankOutcomes([], [])).toEqual({ ok: false, reason: "empty" });
    expect(rankOutcomes([1], [1, 2])).toEqual({ ok: false, reason: "length_mismatch" });
    expect(rankOutcomes([1, 0], [Number.NaN, 1])).toEqual({ ok: false, reason: "not_finite" });
    expect(brierScore([1], [1.5])).toEqual({ ok: false, reason: "not_a_probability" });
    expect(logLoss([], [])).toEqual({ ok: false, reason: "empty" });
    expect(Number.isFinite(got(logLoss([1, 0], [0, 1])))).toBe(true);
    expect(expectedCalibrationError([0], [Number.NaN], "mass")).toEqual({ ok: false, reason: "not_finite" });
    expect(got(rocAuc(got(rankOutcomes([0, 1], [-1e300, 1e300]))))).toBe(1);
  });
});

describe("atThreshold", () => {
  it("counts and divides", () => {
    expect(got(atThreshold([1, 1, 0, 0, 1], [0.9, 0.5, 0.5, 0.2, 0.1], 0.5))).toEqual({
      threshold: 0.5,
      truePositives: 2,
      falsePositives: 1,
      trueNegatives: 1,
      falseNegatives: 1,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
      accuracy: 3 / 5,
    });
    const none = got(atThreshold([0, 0], [0.1, 0.2], 0.5));
    expect([none.precision, none.recall, none.f1]).toEqual([null, null, null]);
  });
});

describe("thinned", () => {
  it("keeps both ends", () => {
    expect(thinned([0, 1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([0, 4, 8]);
    expect(thinned([1, 2], 5)).toEqual([1, 2]);
  });
});
