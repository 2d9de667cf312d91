import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableOf } from "../encoding/table.ts";
import type { SignalValue } from "../signals/types.ts";
import { fitNaiveBayes, scoreNaiveBayes } from "./naive-bayes.ts";

const SPECS = [
  { key: "source", type: "category" },
  { key: "trial", type: "boolean" },
  { key: "visits", type: "number" },
] as const;

type SignalRecord = Record<string, SignalValue>;

function fitted(records: SignalRecord[], labels: number[]) {
  const result = fitNaiveBayes(tableOf(SPECS, records), labels);
  if (!result.ok) throw new Error(result.reason);
  return result.model;
}

const record: fc.Arbitrary<SignalRecord> = fc.record({
  source: fc.constantFrom(null, "paid", "organic", "toString"),
  trial: fc.constantFrom(null, true, false),
  visits: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 30 })),
});
const training = fc
  .array(fc.tuple(record, fc.constantFrom(0, 1)), { minLength: 2, maxLength: 60 })
  .filter((rows) => new Set(rows.map(([, label]) => label)).size === 2);

describe("naive Bayes by Odoo's rule", () => {
  it("gives what the rule gives on paper", () => {
    const records = [
      { source: "paid", trial: true },
      { source: "paid", trial: false },
      { source: "organic", trial: false },
      { source: "organic", trial: false },
      { source: "organic", trial: null },
    ];
    const model = fitted(records, [1, 1, 0, 0, 1]);
    // paid won 2.1 lost 0.1, organic won 1.1 lost 2.1; totals 3.2 and 2.2. trial true 1.1, 0.1; false 1.1, 2.1; 2.2 and 2.2.
    const won = 0.6 * (2.1 / 3.2) * (1.1 / 2.2);
    const lost = 0.4 * (0.1 / 2.2) * (0.1 / 2.2);
    expect(scoreNaiveBayes(model, { source: "paid", trial: true }).probability).toBeCloseTo(
      won / (won + lost),
      14,
    );
    // Unknown and unseen values are skipped.
    expect(scoreNaiveBayes(model, { source: "fair", trial: null }).probability).toBeCloseTo(0.6, 14);
  });
  it("bins numbers into deciles", () => {
    const records = Array.from({ length: 100 }, (_, row) => ({ visits: row }));
    const model = fitted(
      records,
      records.map(({ visits }) => (visits >= 50 ? 1 : 0)),
    );
    expect(model.variables[2]!.edges.length).toBe(9);
    expect(scoreNaiveBayes(model, { visits: 1_000 }).probability).toBeCloseTo(10.1 / 10.2, 12);
    expect(scoreNaiveBayes(model, { visits: -5 }).probability).toBeCloseTo(0.1 / 10.2, 12);
  });
  it("adds up, stays within 0.01-99.99 %, and survives JSON and another order of rows", () => {
    fc.assert(
      fc.property(training, record, (rows, lead) => {
        const model = fitted(
          rows.map(([values]) => values),
          rows.map(([, label]) => label),
        );
        const score = scoreNaiveBayes(model, lead);
        expect(score.probability).toBeGreaterThanOrEqual(0.0001);
        expect(score.probability).toBeLessThanOrEqual(0.9999);
        expect(score.base + score.contributions.reduce((a, b) => a + b, 0)).toBeCloseTo(score.margin, 10);
        expect(scoreNaiveBayes(JSON.parse(JSON.stringify(model)), lead)).toEqual(score);
        const back = [...rows].reverse();
        const mixed = fitted(
          back.map(([values]) => values),
          back.map(([, label]) => label),
        );
        expect(scoreNaiveBayes(mixed, lead).margin).toBeCloseTo(score.margin, 10);
      }),
      { seed: 1763, numRuns: 200 },
    );
  });
  it("does not depend on the order of columns", () => {
    fc.assert(
      fc.property(training, record, (rows, lead) => {
        const records = rows.map(([values]) => values);
        const labels = rows.map(([, label]) => label);
        const mixed = fitNaiveBayes(tableOf([SPECS[2], SPECS[0], SPECS[1]], records), labels);
        if (!mixed.ok) throw new Error(mixed.reason);
        const score = scoreNaiveBayes(fitted(records, labels), lead);
        const other = scoreNaiveBayes(mixed.model, lead);
        expect(other.margin).toBeCloseTo(score.margin, 12);
        expect([...other.contributions]).toEqual([2, 0, 1].map((at) => score.contributions[at]));
      }),
      { seed: 1764, numRuns: 100 },
    );
  });
  it("learns nothing from constant and empty columns, and stays finite for huge values and two rows", () => {
    const records: SignalRecord[] = [
      { source: "paid", trial: null, visits: 1e300 },
      { source: "paid", trial: null, visits: -1e300 },
      { source: "paid", trial: null, visits: Number.NaN },
      { source: "paid", trial: null, visits: Number.POSITIVE_INFINITY },
    ];
    for (const rows of [records, records.slice(0, 2)]) {
      const model = fitted(
        rows,
        rows.map((_, row) => row % 2),
      );
      for (const lead of records) {
        const score = scoreNaiveBayes(model, lead);
        expect(score.contributions.every(Number.isFinite)).toBe(true);
        expect(Math.abs(score.contributions[0]!)).toBeLessThan(1e-12);
        expect(score.contributions[1]).toBe(0);
        expect(Number.isFinite(score.margin)).toBe(true);
      }
    }
  });
  it("is refused with a reason", () => {
    expect(fitNaiveBayes(tableOf(SPECS, []), [])).toEqual({ ok: false, reason: "empty" });
    expect(fitNaiveBayes(tableOf(SPECS, [{}, {}]), [1, 1])).toEqual({ ok: false, reason: "one_class" });
    expect(fitNaiveBayes(tableOf(SPECS, [{}]), [])).toEqual({ ok: false, reason: "length_mismatch" });
  });
});
