import { describe, expect, it } from "vitest";
import { packVectors, unpackVectors } from "../scoring/vector-columns.ts";
import type { SignalVector } from "../signals/types.ts";
import { weightedRuleSet } from "./presets.ts";
import { earnedShare, factorMoves, previewOf, scoreAll } from "./preview.ts";
import type { Rule } from "./types.ts";

const base = weightedRuleSet();
const draft = {
  ...base,
  rules: base.rules.map((rule) =>
    rule.key === "pricing_view" ? ({ ...rule, points: 8, cap: 24 } as Rule) : rule,
  ),
};
const vectors: SignalVector[] = [0, 1, 2, 3].map((views) => ({
  moment: 5,
  values: {
    seniority: views > 1 ? "vp" : null,
    decision_maker: true,
    employees: 700,
    pricing_views_30d: views,
    in_territory: null,
  },
  ages: views > 0 ? { pricing_views_30d: 1 / (views + 2) } : {},
}));

describe("previewOf", () => {
  const before = scoreAll(base, vectors);
  const after = scoreAll(draft, vectors);
  it("counts scores, bands and who flips", () => {
    // 8 + 8 = 16; + 4; + 10 + 8; + 10 + 12. With the draft 16, 24, 42, 50.
    expect(before.map(({ total }) => total)).toEqual([16, 20, 34, 38]);
    expect(after.map(({ total }) => total)).toEqual([16, 24, 42, 50]);
    const preview = previewOf(before, after, { bandsBefore: base.bands, bandsAfter: draft.bands });
    expect(preview).toMatchObject({
      bandsBefore: [0, 0, 3, 1],
      bandsAfter: [0, 2, 1, 1],
      ...{ rises: 2, falls: 0, changed: 3 },
    });
    expect(preview.countsBefore[16]).toBe(1);
    expect(preview.countsAfter[50]).toBe(1);
    expect(preview.flips.map(({ position }) => position)).toEqual([3, 2]);
    const back = previewOf(after, before, { bandsBefore: base.bands, bandsAfter: base.bands });
    expect(back).toMatchObject({ rises: 0, falls: 2 });
  });
  it("says which rules moved a lead, and who earns one", () => {
    expect(factorMoves(before[3]!, after[3]!)).toEqual([{ key: "pricing_view", before: 12, after: 24 }]);
    expect(factorMoves(before[0]!, after[0]!)).toEqual([]);
    const pricing = base.rules.find(({ key }) => key === "pricing_view")!;
    expect(earnedShare({ ...pricing, enabled: false }, vectors)).toBe(0.75);
    expect(earnedShare(pricing, [])).toBeNull();
  });
});

describe("packed vectors", () => {
  it("come back bit for bit through JSON", () => {
    const packed = packVectors(vectors, 5);
    expect(packed.values.decision_maker).toEqual({ all: true });
    expect(unpackVectors(JSON.parse(JSON.stringify(packed)) as typeof packed)).toEqual(vectors);
    expect(unpackVectors(packVectors([], 5))).toEqual([]);
  });
});
