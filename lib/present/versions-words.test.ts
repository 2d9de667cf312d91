import { expect, it } from "vitest";
import { OUTCOME_PRESETS } from "../core/outcomes/presets.ts";
import { scoreVerifiedSentence, verifiedSentence, versionChangeWords } from "./versions-words.ts";

const word = (change: Parameters<typeof versionChangeWords>[0]) => versionChangeWords(change, (key) => key);

it("words what changed between models, and between rules and a model", () => {
  expect(word({ kind: "scorer", before: "rules", after: "Boosted trees" })).toBe(
    "Boosted trees instead of rules",
  );
  expect(word({ kind: "algorithm", before: "forest", after: "logistic" })).toBe(
    "Logistic regression instead of random forest",
  );
  expect(word({ kind: "taught", byAnotherRun: true })).toBe("Taught again, by another run");
  expect(word({ kind: "signals", added: ["Calls"], removed: ["Mail opens", "Visits"] })).toBe(
    "Also reads Calls; no longer reads Mail opens and Visits",
  );
  expect(word({ kind: "signals", added: [], removed: ["a", "b", "c", "d", "e", "f"] })).toBe(
    "No longer reads a, b, c, d and 2 more",
  );
  expect(
    word({
      kind: "outcome",
      before: OUTCOME_PRESETS.won_deal,
      after: { ...OUTCOME_PRESETS.won_deal, windowDays: 30 },
    }),
  ).toBe(
    "Foretells closed won within 30 days of the lead being created instead of closed won within 90 days of the lead being created",
  );
});

it("says how many scores were equal, to the bit, or that one differs", () => {
  expect(verifiedSentence({ checked: 200, unequal: 0, stored: 4_203 })).toBe(
    "200 of 200 equal, bit for bit, chosen by chance from 4,203 stored scores.",
  );
  expect(verifiedSentence({ checked: 12, unequal: 0, stored: 12 })).toBe("12 of 12 equal, bit for bit.");
  expect(verifiedSentence({ checked: 200, unequal: 2, stored: 200 })).toBe(
    "198 of 200 equal. 2 scores differ from what was stored:",
  );
  expect(verifiedSentence({ checked: 0, unequal: 0, stored: 0 })).toContain("nothing to verify");
  expect(scoreVerifiedSentence({ equal: false, stored: 46, computed: 46 })).toContain(
    "but not with the band",
  );
});
