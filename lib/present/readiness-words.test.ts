import { describe, expect, it } from "vitest";
import type { ReadinessLine } from "../core/training/report.ts";
import { readinessMark, readinessSentence } from "./readiness-words.ts";

const say = (
  key: ReadinessLine["key"],
  passed: boolean | null,
  args: Record<string, number | null> = {},
): string => readinessSentence({ key, passed, args });

describe("a line of the readiness list", () => {
  it("says how much there was to learn from", () => {
    expect(say("enough_data", true, { rows: 9240, positives: 3561, share: 0.3854 })).toBe(
      "Enough to learn from: 9,240 leads with a known outcome, 39 % of them positive.",
    );
    expect(say("enough_data", false, { rows: 400, positives: 8, share: 0.02 })).toBe(
      "Too little to publish from: 400 leads with a known outcome, 2.0 % of them positive.",
    );
  });

  it("counts the suspects nobody looked at", () => {
    expect(say("no_suspect", true, { suspects: 0 })).toBe("Every suspect column was looked at.");
    expect(say("no_suspect", false, { suspects: 1 })).toBe(
      "1 suspect column was used without anybody having looked at it.",
    );
    expect(say("no_suspect", false, { suspects: 6 })).toContain("6 suspect columns were used");
  });

  it("lays the model beside the rules, and says when that tells nothing", () => {
    expect(say("beats_rules", true, { difference: 0.142, low: 0.1, high: 0.18 })).toBe(
      "Beats the rules: the top 20 % hold 14 points more of the positive leads (10 to 18).",
    );
    expect(say("beats_rules", false, { difference: 0.01, low: -0.02, high: 0.04 })).toBe(
      "Cannot be told from the rules: the difference in the top 20 % lies between −2 and +4 points.",
    );
    expect(say("beats_rules", false, { difference: -0.05, low: -0.08, high: -0.02 })).toBe(
      "Worse than the rules: the top 20 % hold 5 points fewer of the positive leads.",
    );
  });

  it("measures the top 20 % and the top tenth", () => {
    expect(say("top20_twice", true, { capture: 0.52, low: 0.49, high: 0.54 })).toBe(
      "The top 20 % hold 52 % of the positive leads (49–54): 2.6 times their share.",
    );
    expect(say("top20_twice", false, { capture: 0.35, low: 0.3, high: 0.4 })).toContain("less than twice");
    expect(say("top_decile_twice", false, { top: 0.97, second: 0.9 })).toBe(
      "97 % of the best tenth convert, 90 % of the second: less than about twice as many.",
    );
    expect(say("top_decile_twice", true, { top: 0.4, second: 0.2 })).toContain("about twice");
  });

  it("says whether the likelihoods hold", () => {
    expect(say("calibrated", true, { bins: 10, outside: 0, ece: 0.01 })).toBe(
      "Its likelihoods hold: all 10 groups of likelihood lie within the interval of what happened.",
    );
    expect(say("calibrated", true, { bins: 10, outside: 1, ece: 0.02 })).toContain("only 1 of 10");
    expect(say("calibrated", false, { bins: 10, outside: 4, ece: 0.09 })).toBe(
      "Its likelihoods are off: 4 of 10 groups of likelihood lie outside the interval of what happened.",
    );
  });

  it.each(["beats_rules", "top20_twice", "top_decile_twice", "calibrated"] as const)(
    "%s says so where nothing was measured, and never prints NaN",
    (key) => {
      expect(say(key, null)).toMatch(/could not be|Could not be/);
      expect(say(key, null, { capture: Number.NaN, difference: Number.NaN })).not.toContain("NaN");
    },
  );

  it("is marked in words as well", () => {
    expect([true, false, null].map(readinessMark)).toEqual(["Passed", "Failed", "Not measured"]);
  });
});
