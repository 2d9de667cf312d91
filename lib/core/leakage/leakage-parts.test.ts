import { describe, expect, it } from "vitest";
import { compareAucs } from "../evaluation/delong.ts";
import { rankOutcomes } from "../evaluation/ranking.ts";
import { randomStream } from "../random/random.ts";
import { afterTheFactName } from "./after-the-fact-names.ts";
import { aucWithInterval, rankingOfFlag } from "./auc-interval.ts";
import { columnCodes } from "./column-codes.ts";
import { outOfFoldRates } from "./out-of-fold.ts";
import { pureLevels } from "./pure-levels.ts";

function estimate(labels: Uint8Array, scores: Float64Array) {
  const ranking = rankOutcomes(labels, scores);
  if (!ranking.ok) throw new Error(ranking.reason);
  return aucWithInterval(ranking.value);
}

describe("the interval of one AUC", () => {
  it("is DeLong's where rows are many", () => {
    const random = randomStream(4, "auc");
    const labels = Uint8Array.from({ length: 4_000 }, () => random.below(2));
    const scores = Float64Array.from(labels, (label) => Math.round(3 * random.normal() + 3 * label));
    const found = estimate(labels, scores)!;
    const reference = compareAucs(labels, scores, new Float64Array(labels.length));
    if (!reference.ok) throw new Error(reference.reason);
    expect(found.value).toBeCloseTo(reference.value.aucA, 10);
    expect(found.low).toBeCloseTo(0.5 + reference.value.interval.low, 3);
    expect(found.high).toBeCloseTo(0.5 + reference.value.interval.high, 3);
  });

  it("does not take a perfect ranking of ten rows for certain", () => {
    const of = (rows: number) =>
      aucWithInterval(rankingOfFlag({ positives: rows, negatives: 0 }, rows, rows))!;
    expect(of(5)).toMatchObject({ value: 1, high: 1 });
    expect(of(5).low).toBeLessThan(0.9);
    expect(of(500).low).toBeGreaterThan(0.99);
    expect(aucWithInterval(rankingOfFlag({ positives: 3, negatives: 0 }, 3, 0))).toBeNull();
  });
});

it("a level is scored by other folds alone, and mixed with the overall rate", () => {
  const codes = Int32Array.of(0, 0, 0, 1);
  const labels = Uint8Array.of(1, 1, 0, 1);
  const rates = outOfFoldRates(codes, 2, labels, Int32Array.of(0, 1, 1, 0), 2);
  const base = 0.75;
  expect(rates[0]).toBeCloseTo((1 + 10 * base) / 12);
  expect(rates[1]).toBeCloseTo((1 + 10 * base) / 11);
  expect(rates[3]).toBeCloseTo(base);
});

describe("a column as levels", () => {
  const codes = (values: number[]) =>
    columnCodes(
      { key: "it", type: "number", values: Float64Array.from(values) },
      Uint32Array.from(values, (_, row) => row),
    );

  it("keeps each of a few numbers apart, and blanks from all of them", () => {
    const found = codes([5, Number.NaN, -1, 5, 0, Number.POSITIVE_INFINITY]);
    expect([...found.codes]).toEqual([2, 3, 0, 2, 1, 3]);
    expect(found.blank).toBe(3);
  });

  it("cuts many numbers into twenty bins of equal mass", () => {
    const found = codes(Array.from({ length: 1_000 }, (_, row) => (row * 7) % 1_000));
    const sizes = new Array<number>(20).fill(0);
    for (const code of found.codes) sizes[code]! += 1;
    expect(found.blank).toBe(20);
    expect(sizes).toEqual(sizes.map(() => 50));
  });

  it("has no level where nothing is filled", () => {
    expect(codes([Number.NaN, Number.NaN])).toEqual({ codes: Int32Array.of(0, 0), blank: 0 });
  });
});

describe("pure levels", () => {
  const level = (rows: number, positives: number) => ({ level: `${positives} of ${rows}`, rows, positives });
  const names = (baseRate: number, ...levels: ReturnType<typeof level>[]) => {
    const { all, none } = pureLevels(levels, baseRate);
    return [...all, ...none].map((one) => one.level);
  };

  it("need more than a handful of rows", () => {
    expect(names(0.4, level(5, 5), level(9, 0))).toEqual([]);
    expect(names(0.4, level(200, 190), level(300, 4))).toEqual(["190 of 200", "4 of 300"]);
    expect(names(0.4, level(200, 170), level(300, 40))).toEqual([]);
  });

  it("are far from what is usual in the table", () => {
    expect(names(0.95, level(2_000, 1_920))).toEqual([]);
    expect(names(0.03, level(2_000, 30))).toEqual([]);
    expect(names(0.03, level(2_000, 0))).toEqual(["0 of 2000"]);
  });
});

describe("names of what is written afterwards", () => {
  it.each([
    ["LeadStatus", "judged"],
    ["lost_reason", "decided"],
    ["Closed Reason", "decided"],
    ["Call disposition", "decided"],
    ["Last Contacted On", "overwritten"],
    ["next_step", "overwritten"],
    ["Follow-up date", "overwritten"],
    ["Letzte Aktivität", "overwritten"],
    ["Tags", "written"],
    ["Bemerkungen", "written"],
    ["Probability", "judged"],
  ])("%s is %s", (name, kind) => {
    expect(afterTheFactName(name)?.kind).toBe(kind);
  });

  it.each([
    "Last name",
    "Lead source",
    "Employment status",
    "Funding stage",
    "Credit score",
    "LinkedIn profile URL",
    "Postal index",
    "Reason for enquiry",
    "Next of kin",
    "Price tag",
    "Total visits",
    "Window size",
    "Country",
    "Recent visits",
  ])("%s is nothing to ask about", (name) => {
    expect(afterTheFactName(name)).toBeNull();
  });
});
