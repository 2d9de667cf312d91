import { calibrate } from "../calibration/calibration.ts";
import type { SignalTable } from "../encoding/table.ts";
import { POINT_UNITS, pointsWork, pointUnits } from "../explain/points.ts";
import { strongestPlaces } from "../scoring/reasons.ts";
import { type OpenModel, roundedScore } from "./score-model.ts";

/** What a row of a table is told of itself: scores, and which signals weigh most. */
export interface TableScores {
  readonly rows: number;
  /** 0..100 */
  readonly totals: Uint8Array;
  readonly probabilities: Float64Array;
  /** `TOP` a row: places of `artefact.signals`, best first; -1 where there are no more. */
  readonly reasons: Int32Array;
  /** The same for what drags the score down, worst first. */
  readonly risks: Int32Array;
}

export const TOP = 3;

/**
 * Scores a table by a model: of every row the bits and the choice of reasons that `scoreModel` has for it, without
 * making thirty factors of which five are read.
 */
export function scoreModelTable({ artefact, estimator }: OpenModel, table: SignalTable): TableScores {
  const { rows } = table;
  const { calibration, signals } = artefact;
  const { base, values } = estimator.contributionsOf(table);
  const width = signals.length;
  const atBase = calibrate(calibration, base);
  const work = pointsWork(width);
  const rank = ranksOf(signals.map(({ key }) => key));
  const totals = new Uint8Array(rows);
  const probabilities = new Float64Array(rows);
  const reasons = new Int32Array(rows * TOP);
  const risks = new Int32Array(rows * TOP);
  for (let row = 0; row < rows; row += 1) {
    pointUnits(calibration, base, atBase, values, row * width, work);
    totals[row] = roundedScore(work.end / POINT_UNITS);
    probabilities[row] = work.probability;
    strongestPlaces(work.units, rank, 1, TOP, reasons, row * TOP);
    strongestPlaces(work.units, rank, -1, TOP, risks, row * TOP);
  }
  return { rows, totals, probabilities, reasons, risks };
}

function ranksOf(keys: readonly string[]): Int32Array {
  const rank = new Int32Array(keys.length);
  const order = keys.map((_, at) => at).sort((a, b) => (keys[a]! < keys[b]! ? -1 : 1));
  for (const [place, at] of order.entries()) rank[at] = place;
  return rank;
}
