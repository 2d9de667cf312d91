import { type Calibration, calibrate } from "../calibration/calibration.ts";
import type { SignalTable } from "../encoding/table.ts";
import { NEAR_BASE, POINT_UNITS, type PointsWork, pointsWork, pointUnits } from "../explain/points.ts";
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

/** What rounding to whole units and making them add up moves a factor's points at most, with room to spare. */
const MOST_MOVED_UNITS = 1.6;

/** The same in log-odds, where a lead stands so far from the base in log-odds and in probability; Infinity: not known. */
function mostMoved(logOdds: number, probability: number): number {
  if (Math.abs(logOdds) < NEAR_BASE) return Number.POSITIVE_INFINITY;
  const unitsPerLogOdds = (100 * POINT_UNITS * probability) / logOdds;
  return unitsPerLogOdds > 0 ? MOST_MOVED_UNITS / unitsPerLogOdds : Number.POSITIVE_INFINITY;
}

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
  const exact = exactChoice(calibration, base, atBase, ranksOf(signals.map(({ key }) => key)));
  const totals = new Uint8Array(rows);
  const probabilities = new Float64Array(rows);
  const reasons = new Int32Array(rows * TOP);
  const risks = new Int32Array(rows * TOP);
  const best = leaders();
  const worst = leaders();
  for (let row = 0; row < rows; row += 1) {
    const from = row * width;
    best.count = 0;
    worst.count = 0;
    let margin = base;
    let least = 0;
    let most = 0;
    for (let place = 0; place < width; place += 1) {
      const own = values[from + place]!;
      margin += own;
      if (own > least) least = enter(best, own, place);
      else if (own < most) most = -enter(worst, -own, place);
    }
    if (!Number.isFinite(margin)) throw new Error("scoreModelTable: contributions must be finite");
    const probability = calibrate(calibration, margin);
    probabilities[row] = probability;
    totals[row] = roundedScore(Math.round(100 * probability * POINT_UNITS) / POINT_UNITS);
    const moved = mostMoved(margin - base, probability - atBase);
    if (isClear(best, moved) && isClear(worst, moved)) {
      write(best, reasons, row * TOP);
      write(worst, risks, row * TOP);
    } else exact(values, from, reasons, risks, row * TOP);
  }
  return { rows, totals, probabilities, reasons, risks };
}

/**
 * The few largest of a row's contributions of one sign, and the next. Points follow contributions in their order, but for
 * what rounding moves: where all of these stand further apart than that, nothing has to be rounded to know them.
 */
interface Leaders {
  count: number;
  readonly sizes: Float64Array;
  readonly places: Int32Array;
}

const leaders = (): Leaders => ({
  count: 0,
  sizes: new Float64Array(TOP + 1),
  places: new Int32Array(TOP + 1),
});

/** @returns what the next one must be larger than */
function enter(among: Leaders, size: number, place: number): number {
  const { sizes, places, count } = among;
  let slot = count <= TOP ? count : TOP;
  while (slot > 0 && sizes[slot - 1]! < size) {
    sizes[slot] = sizes[slot - 1]!;
    places[slot] = places[slot - 1]!;
    slot -= 1;
  }
  sizes[slot] = size;
  places[slot] = place;
  if (count < TOP) {
    among.count = count + 1;
    return 0;
  }
  among.count = TOP + 1;
  return sizes[TOP]!;
}

/** Whether the order holds though each may be moved so far, and each that is shown stays on its side of zero. */
function isClear({ count, sizes }: Leaders, moved: number): boolean {
  for (let slot = 0; slot < TOP && slot < count; slot += 1) {
    const next = slot + 1 < count ? sizes[slot + 1]! + moved : 0;
    if (!(sizes[slot]! - moved > next)) return false;
  }
  return true;
}

function write({ count, places }: Leaders, into: Int32Array, at: number): void {
  for (let slot = 0; slot < TOP; slot += 1) into[at + slot] = slot < count ? places[slot]! : -1;
}

/** The choice of reasons by points to the last unit, as `scoreModel` makes it. */
function exactChoice(calibration: Calibration, base: number, atBase: number, rank: Int32Array) {
  const work: PointsWork = pointsWork(rank.length);
  return (values: Float64Array, from: number, reasons: Int32Array, risks: Int32Array, at: number): void => {
    pointUnits(calibration, base, atBase, values, from, work);
    strongestPlaces(work.units, rank, 1, TOP, reasons, at);
    strongestPlaces(work.units, rank, -1, TOP, risks, at);
  };
}

function ranksOf(keys: readonly string[]): Int32Array {
  const rank = new Int32Array(keys.length);
  const order = keys.map((_, at) => at).sort((a, b) => (keys[a]! < keys[b]! ? -1 : 1));
  for (const [place, at] of order.entries()) rank[at] = place;
  return rank;
}
