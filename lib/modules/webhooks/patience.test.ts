import { describe, expect, it } from "vitest";
import { MOST_TRIES, pauseAfter, RETRY_SECONDS, shouldDisable } from "./patience";

const at = (days: number) => new Date(Date.UTC(2026, 10, 1) + days * 86_400_000);

describe("patience", () => {
  it("is nine tries, each later than the one before or as late, over more than a day", () => {
    expect(MOST_TRIES).toBe(9);
    expect([...RETRY_SECONDS].sort((a, b) => a - b)).toEqual(RETRY_SECONDS);
    const hours = RETRY_SECONDS.reduce((sum, each) => sum + each, 0) / 3_600;
    expect(hours).toBeGreaterThan(24);
    expect(hours).toBeLessThan(30);
  });
  it("rests a receiver that fails in a row, longer and longer, to half an hour", () => {
    expect([1, 4, 5, 6, 9, 10, 500].map(pauseAfter)).toEqual([0, 0, 60, 120, 960, 1_800, 1_800]);
  });
  it("ends after five days of nothing but failures", () => {
    expect(shouldDisable(100, at(0), at(4.9))).toBe(false);
    expect(shouldDisable(100, at(0), at(5))).toBe(true);
    expect(shouldDisable(4, at(0), at(9))).toBe(false);
  });
});
