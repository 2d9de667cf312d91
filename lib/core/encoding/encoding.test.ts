import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearShap } from "../explain/linear-shap.ts";
import { fitLogistic } from "../linear/logistic-regression.ts";
import type { SignalValue } from "../signals/types.ts";
import { encodeRecord, encodeTable } from "./encode.ts";
import { type Encoding, encodedColumns, fitEncoding, sumBySignal } from "./encoding.ts";
import { recordAt, tableOf, takeRows } from "./table.ts";

const SPECS = [
  { key: "visits", type: "number" },
  { key: "trial", type: "boolean" },
  { key: "source", type: "category" },
] as const;

type SignalRecord = Record<string, SignalValue>;

const record: fc.Arbitrary<SignalRecord> = fc.record({
  visits: fc.oneof(
    fc.constant(null),
    fc.integer({ min: 0, max: 50 }),
    fc.constantFrom(1e300, Number.NaN, 1e-300),
  ),
  trial: fc.constantFrom(null, true, false),
  source: fc.constantFrom(null, "", "referral", "paid", "organic", "partner", "constructor"),
});
const records = fc.array(record, { minLength: 1, maxLength: 40 });
const RUNS = { seed: 33, numRuns: 200 };

describe("a table of signals", () => {
  it("reads values by kind and gives them back", () => {
    const table = tableOf(SPECS, [
      { visits: 3, trial: true, source: "paid" },
      { visits: "three", trial: null },
      { visits: Number.POSITIVE_INFINITY, trial: false, source: "" },
    ]);
    expect(recordAt(table, 0)).toEqual({ visits: 3, trial: true, source: "paid" });
    expect(recordAt(table, 1)).toEqual({ visits: null, trial: null, source: null });
    expect(recordAt(table, 2)).toEqual({ visits: null, trial: false, source: null });
    expect(recordAt(takeRows(table, [2, 0, 0]), 1)).toEqual(recordAt(table, 0));
  });
});

describe("an encoding", () => {
  it("fills by the median and the commoner, and marks what was missing", () => {
    const rows: SignalRecord[] = [
      { visits: 1, trial: true, source: "paid" },
      { visits: 9, trial: true, source: "paid" },
      { visits: null, trial: false, source: null },
    ];
    const { encoding } = fitEncoding(tableOf(SPECS, rows));
    expect(
      encodedColumns(encoding).map(({ signal, part, level }) => [signal, part, level].join(" ").trim()),
    ).toEqual(["visits value", "visits missing", "trial value", "source level paid", "source missing"]);
    expect([...encodeTable(encoding, tableOf(SPECS, rows)).values]).toEqual([
      1, 0, 1, 1, 0, 9, 0, 1, 1, 0, 5, 1, 0, 0, 1,
    ]);
    expect([...encodeRecord(encoding, { trial: null })]).toEqual([5, 1, 1, 0, 1]);
  });
  it("pools rare levels, puts unseen ones with them, and without a pool takes them for the average", () => {
    const sources = [
      ...new Array<string>(2000).fill("paid"),
      ...new Array<string>(990).fill("organic"),
      "x",
      "y",
    ];
    const table = tableOf(
      SPECS.slice(2),
      sources.map((source) => ({ source })),
    );
    const { encoding, notes } = fitEncoding(table);
    expect(encoding.signals[0]).toMatchObject({
      levels: ["paid", "organic"],
      otherShare: 2 / 2992,
      missingShare: 0,
    });
    expect(notes).toEqual([{ key: "source", note: "levels_pooled" }]);
    expect([...encodeRecord(encoding, { source: "y" })]).toEqual([0, 0, 1]);
    expect([...encodeRecord(encoding, { source: "never seen" })]).toEqual([0, 0, 1]);
    const whole = fitEncoding(
      takeRows(
        table,
        Array.from({ length: 2990 }, (_, row) => row),
      ),
    ).encoding;
    expect([...encodeRecord(whole, { source: "never seen" })]).toEqual([2000 / 2990, 990 / 2990]);
    expect([...encodeRecord(whole, {})]).toEqual([2000 / 2990, 990 / 2990]);
  });
  it("keeps at most so many levels", () => {
    const table = tableOf(
      SPECS.slice(2),
      Array.from({ length: 300 }, (_, row) => ({ source: `s${row % 30}` })),
    );
    const [signal] = fitEncoding(table).encoding.signals;
    expect(signal).toMatchObject({ otherShare: expect.closeTo(1 / 3, 12) });
    expect(signal?.type === "category" && signal.levels.length).toBe(20);
  });
  it("gives the same bits for a row of a table and for the lead alone, before and after JSON", () => {
    fc.assert(
      fc.property(records, records, (train, rows) => {
        const { encoding } = fitEncoding(tableOf(SPECS, train));
        const loaded = JSON.parse(JSON.stringify(encoding)) as typeof encoding;
        const matrix = encodeTable(encoding, tableOf(SPECS, rows));
        expect(matrix.values.every(Number.isFinite)).toBe(true);
        expect(matrix.columns).toBe(encodedColumns(encoding).length);
        for (const [row, values] of rows.entries())
          expect(encodeRecord(loaded, values)).toEqual(
            matrix.values.slice(row * matrix.columns, (row + 1) * matrix.columns),
          );
      }),
      RUNS,
    );
  });
  it("does not depend on the order of training rows", () => {
    fc.assert(
      fc.property(records, (train) => {
        expect(fitEncoding(tableOf(SPECS, [...train].reverse()))).toEqual(fitEncoding(tableOf(SPECS, train)));
      }),
      RUNS,
    );
  });
  it("answers to hostile columns with notes, and the model fitted on them with zeros", () => {
    const rows: SignalRecord[] = Array.from({ length: 6 }, () => ({
      visits: null,
      trial: true,
      source: "paid",
    }));
    const table = tableOf(SPECS, rows);
    const { encoding, notes } = fitEncoding(table);
    expect(notes).toEqual([
      { key: "visits", note: "always_missing" },
      { key: "trial", note: "constant" },
      { key: "source", note: "constant" },
    ]);
    const fitted = fitLogistic(encodeTable(encoding, table), Uint8Array.of(0, 1, 0, 1, 0, 1));
    expect(fitted.ok && [...fitted.model.coefficients]).toEqual([0, 0, 0]);
    expect(fitEncoding({ rows: 0, columns: tableOf(SPECS, []).columns }).encoding.signals.length).toBe(3);
  });
  it("sums contributions of columns into those of signals", () => {
    const rows: SignalRecord[] = Array.from({ length: 40 }, (_, row) => ({
      visits: row % 5 === 0 ? null : row,
      trial: row % 3 === 0,
      source: ["paid", "organic", "referral"][row % 3]!,
    }));
    const table = tableOf(SPECS, rows);
    const { encoding } = fitEncoding(table);
    const matrix = encodeTable(encoding, table);
    const fitted = fitLogistic(
      matrix,
      Uint8Array.from(rows, (_, row) => (row % 7 < 3 ? 1 : 0)),
    );
    if (!fitted.ok) throw new Error(fitted.reason);
    const shap = linearShap(fitted.model, encodeRecord(encoding, rows[7]!));
    const bySignal = sumBySignal(encoding, shap.contributions);
    expect(bySignal.length).toBe(3);
    expect(bySignal.reduce((sum, value) => sum + value, shap.base)).toBeCloseTo(shap.margin, 12);
  });
});

describe("the bounds of a number", () => {
  const specs = [{ key: "minutes", type: "number" }] as const;
  const encoded = (encoding: Encoding, minutes: number) => encodeRecord(encoding, { minutes })[0];

  it("are those of all but the outermost half percent: more than anybody counts as the most", () => {
    const rows = Array.from({ length: 1_000 }, (_, row) => ({ minutes: row }));
    const { encoding } = fitEncoding(tableOf(specs, rows));
    expect(encoded(encoding, 1e300)).toBe(994);
    expect(encoded(encoding, 500)).toBe(500);
    expect(encoded(encoding, -1e300)).toBe(5);
  });

  it("are the extremes where nearly everybody has the same: a rare event still counts", () => {
    const rows = Array.from({ length: 1_000 }, (_, row) => ({ minutes: row < 2 ? 3 : 0 }));
    const { encoding } = fitEncoding(tableOf(specs, rows));
    expect(encoded(encoding, 3)).toBe(3);
    expect(encoded(encoding, 40)).toBe(3);
  });
});
