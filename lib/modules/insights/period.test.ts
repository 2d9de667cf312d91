import { describe, expect, it } from "vitest";
import { axisOf, comparedSpan, type MonthCount, newestWhole, spanOf } from "./period";

const months = (from: number, to: number, judged: number): MonthCount[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    month: `2026-${String(from + index).padStart(2, "0")}`,
    ...{ judged, immature: 0 },
  }));
const THIS = "2026-11";
const OPEN: MonthCount[] = [
  { month: "2026-09", judged: 3, immature: 200 },
  { month: "2026-11", judged: 50, immature: 0 },
];

describe("the usual period", () => {
  it("is the newest three months whose leads can be judged; the month that runs is no whole one", () => {
    expect(newestWhole([...months(1, 8, 200), ...OPEN], THIS)).toBe("2026-08");
    expect(spanOf({ kind: "auto" }, [...months(1, 8, 200), ...OPEN], THIS)).toEqual({
      from: "2026-06",
      to: "2026-08",
    });
  });
  it("is longer where three months are few leads", () => {
    expect(spanOf({ kind: "auto" }, months(1, 8, 60), THIS)).toEqual({ from: "2026-03", to: "2026-08" });
    expect(spanOf({ kind: "auto" }, months(1, 8, 30), THIS)).toEqual({ from: "2025-09", to: "2026-08" });
    expect(spanOf({ kind: "auto" }, months(1, 8, 3), THIS)).toEqual({ from: "2025-09", to: "2026-08" });
  });
  it("is everything where no month is whole, or none is dated", () => {
    expect(spanOf({ kind: "auto" }, OPEN, THIS)).toEqual({ from: null, to: null });
    expect(spanOf({ kind: "last", months: 6 }, [], THIS)).toEqual({ from: null, to: null });
  });
});

describe("what it is compared with", () => {
  const quarter = { from: "2026-02", to: "2026-04" };
  it("is the period before, or the same months of the year before", () => {
    expect(comparedSpan(quarter, "previous")).toEqual({ from: "2025-11", to: "2026-01" });
    expect(comparedSpan(quarter, "year")).toEqual({ from: "2025-02", to: "2025-04" });
  });
  it("is nothing where nobody asked, or there is nothing else", () => {
    expect(comparedSpan(quarter, "none")).toBeNull();
    expect(comparedSpan({ from: null, to: null }, "previous")).toBeNull();
  });
});

describe("the axis of charts over time", () => {
  it("is the year that ends with the period, from the first lead on", () => {
    expect(axisOf({ from: "2026-06", to: "2026-08" }, months(1, 9, 10))).toEqual(
      months(1, 8, 0).map(({ month }) => month),
    );
    const long = [{ month: "2024-03", judged: 1, immature: 0 }, ...months(1, 9, 10)];
    expect(axisOf({ from: "2026-06", to: "2026-08" }, long)).toHaveLength(12);
  });
  it("holds the whole period where it is longer, five years at most", () => {
    expect(axisOf({ from: "2024-01", to: "2026-08" }, months(1, 9, 10))).toHaveLength(32);
    expect(axisOf({ from: "1999-01", to: "2026-08" }, months(1, 9, 10))).toHaveLength(60);
  });
  it("is empty where nothing is dated", () => {
    expect(axisOf({ from: null, to: null }, [])).toEqual([]);
  });
});
