import { describe, expect, it } from "vitest";
import {
  answerDetail,
  answerTitle,
  changeWords,
  costWords,
  declineWords,
  problemWords,
  shapeWords,
  timingWords,
  valueWords,
} from "./simulator-words.ts";

const action = (key: string, label: string) => ({ key, label, signal: key, most: 3, isOwn: false });
const pricing = action("pricing_view", "Pricing views, 7 days");

describe("the simulator's words", () => {
  it("say what would help as one would say it", () => {
    expect(answerTitle({ steps: [{ action: pricing, times: 1, from: 1, to: 2 }] })).toBe(
      "One more pricing view",
    );
    expect(answerTitle({ steps: [{ action: pricing, times: 1, from: 0, to: 1 }] })).toBe("A pricing view");
    expect(answerTitle({ steps: [{ action: pricing, times: 2, from: 0, to: 2 }] })).toBe("2 pricing views");
    const steps = [
      { action: action("webinar", "Webinars attended, 90 days"), times: 1, from: 0, to: 1 },
      { action: action("click", "Email clicks, 30 days"), times: 1, from: 3, to: 4 },
    ];
    expect(answerTitle({ steps })).toBe("A webinar and one more email click");
    expect(answerDetail({ steps })).toBe("Webinars attended 0 to 1, Email clicks 3 to 4");
    const trial = { action: action("trial_start", "Trial started"), times: 1, from: false, to: true };
    expect(answerDetail({ steps: [trial] })).toBe("Trial started: not yet to yes");
    const own = { ...action("own:spoke_count", "Spoke to advisor, times"), isOwn: true };
    expect(answerTitle({ steps: [{ action: own, times: 1, from: 0, to: 1 }] })).toBe(
      "“Spoke to advisor” once",
    );
    expect(answerTitle({ steps: [{ action: own, times: 2, from: 0, to: 2 }] })).toBe(
      "2 times “Spoke to advisor”",
    );
  });

  it("claim to be smallest only where it was proved", () => {
    expect(costWords(2, 2, true)).toBe("Smallest, 2 steps");
    expect(costWords(2, 2, false)).toBe("2 steps");
    expect(costWords(1, 1, true)).toBe("1 step");
  });

  it("print values with what they are", () => {
    const of = (kind: "slider" | "size" | "select", unit?: "minutes" | "percent" | "days", key = "k") => ({
      kind,
      key,
      ...(unit ? { unit } : {}),
    });
    expect(valueWords(of("slider", "minutes"), 18.26)).toBe("18.3 min");
    expect(valueWords(of("slider", "percent"), 85)).toBe("85 %");
    expect(valueWords(of("slider", "days"), 1)).toBe("1 day");
    expect(valueWords(of("slider"), 1234.4)).toBe("1,234");
    expect(valueWords(of("size", undefined, "employees"), 240)).toBe("200–499 people");
    expect(valueWords(of("size", undefined, "company_size_log"), Math.log1p(240))).toBe("200–499 people");
    expect(valueWords(of("select"), "c_level")).toBe("C-level");
    expect(valueWords(of("select"), null)).toBe("Unknown");
  });

  it("describe a variant, a decline, a distribution and a time", () => {
    const control = { kind: "slider", key: "k", label: "Pricing views, 7 days" } as const;
    expect(changeWords([{ control, value: 2 }], 0)).toBe("Pricing views 2");
    expect(changeWords([{ control: { ...control, label: "Decision maker" }, value: false }], 3)).toBe(
      "Not decision maker, 3 quiet days",
    );
    expect(changeWords([], 0)).toBe("Unchanged");
    expect(declineWords("quiet", 26, "Nurture", 9)).toBe("9 quiet days would bring it down to 26, Nurture.");
    expect(declineWords("quiet", 26, "Nurture", 1)).toBe("1 quiet day would bring it down to 26, Nurture.");
    expect(declineWords("unsubscribed", 8, "Suppress")).toBe(
      "Unsubscribing would bring it down to 8, Suppress.",
    );
    expect(shapeWords({ kind: "boolean", share: 0.09 }, false)).toBe("9 % do");
    expect(shapeWords({ kind: "boolean", share: 0.31 }, false, "fit")).toBe("31 % are");
    expect(shapeWords({ kind: "unknown" }, false)).toBe("");
    expect(timingWords(0.04)).toBe("Scored here in under 0.1 ms");
    expect(timingWords(0.42)).toBe("Scored here in 0.4 ms");
  });

  it("say what of a link was left out, and nothing of a good one", () => {
    expect(problemWords([], [])).toBeNull();
    expect(problemWords(["lead_gone"], [])).toContain("was erased");
    expect(problemWords([], ["a", "b", "c", "d"])).toContain("a, b, c and more");
  });
});
