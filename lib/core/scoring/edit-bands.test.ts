import { describe, expect, it } from "vitest";
import { randomStream } from "../random/random.ts";
import { RULES_DEFAULT_BANDS, THREE_BANDS, validateBands } from "./bands.ts";
import { addBand, edgeRange, moveEdge, removeBand } from "./edit-bands.ts";
import type { BandSet } from "./types.ts";

const edges = ({ bands }: BandSet) => bands.map(({ from }) => from);

describe("moveEdge", () => {
  it("moves one edge and nothing else", () =>
    expect(edges(moveEdge(RULES_DEFAULT_BANDS, "hot", 65))).toEqual([65, 40, 20, 0]));
  it("stops at its neighbours, 100 and whole numbers", () => {
    expect(edges(moveEdge(RULES_DEFAULT_BANDS, "hot", 12))).toEqual([41, 40, 20, 0]);
    expect(edges(moveEdge(RULES_DEFAULT_BANDS, "hot", 300))).toEqual([100, 40, 20, 0]);
    expect(edges(moveEdge(RULES_DEFAULT_BANDS, "warm", 90))).toEqual([70, 69, 20, 0]);
    expect(edges(moveEdge(RULES_DEFAULT_BANDS, "nurture", -4))).toEqual([70, 40, 1, 0]);
    expect(edges(moveEdge(RULES_DEFAULT_BANDS, "warm", 44.4))).toEqual([70, 44, 20, 0]);
  });
  it("leaves the lowest band, unknown ones and nonsense alone", () => {
    expect(moveEdge(RULES_DEFAULT_BANDS, "suppress", 5)).toBe(RULES_DEFAULT_BANDS);
    expect(moveEdge(RULES_DEFAULT_BANDS, "cold", 5)).toBe(RULES_DEFAULT_BANDS);
    expect(moveEdge(RULES_DEFAULT_BANDS, "hot", Number.NaN)).toBe(RULES_DEFAULT_BANDS);
    expect(edgeRange(RULES_DEFAULT_BANDS, "suppress")).toBeNull();
  });
});

describe("addBand and removeBand", () => {
  const band = { id: "ice", name: "Ice", action: "wait", tone: "band-5" };
  it("splits the widest range, upper half first", () => {
    const more = addBand(THREE_BANDS, band);
    expect(edges(more)).toEqual([70, 40, 20, 0]);
    expect(more.bands.map(({ id }) => id)).toEqual(["hot", "warm", "ice", "cold"]);
    expect(more.bands.map(({ rank }) => rank)).toEqual([4, 3, 2, 1]);
  });
  it("never makes more than six or fewer than two", () => {
    let set: BandSet = THREE_BANDS;
    for (let n = 0; n < 9; n += 1) set = addBand(set, { ...band, id: `x${n}`, name: `X ${n}` });
    expect(set.bands).toHaveLength(6);
    for (const { id } of set.bands) set = removeBand(set, id);
    expect(set.bands).toHaveLength(2);
    expect(validateBands(set)).toEqual([]);
  });
  it("gives what is removed to the band below, and the lowest to the one above", () => {
    expect(edges(removeBand(THREE_BANDS, "warm"))).toEqual([70, 0]);
    expect(edges(removeBand(THREE_BANDS, "cold"))).toEqual([70, 0]);
  });
  it("whatever is done, the set stays valid", () => {
    const random = randomStream(4, "edits");
    let set: BandSet = RULES_DEFAULT_BANDS;
    for (let step = 0; step < 2_000; step += 1) {
      const { id } = set.bands[random.below(set.bands.length)]!;
      const what = random.below(4);
      if (what === 0) set = addBand(set, { ...band, id: `b${step}`, name: `B ${step}` });
      else if (what === 1) set = removeBand(set, id);
      else set = moveEdge(set, id, random.below(140) - 20);
      expect(validateBands(set)).toEqual([]);
    }
  });
});
