import { describe, expect, it } from "vitest";
import type { WaterfallData } from "./types";
import { position, waterfallGeometry } from "./waterfall-geometry";

const row = (key: string, value: number) => ({
  key,
  label: key,
  evidence: "",
  value,
  valueText: String(value),
});
const data: WaterfallData = {
  start: { label: "Starting point", value: 25.2, valueText: "25.2" },
  groups: [
    { key: "fit", label: "Fit", subtotal: 10, subtotalText: "+10", rows: [row("a", 6), row("b", 4)] },
    { key: "negative", label: "Negative", subtotal: -14, subtotalText: "−14", rows: [row("c", -14)] },
  ],
  adjustments: [{ key: "rounding", label: "Rounding", value: -0.2, valueText: "−0.2" }],
  result: { label: "Score", value: 21, valueText: "21", tone: "nurture" },
  bands: [
    { name: "Hot", tone: "hot", from: 70 },
    { name: "Warm", tone: "warm", from: 40 },
    { name: "Cold", tone: "suppress", from: 0 },
  ],
  summary: "",
};

describe("waterfallGeometry", () => {
  it("begins each bar where the one before it ends", () => {
    const geometry = waterfallGeometry(data);
    expect(geometry.start).toEqual({ from: 0, to: 25.2 });
    expect(geometry.rows.get("a")).toEqual({ from: 25.2, to: 31.2 });
    expect(geometry.rows.get("b")?.from).toBe(31.2);
    expect(geometry.rows.get("c")?.to).toBeCloseTo(21.2, 9);
    expect(geometry.adjustments.get("rounding")?.to).toBeCloseTo(21, 9);
    expect(geometry.groups.get("fit")).toEqual({ from: 25.2, to: 35.2 });
  });

  it("reaches past the next band edge above the result, and no further", () => {
    expect(waterfallGeometry(data).max).toBe(50);
  });

  it("goes below zero where the running total does", () => {
    const geometry = waterfallGeometry({ ...data, start: null });
    expect(geometry.min).toBe(-10);
    expect(position(geometry, geometry.min)).toBe(0);
    expect(position(geometry, geometry.max)).toBe(100);
  });
});
