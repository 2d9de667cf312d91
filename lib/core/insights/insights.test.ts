import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InsightCell, tierFigures } from "./cells.ts";
import { decileFigures, gainFigures } from "./gain.ts";
import { monthFigures, monthName, monthNumber, monthsBetween } from "./months.ts";
import type { InsightBand } from "./types.ts";

const BANDS: readonly InsightBand[] = (
  [
    ["hot", 120],
    ["warm", 1_440],
    ["nurture", 10_080],
    ["suppress", null],
  ] as const
).map(([id, respondWithinMinutes], index) => ({
  ...{ id, name: id, tone: id, rank: 4 - index, respondWithinMinutes },
  isCalled: respondWithinMinutes !== null && respondWithinMinutes <= 1_440,
  isFormer: false,
}));

const cell = (given: Partial<InsightCell>): InsightCell => ({
  ...{ month: "2026-05", basis: "contact", version: "Rules v1", band: "hot", score: 80, label: 0, rows: 1 },
  ...{ promisedRows: 0, promiseSum: 0 },
  ...given,
});
const group = (
  band: string,
  score: number,
  rows: number,
  positives: number,
  more: Partial<InsightCell> = {},
) => [
  cell({ band, score, rows: positives, label: 1, ...more }),
  cell({ band, score, rows: rows - positives, label: 0, ...more }),
];

/** Every number anywhere in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(numbersIn);
}

const anyCells = fc.array(
  fc.record({
    month: fc.constantFrom("2026-01", "2026-02", "2026-03", "2026-08", null),
    basis: fc.constantFrom("contact", "stood", "replayed"),
    version: fc.constantFrom("Rules v1", "Model v2", null),
    band: fc.constantFrom("hot", "warm", "nurture", "suppress"),
    score: fc.integer({ min: 0, max: 100 }),
    label: fc.constantFrom(0, 1),
    rows: fc.integer({ min: 1, max: 400 }),
    promisedRows: fc.constant(0),
    promiseSum: fc.constant(0),
  }),
  { maxLength: 40 },
) as fc.Arbitrary<InsightCell[]>;

describe("tiers", () => {
  it("says what the bands that are called are and bring", () => {
    const figures = tierFigures(
      [
        ...group("hot", 80, 100, 60),
        ...group("warm", 50, 200, 60),
        ...group("nurture", 30, 400, 60),
        ...group("suppress", 5, 300, 20),
      ],
      BANDS,
    );
    expect(figures.called).toEqual({
      ids: ["hot", "warm"],
      rows: 300,
      positives: 120,
      share: 0.3,
      captured: 0.6,
    });
    expect(figures.all).toMatchObject({ rows: 1_000, positives: 200, rate: 0.2 });
    expect(figures.tiers.map(({ lift }) => lift!.toFixed(9))).toEqual(
      [3, 1.5, 0.75, 1 / 3].map((lift) => lift.toFixed(9)),
    );
  });

  it("says nothing together where every band is called, or none", () => {
    const called = BANDS.map((band) => ({ ...band, isCalled: true }));
    expect(tierFigures(group("hot", 80, 10, 5), called).called).toBeNull();
    expect(
      tierFigures(
        group("hot", 80, 10, 5),
        called.map((band) => ({ ...band, isCalled: false })),
      ).called,
    ).toBeNull();
  });

  it("has no figure that is none, whatever the leads", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const figures = tierFigures(cells, BANDS);
        const all = [figures, gainFigures(cells, figures), decileFigures(cells)];
        expect(numbersIn(all).filter((value) => !Number.isFinite(value))).toEqual([]);
        const rows = cells.reduce((sum, each) => sum + each.rows, 0);
        expect(figures.tiers.reduce((sum, tier) => sum + tier.rows, 0)).toBe(rows);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe("the gain curve", () => {
  it("ends each band where its leads end", () => {
    const cells = [...group("hot", 80, 100, 50), ...group("suppress", 10, 300, 50)];
    const gain = gainFigures(cells, tierFigures(cells, BANDS))!;
    const at = (share: number) => gain.points.find((point) => point.share === share)!.captured;
    expect(gain.edges[0]).toEqual({ id: "hot", share: 0.25, captured: 0.5 });
    // Between 24 and 26 %: the edge of the band is on the curve.
    expect(at(0.24)).toBeCloseTo(0.48, 12);
    expect(at(0.26)).toBeCloseTo(0.5 + 0.5 * (4 / 300), 12);
    expect(gain.edges.at(-1)).toEqual({ id: "suppress", share: 1, captured: 1 });
  });

  it("places leads among those of their version: scores of two scales are not laid together", () => {
    // The model's best are at 40, the rules' worst at 40: a pooled order of scores would tie them.
    const rules = [...group("hot", 90, 100, 80), ...group("suppress", 40, 100, 0)];
    const model = [
      ...group("hot", 40, 100, 80, { version: "Model v1" }),
      ...group("suppress", 5, 100, 0, { version: "Model v1" }),
    ];
    const cells = [...rules, ...model];
    const gain = gainFigures(cells, tierFigures(cells, BANDS))!;
    expect(gain.points.find(({ share }) => share === 0.5)!.captured).toBe(1);
  });

  it("does not depend on the order of the cells, rises, and is null without conversions", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const figures = tierFigures(cells, BANDS);
        const gain = gainFigures(cells, figures);
        if (figures.all.positives === 0) {
          expect(gain).toBeNull();
          return;
        }
        const backwards = gainFigures([...cells].reverse(), figures)!;
        for (const [index, { captured }] of gain!.points.entries()) {
          expect(captured).toBeGreaterThanOrEqual((gain!.points[index - 1]?.captured ?? 0) - 1e-12);
          expect(backwards.points[index]!.captured).toBeCloseTo(captured, 9);
        }
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

describe("tenths", () => {
  it("add up to all leads and all conversions, best first", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const tenths = decileFigures(cells);
        const { all } = tierFigures(cells, BANDS);
        if (all.rows < 300) {
          expect(tenths).toBeNull();
          return;
        }
        const sum = (key: "rows" | "positives") => tenths!.reduce((total, each) => total + each[key], 0);
        expect(sum("rows")).toBeCloseTo(all.rows, 6);
        expect(sum("positives")).toBeCloseTo(all.positives, 6);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it("has the mean score of its leads", () => {
    const tenths = decileFigures(
      Array.from({ length: 10 }, (_, index) => cell({ score: index * 10, rows: 40 })),
    )!;
    expect(tenths.map(({ meanScore }) => Math.round(meanScore))).toEqual([
      90, 80, 70, 60, 50, 40, 30, 20, 10, 0,
    ]);
  });
});

describe("months", () => {
  const axis = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"].map((month, at) => ({
    month,
    at,
  }));
  const request = {
    bands: BANDS,
    axis,
    isInPeriod: () => true,
    immature: new Map([["2026-06", 4]]),
    windowDays: 90,
  };
  const truths = (cells: InsightCell[], windowDays: number | null = 90) =>
    monthFigures({ ...request, cells, windowDays }).map(({ truth }) => truth);

  it("counts by the calendar", () => {
    expect(monthName(monthNumber("2025-12") + 1)).toBe("2026-01");
    expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(monthsBetween("2026-02", "2025-11")).toEqual([]);
  });

  it("leaves months without leads where they are, empty", () => {
    const figures = monthFigures({ ...request, cells: group("hot", 80, 40, 10, { month: "2026-02" }) });
    expect(figures.map(({ all }) => all.rows)).toEqual([0, 40, 0, 0, 0, 0]);
    expect(figures[0]).toMatchObject({ truth: null, all: { rate: null, interval: null } });
    expect(figures[5]!.immature).toBe(4);
  });

  it("lays a model's promise beside what happened", () => {
    const kept = truths([
      ...group("hot", 80, 200, 100, { month: "2026-03" }).map((each) => ({
        ...each,
        promisedRows: each.rows,
        promiseSum: each.rows * 0.52,
      })),
    ])[2]!;
    expect(kept).toMatchObject({ kind: "model", rows: 200, positives: 100, isKept: true });
    expect(kept.promised).toBeCloseTo(0.52, 12);
  });

  it("takes what bands had brought for the promise of rules, once those leads' window was over", () => {
    const cells = [
      ...group("hot", 80, 100, 50, { month: "2026-01" }),
      ...group("hot", 80, 100, 90, { month: "2026-02" }),
      ...group("hot", 80, 100, 20, { month: "2026-05" }),
    ];
    // In May only January's 90 days are over; February says nothing yet.
    const may = truths(cells)[4]!;
    expect(may).toMatchObject({ kind: "bands", promised: 0.5, rate: 0.2, isKept: false });
    expect(truths(cells)[1]).toBeNull();
    // Outcomes without a window are known with the month.
    expect(truths(cells, null)[1]).toMatchObject({ promised: 0.5 });
  });

  it("does not judge a month by the few of its leads that had a promise", () => {
    const cells = [
      ...group("hot", 80, 100, 50, { month: "2026-01" }),
      ...group("hot", 80, 20, 5, { month: "2026-06" }),
      ...group("warm", 50, 80, 5, { month: "2026-06" }),
    ];
    expect(truths(cells)[5]).toBeNull();
  });
});
