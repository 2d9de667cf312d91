import { expect, test } from "vitest";
import { openFigures } from "./figures";
import { alternate } from "./timing";

test("bars are met within, missed beyond, and a figure that is no number misses", () => {
  const printed: string[] = [];
  const figures = openFigures((name, value, unit) => printed.push(`${name} ${value} ${unit}`));
  figures.pair("fit", { cpu: 1, wall: 3 }, { cpu: 2, wall: 2 }, 0.5);
  figures.barred("faster", 7.9, "x", { atLeast: 8 });
  figures.barred("apart", Number.NaN, "auc", { atLeast: -1, atMost: 1 });
  expect(printed.slice(0, 3)).toEqual(["fit_ours_cpu 1 s", "fit_peer_cpu 2 s", "fit_ratio 0.5 x"]);
  expect(figures.summary()).toContain("1 bars met");
  expect(figures.summary()).toContain("faster 7.900");
  expect(figures.summary()).toContain("apart NaN");
});

test("without a peer only ours is printed", () => {
  const printed: string[] = [];
  openFigures((name) => printed.push(name)).pair("fit", { cpu: 1, wall: 3 }, null, 0.5);
  expect(printed).toEqual(["fit_ours_cpu"]);
});

test("both sides run in turn and the best of each counts", async () => {
  const order: string[] = [];
  const times = [3, 1, 2];
  const theirTimes = [5, 4, 6];
  const best = await alternate(
    3,
    () => {
      order.push("ours");
      return { cpu: times.shift()!, wall: 0 };
    },
    async () => {
      order.push("theirs");
      return { cpu: theirTimes.shift()!, wall: 0 };
    },
  );
  expect(order.join(" ")).toBe("ours theirs ours theirs ours theirs");
  expect([best.ours.cpu, best.theirs?.cpu]).toEqual([1, 4]);
});
