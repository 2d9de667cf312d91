import { expect, it } from "vitest";
import { sufficiencyOf } from "../core/outcomes/sufficiency.ts";
import { outcomePreviewWords } from "./outcome-preview.ts";

const dropped = { immature: 12, decided_before_moment: 3, undecided: 4, no_moment: 0 };

it("says what share is positive, with a tenth where it is small, and of how many", () => {
  const words = outcomePreviewWords({
    ...{ leads: 2_000, read: 2_000, labels: 1_500, positives: 60, dropped },
    sufficiency: sufficiencyOf(1_500, 60),
  });
  expect(words.title).toBe("4.0 % are positive");
  expect(words.rows.map(({ label, count }) => `${label}: ${count}`)).toContain("Window not over yet: 12");
  expect(words.sufficiency).toMatch(/^Enough to learn from/);
  expect(words.basis).toBeNull();
});

it("says when not every lead was read, and when nobody has the outcome", () => {
  const words = outcomePreviewWords({
    ...{ leads: 100_000, read: 6_000, labels: 0, positives: 0, dropped },
    sufficiency: sufficiencyOf(0, 0),
  });
  expect(words.title).toBe("No lead has a known outcome");
  expect(words.basis).toContain("6,000 of 100,000 leads");
});
