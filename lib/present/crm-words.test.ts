import { describe, expect, it } from "vitest";
import { runPercent, runState, runWhat, type WordableRun } from "./crm-words.ts";

const run = (more: Partial<WordableRun>): WordableRun => ({
  ...{ mode: "write", which: "changed", status: "running", total: 5_000, written: 1_150, refused: 12 },
  ...{ skipped: 38, by: null, ...more },
});

describe("a run in words", () => {
  it("says how far it is and what came of it", () => {
    expect(runState(run({}))).toBe("1,200 of 5,000: 1,150 written, 38 as they were, 12 refused");
    expect(runState(run({ status: "done", refused: 0, skipped: 0 }))).toBe("1,150 written");
    expect(runState(run({ status: "done", total: 0, written: 0, refused: 0, skipped: 0 }))).toBe(
      "Nothing had changed",
    );
    expect(runState(run({ status: "cancelled" }))).toMatch(/^Stopped at 1,200 of 5,000: /);
    expect(runState(run({ status: "failed" }))).toMatch(/^Given up at /);
    expect(runState(run({ mode: "trial", status: "done", total: 1 }))).toBe("1 lead would be written");
  });
  it("says whose it was", () => {
    expect(runWhat(run({}))).toBe("Changed leads, by itself");
    expect(runWhat(run({ mode: "trial", by: "Daniel" }))).toBe("Trial, by Daniel");
  });
  it("is whole only when it is over", () => {
    expect(runPercent(run({}))).toBe(24);
    expect(runPercent(run({ written: 5_000 }))).toBe(99);
    expect(runPercent(run({ status: "done" }))).toBe(100);
    expect(runPercent(run({ status: "running", total: 0 }))).toBe(0);
  });
});
