import { describe, expect, it } from "vitest";
import { sampleInput } from "../models/testing.ts";
import type { TrainingInput, TrainingProgress } from "./input.ts";
import { trainContenders } from "./train.ts";

const input = sampleInput(1_600, 3);

function trained(changes: Partial<TrainingInput> = {}) {
  const outcome = trainContenders({ ...input, ...changes });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

const first = trained();

describe("trainContenders", () => {
  it("compares five contenders on the same rows and proposes a model that beats the rules", () => {
    const { report } = first;
    expect(report.contenders.map(({ kind }) => kind)).toEqual([
      "rules",
      "bayes",
      "logistic",
      "forest",
      "boosted",
    ]);
    expect(report.split).toMatchObject({ kind: "time", train: 1120, calibration: 240, test: 240, folds: 5 });
    expect(report.split.testFrom).toBeGreaterThan(report.split.calibrationFrom!);
    for (const { kind, crossValidation, test } of report.contenders) {
      expect(crossValidation!.auc, kind).toBeGreaterThan(0.6);
      expect(test!.auc.low).toBeLessThan(test!.auc.value);
      expect(test!.ece).toBeLessThan(0.2);
    }
    expect(report.proposal.best).not.toBeNull();
    expect(report.pairs).toHaveLength(10);
    const detail = report.detail.find(({ kind }) => kind === "boosted")!;
    expect(detail.tiers.reduce((sum, tier) => sum + tier.rows, 0)).toBe(240);
    expect(detail.importance.slice(0, 3).map(({ key }) => key)).toContain("pricing_views_7d");
    expect(detail.histogram.reduce((sum, bin) => sum + bin.rows, 0)).toBe(240);
    expect(detail.segments.map(({ key }) => key)).toContain("lead_origin");
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it("gives the same models and figures, bit for bit, when run again", () => {
    expect(trained()).toEqual(first);
  });

  it("never looks at the test part before the models stand: other answers there change no model", () => {
    const labels = input.labels.map((label, row) => (row >= 1360 ? (row % 3 === 0 ? 1 : 0) : label));
    const [before, after] = [first, trained({ labels })];
    expect(after.models.map(({ artefact, bands }) => ({ artefact, bands }))).toEqual(
      before.models.map(({ artefact, bands }) => ({ artefact, bands })),
    );
    expect(after.report.contenders[4]!.test).not.toEqual(before.report.contenders[4]!.test);
  });

  it("draws the parts at random where rows have no order, and says so", () => {
    const { report } = trained({ order: null });
    expect(report.split).toMatchObject({ kind: "kfold", calibrationFrom: null, testFrom: null });
    expect(report.split.train + report.split.calibration + report.split.test).toBe(1600);
  });

  it("proposes nothing where the rules already rank as well", () => {
    const { report } = first;
    const boosted = report.contenders[4]!.test!;
    // The rules are given the answer: no model can beat that.
    const ruleScores = Float64Array.from(input.labels, (label, row) => 60 * label + (row % 7));
    const { report: beaten } = trained({ ruleScores });
    expect(boosted.auc.value).toBeGreaterThan(0.6);
    expect(beaten.proposal).toMatchObject({ kind: null, why: "does_not_beat_rules" });
    expect(beaten.readiness.find(({ key }) => key === "beats_rules")!.passed).toBe(false);
  });

  it("learns nothing from what is left out", () => {
    const { report, models } = trained({
      leaveOut: [
        { key: "lead_origin", why: "leak" },
        { key: "pricing_views_7d", why: "by_hand" },
      ],
    });
    expect(report.leftOut).toEqual([
      { key: "pricing_views_7d", label: "Pricing views, 7 days", why: "by_hand" },
      { key: "lead_origin", label: "Lead origin", why: "leak" },
    ]);
    for (const { artefact } of models)
      expect(artefact.signals.map(({ key }) => key)).not.toContain("pricing_views_7d");
  });

  it("labels an exploratory run and proposes nothing from it", () => {
    const { report } = trained({ sufficiency: "exploratory" });
    expect(report.proposal).toMatchObject({ kind: null, why: "exploratory" });
    expect(report.readiness[0]).toMatchObject({ key: "enough_data", passed: false });
  });

  it("refuses hostile tables in words, never with a number that means nothing", () => {
    expect(trainContenders({ ...input, labels: new Uint8Array(1600) })).toEqual({
      ok: false,
      reason: "one_class",
    });
    expect(trainContenders({ ...input, table: { rows: 1600, columns: [] } })).toEqual({
      ok: false,
      reason: "no_signals",
    });
    expect(trainContenders(sampleInput(6, 3))).toMatchObject({ ok: false });
    const values = new Float64Array(1600).fill(Number.NaN);
    const empty = { rows: 1600, columns: [{ key: "pricing_views_7d", type: "number" as const, values }] };
    expect(trainContenders({ ...input, table: empty })).toEqual({ ok: false, reason: "no_signals" });
    const huge = Float64Array.from(values, (_, row) => (row % 2 === 0 ? 1e300 : -1e300));
    const wild = {
      rows: 1600,
      columns: [{ key: "pricing_views_7d", type: "number" as const, values: huge }],
    };
    const outcome = trainContenders({ ...input, table: wild });
    expect(JSON.stringify(outcome)).not.toContain("NaN");
  });

  it("tells progress that only rises to 1, and stops between steps when cancelled", () => {
    const told: TrainingProgress[] = [];
    trainContenders(input, { onProgress: (progress) => told.push(progress) });
    const shares = told.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(told.at(-1)!.contenders.every(({ state }) => state === "done")).toBe(true);
    expect(told.some(({ contenders }) => contenders[4]!.provisionalAuc !== null)).toBe(true);
    let asked = 0;
    expect(trainContenders(input, { cancelled: () => ++asked > 40 })).toEqual({
      ok: false,
      reason: "cancelled",
    });
    expect(asked).toBeLessThan(80);
  });
});

it("tells whole numbers by whole numbers, every lead of the sample in one bin", () => {
  const detail = first.report.detail.find(({ kind }) => kind === "boosted")!;
  const pricing = detail.dependence.find(({ key }) => key === "pricing_views_7d")!;
  expect(pricing.bins.map(({ label }) => label)).toEqual(["0", "1", "2", "3"]);
  expect(pricing.bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(240);
  const minutes = detail.dependence.find(({ key }) => key === "minutes_on_site")!;
  expect(minutes.bins.map(({ label }) => label).join(" ")).toMatch(/^\d+–\d+ .* no value$/);
});
