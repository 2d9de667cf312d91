import { calibrate } from "../calibration/calibration.ts";
import { tableOf } from "../encoding/table.ts";
import { bandFor } from "../scoring/bands.ts";
import type { BandSet } from "../scoring/types.ts";
import type { SignalValue } from "../signals/types.ts";
import type { OpenModel } from "./score-model.ts";

/** Stored scores have four decimals, which their rounding to whole points starts from. */
const UNITS_PER_POINT = 10_000;

/**
 * The bands of many vectors at once, by their margins alone: a forecast needs no factors, which are most of a score's
 * cost. A margin is summed in another order here than from its factors, so that a score within 1e-12 of an edge may
 * come out on its other side: whoever shows one asks `score` again.
 */
export function modelBands(
  { artefact, estimator }: OpenModel,
  bands: BandSet,
  records: readonly Readonly<Record<string, SignalValue>>[],
): string[] {
  const read = new Set(estimator.keys);
  const table = tableOf(
    artefact.definitions.filter(({ key }) => read.has(key)),
    records,
  );
  return Array.from(estimator.margins(table), (margin) => {
    const units = Math.round(100 * calibrate(artefact.calibration, margin) * UNITS_PER_POINT);
    return bandFor(bands, Math.floor(units / UNITS_PER_POINT + 0.5)).id;
  });
}
