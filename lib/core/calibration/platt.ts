import { softplus } from "../math/logistic.ts";
import { type CalibrationRefusal, calibrationProblem, type PlattCalibration } from "./calibration.ts";

const MOST_STEPS = 200;

/**
 * Platt's sigmoid p = 1 / (1 + e^(a z + b)) by Newton's method with halved steps (Platt, 1999; Lin, Lin and Weng, 2007).
 * Targets are (n1 + 1) / (n1 + 2) and 1 / (n0 + 2) instead of 1 and 0, so the optimum is finite even where the classes
 * separate. Margins are centred and scaled inside, so their unit does not matter.
 */
export function fitPlatt(
  margins: ArrayLike<number>,
  labels: ArrayLike<number>,
):
  | { readonly ok: true; readonly calibration: PlattCalibration }
  | { readonly ok: false; readonly reason: CalibrationRefusal } {
  const reason = calibrationProblem(margins, labels);
  if (reason !== null) return { ok: false, reason };
  const rows = margins.length;
  let positives = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < rows; row += 1) {
    if (labels[row] === 1) positives += 1;
    lowest = Math.min(lowest, margins[row]!);
    highest = Math.max(highest, margins[row]!);
  }
  const centre = lowest / 2 + highest / 2;
  const unit = highest > lowest ? highest / 2 - lowest / 2 : 1;
  const scaled = Float64Array.from(margins, (margin) => (margin - centre) / unit);
  const whenPositive = (positives + 1) / (positives + 2);
  const whenNegative = 1 / (rows - positives + 2);
  const targets = Float64Array.from(labels, (label) => (label === 1 ? whenPositive : whenNegative));
  const { a, b } = newton(scaled, targets, Math.log((rows - positives + 1) / (positives + 1)));
  return { ok: true, calibration: { kind: "platt", a: a / unit, b: b - (a / unit) * centre } };
}

/** Minimises sum of t (a x + b) + log(1 + e^-(a x + b)) from (0, b). */
function newton(xs: Float64Array, targets: Float64Array, startB: number): { a: number; b: number } {
  let a = 0;
  let b = startB;
  const value = (atA: number, atB: number) => {
    let sum = 0;
    for (let row = 0; row < xs.length; row += 1) {
      const z = atA * xs[row]! + atB;
      sum += targets[row]! * z + softplus(-z);
    }
    return sum;
  };
  let current = value(a, b);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let ga = 0;
    let gb = 0;
    let haa = 0;
    let hab = 0;
    let hbb = 0;
    for (let row = 0; row < xs.length; row += 1) {
      const x = xs[row]!;
      const p = 1 / (1 + Math.exp(a * x + b));
      const miss = targets[row]! - p;
      const curvature = p * (1 - p);
      ga += miss * x;
      gb += miss;
      haa += curvature * x * x;
      hab += curvature * x;
      hbb += curvature;
    }
    // Where all margins are equal `a` is not determined: the ridge leaves it where it is.
    const ridge = 1e-12 * (haa + hbb) + 1e-300;
    const determinant = (haa + ridge) * (hbb + ridge) - hab * hab;
    const moveA = ((hbb + ridge) * ga - hab * gb) / determinant;
    const moveB = ((haa + ridge) * gb - hab * ga) / determinant;
    let share = 1;
    let next = value(a - moveA, b - moveB);
    while (next > current + 1e-12 * Math.abs(current) && share > 1e-9) {
      share /= 2;
      next = value(a - share * moveA, b - share * moveB);
    }
    a -= share * moveA;
    b -= share * moveB;
    current = next;
    if (Math.max(Math.abs(moveA), Math.abs(moveB)) <= 1e-15 * Math.max(1, Math.abs(a), Math.abs(b))) break;
  }
  return { a, b };
}
