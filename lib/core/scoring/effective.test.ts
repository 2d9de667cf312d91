import { describe, expect, it } from "vitest";
import { RULES_DEFAULT_BANDS as BANDS, bandFor } from "./bands";
import { effectiveOf, machineAgrees, type OverrideValue, overrideDirection } from "./effective";

const machine = (total: number) => ({ total, bandId: bandFor(BANDS, total).id });
const band = (bandId: string, score = 0): OverrideValue => ({ kind: "band", bandId, score });
const score = (value: number): OverrideValue => ({ kind: "score", score: value });

describe("the effective score", () => {
  it("is the machine's without an override, and the one set with a score", () => {
    expect(effectiveOf(BANDS, machine(41), null)).toEqual({ score: 41, bandId: "warm" });
    expect(effectiveOf(BANDS, machine(41), score(75))).toEqual({ score: 75, bandId: "hot" });
    expect(effectiveOf(BANDS, machine(41), score(0))).toEqual({ score: 0, bandId: "suppress" });
  });
  it("is clamped into a band that was set alone", () => {
    expect(effectiveOf(BANDS, machine(41), band("hot"))).toEqual({ score: 70, bandId: "hot" });
    expect(effectiveOf(BANDS, machine(91), band("hot"))).toEqual({ score: 91, bandId: "hot" });
    expect(effectiveOf(BANDS, machine(91), band("nurture"))).toEqual({ score: 39, bandId: "nurture" });
  });
  it("falls back on the score where the band is gone", () => {
    expect(effectiveOf(BANDS, machine(41), band("scorching", 72))).toEqual({ score: 72, bandId: "hot" });
  });
  it("always lies in its band, for every machine score and override", () => {
    for (let total = 0; total <= 100; total += 1)
      for (const override of [...BANDS.bands.map(({ id }) => band(id)), ...[0, 19, 20, 70, 100].map(score)]) {
        const effective = effectiveOf(BANDS, machine(total), override);
        expect(bandFor(BANDS, effective.score).id).toBe(effective.bandId);
      }
  });
});

describe("the direction of an override", () => {
  it("goes by score, and by band where the score stays", () => {
    expect(overrideDirection(BANDS, machine(41), score(75))).toBe("raised");
    expect(overrideDirection(BANDS, machine(41), score(12))).toBe("lowered");
    expect(overrideDirection(BANDS, machine(41), band("hot"))).toBe("raised");
    expect(overrideDirection(BANDS, machine(41), score(41))).toBeNull();
    expect(overrideDirection(BANDS, machine(41), band("warm"))).toBeNull();
  });
});

describe("the machine agreeing", () => {
  it("is reaching what was set from the side it stood on", () => {
    expect(machineAgrees(BANDS, machine(74), score(75), "raised")).toBe(false);
    expect(machineAgrees(BANDS, machine(75), score(75), "raised")).toBe(true);
    expect(machineAgrees(BANDS, machine(69), band("hot", 70), "raised")).toBe(false);
    expect(machineAgrees(BANDS, machine(70), band("hot", 70), "raised")).toBe(true);
    expect(machineAgrees(BANDS, machine(21), band("suppress", 19), "lowered")).toBe(false);
    expect(machineAgrees(BANDS, machine(19), band("suppress", 19), "lowered")).toBe(true);
    expect(machineAgrees(BANDS, machine(30), score(12), "lowered")).toBe(false);
    expect(machineAgrees(BANDS, machine(5), score(12), "lowered")).toBe(true);
  });
});
