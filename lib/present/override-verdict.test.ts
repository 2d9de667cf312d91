import { describe, expect, it } from "vitest";
import type { MatchedVerdict } from "../core/evaluation/matched-comparison.ts";
import { OUTCOME_PRESETS } from "../core/outcomes/presets.ts";
import { type Judgement, presentVerdict, type VerdictFacts } from "./override-verdict.ts";

const judgement = (name: string, verdict: MatchedVerdict, leads: number, difference: number): Judgement => ({
  name,
  verdict,
  leftOut: 0,
  figures: {
    ...{ leads, positives: 0, rate: 0.46, interval: { low: 0.36, high: 0.56 }, untouched: 900 },
    ...{ expected: 0.46 - difference, expectedInterval: { low: 0.2, high: 0.4 }, difference },
    differenceInterval: { low: difference - 0.11, high: difference + 0.11 },
  },
});
const nobody: Judgement = { name: "All", verdict: "too_few", leftOut: 0, figures: null };

function facts(raised: Judgement, lowered: Judgement, more: Partial<VerdictFacts> = {}): VerdictFacts {
  return {
    ...{ outcome: OUTCOME_PRESETS.won_deal, points: 3, judged: 154, immature: 33, undecided: 0 },
    raised: { all: raised, byManager: [], byReason: [] },
    lowered: { all: lowered, byManager: [], byReason: [] },
    ...more,
  };
}
const up = (verdict: MatchedVerdict, difference = 0.14) => judgement("All", verdict, 96, difference);
const down = (verdict: MatchedVerdict, difference = -0.14) => judgement("All", verdict, 58, difference);

describe("the headline", () => {
  it.each<[MatchedVerdict, MatchedVerdict, string]>([
    ["more", "fewer", "So far yes, in both directions."],
    ["fewer", "more", "So far no, in neither direction."],
    ["cannot_tell", "cannot_tell", "It cannot be told yet, in either direction."],
    ["too_few", "too_few", "Too few to say yet: 154 overrides have had 90 days."],
    ["more", "cannot_tell", "Raised leads yes, lowered ones cannot be told yet."],
    ["fewer", "fewer", "Raised leads no, lowered ones yes."],
    ["more", "more", "Raised leads yes, lowered ones no."],
    ["too_few", "fewer", "Raised leads are too few to say, lowered ones yes."],
  ])("says of raised %s and lowered %s: %s", (raised, lowered, headline) => {
    expect(presentVerdict(facts(up(raised), down(lowered))).headline).toBe(headline);
  });

  it("counts one as one", () => {
    expect(presentVerdict(facts(nobody, nobody, { judged: 1 })).headline).toBe(
      "Too few to say yet: 1 override has had 90 days.",
    );
  });
});

describe("the sentences", () => {
  it("name both differences, and what they are not", () => {
    expect(presentVerdict(facts(up("more"), down("fewer"))).sentences).toBe(
      "154 overrides have had 90 days. Raised leads became customers 14 points more often than untouched leads the machine scored the same, lowered ones 14 points less often. Observed, not an experiment: managers pick the leads they know.",
    );
  });

  it("name no difference where none can be told", () => {
    expect(presentVerdict(facts(up("cannot_tell"), down("too_few"))).sentences).toBe(
      "154 overrides have had 90 days. Observed, not an experiment: managers pick the leads they know.",
    );
  });

  it("say when there will be something to say, and show no tables of nothing", () => {
    const view = presentVerdict(facts(nobody, nobody, { judged: 0, immature: 12 }));
    expect(view.tables).toBeNull();
    expect(view.sentences).toBe(
      "12 overrides wait for an outcome. They are compared with untouched leads once 90 days have passed since each was set.",
    );
  });

  it("count who is left out", () => {
    const raised = { ...up("more"), leftOut: 2 };
    expect(presentVerdict(facts(raised, down("fewer"), { immature: 1, undecided: 3 })).leftOut).toEqual([
      "1 lead has not had 90 days yet.",
      "3 leads are still undecided.",
      "2 leads have no untouched one to be compared with.",
    ]);
  });
});

describe("a row", () => {
  const rowOf = (raised: Judgement) => presentVerdict(facts(raised, nobody)).tables![0]!.all;

  it("says a difference as points and their range, whichever way", () => {
    expect(rowOf(up("more"))).toMatchObject({
      rate: "46 %",
      against: "14 points more",
      range: "3–25",
      told: true,
    });
    expect(rowOf(up("fewer", -0.14))).toMatchObject({ against: "14 points fewer", range: "3–25" });
  });

  it("says that it cannot tell with both signs, and draws it", () => {
    expect(rowOf(up("cannot_tell", 0.05))).toMatchObject({
      ...{ against: "Cannot tell", range: "−6 to +16", told: false },
      drawn: { rate: 0.46, low: 0.36, high: 0.56 },
    });
  });

  it("says and draws nothing of too few, but counts them", () => {
    expect(rowOf(judgement("All", "too_few", 14, 0.3))).toEqual({
      ...{ name: "All", leads: "14", drawn: null, rate: null },
      ...{ against: "Too few to say", range: null, told: false },
    });
  });

  it("shares an axis that ends above every interval", () => {
    expect(presentVerdict(facts(up("more"), nobody)).axisTo).toBe(0.6);
    expect(presentVerdict(facts(nobody, nobody)).axisTo).toBe(0.2);
  });
});
