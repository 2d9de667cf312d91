import { describe, expect, it } from "vitest";
import { randomStream } from "../random/random.ts";
import { weightedRuleSet } from "../rules/presets.ts";
import { type Scorer, score } from "../scoring/score.ts";
import type { SignalVector } from "../signals/types.ts";
import { editVector } from "./edit-vector.ts";
import { openServedScorer, servedScorer } from "./served-scorer.ts";
import { standingOf } from "./standing.ts";
import { COMPILED, DEFINITIONS, drawHistory, drawnModels, MARKET, MOMENT } from "./testing.ts";

const rules: Scorer = {
  ref: { kind: "rules", version: "Rules v1", hash: "h" },
  ruleSet: weightedRuleSet(MARKET),
};

/** A thousand leads with something set on each. */
const vectors: SignalVector[] = Array.from({ length: 1_000 }, (_, lead) => {
  const random = randomStream(lead, "what-ifs");
  const standing = standingOf(COMPILED, drawHistory(lead), MOMENT, random.below(20));
  return editVector(standing, {
    pricing_views_7d: random.below(6),
    time_on_site_30d_minutes: random.unit() * 90,
    decision_maker: random.below(2) === 0,
  }).vector;
});

describe.each([rules, ...drawnModels(600)].map((scorer) => [scorer.ref.kind, scorer] as const))(
  "a served scorer: %s",
  (_kind, scorer) => {
    const text = JSON.stringify(servedScorer(scorer, DEFINITIONS));
    const opened = openServedScorer(JSON.parse(text));

    it("gives the same bits as the server's on a thousand leads", () => {
      for (const vector of vectors) expect(score(opened.scorer, vector)).toEqual(score(scorer, vector));
    });

    it("measures what the server measures", () => {
      expect(opened.compiled.definitions).toEqual(COMPILED.definitions);
      const history = drawHistory(4);
      expect(standingOf(opened.compiled, history, MOMENT)).toEqual({
        ...standingOf(COMPILED, history, MOMENT),
        compiled: opened.compiled,
      });
    });

    it("tells nothing of how good it is or what it was learnt from", () => {
      expect(text).not.toMatch(/"(data_?hash|auc|metrics|heldOut|labels|report|positives|rows)"/i);
    });
  },
);
