import fc from "fast-check";
import { expect, it } from "vitest";
import type { Calibration } from "../calibration/calibration.ts";
import { RULES_DEFAULT_BANDS } from "../scoring/bands.ts";
import type { OpenEstimator } from "./open-model.ts";
import { type OpenModel, scoreModel } from "./score-model.ts";
import { scoreModelTable, TOP } from "./score-table.ts";
import type { ModelArtefact } from "./types.ts";

const VECTOR = { moment: 0, values: {}, ages: {} };

/** A model whose rows give these contributions, whatever is asked. */
function modelOf(calibration: Calibration, base: number, rows: readonly Float64Array[]): OpenModel[] {
  const width = rows[0]!.length;
  // Keys in another order than the columns: ties go by key.
  const keys = Array.from({ length: width }, (_, at) => `signal_${(at * 7) % width}_${at}`);
  const artefact = {
    calibration,
    signals: keys.map((key) => ({ key, label: key, dimension: "fit" })),
    dimensions: { fit: [], intent: [] },
  } as unknown as ModelArtefact;
  const values = new Float64Array(rows.length * width);
  for (const [row, own] of rows.entries()) values.set(own, row * width);
  return rows.map((bySignal) => ({
    artefact,
    estimator: {
      contributions: () => ({ base, bySignal }),
      contributionsOf: () => ({ base, values }),
    } as unknown as OpenEstimator,
  }));
}

it("chooses the reasons that points to the last unit choose, ties and near ties included", () => {
  // Steps of about a unit of points, and many that are the same.
  const contribution = fc.oneof(
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.integer({ min: -4, max: 4 }).map((steps) => steps * 4e-6),
    fc.integer({ min: -6, max: 6 }).map((steps) => 0.5 + steps * 7e-6),
    fc.constantFrom(0, -0, 0.25, -0.25, 1e-12, -1e-12),
  );
  const width = fc.integer({ min: 1, max: 12 });
  const rows = width.chain((size) =>
    fc.array(
      fc.array(contribution, { minLength: size, maxLength: size }).map((own) => Float64Array.from(own)),
      { minLength: 1, maxLength: 6 },
    ),
  );
  const calibration = fc.constantFrom<Calibration>(
    { kind: "none" },
    { kind: "platt", a: -0.8, b: 0.3 },
    { kind: "platt", a: -1, b: 0, range: { low: -1, high: 1.5 } },
    { kind: "platt", a: 0.4, b: 0 },
    { kind: "isotonic", margins: [-1, 0, 0.001, 2], probabilities: [0.1, 0.1, 0.6, 0.9] },
  );
  const base = fc.constantFrom(0, -1.5, 0.4, 6);
  let clear = 0;
  fc.assert(
    fc.property(calibration, base, rows, (curve, from, drawn) => {
      const models = modelOf(curve, from, drawn);
      const keys = models[0]!.artefact.signals.map(({ key }) => key);
      const table = scoreModelTable(models[0]!, { rows: drawn.length, columns: [] });
      const chosen = (list: Int32Array, row: number) =>
        [...list.subarray(row * TOP, row * TOP + TOP)].filter((at) => at >= 0).map((at) => keys[at]);
      for (const [row, model] of models.entries()) {
        const alone = scoreModel(model, RULES_DEFAULT_BANDS, VECTOR);
        expect([table.totals[row], table.probabilities[row]]).toEqual([alone.total, alone.probability]);
        expect(chosen(table.reasons, row)).toEqual(alone.reasons);
        expect(chosen(table.risks, row)).toEqual(alone.risks.slice(0, TOP));
        clear += alone.reasons.length;
      }
    }),
    { seed: 21, numRuns: 20_000 },
  );
  expect(clear).toBeGreaterThan(10_000);
});

it("refuses contributions that are no numbers", () => {
  const [model] = modelOf({ kind: "none" }, 0, [Float64Array.of(Number.NaN)]);
  expect(() => scoreModelTable(model!, { rows: 1, columns: [] })).toThrow("finite");
});
