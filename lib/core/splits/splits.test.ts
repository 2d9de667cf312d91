import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupedFolds, heldOut, stratifiedFolds } from "./folds.ts";
import { rollingOrigins, timeSplit } from "./time-splits.ts";

const RUNS = { seed: 70, numRuns: 200 };
const labelled = fc.array(fc.constantFrom(0, 1), { minLength: 0, maxLength: 120 });

describe("stratifiedFolds", () => {
  it("spreads each class within one, and sizes within one", () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 2, max: 6 }), fc.integer(), (labels, folds, seed) => {
        const result = stratifiedFolds(labels, folds, seed);
        const ups = labels.filter((label) => label === 1).length;
        if (!result.ok) {
          expect(Math.min(ups, labels.length - ups)).toBeLessThan(folds);
          return;
        }
        const count = (of: (row: number) => boolean) =>
          Array.from(
            { length: folds },
            (_, fold) => [...result.split].filter((at, row) => at === fold && of(row)).length,
          );
        for (const counts of [
          count(() => true),
          count((row) => labels[row] === 1),
          count((row) => labels[row] === 0),
        ])
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        expect(stratifiedFolds(labels, folds, seed)).toEqual(result);
      }),
      RUNS,
    );
  });
  it("refuses what cannot be spread", () => {
    expect(stratifiedFolds([1, 0, 0, 0], 2, 1)).toEqual({ ok: false, reason: "too_few_of_a_class" });
    expect(stratifiedFolds([1], 2, 1)).toEqual({ ok: false, reason: "too_few_rows" });
    expect(stratifiedFolds([1, 0], 1, 1)).toEqual({ ok: false, reason: "bad_folds" });
  });
});

describe("groupedFolds", () => {
  it("never parts a lead, and fills every fold", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.constantFrom(0, 1)), {
          minLength: 1,
          maxLength: 100,
        }),
        fc.integer(),
        (rows, seed) => {
          const groups = rows.map(([group]) => `lead-${group}`);
          const result = groupedFolds(
            groups,
            rows.map(([, label]) => label),
            4,
            seed,
          );
          if (!result.ok) {
            expect(new Set(groups).size).toBeLessThan(4);
            return;
          }
          const folds = new Map<string, number>();
          for (const [row, group] of groups.entries()) {
            const fold = result.split[row]!;
            expect(folds.get(group) ?? fold).toBe(fold);
            folds.set(group, fold);
          }
        },
      ),
      RUNS,
    );
  });
  it("balances rows and positives", () => {
    const groups = Array.from({ length: 400 }, (_, row) => Math.floor(row / 2));
    const labels = groups.map((group) => (group % 4 === 0 ? 1 : 0));
    const result = groupedFolds(groups, labels, 5, 3);
    if (!result.ok) throw new Error(result.reason);
    for (let fold = 0; fold < 5; fold += 1) {
      const { test, train } = heldOut(result.split, fold);
      expect(test.length + train.length).toBe(400);
      expect(test.length).toBe(80);
      expect([...test].filter((row) => labels[row] === 1).length).toBe(20);
    }
  });
});

describe("splits by time", () => {
  const times = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 0, maxLength: 80 });
  it("never train on what is tested or later, and keep a moment together", () => {
    fc.assert(
      fc.property(times, (days) => {
        const result = timeSplit(days);
        if (!result.ok) return;
        const { train, calibration, test } = result.split;
        const at = (rows: Uint32Array) => [...rows].map((row) => days[row]!);
        expect(Math.max(...at(train))).toBeLessThan(Math.min(...at(calibration)));
        expect(Math.max(...at(calibration))).toBeLessThan(Math.min(...at(test)));
        expect([...train, ...calibration, ...test].sort((a, b) => a - b)).toEqual(days.map((_, row) => row));
      }),
      RUNS,
    );
  });
  it("cut at 70 and 85 %", () => {
    const result = timeSplit(Array.from({ length: 1000 }, (_, row) => 1000 - row));
    if (!result.ok) throw new Error(result.reason);
    expect([result.split.train.length, result.split.calibration.length, result.split.test.length]).toEqual([
      700, 150, 150,
    ]);
    expect(result.split.train[0]).toBe(999);
    expect(timeSplit([5, 5, 5, 5])).toEqual({ ok: false, reason: "too_few_rows" });
    expect(timeSplit([])).toEqual({ ok: false, reason: "too_few_rows" });
  });
  it("roll the origin over consecutive parts, with a gap where asked", () => {
    const days = Array.from({ length: 100 }, (_, row) => row);
    const result = rollingOrigins(days, 5);
    if (!result.ok) throw new Error(result.reason);
    expect(result.split.map(({ train, test }) => [train.length, test[0], test.length])).toEqual([
      [50, 50, 10],
      [60, 60, 10],
      [70, 70, 10],
      [80, 80, 10],
      [90, 90, 10],
    ]);
    const apart = rollingOrigins(days, 5, { gap: 20 });
    expect(apart.ok && apart.split[0]!.train.length).toBe(30);
    expect(rollingOrigins(days, 5, { gap: 60 })).toEqual({ ok: false, reason: "too_few_rows" });
    expect(rollingOrigins(days, 0)).toEqual({ ok: false, reason: "bad_folds" });
  });
});
