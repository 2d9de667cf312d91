import { describe, expect, it } from "vitest";
import { OUTCOME_PRESETS } from "../core/outcomes/presets.ts";
import { sufficiencyOf } from "../core/outcomes/sufficiency.ts";
import {
  dropSentences,
  momentSentence,
  outcomeClause,
  outcomeSentence,
  sufficiencySentence,
} from "./outcome-words.ts";

describe("the words of an outcome", () => {
  const won = OUTCOME_PRESETS.won_deal;

  it("say what is predicted in one sentence", () => {
    expect(outcomeSentence({ ...won, anchor: "first_touch" })).toBe(
      "closed won within 90 days of first touch",
    );
    expect(outcomeSentence({ ...won, windowDays: null })).toBe("closed won, whenever it was decided");
    expect(outcomeClause(won)).toBe("to become a customer within 90 days");
    expect(outcomeClause({ ...won, kind: "own", name: "renewed", windowDays: 1 })).toBe(
      "to be “renewed” within 1 day",
    );
  });

  it("say when a lead is measured", () => {
    expect(momentSentence({ kind: "created_plus", hours: 24 })).toBe("24 hours after creation");
    expect(momentSentence({ kind: "created_plus", hours: 168 })).toBe("7 days after creation");
    expect(momentSentence({ kind: "created_plus", hours: 0 })).toBe("at creation");
    expect(momentSentence({ kind: "behaviour", types: ["page_view"], count: 3 })).toBe(
      "once “page view” has happened 3 times",
    );
  });

  it("count who was left out, and leave out nobody's line", () => {
    expect(dropSentences({ immature: 1, decided_before_moment: 0, undecided: 399, no_moment: 0 })).toEqual([
      "399 leads still undecided",
      "1 lead whose window has not elapsed",
    ]);
  });

  it("tell what is missing", () => {
    expect(sufficiencySentence(sufficiencyOf(1_500, 300))).toBe(
      "Enough to learn from: 1,500 leads with a known outcome, 300 of them positive.",
    );
    expect(sufficiencySentence(sufficiencyOf(640, 100))).toContain(
      "Still missing: 360 more with a known outcome.",
    );
    expect(sufficiencySentence(sufficiencyOf(20, 5))).toContain("The rules go on scoring.");
    expect(sufficiencySentence(sufficiencyOf(20, 20))).toContain("nothing to tell apart");
  });
});
