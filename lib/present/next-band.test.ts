import { describe, expect, it } from "vitest";
import { RULES_DEFAULT_BANDS } from "../core/scoring/bands.ts";
import { type BandOutlook, wordNextBand } from "./next-band.ts";

const words = (outlook: BandOutlook) => {
  const text = wordNextBand(outlook, RULES_DEFAULT_BANDS);
  return text && `${text.before} ${text.strong}.`;
};

describe("the next band", () => {
  it.each([
    [
      { bandId: "nurture", days: 9, direction: "falls" },
      "Left alone, the machine score falls to Nurture in 9 days.",
    ],
    [
      { bandId: "nurture", days: 1, direction: "falls" },
      "Left alone, the machine score falls to Nurture in 1 day.",
    ],
    [{ bandId: "hot", days: 4, direction: "rises" }, "Left alone, the machine score rises to Hot in 4 days."],
    [null, "Left alone, the machine score stays Warm for at least 30 days."],
  ] as const)("%j", (change, sentence) => {
    expect(words({ bandId: "warm", horizonDays: 30, change })).toBe(sentence);
  });
  it("is not told of a band that is gone", () => {
    expect(words({ bandId: "tepid", horizonDays: 30, change: null })).toBeNull();
  });
});
