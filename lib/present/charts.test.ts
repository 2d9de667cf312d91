import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RULES_DEFAULT_BANDS } from "../core/scoring/bands.ts";
import { SCORE_CAUSES } from "../core/scoring/causes.ts";
import type { Factor, ScoreResult } from "../core/scoring/types.ts";
import { protectedReason } from "../core/signals/protected.ts";
import type { Dimension } from "../core/signals/types.ts";
import { type HistoryPoint, prepareScoreHistory } from "./score-history.ts";
import { prepareWaterfall } from "./waterfall.ts";
import { wordCause } from "./word-cause.ts";
import { wordProtected } from "./word-protected.ts";

const factor = (key: string, dimension: Dimension, points: number): Factor => ({
  key,
  signal: key,
  dimension,
  points,
  value: null,
  reason: { key, args: {} },
  evidence: {},
});
function resultOf(startingPoint: number, factors: Factor[]): ScoreResult {
  const sum = factors.reduce((total, { points }) => total + points, startingPoint);
  const unrounded = Math.min(100, Math.max(0, sum));
  const total = Math.round(unrounded);
  return {
    total,
    unrounded,
    probability: null,
    margin: null,
    startingPoint,
    factors,
    clamp: unrounded - sum,
    rounding: total - unrounded,
    fitScore: 0,
    intentScore: 0,
    bandId: "warm",
    reasons: [],
    risks: [],
  };
}
const word = ({ key }: Factor) => ({ title: key, evidence: null });
const prepare = (result: ScoreResult) => prepareWaterfall(result, RULES_DEFAULT_BANDS, word);

describe("waterfall", () => {
  it("groups, orders by weight and prints what adds up", () => {
    const chart = prepare(
      resultOf(25.2, [
        factor("b", "fit", 1.24),
        factor("a", "fit", 6.1),
        factor("n", "negative", -6.22),
        factor("tiny", "intent", 0.04),
      ]),
    );
    expect(chart.startingPoint).toEqual({ tenths: 252, text: "25.2", span: { from: 0, to: 25.2 } });
    expect(
      chart.groups.map(({ title, text, rows }) => [title, text, rows.map((row) => `${row.key} ${row.text}`)]),
    ).toEqual([
      ["Fit", "+7.3", ["a +6.1", "b +1.2"]],
      ["Negative", "−6.2", ["n −6.2"]],
    ]);
    expect(chart.groups[1]?.rows[0]).toMatchObject({ span: { from: 32.5, to: 26.3 }, raises: false });
    expect(chart).toMatchObject({
      omitted: 1,
      clamp: null,
      total: 26,
      domain: [0, 100],
      rounding: { text: "−0.3", span: { from: 26.3, to: 26 } },
    });
    expect(chart.edges.map(({ name, from }) => [name, from])).toEqual([
      ["Nurture", 20],
      ["Warm", 40],
      ["Hot", 70],
    ]);
  });
  it("rounds halves away from zero, so that a gain and a drag of one size print alike", () => {
    const rows = prepare(
      resultOf(50, [factor("a", "fit", 6.25), factor("n", "negative", -6.25)]),
    ).groups.flatMap((group) => group.rows);
    expect(rows.map((row) => row.text)).toEqual(["+6.3", "−6.3"]);
  });
  it("names the clamp and widens the axis", () => {
    const chart = prepare(resultOf(0, [factor("a", "fit", 20), factor("n", "negative", -46)]));
    expect(chart).toMatchObject({
      clamp: { text: "+26.0", span: { from: -26, to: 0 } },
      rounding: null,
      total: 0,
      domain: [-26, 100],
    });
  });
  it("always prints figures that add up exactly, with bars that meet", () => {
    const factors = fc.uniqueArray(
      fc.record({
        key: fc.string({ minLength: 1, maxLength: 4 }),
        dimension: fc.constantFrom<Dimension>("fit", "intent", "engagement", "negative"),
        points: fc.double({ min: -40, max: 40, noNaN: true }),
      }),
      { selector: (item) => item.key, maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), factors, (start, items) => {
        const chart = prepare(
          resultOf(
            start,
            items.map(({ key, dimension, points }) => factor(key, dimension, points)),
          ),
        );
        const rows = chart.groups.flatMap((group) => group.rows);
        const lines = [
          chart.startingPoint,
          ...rows,
          ...(chart.clamp ? [chart.clamp] : []),
          ...(chart.rounding ? [chart.rounding] : []),
        ];
        expect(lines.reduce((sum, line) => sum + line.tenths, 0)).toBe(chart.total * 10);
        for (const group of chart.groups)
          expect(group.rows.reduce((sum, row) => sum + row.tenths, 0)).toBe(group.tenths);
        expect(lines.map((line) => line.span.from)).toEqual([
          0,
          ...lines.slice(0, -1).map((line) => line.span.to),
        ]);
        for (const line of lines)
          expect(line.text).toBe(
            (line === chart.startingPoint ? "" : line.tenths > 0 ? "+" : line.tenths < 0 ? "−" : "") +
              (Math.abs(line.tenths) / 10).toFixed(1),
          );
        expect(lines[lines.length - 1]?.span.to).toBe(chart.total);
      }),
      { seed: 99, numRuns: 300 },
    );
  });
});

describe("score history", () => {
  const DAY = 86_400_000;
  const NOW = Date.UTC(2026, 10, 17);
  const point = (daysAgo: number, score: number, bandId: string, type = "visit"): HistoryPoint => ({
    at: NOW - daysAgo * DAY,
    score,
    bandId,
    cause: { key: "activity", args: { type, count: 2 } },
  });
  const options = { now: NOW, timeZone: "Etc/UTC", since: null };

  it("draws steps that hold until the next score, and until now", () => {
    const chart = prepareScoreHistory(
      [point(5, 30, "nurture"), point(10, 20, "nurture")],
      RULES_DEFAULT_BANDS,
      options,
    );
    expect(chart.line.map(({ at, score }) => [(NOW - at) / DAY, score])).toEqual([
      [10, 20],
      [5, 20],
      [5, 30],
      [0, 30],
    ]);
    expect(chart.marks).toEqual([
      {
        number: 1,
        at: NOW - 5 * DAY,
        from: 20,
        to: 30,
        day: "12 Nov",
        title: "Visited the site twice",
        bandChanged: false,
      },
    ]);
    expect(chart.bands[0]).toMatchObject({ name: "Hot", from: 70, to: 100 });
    expect(chart.bands[1]).toMatchObject({ from: 40, to: 70 });
  });
  it("numbers the largest moves in order of time and holds the score at the window's edge", () => {
    const points = [
      point(50, 10, "suppress"),
      point(20, 40, "warm"),
      point(15, 41, "warm"),
      point(10, 75, "hot"),
      point(2, 60, "warm"),
    ];
    const chart = prepareScoreHistory(points, RULES_DEFAULT_BANDS, {
      ...options,
      since: NOW - 30 * DAY,
      mostMarks: 2,
    });
    expect(chart.line[0]).toEqual({ at: NOW - 30 * DAY, score: 10 });
    expect(chart.marks.map(({ number, from, to, bandChanged }) => [number, from, to, bandChanged])).toEqual([
      [1, 10, 40, true],
      [2, 41, 75, true],
    ]);
    expect(chart.latest).toEqual({ at: NOW - 2 * DAY, score: 60 });
  });
  it("has nothing to draw for a lead without scores", () => {
    expect(prepareScoreHistory([], RULES_DEFAULT_BANDS, options)).toMatchObject({
      line: [],
      marks: [],
      latest: null,
    });
  });
});

describe("other wording", () => {
  it("has words for every cause", () => {
    const titles = SCORE_CAUSES.map((key) =>
      wordCause({ key, args: { version: "Rules v2", to: "won", type: "", quiet_days: 5 } }),
    );
    expect(titles).toEqual([
      "Lead created",
      "Imported",
      "Enriched",
      "New activity",
      "Status set to won",
      "Rules v2 published",
      "Rules v2 published",
      "Bands of Rules v2 published",
      "Back to Rules v2",
      "Market settings changed",
      "Scored by hand",
      "5 quiet days",
    ]);
    expect(wordCause({ key: "activity", args: { type: "A_SUBMITTED" } })).toBe("A SUBMITTED");
    expect(wordCause({ key: "nonsense", args: {} })).toBe("Scored again");
  });
  it("says why a column is kept out", () => {
    expect(wordProtected(protectedReason("Date of birth")!)).toBe(
      "Kept out: it is about age, a protected attribute",
    );
  });
});
