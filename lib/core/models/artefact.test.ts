import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { tableOf } from "../encoding/table.ts";
import { score, scoreMany } from "../scoring/score.ts";
import type { SignalValue } from "../signals/types.ts";
import type { TrainedModel } from "../training/input.ts";
import { trainContenders } from "../training/train.ts";
import { artefactText, readArtefact } from "./artefact.ts";
import { modelBands } from "./model-bands.ts";
import { percentBeside, shareBelow } from "./quantiles.ts";
import { scoreModelTable, TOP } from "./score-table.ts";
import { sampleInput, sampleRecords } from "./testing.ts";
import type { ModelArtefact } from "./types.ts";

let models: readonly TrainedModel[];

beforeAll(() => {
  const trained = trainContenders(sampleInput(1_500, 5));
  if (!trained.ok) throw new Error(trained.reason);
  models = trained.models;
});

function scorerOf({ kind, bands }: TrainedModel, text: string) {
  const read = readArtefact(text);
  if (!read.ok) throw new Error(read.reason);
  return { ref: { kind, version: "Model v1", hash: "h" }, model: read.model, bands } as const;
}

describe("an artefact", () => {
  it("is trained for logistic regression, forest and boosted trees", () => {
    expect(models.map(({ kind }) => kind)).toEqual(["logistic", "forest", "boosted"]);
  });

  it("scores the same bits after it was written and read again, whatever order its keys came in", () => {
    const { records } = sampleRecords(200, 6);
    for (const model of models) {
      const text = artefactText(model.artefact);
      const shuffled = JSON.stringify(reversed(JSON.parse(text)));
      expect(artefactText(JSON.parse(shuffled) as ModelArtefact)).toBe(text);
      const [first, second] = [scorerOf(model, text), scorerOf(model, shuffled)];
      for (const values of records) {
        const vector = { moment: 0, values, ages: {} };
        expect(score(second, vector)).toEqual(score(first, vector));
      }
    }
  });

  it("gives the bands of many vectors as scoring each of them does", () => {
    const { records } = sampleRecords(300, 9);
    for (const model of models) {
      const scorer = scorerOf(model, artefactText(model.artefact));
      const each = records.map((values) => score(scorer, { moment: 0, values, ages: {} }).bandId);
      expect(new Set(each).size).toBeGreaterThan(1);
      expect(modelBands(scorer.model, scorer.bands, records)).toEqual(each);
    }
  });

  it("scores many leads that wait at once to the bits of each alone", () => {
    const { records } = sampleRecords(150, 11);
    const leads = records.map((values) => ({ vector: { moment: 0, values, ages: {} }, evidence: {} }));
    for (const model of models) {
      const scorer = scorerOf(model, artefactText(model.artefact));
      const alone = leads.map(({ vector, evidence }) => score(scorer, vector, evidence));
      expect(scoreMany(scorer, leads)).toEqual(alone);
      expect(scoreMany(scorer, [])).toEqual([]);
    }
  });

  it("scores the rows of a table to the bits of each alone, with the same reasons", () => {
    const { records } = sampleRecords(150, 12);
    const odd = { minutes_on_site: Number.NaN, lead_origin: "never seen", decision_maker: null };
    const rows = [...records, odd, {}].map((values) => values as Record<string, SignalValue>);
    for (const model of models) {
      const scorer = scorerOf(model, artefactText(model.artefact));
      const keys = model.artefact.signals.map(({ key }) => key);
      const table = tableOf(model.artefact.definitions, rows);
      const scores = scoreModelTable(scorer.model, table);
      const chosen = (list: Int32Array, row: number) =>
        [...list.subarray(row * TOP, row * TOP + TOP)].filter((at) => at >= 0).map((at) => keys[at]);
      for (const [row, values] of rows.entries()) {
        const alone = score(scorer, { moment: 0, values, ages: {} });
        expect([scores.totals[row], scores.probabilities[row]]).toEqual([alone.total, alone.probability]);
        expect(chosen(scores.reasons, row)).toEqual(alone.reasons);
        expect(chosen(scores.risks, row)).toEqual(alone.risks.slice(0, TOP));
      }
    }
  });

  it("explains every score to the last stored decimal, unknown and unseen values included", () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.double(),
      fc.boolean(),
      fc.string(),
      fc.constant("Referral"),
    );
    const keys = [
      "pricing_views_7d",
      "decision_maker",
      "careers_views_30d",
      "minutes_on_site",
      "lead_origin",
    ];
    const scorers = models.map((model) => scorerOf(model, artefactText(model.artefact)));
    fc.assert(
      fc.property(fc.tuple(...keys.map(() => value)), (drawn) => {
        const values = Object.fromEntries(keys.map((key, at) => [key, drawn[at]!]));
        for (const scorer of scorers) {
          const result = score(scorer, { moment: 0, values, ages: {} });
          const sum = result.factors.reduce((total, factor) => total + factor.points, result.startingPoint);
          expect(Math.abs(sum - result.unrounded)).toBeLessThan(1e-9);
          expect(result.unrounded + result.clamp + result.rounding).toBeCloseTo(result.total, 9);
          expect(result.unrounded).toBeCloseTo(100 * result.probability!, 4);
          expect(Number.isInteger(result.total) && result.total >= 0 && result.total <= 100).toBe(true);
          expect(result.fitScore >= 0 && result.fitScore <= 100).toBe(true);
          expect(result.intentScore >= 0 && result.intentScore <= 100).toBe(true);
        }
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it("says a decision maker who priced is likelier than one who did neither", () => {
    for (const model of models) {
      const scorer = scorerOf(model, artefactText(model.artefact));
      const at = (values: Record<string, number | boolean | string>) =>
        score(scorer, { moment: 0, values, ages: {} });
      const high = at({
        pricing_views_7d: 3,
        decision_maker: true,
        careers_views_30d: 0,
        minutes_on_site: 600,
        lead_origin: "Referral",
      });
      const low = at({
        pricing_views_7d: 0,
        decision_maker: false,
        careers_views_30d: 0,
        minutes_on_site: 5,
        lead_origin: "Import",
      });
      expect(high.total).toBeGreaterThan(low.total + 20);
      expect(high.reasons.length).toBeGreaterThan(0);
      expect(low.risks.length).toBeGreaterThan(0);
      const minutes = high.factors.find(({ signal }) => signal === "minutes_on_site");
      expect(minutes?.reason.args).toMatchObject({ own: "attribute", name: "Minutes on site" });
      expect(Number(minutes?.reason.args.more_than)).toBeGreaterThan(60);
      expect(Number(minutes?.reason.args.less_than)).toBeLessThan(40);
    }
  });

  it("is refused where it is not ours, of another version, or does not fit together", () => {
    const text = artefactText(models[2]!.artefact);
    const changed = (path: readonly (string | number)[], value: unknown) =>
      readArtefact(JSON.stringify(withChange(JSON.parse(text), path, value)));
    expect(readArtefact("not json")).toEqual({ ok: false, reason: "unknown_format" });
    expect(readArtefact("null")).toEqual({ ok: false, reason: "unknown_format" });
    expect(changed(["format"], "other")).toEqual({ ok: false, reason: "unknown_format" });
    expect(changed(["version"], 2)).toEqual({ ok: false, reason: "unknown_version" });
    const malformed = { ok: false, reason: "malformed" };
    expect(changed(["signals", 4], undefined)).toEqual(malformed);
    expect(changed(["estimator", "ensemble", "trees", 0, "left", 0], 0)).toEqual(malformed);
    expect(changed(["estimator", "encoding", "columns", 0, "key"], "other")).toEqual(malformed);
    expect(changed(["calibration"], { kind: "isotonic", margins: [], probabilities: [] })).toEqual(malformed);
    expect(changed(["dimensions", "fit"], [2, 1])).toEqual(malformed);
    expect(changed(["estimator"], undefined)).toEqual(malformed);
  });
});

describe("shareBelow", () => {
  it("is the share of the sample below, equals by half, within 0..1", () => {
    const quantiles = [0, 1, 2, 2, 2, 3];
    expect(shareBelow(quantiles, -1)).toBe(0);
    expect(shareBelow(quantiles, 9)).toBe(1);
    expect(shareBelow(quantiles, 0.5)).toBeCloseTo(0.1, 12);
    expect(shareBelow(quantiles, 2)).toBeCloseTo(0.6, 12);
    expect(shareBelow([], 1)).toBeNull();
  });

  it("is told as whole percent on either side, never more than is true", () => {
    const quantiles = [0, 0, 0, 1, 5, 9];
    expect(percentBeside(quantiles, 0)).toEqual({ below: 0, above: 40 });
    expect(percentBeside(quantiles, 5)).toEqual({ below: 60, above: 0 });
    expect(percentBeside(quantiles, 99)).toEqual({ below: 100, above: 0 });
    expect(percentBeside([], 1)).toBeNull();
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

/** The same JSON with one place changed; undefined takes it away. */
function withChange(json: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = Array.isArray(json) ? [...json] : { ...(json as object) };
  const at = copy as Record<string | number, unknown>;
  at[key] = withChange(at[key], rest, value);
  if (Array.isArray(copy) && rest.length === 0 && value === undefined) copy.length -= 1;
  return copy;
}
