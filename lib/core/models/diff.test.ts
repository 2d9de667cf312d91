import { describe, expect, it } from "vitest";
import { OUTCOME_PRESETS } from "../outcomes/presets.ts";
import { type ComparableModel, diffModels } from "./diff.ts";

const band = (id: string, from: number) => ({
  ...{ id, name: id, from, rank: 1, action: "call", respondWithinMinutes: null, tone: "hot" },
});
const model: ComparableModel = {
  kind: "boosted",
  hash: "a",
  runId: "r1",
  signals: [
    { key: "visits", label: "Visits" },
    { key: "opens", label: "Mail opens" },
  ],
  outcome: OUTCOME_PRESETS.won_deal,
  bands: { bands: [band("hot", 60), band("cold", 0)] },
};

describe("what changed between two models", () => {
  it("is nothing between a model and itself", () => {
    expect(diffModels(model, { ...model, outcome: { ...model.outcome } })).toEqual([]);
  });
  it("is the bands alone where the same artefact was published with others", () => {
    const moved = { ...model, bands: { bands: [band("hot", 55), band("cold", 0)] } };
    expect(diffModels(model, moved)).toMatchObject([{ kind: "band_changed", field: "from" }]);
  });
  it("is kind, outcome, teaching and signals in this order", () => {
    const other: ComparableModel = {
      ...model,
      kind: "logistic",
      hash: "b",
      runId: "r2",
      signals: [model.signals[0]!, { key: "calls", label: "Calls" }],
      outcome: { ...model.outcome, windowDays: 30 },
    };
    expect(diffModels(model, other)).toMatchObject([
      { kind: "algorithm", before: "boosted", after: "logistic" },
      { kind: "outcome" },
      { kind: "taught", byAnotherRun: true },
      { kind: "signals", added: ["Calls"], removed: ["Mail opens"] },
    ]);
    expect(diffModels(model, { ...other, runId: "r1" })).toContainEqual({
      kind: "taught",
      byAnotherRun: false,
    });
  });
});
