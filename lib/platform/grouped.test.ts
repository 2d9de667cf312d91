import { describe, expect, it } from "vitest";
import { grouped } from "./grouped";

describe("grouped", () => {
  it("lets what is asked while a group is under way go together, in order", async () => {
    const groups: number[][] = [];
    const releases: (() => void)[] = [];
    const double = grouped<number, number>(async (items) => {
      groups.push([...items]);
      await new Promise<void>((resolve) => releases.push(resolve));
      return items.map((item) => item * 2);
    });
    const first = [double(1), double(2)];
    await new Promise(setImmediate);
    const second = [double(3), double(4), double(5)];
    await new Promise(setImmediate);
    expect(groups).toEqual([[1, 2]]);
    releases[0]?.();
    expect(await Promise.all(first)).toEqual([2, 4]);
    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    releases[1]?.();
    expect(await Promise.all(second)).toEqual([6, 8, 10]);
  });

  it("fails those of a group together and nobody else", async () => {
    const halve = grouped<number, number>(
      async (items) => {
        if (items.includes(0)) throw new Error("zero");
        return items.map((item) => item / 2);
      },
      { most: 2 },
    );
    const settled = await Promise.allSettled([halve(2), halve(0), halve(8)]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  });

  it("takes a wrong number of results for a failure", async () => {
    const lose = grouped<number, number>(async () => []);
    await expect(lose(1)).rejects.toThrow("one result an item");
  });
});
