import { describe, expect, it } from "vitest";
import { scoreHistogram } from "../core/backtest/histogram.ts";
import { comparePaired } from "../core/backtest/paired.ts";
import { OUTCOME_PRESETS } from "../core/outcomes/presets.ts";
import { bandFor, RULES_DEFAULT_BANDS, validateBands } from "../core/scoring/bands.ts";
import { moveEdge } from "../core/scoring/edit-bands.ts";
import {
  backtestRows,
  capacityWords,
  populationWords,
  rateRange,
  whatHappened,
  workingDays,
} from "./backtest-words.ts";
import { bandProblemWords, bandScores, bandsDraftWords } from "./band-words.ts";

const totals = Array.from({ length: 400 }, (_, index) => (index * 37) % 101);
const labels = totals.map((total, index) => (total > 60 + (index % 40) ? 1 : 0));
const draftBands = moveEdge(RULES_DEFAULT_BANDS, "hot", 60);
const histogram = scoreHistogram(totals, labels);
const best = (bands = RULES_DEFAULT_BANDS) =>
  totals.map((total) => (bandFor(bands, total).id === "hot" ? 1 : 0));
const compared = comparePaired(
  labels,
  { scores: totals, best: best() },
  { scores: totals, best: best(draftBands) },
  { seed: 1, replicates: 50 },
);
const facts = {
  leads: 400,
  days: 56,
  isSameScorer: true,
  current: { title: "Rules v1", bands: RULES_DEFAULT_BANDS, histogram },
  draft: { title: "Draft", bands: draftBands, histogram },
  comparison: compared.ok ? compared.value : null,
};

describe("backtestRows", () => {
  it("says calls, capture, conversion and ranking of both, and the change with its range", () => {
    const rows = backtestRows(facts, { minutesPerCall: 15, daysAWeek: 5 });
    expect(rows.map(({ label }) => label)).toEqual([
      "Hot leads a day",
      "Calling a day",
      "Conversions captured by Hot",
      "Conversion rate of Hot",
      "PR-AUC",
      "AUC",
    ]);
    const [perDay, calling, captured, rate, precision] = rows;
    expect(Number(perDay!.current)).toBeCloseTo(best().filter((hot) => hot === 1).length / 40, 1);
    expect(perDay!.change).toMatch(/^\+\d/);
    expect(calling!.draft).toMatch(/ h( \d+)?$| min$/);
    expect(captured!.change).toMatch(/^\+\d+ pts?$/);
    expect(captured!.range).toMatch(/^\+\d+ to \+\d+$/);
    expect(captured!.verdict).toBe("higher");
    expect(rate!.change).toMatch(/^−\d+ pts?$/);
    expect(precision).toMatchObject({ change: "same scorer", range: null });
  });
  it("has no day where leads have no dates, and nothing without a draft", () => {
    const rows = backtestRows(
      { ...facts, days: null, comparison: null },
      { minutesPerCall: 15, daysAWeek: 5 },
    );
    expect(rows.map(({ key }) => key)).toEqual(["leads", "captured", "rate"]);
    expect(rows.every(({ range }) => range === null)).toBe(true);
    expect(backtestRows({ ...facts, draft: null }, { minutesPerCall: 15, daysAWeek: 5 })).toEqual([]);
  });
});

describe("words beside it", () => {
  it("count days that are worked", () => {
    expect(workingDays(14, 5)).toBe(10);
    expect(workingDays(null, 5)).toBeNull();
  });
  it("say what an edge gives and takes", () => {
    const row = (rate: number, captured: number, perDay: number) => ({ rate, captured, perDay });
    expect(capacityWords({ name: "Hot", from: 44 }, row(0.58, 0.28, 7.7), row(0.55, 0.34, 9.9), 18)).toBe(
      "Hot begins at 44, about 2 h 58 of calling a day. Given up: Hot converts at 55 % instead of 58 %. Gained: 6 more of every 100 conversions are in it.",
    );
    expect(capacityWords({ name: "Hot", from: 60 }, row(0.5, 0.4, 9), row(0.6, 0.3, 6), 10)).toBe(
      "Hot begins at 60, about 1 h of calling a day. Given up: 10 fewer of every 100 conversions are in it. Gained: Hot converts at 60 % instead of 50 %.",
    );
    expect(capacityWords({ name: "Hot", from: 60 }, row(0.5, 0.4, 9), row(0.5, 0.4, 9), 10)).toBe(
      "Hot begins at 60, about 1 h 30 of calling a day.",
    );
  });
  it("name the leads and what became of them", () => {
    expect(populationWords("unseen", 500, "x")).toBe("500 leads that came after what the model learnt from");
    expect(populationWords("all", 1, "with a known outcome")).toBe("1 lead with a known outcome");
    expect(populationWords("known", 90, "x")).toMatch(/looks better on these/);
    const at = { now: Date.UTC(2026, 10, 1), timeZone: "Etc/UTC" };
    expect(whatHappened({ label: 1, decidedAt: Date.UTC(2026, 7, 11) }, OUTCOME_PRESETS.won_deal, at)).toBe(
      "Won 11 Aug",
    );
    expect(whatHappened({ label: 0, decidedAt: null }, OUTCOME_PRESETS.qualified_meeting, at)).toBe(
      "No meeting",
    );
    expect(rateRange({ low: 0.541, high: 0.62 })).toBe("54–62");
    expect(rateRange(null)).toBeNull();
  });
  it("say of bands what changed and what is wrong", () => {
    expect(bandsDraftWords(RULES_DEFAULT_BANDS, draftBands, "Rules v1")).toBe(
      "1 change to Rules v1. Hot: from 70 to 60",
    );
    expect(bandScores(draftBands, "warm")).toBe("40–59");
    const broken = {
      bands: RULES_DEFAULT_BANDS.bands.map((band, at) =>
        at === 1 ? { ...band, from: 80, name: "Hot" } : band,
      ),
    };
    expect(validateBands(broken).map((problem) => bandProblemWords(problem, broken))).toEqual([
      "Hot begins at 70; Hot has to begin below that.",
      "Another band is called Hot already. Two bands of one name cannot be told apart.",
    ]);
    const nameless = {
      bands: RULES_DEFAULT_BANDS.bands.map((band, at) =>
        at === 0 ? { ...band, name: "", action: "" } : band,
      ),
    };
    expect(validateBands(nameless).map((problem) => bandProblemWords(problem, nameless))).toEqual([
      "Give the band a name.",
      "Say what is done about leads in this band.",
    ]);
    const single = {
      bands: RULES_DEFAULT_BANDS.bands.map((band, at) => (at === 0 ? { ...band, from: 100 } : band)),
    };
    expect(bandScores(single, "hot")).toBe("100");
  });
});
