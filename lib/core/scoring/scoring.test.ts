import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightedRuleSet } from "../rules/presets.ts";
import { DEFAULT_SIGNALS } from "../signals/default-signals.ts";
import {
  bandFor,
  bandRange,
  bandsByShare,
  HIGH_BANDS,
  RULES_DEFAULT_BANDS,
  THREE_BANDS,
  validateBands,
} from "./bands.ts";
import { canonicalJson } from "./canonical-json.ts";
import { compareScores, type Ranked, score } from "./score.ts";
import { compactVector, expandVector } from "./vector-json.ts";

const RUNS = { seed: 4711, numRuns: 300 };

describe("bands", () => {
  it("puts every score into the band of the default", () => {
    expect([100, 70, 69, 40, 39, 20, 19, 0].map((value) => bandFor(RULES_DEFAULT_BANDS, value).name)).toEqual(
      ["Hot", "Hot", "Warm", "Warm", "Nurture", "Nurture", "Suppress", "Suppress"],
    );
    expect(bandRange(RULES_DEFAULT_BANDS, "warm")).toEqual({ from: 40, to: 69 });
    expect(bandRange(RULES_DEFAULT_BANDS, "hot")).toEqual({ from: 70, to: 100 });
    expect(bandRange(RULES_DEFAULT_BANDS, "gone")).toBeNull();
    expect(RULES_DEFAULT_BANDS.bands.map((band) => [band.action, band.respondWithinMinutes])).toEqual([
      ["call within 2 hours", 120],
      ["follow up within 24 hours", 1440],
      ["weekly touch", 10080],
      ["remove from the active pipeline", null],
    ]);
  });
  it("ships presets that validate, and names what is wrong with a set that does not", () => {
    for (const set of [RULES_DEFAULT_BANDS, THREE_BANDS, HIGH_BANDS]) expect(validateBands(set)).toEqual([]);
    const [hot, warm] = RULES_DEFAULT_BANDS.bands as [never, never];
    expect(validateBands({ bands: [hot] }).map((problem) => problem.code)).toEqual([
      "count",
      "rank_wrong",
      "lowest_not_zero",
    ]);
    const spoilt = {
      ...(warm as object),
      from: 70.5,
      name: " hot ",
      rank: 1,
      respondWithinMinutes: 0,
      action: "",
    };
    expect(
      validateBands({ bands: [{ ...(hot as object), rank: 2 }, spoilt] as never }).map(
        (problem) => problem.code,
      ),
    ).toEqual([
      "edge_not_integer",
      "edges_not_descending",
      "name_taken",
      "action_missing",
      "response_invalid",
      "lowest_not_zero",
    ]);
  });
  it("cuts a spread of scores by share, with integer edges", () => {
    const edges = bandsByShare(Array.from({ length: 1000 }, (_, index) => index / 10))!.bands.map(
      (band) => band.from,
    );
    expect(edges).toEqual([88, 62, 23, 0]);
    expect(bandsByShare([])).toBeNull();
  });
  it("cuts any sample into four valid bands", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 200 }), (scores) => {
        expect(validateBands(bandsByShare(scores)!)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe("canonicalJson", () => {
  it("is one text whatever the order of keys", () => {
    expect(canonicalJson({ b: [1, { d: -0, c: null }], a: undefined, A: "ü" })).toBe(
      '{"A":"ü","b":[1,{"c":null,"d":0}]}',
    );
  });
  it("reads back as the same value, and is a fixed point", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      RUNS,
    );
  });
  it("throws on what JSON cannot say", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, () => 1, 1n])
      expect(() => canonicalJson({ value })).toThrow();
  });
});

describe("score and order", () => {
  it("dispatches on the kind of scorer", () => {
    const scorer = {
      ref: { kind: "rules", version: "Rules v1", hash: "x" },
      ruleSet: weightedRuleSet(),
    } as const;
    expect(score(scorer, { moment: 0, values: { decision_maker: true }, ages: {} }).total).toBe(8);
  });
  it("orders by score, unrounded value, margin, id", () => {
    const rows: Ranked[] = [
      { total: 50, unrounded: 50.1, margin: 9, id: "d" },
      { total: 50, unrounded: 50.2, margin: 1, id: "c" },
      { total: 50, unrounded: 50.2, margin: 2, id: "b" },
      { total: 50, unrounded: 50.1, margin: null, id: "a" },
      { total: 51, unrounded: 50.5, margin: 0, id: "e" },
    ];
    expect(
      rows
        .sort(compareScores)
        .map((row) => row.id)
        .join(""),
    ).toBe("ebcda");
  });
  it("stores a vector without what its definitions imply", () => {
    const vector = {
      moment: 7,
      values: Object.fromEntries(
        DEFAULT_SIGNALS.map(({ key, type, source }) => [
          key,
          source.kind === "events" ? (type === "boolean" ? false : 0) : null,
        ]),
      ),
      ages: {},
    };
    const values = {
      ...vector.values,
      decision_maker_x_pricing: 0,
      site_visits_30d: 3,
      email_click_rate_90d: 0,
    };
    const compact = compactVector({ ...vector, values }, DEFAULT_SIGNALS);
    expect(compact).toEqual({ m: 7, v: { site_visits_30d: 3, email_click_rate_90d: 0 }, a: {} });
    expect(expandVector(compact, DEFAULT_SIGNALS)).toEqual({ moment: 7, values, ages: {} });
  });
});
