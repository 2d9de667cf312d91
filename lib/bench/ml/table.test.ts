import { expect, test } from "vitest";
import { makeScores, makeTable, SIGNAL_KEYS } from "./table";

const table = makeTable("a", 20_000, 7);

test("a made-up table has 33 signals, a quarter converted and a twentieth missing", () => {
  expect([table.columns, SIGNAL_KEYS.length]).toEqual([33, 33]);
  const converted = table.labels.reduce((sum, label) => sum + label, 0) / table.rows;
  const missing = table.values.filter(Number.isNaN).length / table.values.length;
  expect(converted).toBeGreaterThan(0.22);
  expect(converted).toBeLessThan(0.28);
  expect(missing).toBeGreaterThan(0.045);
  expect(missing).toBeLessThan(0.055);
  expect(table.filled.every(Number.isFinite)).toBe(true);
});

test("it is the same for the same seed, and another for another", () => {
  const again = makeTable("b", 500, 7);
  expect(again.values).toEqual(table.values.slice(0, again.values.length));
  expect(makeTable("c", 500, 8).values).not.toEqual(again.values);
});

test("pricing visits count for more where the lead decides", () => {
  const [pricing, decides] = ["pricing_visits_30d", "decision_maker"].map((key) => SIGNAL_KEYS.indexOf(key));
  const rate = (decider: number, visited: boolean) => {
    const rows = Array.from(table.labels.keys()).filter(
      (row) =>
        table.values[row * 33 + decides!] === decider && table.values[row * 33 + pricing!]! > 0 === visited,
    );
    return rows.reduce((sum, row) => sum + table.labels[row]!, 0) / rows.length;
  };
  expect(rate(1, true) - rate(1, false)).toBeGreaterThan(1.5 * (rate(0, true) - rate(0, false)));
});

test("scores announce their outcomes", () => {
  const { scores, labels } = makeScores(20_000, 1);
  const promised = scores.reduce((sum, p) => sum + p, 0);
  expect(Math.abs(labels.reduce((sum, label) => sum + label, 0) - promised)).toBeLessThan(400);
});
