import { stableOrder } from "../math/order.ts";
import { stableSum } from "../math/sums.ts";
import { type Measured, measured, problemWithProbabilities } from "./measured.ts";

/** Figures that read scores as probabilities. All refuse: empty, length_mismatch, not_finite, not_a_probability. */

/** Brier score: mean of (p - y)², 0 best. Brier (1950). */
export function brierScore(labels: ArrayLike<number>, probabilities: ArrayLike<number>): Measured {
  const problem = problemWithProbabilities(labels, probabilities);
  if (problem !== null) return problem;
  const terms = new Float64Array(labels.length);
  for (let row = 0; row < terms.length; row += 1) terms[row] = (probabilities[row]! - labels[row]!) ** 2;
  return measured(stableSum(terms) / terms.length);
}

/**
 * Mean of -log of the probability given to what happened, in nats; probabilities are first held within
 * [epsilon, 1 - epsilon], so that one certain mistake costs much but not everything.
 */
export function logLoss(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  epsilon = Number.EPSILON,
): Measured {
  const problem = problemWithProbabilities(labels, probabilities);
  if (problem !== null) return problem;
  const terms = new Float64Array(labels.length);
  for (let row = 0; row < terms.length; row += 1) {
    const held = Math.min(1 - epsilon, Math.max(epsilon, probabilities[row]!));
    terms[row] = labels[row] === 1 ? -Math.log(held) : -Math.log1p(-held);
  }
  return measured(stableSum(terms) / terms.length);
}

/** Which rows fall together: bins of equal width over 0..1, or of equal numbers of rows. */
export type Binning = "width" | "mass";

/**
 * Rows by bin, lowest first; empty bins stay in. Width: [k/bins, (k+1)/bins), the last closed. Mass: rows in stable
 * order of probability, cut so that sizes differ by at most one, larger ones first (numpy's array_split).
 */
export function binRows(probabilities: ArrayLike<number>, bins: number, binning: Binning): Uint32Array[] {
  const order = stableOrder(probabilities);
  const parts: Uint32Array[] = [];
  const small = Math.floor(order.length / bins);
  for (let bin = 0, from = 0; bin < bins; bin += 1) {
    let to = from;
    if (binning === "mass") to += small + (bin < order.length % bins ? 1 : 0);
    else if (bin === bins - 1) to = order.length;
    else while (to < order.length && Math.floor(probabilities[order[to]!]! * bins) <= bin) to += 1;
    parts.push(order.subarray(from, to));
    from = to;
  }
  return parts;
}

/**
 * Expected calibration error: sum over bins of (share of rows) * |mean probability - observed rate|, 0 best.
 * Naeini, Cooper and Hauskrecht (2015).
 */
export function expectedCalibrationError(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  binning: Binning,
  bins = 10,
): Measured {
  const problem = problemWithProbabilities(labels, probabilities);
  if (problem !== null) return problem;
  const gaps = binRows(probabilities, bins, binning).map((rows) =>
    Math.abs(stableSum(Float64Array.from(rows, (row) => probabilities[row]! - labels[row]!))),
  );
  return measured(stableSum(gaps) / labels.length);
}
