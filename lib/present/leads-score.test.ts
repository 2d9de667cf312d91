import { describe, expect, it } from "vitest";
import { OUTCOME_PRESETS } from "../core/outcomes/presets.ts";
import { RULES_DEFAULT_BANDS } from "../core/scoring/bands.ts";
import {
  explainScore,
  type HistoryEntry,
  presentHistory,
  type StoredFactorLine,
  type StoredScore,
} from "./leads-score.ts";

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;
const context = { now: NOW, timeZone: "Etc/UTC" };

const factor = (
  key: string,
  dimension: "fit" | "intent" | "negative",
  points: number,
  value: number | boolean = true,
): StoredFactorLine => ({
  key,
  signal: key,
  dimension,
  points,
  value,
  reason: { key, args: { value } },
  evidence: {},
});
const score = (change: Partial<StoredScore>): StoredScore => ({
  total: 41,
  unrounded: 41.3,
  margin: 41.3,
  probability: null,
  bandId: "warm",
  version: "Rules v1",
  scorerId: "r1",
  hash: "9c41f0e2aa11",
  scoredAt: NOW,
  factors: [],
  ...change,
});

describe("an explained score", () => {
  it("adds up, with small factors merged and named", () => {
    const { waterfall, sentence, reasons, risks, shortHash } = explainScore(
      score({
        factors: [
          factor("pricing_views_7d", "intent", 30, 3),
          factor("decision_maker", "fit", 16.32),
          factor("unsubscribed", "negative", -5),
          { key: "rest", dimension: "fit", points: -0.02, merged: 2 },
        ],
      }),
      RULES_DEFAULT_BANDS,
      context,
    );
    expect(waterfall.groups.map((group) => [group.dimension, group.text])).toEqual([
      ["fit", "+16.3"],
      ["intent", "+30.0"],
      ["negative", "−5.0"],
    ]);
    expect(waterfall.rounding?.text).toBe("−0.3");
    expect(waterfall.clamp).toBeNull();
    expect(sentence).toBe("Rules add up to 41 of 100.");
    expect(reasons.map(({ title, points }) => [points, title])).toEqual([
      ["+30", "Viewed pricing 3 times in 7 days"],
      ["+16", "Decision maker"],
    ]);
    expect(risks.map(({ title, points }) => [points, title])).toEqual([["−5", "Unsubscribed"]]);
    expect(shortHash).toBe("9c41f0e2");
  });

  it("says where the sum left the scale, and never a likelihood", () => {
    const over = explainScore(
      score({
        total: 100,
        unrounded: 100,
        margin: 112.4,
        bandId: "hot",
        factors: [factor("pricing_views_7d", "intent", 112.4, 3)],
      }),
      RULES_DEFAULT_BANDS,
      context,
    );
    expect(over.sentence).toBe("Rules add up to 112.4; a score ends at 100.");
    expect(over.waterfall.clamp?.text).toBe("−12.4");
    const under = explainScore(
      score({
        total: 0,
        unrounded: 0,
        margin: -20,
        bandId: "suppress",
        factors: [factor("unsubscribed", "negative", -20)],
      }),
      RULES_DEFAULT_BANDS,
      context,
    );
    expect(under.sentence).toBe("Rules add up to −20.0; a score begins at 0.");
    expect(`${over.sentence}${under.sentence}`).not.toContain("%");
  });
});

describe("a score's history", () => {
  const entry = (daysAgo: number, value: number, bandId: string): HistoryEntry => ({
    at: NOW - daysAgo * DAY,
    score: value,
    bandId,
    cause: { key: "activity", args: { type: "demo_requested", count: 1 } },
  });
  const entries = [entry(100, 10, "suppress"), entry(40, 30, "nurture"), entry(5, 72, "hot")];

  it("shows the days asked for, beginning with the score held then", () => {
    const { chart, rows, ticks, summary } = presentHistory(entries, RULES_DEFAULT_BANDS, "60", context);
    expect(chart.domain).toEqual({ from: NOW - 60 * DAY, to: NOW });
    expect(chart.line[0]).toEqual({ at: NOW - 60 * DAY, score: 10 });
    expect(rows.map((row) => [row.score, row.band])).toEqual([
      ["30 → 72", "Hot"],
      ["10 → 30", "Nurture"],
    ]);
    expect(ticks.at(-1)?.text).toBe("Today");
    expect(summary).toContain("to 72 today");
  });

  it("begins with the first score where that is younger, and says when there is none", () => {
    expect(presentHistory(entries.slice(2), RULES_DEFAULT_BANDS, "60", context).chart.domain.from).toBe(
      NOW - 5 * DAY,
    );
    const none = presentHistory([], RULES_DEFAULT_BANDS, "all", context);
    expect([none.chart.latest, none.rows, none.summary]).toEqual([null, [], "No score in this time."]);
  });
});

describe("a model's score", () => {
  const outcome = OUTCOME_PRESETS.won_deal;
  const model = score({
    total: 58,
    unrounded: 57.6543,
    margin: 0.3,
    probability: 0.576543,
    version: "Model v1",
    factors: [
      factor("pricing_views_7d", "intent", 30.1234, 3),
      factor("decision_maker", "fit", 4.5678),
      factor("docs_views_30d", "intent", -2.0369, 1),
    ],
  });

  it("starts where the average lead does, and its printed tenths add up to the score", () => {
    const { waterfall } = explainScore(model, RULES_DEFAULT_BANDS, context, { outcome, observed: null });
    expect(waterfall.startingPoint.tenths).toBe(250);
    const printed =
      waterfall.startingPoint.tenths +
      waterfall.groups.reduce((sum, group) => sum + group.tenths, 0) +
      (waterfall.rounding?.tenths ?? 0);
    expect(printed).toBe(580);
    expect(waterfall.clamp).toBeNull();
  });

  it("says what it is the likelihood of, and what became of leads like it", () => {
    const observed = { rate: 0.57, interval: { low: 0.501, high: 0.637 }, rows: 200, end: null };
    const words = { outcome, observed };
    const outermost = { ...observed, rows: 75, rate: 0.88, interval: { low: 0.79, high: 0.94 } };
    const top = { outcome, observed: { ...outermost, end: "highest" as const } };
    expect(explainScore(model, RULES_DEFAULT_BANDS, context, top).sentence).toMatch(
      / Of the 75 test leads that scored highest, 66 became customers \(88 %, 79–94\)\.$/,
    );
    expect(explainScore(model, RULES_DEFAULT_BANDS, context, words).sentence).toBe(
      "58 % likely to become a customer within 90 days. Of 100 leads like this, 57 became customers (50–64).",
    );
    expect(explainScore(model, RULES_DEFAULT_BANDS, context, { outcome, observed: null }).sentence).toBe(
      "58 % likely to become a customer within 90 days.",
    );
  });
});
