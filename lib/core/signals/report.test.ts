import { describe, expect, it } from "vitest";
import { tableOf } from "../encoding/table.ts";
import { signalReport } from "./report.ts";

const specs = [
  { key: "views", type: "number" },
  { key: "asked", type: "boolean" },
  { key: "source", type: "category" },
] as const;
const lead = (index: number, shift = 0) => ({
  views: index % 10 === 9 ? null : (index % 5) + shift,
  asked: index % 4 === 0,
  source: index % 3 === 0 ? "Referral" : index % 7 === 0 ? null : "Search",
});
const past = Array.from({ length: 400 }, (_, index) => lead(index));
const labels = Uint8Array.from(past, ({ views, source }) =>
  (views ?? 0) > 2 && source === "Referral" ? 1 : 0,
);
const [views, asked, source] = signalReport(tableOf(specs, past), labels, tableOf(specs, past.slice(300)));

describe("signalReport", () => {
  it("counts what is known and what shows something, blanks apart", () => {
    expect(views).toMatchObject({ rows: 400, known: 360, shown: 280 });
    expect(asked).toMatchObject({
      rows: 400,
      known: 400,
      shown: 100,
      distribution: { kind: "boolean", yes: 100, no: 300 },
    });
    expect(source!.known).toBe(past.filter((row) => row.source !== null).length);
  });
  it("lays numbers into whole bins that hold every one of them", () => {
    expect(views!.distribution).toMatchObject({
      kind: "number",
      low: 0,
      width: 1,
      counts: [80, 80, 80, 80, 40],
      median: 2,
    });
  });
  it("tells what goes with the outcome, with an interval that holds it", () => {
    const { value, low, high } = views!.correlation!;
    expect(value).toBeGreaterThan(0.2);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(low).toBeGreaterThan(0);
    expect(source!.correlation).toBeNull();
    const levels = source!.distribution.kind === "category" ? source!.distribution.levels : [];
    expect(levels.map(({ level }) => level)).toEqual(["Search", "Referral"]);
    expect(levels[0]!.rate).toBe(0);
    expect(levels[1]!.rate).toBeGreaterThan(0.25);
  });
  it("sees no drift in the same leads, and plenty in others", () => {
    expect(views!.drift).toBeLessThan(0.05);
    const moved = signalReport(
      tableOf(specs, past),
      labels,
      tableOf(
        specs,
        past.map((_, index) => lead(index, 4)),
      ),
    );
    expect(moved[0]!.drift).toBeGreaterThan(0.25);
    expect(moved[1]!.drift).toBe(0);
  });
  it("has no figures where there are no leads", () => {
    const [empty] = signalReport(tableOf(specs, []), new Uint8Array(), tableOf(specs, []));
    expect(empty).toEqual({
      ...{ key: "views", rows: 0, known: 0, shown: 0, correlation: null, drift: null },
      distribution: { kind: "number", low: 0, width: 1, counts: [], median: null, high: null },
    });
  });
});
