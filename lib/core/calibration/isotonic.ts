import { stableOrder } from "../math/order.ts";
import type { IsotonicCalibration } from "./calibration.ts";

export interface IsotonicOptions {
  /** One a row, above 0; all 1 where left out. */
  readonly weights?: ArrayLike<number>;
  /** Probabilities are held within these. */
  readonly lowest?: number;
  readonly highest?: number;
}

export type IsotonicRefusal = "empty" | "length_mismatch" | "not_finite" | "bad_weights";

/** Margins closer than this share one threshold, as in scikit-learn. */
const SAME = 1e-15;

/**
 * The non-decreasing function of the margin with the least weighted squared error, by pooling adjacent violators
 * (Ayer et al., 1955; Best and Chakravarti, 1990). Equal margins are first averaged. Kept are the two ends of every
 * pool; between pools the calibration is linear. One class is fine: it gives a flat line.
 */
export function fitIsotonic(
  margins: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: IsotonicOptions = {},
):
  | { readonly ok: true; readonly calibration: IsotonicCalibration }
  | { readonly ok: false; readonly reason: IsotonicRefusal } {
  const { weights, lowest = 0, highest = 1 } = options;
  if (margins.length !== labels.length || (weights !== undefined && weights.length !== margins.length))
    return { ok: false, reason: "length_mismatch" };
  if (margins.length === 0) return { ok: false, reason: "empty" };
  for (let row = 0; row < margins.length; row += 1) {
    if (!Number.isFinite(margins[row]!) || !Number.isFinite(labels[row]!))
      return { ok: false, reason: "not_finite" };
    if (weights !== undefined && !(weights[row]! > 0 && weights[row]! < Number.POSITIVE_INFINITY))
      return { ok: false, reason: "bad_weights" };
  }
  const steps = distinctSteps(margins, labels, weights);
  const pools = poolViolators(steps.sums, steps.weights);
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [index, pool] of pools.entries()) {
    const last = (pools[index + 1]?.from ?? steps.xs.length) - 1;
    const probability = Math.min(highest, Math.max(lowest, pool.sum / pool.weight));
    xs.push(steps.xs[pool.from]!);
    ys.push(probability);
    if (last > pool.from) {
      xs.push(steps.xs[last]!);
      ys.push(probability);
    }
  }
  return { ok: true, calibration: { kind: "isotonic", margins: xs, probabilities: ys } };
}

function distinctSteps(
  margins: ArrayLike<number>,
  labels: ArrayLike<number>,
  given: ArrayLike<number> | undefined,
): { xs: number[]; sums: number[]; weights: number[] } {
  const xs: number[] = [];
  const sums: number[] = [];
  const weights: number[] = [];
  for (const row of stableOrder(margins)) {
    const weight = given?.[row] ?? 1;
    const last = xs.length - 1;
    if (last >= 0 && margins[row]! - xs[last]! < SAME) {
      sums[last]! += labels[row]! * weight;
      weights[last]! += weight;
    } else {
      xs.push(margins[row]!);
      sums.push(labels[row]! * weight);
      weights.push(weight);
    }
  }
  return { xs, sums, weights };
}

interface Pool {
  readonly from: number;
  readonly sum: number;
  readonly weight: number;
}

function poolViolators(sums: readonly number[], weights: readonly number[]): Pool[] {
  const pools: Pool[] = [];
  for (const [from, sum] of sums.entries()) {
    let pool: Pool = { from, sum, weight: weights[from]! };
    for (;;) {
      const before = pools[pools.length - 1];
      if (before === undefined || before.sum / before.weight < pool.sum / pool.weight) break;
      pools.pop();
      pool = { from: before.from, sum: before.sum + pool.sum, weight: before.weight + pool.weight };
    }
    pools.push(pool);
  }
  return pools;
}
