import { describe, expect, it } from "vitest";
import { lastPeriod, periodsOf, previousScorer } from "./periods";

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const SWITCHES = [
  { scorerId: "rules", at: day(1) },
  { scorerId: "model", at: day(5) },
  { scorerId: "model", at: day(6) },
  { scorerId: "rules", at: day(9) },
  { scorerId: "next", at: day(12) },
];

describe("periods of use", () => {
  const periods = periodsOf(SWITCHES);
  it("follow on each other, the last still open", () => {
    expect(periods).toEqual([
      { scorerId: "rules", from: day(1), to: day(5) },
      { scorerId: "model", from: day(5), to: day(9) },
      { scorerId: "rules", from: day(9), to: day(12) },
      { scorerId: "next", from: day(12), to: null },
    ]);
    expect(periodsOf([])).toEqual([]);
  });
  it("tell which version one goes back to: the last other one", () => {
    expect(previousScorer(periods, "next")).toBe("rules");
    expect(previousScorer(periods.slice(0, 2), "model")).toBe("rules");
    expect(previousScorer(periods.slice(0, 1), "rules")).toBeNull();
  });
  it("tell when a version was in use last", () => {
    expect(lastPeriod(periods, "rules")?.from).toEqual(day(9));
    expect(lastPeriod(periods, "never")).toBeNull();
  });
});
