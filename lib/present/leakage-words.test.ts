import { describe, expect, it } from "vitest";
import type { LeakageFinding, LeakageGround } from "../core/leakage/types.ts";
import { classWords, wordGround, wordVerdict } from "./leakage-words.ts";

const say = (key: LeakageGround["key"], args: LeakageGround["args"]) => wordGround({ key, args });

const finding = (part: Partial<LeakageFinding>): LeakageFinding => ({
  ...{ key: "it", label: "It", verdict: "fine", auc: 0.6, aucLow: 0.58, aucHigh: 0.62 },
  ...{ missingAuc: null, missingAucLow: null, missingAucHigh: null, coverage: 1, grounds: [] },
  ...part,
});

describe("grounds in words", () => {
  it("names the largest level of either side", () => {
    const all = { allLevel: "Will revert after reading the email", allRows: 2_072, allRate: 0.9686 };
    const none = { noneLevel: "Ringing", noneRows: 1_203, noneRate: 0.0283 };
    const blank = { levels: 1, rows: 9, share: 0.9 };
    expect(say("pure_levels", { ...blank, ...all, ...none })).toBe(
      "Of the 2,072 leads with “Will revert after reading the email”, 97 % became customers; of the 1,203 with “Ringing”, 3 %.",
    );
    expect(say("pure_levels", { ...blank, allLevel: null, ...none, noneRate: 0 })).toBe(
      "Of the 1,203 leads with “Ringing”, none became customers.",
    );
    expect(say("pure_levels", { ...blank, ...all, allLevel: "x".repeat(99), allRate: 0.998 })).toBe(
      `Of the 2,072 leads with “${"x".repeat(59)}…”, over 99 % became customers.`,
    );
  });

  it("says for whom it is blank, the emptier class first", () => {
    expect(say("blank_tells", { blankPositives: 0.29, blankNegatives: 0.66 })).toBe(
      "Blank for 66 % of the leads that were lost, and for 29 % of those that became customers.",
    );
    expect(say("blank_tells", { blankPositives: 0.91, blankNegatives: 0.004 })).toBe(
      "Blank for 91 % of the leads that became customers, and for under 1 % of those that were lost.",
    );
    expect(say("empty_for_class", { blankPositives: 1, blankNegatives: 0.06 })).toBe(
      "Filled for 94 % of the leads that were lost, and for none of those that became customers: the blank tells.",
    );
  });

  it("words how well it ranks alone", () => {
    const auc = { auc: 0.974, low: 0.969, high: 0.979, rows: 5_887 };
    expect(say("predicts_alone", { ...auc, where: "all" })).toBe(
      "Alone, it puts a lead that became a customer above one that was lost 97 times in 100 (97–98).",
    );
    expect(say("predicts_alone", { auc: 0.999, low: 0.998, high: 1, rows: 5_887, where: "filled" })).toBe(
      "Where it is filled, it alone puts a lead that became a customer above one that was lost nearly every time.",
    );
    expect(say("predicts_alone", { auc: 1, low: 0.99, high: 1, where: "all" })).toMatch(/every time\.$/);
  });

  it("words copies, ids and late writing", () => {
    expect(say("copy_of_outcome", { agreement: 0.97, rows: 9_240, phi: 0.93 })).toBe(
      "Says the same as the outcome for 97 % of 9,240 leads: it is the outcome under another name.",
    );
    expect(say("identifier", { distinct: 9_240, rows: 9_240 })).toBe(
      "Another value for each of 9,240 leads: it names a lead and says nothing about the next one.",
    );
    expect(say("identifier", { distinct: 9_100, rows: 9_240 })).toMatch(/^9,100 values for 9,240 leads/);
    expect(say("seen_after_outcome", { share: 0.62, rows: 1_204 })).toBe(
      "62 % of its 1,204 dated values were first written after the outcome was decided.",
    );
    expect(say("after_the_fact_name", { words: "last activity", kind: "overwritten" })).toBe(
      "“Last activity” in its name: such a column is overwritten over time, so it may describe the end of the story.",
    );
  });

  it("speaks of other outcomes in their own words", () => {
    const ground: LeakageGround = {
      key: "blank_tells",
      args: { blankPositives: 0.1, blankNegatives: 0.4 },
    };
    expect(wordGround(ground, classWords({ kind: "qualified_meeting", name: "qualified meeting" }))).toBe(
      "Blank for 40 % of the leads that had no qualified meeting, and for 10 % of those that had a qualified meeting.",
    );
    expect(classWords({ kind: "own", name: "renewed" }).became).toBe("reached “renewed”");
  });
});

describe("verdicts in words", () => {
  const blanks: LeakageGround = { key: "blank_tells", args: { blankPositives: 0.1, blankNegatives: 0.4 } };

  it("a leak gives its strongest ground, a suspect asks", () => {
    const sentence = wordGround(blanks);
    expect(wordVerdict(finding({ verdict: "leak", grounds: [blanks] }))).toBe(sentence);
    expect(wordVerdict(finding({ verdict: "suspect", grounds: [blanks] }))).toBe(
      `${sentence} Is it filled in before or after the call?`,
    );
  });

  it("what stays in says how strong it is", () => {
    expect(wordVerdict(finding({ auc: 0.76, aucLow: 0.75 }))).toMatch(/^Strong alone/);
    expect(wordVerdict(finding({}))).toMatch(/^Tells something/);
    expect(wordVerdict(finding({ aucLow: 0.49 }))).toBe("Tells next to nothing alone.");
    expect(wordVerdict(finding({ auc: null, aucLow: null }))).toBe("Too few leads to tell.");
    expect(wordVerdict(finding({ coverage: 0 }))).toBe("Never filled.");
  });
});
