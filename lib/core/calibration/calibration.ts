import { portableSigmoid } from "../math/portable.ts";

/** From a margin (log-odds as the model says it) to a probability. Stored in the artefact as it stands. */
export type Calibration = NoCalibration | PlattCalibration | IsotonicCalibration;

/** Margins beyond these give the probability at the bound: what was never seen is not promised. */
export interface MarginRange {
  readonly low: number;
  readonly high: number;
}

/** p = 1 / (1 + e^-z) */
export interface NoCalibration {
  readonly kind: "none";
  readonly range?: MarginRange;
}

/** p = 1 / (1 + e^(a z + b)); a is negative where the model orders leads the right way round. */
export interface PlattCalibration {
  readonly kind: "platt";
  readonly a: number;
  readonly b: number;
  readonly range?: MarginRange;
}

/** Linear between the thresholds, flat outside; both ascending and of one length, at least one. */
export interface IsotonicCalibration {
  readonly kind: "isotonic";
  readonly margins: readonly number[];
  readonly probabilities: readonly number[];
}

/** The probability of a margin. Throws on an isotonic calibration without thresholds. */
export function calibrate(calibration: Calibration, margin: number): number {
  switch (calibration.kind) {
    case "none":
      return portableSigmoid(within(calibration.range, margin));
    case "platt":
      return portableSigmoid(-(calibration.a * within(calibration.range, margin) + calibration.b));
    case "isotonic":
      return interpolate(calibration.margins, calibration.probabilities, margin);
  }
}

function within(range: MarginRange | undefined, margin: number): number {
  return range === undefined ? margin : Math.min(range.high, Math.max(range.low, margin));
}

/** Piecewise linear through (xs, ys), flat outside; xs ascending. */
export function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  const last = xs.length - 1;
  if (last < 0) throw new Error("interpolate: no points");
  if (!(x > xs[0]!)) return ys[0]!;
  if (x >= xs[last]!) return ys[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (xs[middle]! <= x) low = middle;
    else high = middle;
  }
  const from = ys[low]!;
  const to = ys[high]!;
  // Between two equal heights the answer is that height, to the bit: a plateau must not ripple.
  return from === to ? from : from + ((to - from) * (x - xs[low]!)) / (xs[high]! - xs[low]!);
}

export type CalibrationRefusal = "empty" | "length_mismatch" | "not_finite" | "one_class";

/** Why margins and labels cannot be calibrated on; null where they can. */
export function calibrationProblem(
  margins: ArrayLike<number>,
  labels: ArrayLike<number>,
): CalibrationRefusal | null {
  if (margins.length !== labels.length) return "length_mismatch";
  if (margins.length === 0) return "empty";
  let positives = 0;
  for (let row = 0; row < margins.length; row += 1) {
    if (!Number.isFinite(margins[row]!)) return "not_finite";
    if (labels[row] === 1) positives += 1;
  }
  return positives === 0 || positives === margins.length ? "one_class" : null;
}
