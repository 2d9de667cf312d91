import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../random/random.ts";
import { bootstrapIntervals } from "./bootstrap.ts";
import { compareAucs } from "./delong.ts";
import { deciles, gainCurve, positivesInTop, topCapture } from "./gains.ts";
import type { Measured } from "./measured.ts";
import { rankOutcomes, rocAuc } from "./ranking.ts";
import { observedRateNear, reliabilityBins } from "./reliability.ts";
import { tierTable } from "./tiers.ts";
import { wilsonInterval } from "./wilson.ts";

function got<T>(answer: Measured<T>): T {
  if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
  return answer.value;
}

function sample(rows: number, seed = 5) {
  const random = randomStream(seed, "sample");
  const scores = Float64Array.from({ length: rows }, () => random.unit());
  const labels = Uint8Array.from(scores, (score) => (random.unit() < score * 0.6 ? 1 : 0));
  const rival = scores.map((score) => score * 0.4 + random.unit() * 0.6);
  return { scores, labels, rival };
}

describe("Wilson's interval", () => {
  it("agrees with its closed form, and never leaves 0..1", () => {
    const { low, high } = wilsonInterval(57, 100)!;
    expect(low).toBeCloseTo(0.4721, 3);
    expect(high).toBeCloseTo(0.6627, 3);
    // 0 of 10: high = z² / (n + z²)
    expect(wilsonInterval(0, 10)!.high).toBeCloseTo(3.841458820694124 / 13.841458820694124, 12);
    expect(wilsonInterval(0, 10)!.low).toBe(0);
    expect(wilsonInterval(10, 10)!.high).toBe(1);
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});

describe("gains", () => {
  it("capture what a count by hand gives", () => {
    const ranking = got(rankOutcomes([1, 0, 1, 0, 0, 0, 1, 0, 0, 0], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]));
    expect(got(topCapture(ranking, 0.2))).toBeCloseTo(1 / 3, 14);
    expect(got(topCapture(ranking, 0.3))).toBeCloseTo(2 / 3, 14);
    const gains = got(gainCurve(ranking, 10));
    expect(gains[1]).toEqual({ share: 0.1, captured: 1 / 3, lift: 1 / 3 / 0.1 });
    expect(gains[10]!.captured).toBe(1);
    expect(gains[0]!.lift).toBeNull();
  });
  it("share equals in proportion, so row order does not matter", () => {
    expect(positivesInTop(got(rankOutcomes([1, 0, 0, 0], [1, 1, 1, 1])), 2)).toBe(0.5);
  });
  it("rise to everything", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.integer({ min: 1, max: 9 }), (rows, seed) => {
        const { labels, scores } = sample(rows, seed);
        const ranking = got(rankOutcomes(labels, scores));
        const gains = gainCurve(ranking, 20);
        if (!gains.ok) {
          expect(gains.reason).toBe("no_positives");
          return;
        }
        for (let at = 1; at < gains.value.length; at += 1)
          expect(gains.value[at]!.captured).toBeGreaterThanOrEqual(gains.value[at - 1]!.captured - 1e-12);
        expect(gains.value[20]!.captured).toBeCloseTo(1, 12);
      }),
      { seed: 2, numRuns: 60 },
    );
  });
  it("split into tenths that hold every row once", () => {
    const { labels, scores } = sample(1003);
    const table = got(deciles(labels, scores));
    expect(table.length).toBe(10);
    expect(table.reduce((sum, row) => sum + row.rows, 0)).toBe(1003);
    expect(table[9]!.captured).toBe(1);
    expect(table[0]!.lift!).toBeGreaterThan(table[9]!.lift!);
    expect(table[0]!.lowest).toBeGreaterThanOrEqual(table[1]!.highest);
    expect(got(deciles([0, 0], [1, 2])).map((row) => row.lift)).toEqual([null, null]);
  });
});

describe("reliability", () => {
  it("puts promise beside outcome", () => {
    const { labels, scores } = sample(2000);
    const promised = scores.map((score) => score * 0.6);
    for (const bin of got(reliabilityBins(labels, promised))) {
      expect(bin.meanProbability).toBeGreaterThan(bin.interval.low - 0.03);
      expect(bin.meanProbability).toBeLessThan(bin.interval.high + 0.03);
    }
    expect(got(reliabilityBins([1], [0.35], "width"))).toMatchObject([
      { rows: 1, observedRate: 1, lowest: 0.35 },
    ]);
  });
  it("reads the nearest leads, equals together", () => {
    const scores = Float64Array.of(0.1, 0.2, 0.3, 0.3, 0.3, 0.9);
    const labels = Uint8Array.of(0, 0, 1, 1, 0, 1);
    expect(observedRateNear({ scores, labels }, 0.31, 2)).toMatchObject({ rows: 3, positives: 2 });
    const near = observedRateNear({ scores, labels }, 0.9, 1);
    expect(near).toMatchObject({ rows: 1, positives: 1, meanScore: scores.at(-1) });
    expect(observedRateNear({ scores, labels }, 0.5, 200)).toMatchObject({ rows: 6, positives: 3 });
    expect(observedRateNear({ scores: [], labels: [] }, 0.5)).toBeNull();
  });
});

describe("tierTable", () => {
  it("counts by band and keeps an empty band typed", () => {
    const tiers = [
      { id: "hot", from: 70 },
      { id: "warm", from: 40 },
      { id: "cold", from: 0 },
    ];
    const table = got(tierTable([1, 0, 1, 0], [90, 70, 10, 39], tiers));
    expect(table.map((row) => [row.id, row.rows, row.positives, row.rate])).toEqual([
      ["hot", 2, 1, 0.5],
      ["warm", 0, 0, null],
      ["cold", 2, 1, 0.5],
    ]);
    expect(table[2]!.capturedSoFar).toBe(1);
    expect(table[1]!.interval).toBeNull();
  });
});

describe("bootstrap", () => {
  it("surrounds the figure, repeats by seed and differs by seed", () => {
    const { labels, scores } = sample(500);
    const ranking = got(rankOutcomes(labels, scores));
    const once = got(bootstrapIntervals(labels, scores, [0.2], { seed: 1, replicates: 300 }));
    const auc = got(rocAuc(ranking));
    expect(once.auc.low).toBeLessThan(auc);
    expect(once.auc.high).toBeGreaterThan(auc);
    // Hanley and McNeil's standard error is about 0.022 here: the interval is some four of them wide.
    expect(once.auc.high - once.auc.low).toBeGreaterThan(0.05);
    expect(once.auc.high - once.auc.low).toBeLessThan(0.13);
    const capture = got(topCapture(ranking, 0.2));
    expect(once.captures[0]!.low).toBeLessThan(capture);
    expect(once.captures[0]!.high).toBeGreaterThan(capture);
    expect(got(bootstrapIntervals(labels, scores, [0.2], { seed: 1, replicates: 300 }))).toEqual(once);
    expect(got(bootstrapIntervals(labels, scores, [0.2], { seed: 2, replicates: 300 }))).not.toEqual(once);
  });
  it("counts equal scores as half, in every replicate", () => {
    const flat = got(bootstrapIntervals([1, 0, 1, 0, 0, 0], new Float64Array(6), [0.5], { seed: 1 }));
    expect(flat.auc).toEqual({ low: 0.5, high: 0.5 });
    expect(flat.captures[0]!.low).toBeCloseTo(0.5, 12);
    expect(flat.captures[0]!.high).toBeCloseTo(0.5, 12);
  });
  it("refuses one class, and says where too few replicates held both", () => {
    expect(bootstrapIntervals([1, 1], [0.1, 0.2], [], { seed: 1 })).toEqual({
      ok: false,
      reason: "one_class",
    });
    expect(bootstrapIntervals([1, 0], [0.1, 0.2], [], { seed: 1, replicates: 1 }).ok).toBe(false);
  });
});

describe("DeLong's test", () => {
  it("has the standard error of a difference that resampling finds", () => {
    const { labels, scores, rival } = sample(400);
    const test = got(compareAucs(labels, scores, rival));
    expect(test.aucA).toBeCloseTo(got(rocAuc(got(rankOutcomes(labels, scores)))), 12);
    expect(test.aucB).toBeCloseTo(got(rocAuc(got(rankOutcomes(labels, rival)))), 12);
    const random = randomStream(9, "resample");
    const differences: number[] = [];
    for (let replicate = 0; replicate < 400; replicate += 1) {
      const rows = Uint32Array.from({ length: 400 }, () => random.below(400));
      const y = Array.from(rows, (row) => labels[row]!);
      const auc = (of: Float64Array) =>
        got(
          rocAuc(
            got(
              rankOutcomes(
                y,
                Array.from(rows, (row) => of[row]!),
              ),
            ),
          ),
        );
      differences.push(auc(scores) - auc(rival));
    }
    const centre = differences.reduce((a, b) => a + b, 0) / differences.length;
    const spread = Math.sqrt(differences.reduce((a, b) => a + (b - centre) ** 2, 0) / differences.length);
    expect(test.standardError / spread).toBeGreaterThan(0.85);
    expect(test.standardError / spread).toBeLessThan(1.15);
  });
  it("finds no difference between a model and itself, and swaps sign with its arguments", () => {
    const { labels, scores, rival } = sample(200);
    expect(got(compareAucs(labels, scores, scores))).toMatchObject({ difference: 0, pValue: 1 });
    const forth = got(compareAucs(labels, scores, rival));
    const back = got(compareAucs(labels, rival, scores));
    expect(forth.z).toBeCloseTo(-back.z, 10);
    expect(forth.pValue).toBeCloseTo(back.pValue, 12);
  });
  it("refuses one class and single rows", () => {
    expect(compareAucs([1, 1], [1, 2], [2, 1])).toEqual({ ok: false, reason: "one_class" });
    expect(compareAucs([1, 0], [1, 2], [2, 1])).toEqual({ ok: false, reason: "too_few" });
  });
});
