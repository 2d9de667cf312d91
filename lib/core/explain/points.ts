import { type Calibration, calibrate } from "../calibration/calibration.ts";

/** A model's score as points: starting point + points of every factor = unrounded score, to the last stored decimal. */
export interface ScorePoints {
  /** 100 p(base): the score of the average lead. */
  readonly startingPoint: number;
  /** One a contribution, in their order. Multiples of 1e-4, signed. */
  readonly points: Float64Array;
  /** 100 p(margin), 0..100, a multiple of 1e-4. */
  readonly unrounded: number;
  /** p(margin), 0..1, unrounded. */
  readonly probability: number;
  /** Points for one unit of log-odds; never negative for a calibration that rises. */
  readonly slope: number;
}

/** Points are stored with four decimals (numeric(9,4)); everything here is counted in these units. */
const UNITS_PER_POINT = 10_000;
/** Log-odds. Nearer to the base than this, the quotient is all rounding, and the curve's own slope stands in. */
export const NEAR_BASE = 1e-6;
const HALF_WIDTH = 1e-3;

/**
 * DESIGN 2: points_i = contribution_i * 100 (p(z) - p(z0)) / (z - z0), with z0 = `base`, z = base + sum of
 * contributions (log-odds) and p the calibration. Points are rounded to 1e-4 and what rounding leaves goes, a unit each,
 * to the points that rounding moved furthest the other way, so the stored decimals add up exactly. Contributions must
 * be finite; throws otherwise, because nothing shown would be true.
 */
export function scorePoints(
  calibration: Calibration,
  base: number,
  contributions: Float64Array,
): ScorePoints {
  const work = pointsWork(contributions.length);
  const { start, end, probability, slope } = pointUnits(
    calibration,
    base,
    calibrate(calibration, base),
    contributions,
    0,
    work,
  );
  return {
    startingPoint: start / UNITS_PER_POINT,
    points: work.units.map((unit) => (unit === 0 ? 0 : unit / UNITS_PER_POINT)),
    unrounded: end / UNITS_PER_POINT,
    probability,
    slope,
  };
}

/** Arrays that points are worked out in; used again and again where many leads are scored. */
export interface PointsWork {
  /** Points by contribution in units of 1e-4: whole numbers, what `pointUnits` leaves behind. */
  readonly units: Float64Array;
  readonly exact: Float64Array;
  readonly wrong: Float64Array;
  /** Starting point and unrounded score, in the same units. */
  start: number;
  end: number;
  probability: number;
  slope: number;
}

export function pointsWork(width: number): PointsWork {
  return {
    units: new Float64Array(width),
    exact: new Float64Array(width),
    wrong: new Float64Array(width),
    ...{ start: 0, end: 0, probability: 0, slope: 0 },
  };
}

/**
 * `scorePoints` in whole units and in arrays that are there already: of the `work.units.length` contributions from
 * `from` on. `atBase` is p(base), the same for every lead of a model.
 */
export function pointUnits(
  calibration: Calibration,
  base: number,
  atBase: number,
  contributions: Float64Array,
  from: number,
  work: PointsWork,
): PointsWork {
  const { units, exact } = work;
  const width = units.length;
  let margin = base;
  for (let at = 0; at < width; at += 1) margin += contributions[from + at]!;
  if (!Number.isFinite(margin)) throw new Error("scorePoints: base and contributions must be finite");
  const probability = calibrate(calibration, margin);
  const slope =
    Math.abs(margin - base) < NEAR_BASE
      ? (100 * (calibrate(calibration, base + HALF_WIDTH) - calibrate(calibration, base - HALF_WIDTH))) /
        (2 * HALF_WIDTH)
      : (100 * (probability - atBase)) / (margin - base);
  for (let at = 0; at < width; at += 1) {
    const own = contributions[from + at]! * slope * UNITS_PER_POINT;
    exact[at] = own;
    units[at] = Math.round(own);
  }
  work.start = Math.round(100 * atBase * UNITS_PER_POINT);
  work.end = Math.round(100 * probability * UNITS_PER_POINT);
  work.probability = probability;
  work.slope = slope;
  settle(work, work.end - work.start);
  return work;
}

/** Units are whole: this many are a point. */
export const POINT_UNITS = UNITS_PER_POINT;

/** Moves whole units until `units` sum to `total`, those first that rounding treated worst; later ones round by round. */
function settle({ units, exact, wrong }: PointsWork, total: number): void {
  let missing = total;
  let movable = 0;
  for (let at = 0; at < units.length; at += 1) {
    missing -= units[at]!;
    if (exact[at] !== 0) movable += 1;
  }
  if (missing === 0 || units.length === 0) return;
  if (movable === 0) {
    units[0]! += missing;
    return;
  }
  const direction = Math.sign(missing);
  // A whole share to each, then one each to the first few.
  const each = Math.trunc(missing / movable);
  for (let at = 0; at < units.length; at += 1)
    wrong[at] = exact[at] === 0 ? Number.NEGATIVE_INFINITY : direction * (exact[at]! - units[at]!);
  if (each !== 0) for (let at = 0; at < units.length; at += 1) if (exact[at] !== 0) units[at]! += each;
  // Rounding leaves a few units at most, so that looking for the worst each time costs less than an order of all.
  for (let left = Math.abs(missing - each * movable); left > 0; left -= 1) {
    let worst = 0;
    for (let at = 1; at < wrong.length; at += 1) if (wrong[at]! > wrong[worst]!) worst = at;
    units[worst]! += direction;
    wrong[worst] = Number.NEGATIVE_INFINITY;
  }
}
