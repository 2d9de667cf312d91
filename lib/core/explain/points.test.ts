import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Calibration } from "../calibration/calibration.ts";
import { sigmoid } from "../math/logistic.ts";
import { scorePoints } from "./points.ts";

const RUNS = { seed: 58, numRuns: 500 };

const calibrations: fc.Arbitrary<Calibration> = fc.oneof(
  fc.constant<Calibration>({ kind: "none" }),
  fc.record({
    kind: fc.constant("platt" as const),
    a: fc.double({ min: -3, max: -0.1, noNaN: true }),
    b: fc.double({ min: -2, max: 2, noNaN: true }),
  }),
  fc
    .array(
      fc.tuple(fc.double({ min: 0.001, max: 2, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((steps): Calibration => {
      let margin = -3;
      return {
        kind: "isotonic",
        margins: steps.map(([width]) => {
          margin += width;
          return margin;
        }),
        probabilities: steps.map(([, probability]) => probability).sort((a, b) => a - b),
      };
    }),
);
const contributions = fc
  .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 40 })
  .map((values) => Float64Array.from(values));
const bases = fc.double({ min: -4, max: 3, noNaN: true });

const inUnits = (points: number) => Math.round(points * 10_000);

describe("scorePoints", () => {
  it("adds up from the starting point to the unrounded score, in every stored decimal", () => {
    fc.assert(
      fc.property(calibrations, bases, contributions, (calibration, base, parts) => {
        const score = scorePoints(calibration, base, parts);
        const sum = score.points.reduce(
          (total, points) => total + inUnits(points),
          inUnits(score.startingPoint),
        );
        expect(sum).toBe(inUnits(score.unrounded));
        for (const points of score.points)
          expect(Math.abs(points * 10_000 - inUnits(points))).toBeLessThan(1e-6);
        expect(score.unrounded).toBeCloseTo(100 * score.probability, 4);
        expect(score.unrounded >= 0 && score.unrounded <= 100).toBe(true);
      }),
      RUNS,
    );
  });
  it("keeps the sign and the proportion of every contribution, to a unit of rounding", () => {
    fc.assert(
      fc.property(calibrations, bases, contributions, (calibration, base, parts) => {
        const { points, slope } = scorePoints(calibration, base, parts);
        expect(slope).toBeGreaterThanOrEqual(0);
        for (const [index, part] of parts.entries())
          expect(Math.abs(points[index]! - part * slope)).toBeLessThan(2.1e-4);
      }),
      RUNS,
    );
  });
  it("is what DESIGN 2 says for a lead of three factors", () => {
    const score = scorePoints({ kind: "none" }, -1, Float64Array.of(1, 0.5, -0.25));
    const slope = (100 * (sigmoid(0.25) - sigmoid(-1))) / 1.25;
    expect(score.startingPoint).toBe(26.8941);
    expect(score.unrounded).toBe(56.2177);
    expect(score.points[0]).toBeCloseTo(slope, 3);
    expect(score.points[2]).toBeCloseTo(-0.25 * slope, 3);
  });
  it("uses the curve's own slope at the base", () => {
    const at = scorePoints({ kind: "none" }, 0, Float64Array.of(2, -2));
    expect(at.slope).toBeCloseTo(25, 4);
    expect([...at.points]).toEqual([50, -50]);
    const near = scorePoints({ kind: "none" }, 0, Float64Array.of(2, -2 + 1e-7));
    expect(near.slope).toBeCloseTo(25, 4);
  });
  it("gives no points on a plateau, none without contributions, and refuses what is not finite", () => {
    const flat: Calibration = { kind: "isotonic", margins: [0], probabilities: [0.3] };
    expect([...scorePoints(flat, 0, Float64Array.of(1, -3)).points]).toEqual([0, 0]);
    expect(scorePoints(flat, 0, new Float64Array(0))).toMatchObject({ startingPoint: 30, unrounded: 30 });
    expect(() => scorePoints(flat, 0, Float64Array.of(Number.NaN))).toThrow("finite");
  });
});
