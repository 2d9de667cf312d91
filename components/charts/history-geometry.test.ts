import { describe, expect, it } from "vitest";
import { historyPath, placeCauses, scoreY, timeX } from "./history-geometry";
import type { ScoreHistoryData } from "./types";

const data: ScoreHistoryData = {
  points: [
    { at: 0, score: 10 },
    { at: 50, score: 30 },
    { at: 80, score: 20, drifted: true },
  ],
  overrides: [],
  causes: [
    { at: 50, dateText: "", text: "", from: 10, to: 30 },
    { at: 51, dateText: "", text: "", from: 30, to: 31 },
    { at: 80, dateText: "", text: "", from: 30, to: 20 },
  ],
  bands: [],
  from: 0,
  to: 100,
  ticks: [],
  machineLabel: "",
  summary: "",
};

describe("score history geometry", () => {
  it("steps at a change and slopes where the score drifted", () => {
    expect(historyPath(data, 200)).toBe("M0 180H50V140L80 160H100");
  });

  it("enters at the score held before the axis begins", () => {
    expect(historyPath({ ...data, from: 60 }, 200)).toBe("M0 140L50 160H100");
  });

  it("keeps moments and scores on the axis", () => {
    expect(timeX(data, -5)).toBe(0);
    expect(timeX(data, 500)).toBe(100);
    expect(scoreY(120, 200)).toBe(0);
  });

  it("puts numbers above rises, below falls, and never on each other", () => {
    const [rise, close, fall] = placeCauses(data, 200, 600);
    expect(rise?.badgeY).toBeLessThan(rise?.y ?? 0);
    expect(fall?.badgeY).toBeGreaterThan(fall?.y ?? 0);
    expect(Math.abs((rise?.badgeY ?? 0) - (close?.badgeY ?? 0))).toBeGreaterThanOrEqual(22);
  });
});
