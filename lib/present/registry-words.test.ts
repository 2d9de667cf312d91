import { describe, expect, it } from "vitest";
import type { Estimate, PairReport } from "../core/training/report.ts";
import {
  axisFor,
  comparisonSentence,
  differenceOf,
  differenceTexts,
  flipsSentence,
  rescoringSentence,
  verdictOf,
  verdictText,
  versionTitle,
} from "./registry-words.ts";

const about = (value: number, low: number, high: number): Estimate => ({ value, low, high });
const PAIRS: PairReport[] = [
  {
    a: "boosted",
    b: "logistic",
    auc: { ...about(0.02, 0.01, 0.03), pValue: 0.001 },
    top20Capture: about(0.01, -0.02, 0.04),
  },
];

describe("two versions on the same test leads", () => {
  it("are subtracted either way round", () => {
    expect(differenceOf(PAIRS, "boosted", "logistic")?.auc).toMatchObject(about(0.02, 0.01, 0.03));
    expect(differenceOf(PAIRS, "logistic", "boosted")).toEqual({
      auc: about(-0.02, -0.03, -0.01),
      top20Capture: about(-0.01, -0.04, 0.02),
    });
    expect(differenceOf(PAIRS, "forest", "boosted")).toBeNull();
  });

  it("cannot be told apart where the interval holds nought", () => {
    expect(verdictOf(about(0.02, 0.01, 0.03))).toBe("second");
    expect(verdictOf(about(-0.02, -0.03, -0.01))).toBe("first");
    expect(verdictOf(about(0.01, -0.02, 0.04))).toBe("cannot_tell");
    expect(verdictOf(about(0.01, 0, 0.02))).toBe("cannot_tell");
    expect(verdictText("cannot_tell", "Rules v1", "Model v1")).toBe("Cannot tell");
    expect(verdictText("second", "Rules v1", "Model v1")).toBe("Model v1 is better");
  });

  it("read as a difference with its interval, shares in points", () => {
    expect(differenceTexts(about(0.013, 0.002, 0.024), "figure")).toEqual({
      difference: "+0.013",
      range: "+0.002 to +0.024",
    });
    expect(differenceTexts(about(-0.01, -0.04, 0.02), "points")).toEqual({
      difference: "−1 pt",
      range: "−4 to +2",
    });
  });

  it("are summed up in one sentence", () => {
    const say = (ranking: "first" | "second" | "cannot_tell", top: "first" | "second" | "cannot_tell") =>
      comparisonSentence(ranking, top, "Rules v1", "Model v1");
    expect(say("second", "second")).toBe("Model v1 ranks leads better than Rules v1.");
    expect(say("first", "first")).toBe("Rules v1 ranks leads better than Model v1.");
    expect(say("cannot_tell", "cannot_tell")).toBe("Nobody can tell Rules v1 and Model v1 apart.");
    expect(say("second", "cannot_tell")).toContain("among the top 20 % nobody can tell");
    expect(say("cannot_tell", "first")).toContain("Rules v1 finds more in the top 20 %");
    expect(say("second", "first")).toBe("Model v1 ranks better over all leads, Rules v1 in the top 20 %.");
  });
});

describe("who changes band", () => {
  const flips = {
    compared: 1284,
    areOpen: true,
    changed: 95,
    rises: 52,
    falls: 43,
    best: { name: "Hot", before: 154, after: 158 },
  };
  it("is counted, up and down", () => {
    expect(flipsSentence(flips)).toBe(
      "Of 1,284 open leads 95 change band: 52 rise, 43 fall. Hot grows from 154 to 158.",
    );
    expect(flipsSentence({ ...flips, best: { name: "Hot", before: 9, after: 4 } })).toContain(
      "Hot shrinks from 9 to 4.",
    );
    expect(flipsSentence({ ...flips, changed: 0, rises: 0, falls: 0 })).toBe(
      "Of 1,284 open leads none changes band.",
    );
    expect(flipsSentence({ ...flips, compared: 0, changed: 0, best: null })).toContain(
      "There is no lead yet",
    );
    expect(flipsSentence({ ...flips, areOpen: false })).toContain(
      "Of 1,284 leads, none of them open, 95 change",
    );
  });
});

describe("a version", () => {
  it("is called by its number, or by its kind while it has none", () => {
    expect(versionTitle({ kind: "boosted", version: "Model v1" })).toBe("Model v1");
    expect(versionTitle({ kind: "boosted", version: null })).toBe("Boosted trees");
  });
  it("says how far rescoring is", () => {
    expect(rescoringSentence(4000, 9240, "Model v1")).toBe("Scored 4,000 of 9,240 leads by Model v1");
  });
  it("shares an axis that holds every interval", () => {
    const axis = axisFor([about(0.9, 0.885, 0.918), about(0.68, 0.648, 0.706)])!;
    expect(axis.low).toBeLessThan(0.648);
    expect(axis.high).toBeGreaterThan(0.918);
    expect(axisFor([about(1, 0.99, 1)])?.high).toBe(1);
    expect(axisFor([])).toBeNull();
  });
});
