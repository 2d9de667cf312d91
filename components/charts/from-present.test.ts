import { describe, expect, it } from "vitest";
import { scoreHistoryData, waterfallData } from "./from-present";
import { waterfallGeometry } from "./waterfall-geometry";

const DAY = 86_400_000;
const time = { now: Date.UTC(2026, 10, 17, 12), timeZone: "UTC" };
const line = (tenths: number) => ({ tenths, text: String(tenths / 10), span: { from: 0, to: tenths / 10 } });

describe("charts from lib/present", () => {
  const prepared = {
    startingPoint: line(0),
    groups: [
      {
        dimension: "fit" as const,
        title: "Fit",
        tenths: 123,
        text: "+12.3",
        rows: [
          {
            key: "a",
            title: "Decision maker",
            evidence: null,
            tenths: 123,
            text: "+12.3",
            span: { from: 0, to: 12.3 },
            raises: true,
          },
        ],
      },
    ],
    clamp: null,
    rounding: line(-3),
    total: 12,
    bandId: "n",
    edges: [{ bandId: "w", name: "Warm", from: 40, tone: "warm" }],
    domain: [0, 100] as const,
    omitted: 0,
  };

  it("drops the starting point of rules and keeps every line that is printed", () => {
    const data = waterfallData(prepared, { band: { name: "Nurture", tone: "nurture" } });
    expect(data.start).toBeNull();
    expect(data.adjustments.map((one) => one.key)).toEqual(["rounding"]);
    expect(data.summary).toBe("Fit +12.3; Score 12, Nurture");
    expect(waterfallGeometry(data).adjustments.get("rounding")?.to).toBeCloseTo(12, 9);
  });

  it("labels each day of the axis once and ends today", () => {
    const data = scoreHistoryData(
      {
        line: [{ at: time.now - 2 * DAY, score: 10 }],
        marks: [],
        bands: [],
        domain: { from: time.now - 2 * DAY, to: time.now },
        latest: { at: time.now - 2 * DAY, score: 10 },
      },
      time,
    );
    expect(data.ticks.map((tick) => tick.text)).toEqual(["15 Nov", "16 Nov", "Today"]);
    expect(data.machineLabel).toBe("10");
  });
});
