import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateDifference } from "./rate-difference.ts";

describe("the difference of two rates", () => {
  it("equals the published examples (Newcombe 1998, table II, method 10)", () => {
    const cases = [
      [56, 70, 48, 80, 0.2, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.6, 0.1705, 0.809],
      [5, 56, 0, 29, 0.0893, -0.0381, 0.1926],
      [10, 10, 0, 20, 1, 0.6791, 1],
    ] as const;
    for (const [x, n, y, m, value, low, high] of cases) {
      const found = rateDifference({ positives: x, rows: n }, { positives: y, rows: m })!;
      expect(found.value).toBeCloseTo(value, 4);
      expect(found.low).toBeCloseTo(low, 4);
      expect(found.high).toBeCloseTo(high, 4);
    }
  });

  it("says a difference only where the interval leaves 0 out", () => {
    expect(rateDifference({ positives: 56, rows: 70 }, { positives: 48, rows: 80 })?.verdict).toBe("higher");
    expect(rateDifference({ positives: 48, rows: 80 }, { positives: 56, rows: 70 })?.verdict).toBe("lower");
    expect(rateDifference({ positives: 5, rows: 56 }, { positives: 0, rows: 29 })?.verdict).toBe("unclear");
  });

  it("asks for more where many are compared at once", () => {
    const [a, b] = [
      { positives: 56, rows: 70 },
      { positives: 48, rows: 80 },
    ];
    expect(rateDifference(a, b, 4)?.verdict).toBe("higher");
    expect(rateDifference(a, b, 45)?.verdict).toBe("unclear");
  });

  it("is turned round with its sides, holds its value, and is null without rows", () => {
    expect(rateDifference({ positives: 0, rows: 0 }, { positives: 1, rows: 2 })).toBeNull();
    const counted = fc
      .record({ rows: fc.integer({ min: 1, max: 5_000 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ rows, part }) => ({ rows, positives: Math.round(rows * part) }));
    fc.assert(
      fc.property(counted, counted, (a, b) => {
        const [there, back] = [rateDifference(a, b)!, rateDifference(b, a)!];
        expect(there.low).toBeCloseTo(-back.high, 12);
        expect(there.low).toBeLessThanOrEqual(there.value + 1e-12);
        expect(there.high).toBeGreaterThanOrEqual(there.value - 1e-12);
        expect(Math.abs(there.high)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});
