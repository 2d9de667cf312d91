import { calibrate } from "../calibration/calibration.ts";
import { tableOf } from "../encoding/table.ts";
import { bandFor } from "../scoring/bands.ts";
import type { BandSet } from "../scoring/types.ts";
import type { SignalValue } from "../signals/types.ts";
import type { OpenModel } from "./score-model.ts";

/** Stored scores have four decimals, which their rounding to whole points starts from. */
const UNITS_PER_POINT = 10_000;

/**
 * The scores of many vectors at once, 0-100 and unrounded, by their margins alone: a forecast needs no factors, which
 * are most of a score's cost. A margin is summed in another order here than from its factors, so that a score may
 * differ by the last stored decimal: whoever shows one, or stands at an edge, asks `score` again.
 */
export function modelScores(
  { artefact, estimator }: OpenModel,
  records: readonly Readonly<Record<string, SignalValue>>[],
): Float64Array {
  const read = new Set(estimator.keys);
  const table = tableOf(
    artefact.definitions.filter(({ key }) => read.has(key)),
    records,
  );
  return Float64Array.from(
    estimator.margins(table),
    (margin) => Math.round(100 * calibrate(artefact.calibration, margin) * UNITS_PER_POINT) / UNITS_PER_POINT,
  );
}

/** Their bands, by the same short way. */
export function modelBands(
  model: OpenModel,
  bands: BandSet,
  records: readonly Readonly<Record<string, SignalValue>>[],
): string[] {
  return Array.from(
    modelScores(model, records),
    (unrounded) => bandFor(bands, Math.floor(unrounded + 0.5)).id,
  );
}
