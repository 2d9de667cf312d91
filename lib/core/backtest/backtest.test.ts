import { describe, expect, it } from "vitest";
import { pairedCapture } from "../evaluation/paired-bootstrap.ts";
import { tierTable } from "../evaluation/tiers.ts";
import { randomStream } from "../random/random.ts";
import { bandFor, RULES_DEFAULT_BANDS, THREE_BANDS } from "../scoring/bands.ts";
import { bandConsequences, edgeForCapacity, flipsBetween, scoreHistogram } from "./histogram.ts";
import { comparePaired, figuresOf } from "./paired.ts";

function leads(count: number, seed: number) {
  const random = randomStream(seed, "leads");
  const totals = Array.from({ length: count }, () => random.below(101));
  const labels = totals.map((total) => (random.unit() < total / 120 ? 1 : 0));
  return { totals, labels };
}

describe("scoreHistogram and bandConsequences", () => {
  it("say the same as the tier table on the leads themselves", () => {
    const { totals, labels } = leads(2_000, 1);
    const table = tierTable(labels, totals, RULES_DEFAULT_BANDS.bands);
    const rows = bandConsequences(scoreHistogram(totals, labels), RULES_DEFAULT_BANDS, 50);
    expect(table.ok && table.value).toEqual(rows.map(({ perDay: _p, capturedInterval: _c, ...row }) => row));
    expect(rows.reduce((sum, row) => sum + row.share, 0)).toBeCloseTo(1, 12);
    expect(rows[0]!.perDay).toBe(rows[0]!.rows / 50);
  });

  it("have no rates where there is nothing, and never divide by nothing", () => {
    const rows = bandConsequences(scoreHistogram([], []), THREE_BANDS, 0);
    expect(
      rows.map(({ share, rate, captured, perDay, lift }) => [share, rate, captured, perDay, lift]),
    ).toEqual([
      [0, null, null, null, null],
      [0, null, null, null, null],
      [0, null, null, null, null],
    ]);
  });
});

describe("edgeForCapacity", () => {
  const histogram = scoreHistogram([95, 90, 90, 80, 70, 60, 50], [1, 1, 0, 0, 0, 0, 0]);

  it("takes the lowest edge that leaves no more than can be called", () => {
    expect(edgeForCapacity(histogram, { days: 1, callsADay: 3, above: 40 })).toBe(81);
    expect(edgeForCapacity(histogram, { days: 1, callsADay: 4, above: 40 })).toBe(71);
    expect(edgeForCapacity(histogram, { days: 2, callsADay: 2, above: 40 })).toBe(71);
  });
  it("stays above the band below", () =>
    expect(edgeForCapacity(histogram, { days: 1, callsADay: 100, above: 75 })).toBe(76));
  it("says when it cannot tell", () => {
    expect(edgeForCapacity(histogram, { days: null, callsADay: 3, above: 0 })).toBeNull();
    expect(
      edgeForCapacity(scoreHistogram([100, 100], [0, 0]), { days: 1, callsADay: 1, above: 0 }),
    ).toBeNull();
  });
});

describe("flipsBetween", () => {
  it("counts exactly the leads whose band differs", () => {
    const { totals, labels } = leads(500, 2);
    const moved = {
      bands: RULES_DEFAULT_BANDS.bands.map((band) => (band.id === "hot" ? { ...band, from: 64 } : band)),
    };
    const flips = flipsBetween(scoreHistogram(totals, labels), RULES_DEFAULT_BANDS, moved);
    const count = totals.filter(
      (total) => bandFor(RULES_DEFAULT_BANDS, total).id !== bandFor(moved, total).id,
    ).length;
    expect(flips).toEqual([{ from: "warm", to: "hot", count }]);
    expect(count).toBeGreaterThan(0);
  });
});

describe("comparePaired", () => {
  const { totals, labels } = leads(800, 3);
  const random = randomStream(9, "worse");
  const worse = totals.map((total) => total * 0.4 + random.unit() * 60);
  const best = (scores: readonly number[], from: number) => scores.map((score) => (score >= from ? 1 : 0));
  const a = { scores: worse, best: best(worse, 60) };
  const b = { scores: totals, best: best(totals, 70) };

  it("knows the better of two, with an interval that excludes nothing", () => {
    const compared = comparePaired(labels, a, b, { seed: 5 });
    if (!compared.ok) throw new Error(compared.reason);
    const { difference, current, draft } = compared.value;
    expect(draft.auc).toBeGreaterThan(current.auc);
    expect(difference.auc!.difference).toBeCloseTo(draft.auc - current.auc, 12);
    expect(difference.auc!.interval.low).toBeGreaterThan(0);
    expect(difference.averagePrecision!.interval.low).toBeLessThan(difference.averagePrecision!.difference);
  });

  it("finds no difference of a scorer from itself", () => {
    const compared = comparePaired(labels, b, b, { seed: 5, replicates: 50 });
    if (!compared.ok) throw new Error(compared.reason);
    for (const figure of Object.values(compared.value.difference))
      expect(figure).toEqual({ difference: 0, interval: { low: 0, high: 0 } });
  });

  it("has the width of the other paired bootstrap of the house", () => {
    const share = 0.2;
    const top = (scores: readonly number[]) => {
      const edge = [...scores].sort((x, y) => y - x)[Math.round(scores.length * share)]!;
      return { scores, best: scores.map((score) => (score > edge ? 1 : 0)) };
    };
    const ours = comparePaired(labels, top(worse), top(totals), { seed: 5, replicates: 1_000 });
    const theirs = pairedCapture(labels, totals, worse, share, { seed: 7, replicates: 1_000 });
    if (!ours.ok || !theirs.ok) throw new Error("not measured");
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(ours.value.difference.captured!.interval)).toBeGreaterThan(
      0.6 * width(theirs.value.interval),
    );
    expect(width(ours.value.difference.captured!.interval)).toBeLessThan(1.6 * width(theirs.value.interval));
  });

  it("refuses what cannot be measured", () => {
    expect(comparePaired([], a, b, { seed: 1 })).toMatchObject({ ok: false });
    expect(
      comparePaired([1, 1], { scores: [1, 2], best: [0, 0] }, { scores: [1, 2], best: [0, 0] }, { seed: 1 }),
    ).toEqual({ ok: false, reason: "one_class" });
    expect(figuresOf([1, 0], { scores: [2, 1], best: [0, 0] })).toEqual({
      averagePrecision: 1,
      auc: 1,
      captured: 0,
      rate: null,
    });
  });
});
