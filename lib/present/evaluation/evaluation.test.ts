import { describe, expect, it } from "vitest";
import { sampleInput } from "../../core/models/testing.ts";
import type { ReadinessLine, TrainingReport } from "../../core/training/report.ts";
import { trainContenders } from "../../core/training/train.ts";
import { correlationMatrix, shortCorrelation } from "./correlations.ts";
import { precisionRecallChart, rocChart } from "./curve-charts.ts";
import { decileChart } from "./deciles.ts";
import { gainChart, valueAt } from "./gain-chart.ts";
import { factStrip, headlineSentence, pairOf, proposalSentence, splitSentence } from "./headline.ts";
import { dependenceCharts, importanceChart, niceStep } from "./importance.ts";
import { leftOut, namesOf } from "./left-out.ts";
import { cellText, levelText, type PreparedChart, pointsText, shareRange, subjectOf } from "./prepared.ts";
import { differenceSentence, leaderboard } from "./ranking-table.ts";
import { readinessList } from "./readiness.ts";
import { reliabilityChart } from "./reliability.ts";
import { confusionTable, scoreDistribution } from "./score-charts.ts";
import { aucError, segmentChart } from "./segments.ts";
import { tierTable } from "./tiers.ts";

const trained = trainContenders(sampleInput(1_200, 3));
if (!trained.ok) throw new Error(trained.reason);
const report: TrainingReport = JSON.parse(JSON.stringify(trained.report));
const subject = subjectOf(report);
const TIME = { now: Date.UTC(2026, 10, 21), timeZone: "UTC" };
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const charts: readonly (PreparedChart | null)[] = [
  leaderboard(report, subject),
  rocChart(report, subject),
  precisionRecallChart(report, subject),
  reliabilityChart(report, subject),
  gainChart(report, subject),
  tierTable(report, subject),
  decileChart(report, subject),
  scoreDistribution(report, subject),
  confusionTable(report, subject),
  importanceChart(report, subject),
  ...dependenceCharts(report, subject),
  correlationMatrix(report, "Became a customer"),
  segmentChart(report, subject),
];

describe("prepared charts", () => {
  it("each come with words, a table of whole rows and a file name of their own", () => {
    for (const chart of charts) {
      expect(chart).not.toBeNull();
      const { title, question, textAlternative, table, csvName } = chart!;
      for (const text of [title, question, textAlternative]) expect(text.length, title).toBeGreaterThan(2);
      expect([question, textAlternative, chart!.conclusion ?? ""].join(" ")).not.toMatch(
        /undefined|NaN|Infinity|null|-\d/,
      );
      expect(table.rows.length, title).toBeGreaterThan(0);
      for (const row of table.rows) expect(row, title).toHaveLength(table.columns.length);
      expect(csvName).toMatch(/^[a-z0-9-]+\.csv$/);
    }
    expect(new Set(charts.map((chart) => chart!.csvName)).size).toBe(charts.length);
  });

  it("are left out where nothing could be measured", () => {
    const none: TrainingReport = {
      ...report,
      detail: [],
      correlations: { keys: [], values: [], withOutcome: [] },
      contenders: report.contenders.map((contender) => ({ ...contender, test: null })),
      pairs: [],
    };
    expect([
      rocChart(none, subject),
      precisionRecallChart(none, subject),
      reliabilityChart(none, subject),
      gainChart(none, subject),
      tierTable(none, subject),
      decileChart(none, subject),
      scoreDistribution(none, subject),
      confusionTable(none, subject),
      importanceChart(none, subject),
      correlationMatrix(none, "Won"),
      segmentChart(none, subject),
    ]).toEqual(Array(11).fill(null));
    expect(leaderboard(none, subject).rows.map(({ aucWithin }) => aucWithin)).toEqual(
      Array(5).fill("not measured"),
    );
    expect(headlineSentence(none, subject)).toMatch(/could not be measured/);
  });

  it("give every test lead one score, one band and one tenth", () => {
    const { test, testPositives } = report.split;
    const counts = (chart: PreparedChart | null, label: string) => {
      const at = chart!.table.columns.findIndex((column) => column.label === label);
      return sum(chart!.table.rows.map((row) => Number(row[at])));
    };
    expect(counts(scoreDistribution(report, subject), "Leads")).toBe(test);
    expect(counts(scoreDistribution(report, subject), "Positive")).toBe(testPositives);
    expect(counts(tierTable(report, subject), "Leads")).toBe(test);
    expect(counts(decileChart(report, subject), "Customers")).toBe(testPositives);
  });

  it("draw a gain line without gaps that marks the top 20 %", () => {
    const gain = gainChart(report, subject)!;
    const xs = gain.lines.map(({ points }) => [points[0]!.x, points[points.length - 1]!.x]);
    expect(xs[0]![0]).toBe(0);
    for (const [index, [from]] of xs.slice(1).entries()) expect(from).toBeCloseTo(xs[index]![1]!, 9);
    expect(xs[xs.length - 1]![1]).toBeCloseTo(100, 6);
    const capture = report.contenders.find(({ kind }) => kind === subject)!.test!.top20Capture.value;
    expect(gain.marks.find(({ x }) => x === 20)).toMatchObject({ y: 100 * capture });
    expect(gain.marks.find(({ x }) => x === 20)!.text).toMatch(/^Top 20 % bring \d+ % \(\d+–\d+\)$/);
  });

  it("keep each dot and bar on its axis", () => {
    const importance = importanceChart(report, subject)!;
    for (const { dots } of importance.rows)
      for (const { x, step } of dots) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(1);
        expect(Math.abs(step)).toBeLessThanOrEqual(4);
      }
    for (const { bins, zero } of dependenceCharts(report, subject))
      for (const bin of bins) {
        expect(bin.from).toBeGreaterThanOrEqual(-1e-9);
        expect(bin.from + bin.width).toBeLessThanOrEqual(1 + 1e-9);
        expect(bin.contribution < 0 ? bin.from + bin.width : bin.from).toBeCloseTo(zero, 9);
      }
  });
});

describe("words", () => {
  it("say a paired difference with its direction and interval", () => {
    expect(differenceSentence({ value: 0.021, low: 0.012, high: 0.03 }, "the rules")).toBe(
      "0.021 higher AUC than the rules (0.012–0.030)",
    );
    expect(differenceSentence({ value: -0.008, low: -0.014, high: -0.002 }, "Boosted trees")).toBe(
      "0.008 lower AUC than Boosted trees (0.002–0.014)",
    );
    expect(differenceSentence({ value: 0.001, low: -0.004, high: 0.006 }, "the rules")).toBe(
      "cannot be told from the rules by AUC (−0.004 to +0.006)",
    );
  });

  it("compare a model with the rules, and the rules with the best model", () => {
    const best = leaderboard(report, subject).rows.find(({ kind }) => kind !== "rules")!;
    expect(leaderboard(report, "rules").conclusion).toContain(best.name);
    expect(leaderboard(report, "boosted").conclusion).toContain("the rules");
  });

  it("turn a pair round with its interval", () => {
    const there = pairOf(report, "boosted", "rules")!;
    const back = pairOf(report, "rules", "boosted")!;
    expect(back.auc).toMatchObject({ value: -there.auc.value, low: -there.auc.high, high: -there.auc.low });
    expect(pairOf(report, "rules", "rules")).toBeNull();
  });

  it("sum up what the run found, and claim no more than the interval allows", () => {
    const saying = (auc: { value: number; low: number; high: number }) =>
      headlineSentence(
        {
          ...report,
          pairs: [{ a: "boosted", b: "rules", auc: { ...auc, pValue: 0.5 }, top20Capture: auc }],
        },
        "boosted",
      );
    expect(saying({ value: 0.0712, low: 0.06, high: 0.08 })).toMatch(/^Beats the rules by 7.1 points of AUC/);
    expect(saying({ value: 0.01, low: -0.01, high: 0.03 })).toMatch(/^Cannot be told from the rules/);
    expect(saying({ value: -0.05, low: -0.06, high: -0.04 })).toMatch(
      /^Ranks worse than the rules by 5 points/,
    );
    const proposal = (why: TrainingReport["proposal"]["why"], kind: "boosted" | null) =>
      proposalSentence({ ...report, proposal: { kind, best: "boosted", why } });
    expect(proposal("best", "boosted")).toMatch(/^Boosted trees is proposed: the lowest log loss/);
    expect(proposal("simplest_within_one_error", "boosted")).toMatch(/simplest scorer/);
    expect(proposal("does_not_beat_rules", null)).toMatch(
      /^No model is proposed: .* The rules go on scoring\.$/,
    );
    expect(proposal("exploratory", null)).toMatch(/^Exploratory/);
  });

  it("say how rows were divided, and that random parts tell nothing of later leads", () => {
    expect(splitSentence({ ...report.split, kind: "kfold" })).toMatch(/later leads is not measured/);
    const facts = factStrip({ ...report, dropped: { ...report.dropped, immature: 412 } }, subject, TIME);
    expect(facts.map(({ label }) => label)).toEqual([
      "Trained on",
      "Calibrated on",
      "Tested on",
      "Base rate",
      "Dropped",
      "Left out",
    ]);
    expect(facts[4]).toMatchObject({ figure: "412 leads", note: "window not yet elapsed" });
  });

  it("print cells, ranges and points as the page does", () => {
    expect(cellText("share", 0.5823)).toBe("58.2 %");
    expect(cellText("signed", -0.0211)).toBe("−0.021");
    expect(cellText("count", 1284)).toBe("1,284");
    expect(cellText("figure", null)).toBe("–");
    expect(shareRange({ low: 0.381, high: 0.439 })).toBe("38–44 %");
    expect([pointsText(0.07), pointsText(0.0142), pointsText(0.01), pointsText(0.25)]).toEqual([
      "7 points",
      "1.4 points",
      "1 point",
      "25 points",
    ]);
    expect([
      shortCorrelation(0.24),
      shortCorrelation(-0.4),
      shortCorrelation(1),
      shortCorrelation(null),
    ]).toEqual([".24", "−.40", "1", "–"]);
    expect([
      levelText("source_channel", "paid_search"),
      levelText("tags", "Ringing_Twice"),
      levelText("company_size_log", "3.4–4.6"),
      levelText("company_size_log", "no value"),
      levelText("company_size_log", "under 50 people"),
    ]).toEqual(["paid search", "Ringing_Twice", "29–98 people", "no value", "under 50 people"]);
    expect([niceStep(0.07), niceStep(1.2), niceStep(3)]).toEqual([0.1, 2, 5]);
    expect(
      valueAt(
        [
          { x: 0, y: 0 },
          { x: 0.5, y: 0.8 },
          { x: 1, y: 1 },
        ],
        0.25,
      ),
    ).toBeCloseTo(0.4);
  });

  it("list what was left out by reason, leaks first", () => {
    const { groups, dropped } = leftOut({
      ...report,
      dropped: { immature: 3, decided_before_moment: 0, undecided: 5, no_moment: 0 },
      leftOut: [
        { key: "a", label: "Notes", why: "empty" },
        { key: "b", label: "Tags", why: "leak" },
      ],
    });
    expect(groups.map(({ title, labels }) => [title, ...labels])).toEqual([
      ["Know the outcome", "Tags"],
      ["Never filled", "Notes"],
    ]);
    expect(dropped[0]).toMatch(/^5 leads/);
    expect(namesOf(["a", "b", "c", "d"], 3)).toBe("a, b and 2 more");
  });

  it("call a segment worse only where its size allows it", () => {
    // Without any order it is Mann and Whitney's (p + n + 1) / (12 p n).
    expect(aucError(0.5, 51, 58) ** 2).toBeCloseTo((51 + 58 + 1) / (12 * 51 * 58), 12);
    expect(aucError(0.9, 0, 58)).toBe(Number.POSITIVE_INFINITY);
    const saying = (rows: number) => {
      const value = {
        value: "referral",
        rows,
        positives: rows / 2,
        rate: 0.5,
        meanProbability: 0.5,
        auc: 0.6,
      };
      const detail = report.detail.map((known) => ({
        ...known,
        segments: [{ key: "source_channel", label: "Source", values: [value] }],
      }));
      return segmentChart({ ...report, detail }, subject)!.conclusion;
    };
    expect(saying(4_000)).toMatch(/^It ranks worst among Source “referral”: AUC 0.60/);
    expect(saying(10)).toMatch(/^No group is surely ranked worse/);
  });

  it("speak of another scorer's readiness by its own figures", () => {
    const other = report.contenders.find(({ kind }) => kind !== subject && kind !== "rules")!;
    const text = (kind: typeof subject) =>
      readinessList(report, kind).lines.find(({ key }) => key === "top20_twice")!.sentence;
    expect(text(other.kind)).toContain(`${(100 * other.test!.top20Capture.value).toFixed(0)} %`);
    const rules = readinessList(report, "rules").lines.find(({ key }) => key === "beats_rules")!;
    expect(rules.state).toBe("not_measured");
  });

  it("name what stands against publishing", () => {
    const line = (key: ReadinessLine["key"], passed: boolean | null): ReadinessLine => ({
      key,
      passed,
      args: {},
    });
    const of = (lines: ReadinessLine[]) => readinessList({ ...report, readiness: lines }, subject);
    expect(of([line("no_suspect", true)]).verdict).toBe("Nothing stands against publishing.");
    const mixed = of([line("no_suspect", true), line("beats_rules", null), line("calibrated", false)]);
    expect(mixed.summary).toBe("1 of 3 passed");
    expect(mixed.lines.map(({ stateText }) => stateText)).toEqual(["Passed", "Not measured", "Failed"]);
    expect(mixed.verdict).toMatch(/“Beats the rules” was not measured and “Keeps its promises” failed/);
  });
});
