import type { BinnedFeature } from "./bins.ts";
import { type JointBins, marginalHistogram } from "./joint-bins.ts";

/** A division of a leaf: bins [0, bin] of the feature go left, and missing values where missingLeft says. */
export interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  /** Sums of g and h on the left. */
  readonly leftG: number;
  readonly leftH: number;
  readonly gain: number;
}

export interface SplitRules {
  /** L2 penalty lambda on leaf values. */
  readonly penalty: number;
  /** Least sum of h on either side; never below 1e-6, as every node needs a cover. */
  readonly leastHessian: number;
  /** Least gain worth a split. */
  readonly leastGain: number;
}

const SMALLEST_HESSIAN = 1e-6;

/**
 * The split of greatest gain
 *
 *   GL^2 / (HL + lambda) + GR^2 / (HR + lambda) - G^2 / (H + lambda)
 *
 * over the given features (indexes, ascending), or null. Among equals the first feature, then the lowest bin, then
 * missing values right. Missing values go where the gain is greater; where the leaf has none, with the heavier side.
 * One more candidate divides missing values from all others.
 *
 * Source: Chen & Guestrin, "XGBoost" (2016), equation 7 and algorithm 3.
 * @param histogram joint histogram of the leaf; `scratch` has room for 512 numbers.
 */
export function bestSplit(
  features: readonly BinnedFeature[],
  candidates: ArrayLike<number>,
  joint: JointBins,
  histogram: Float64Array,
  scratch: Float64Array,
  totalG: number,
  totalH: number,
  rules: SplitRules,
): Split | null {
  const lambda = rules.penalty;
  const least = Math.max(rules.leastHessian, SMALLEST_HESSIAN);
  const parent = (totalG * totalG) / (totalH + lambda);
  let bestGain = rules.leastGain;
  let feature = -1;
  let bestBin = 0;
  let missingLeft = false;
  let leftG = 0;
  let leftH = 0;
  for (let k = 0; k < candidates.length; k++) {
    const f = candidates[k]!;
    const thresholds = features[f]!.thresholds.length;
    marginalHistogram(joint, features, f, histogram, scratch);
    const missing = features[f]!.hasMissing ? 2 * (thresholds + 1) : -1;
    const missingG = missing < 0 ? 0 : scratch[missing]!;
    const missingH = missing < 0 ? 0 : scratch[missing + 1]!;
    const last = missingH > 0 ? thresholds : thresholds - 1;
    let g = 0;
    let h = 0;
    for (let bin = 0; bin <= last; bin++) {
      const binH = scratch[2 * bin + 1]!;
      if (binH === 0 && bin < thresholds) continue;
      g += scratch[2 * bin]!;
      h += binH;
      const restG = totalG - g;
      const restH = totalH - h;
      if (h >= least && restH >= least) {
        const gain = (g * g) / (h + lambda) + (restG * restG) / (restH + lambda) - parent;
        if (gain > bestGain) {
          bestGain = gain;
          feature = f;
          bestBin = bin;
          missingLeft = missingH === 0 && h >= restH;
          leftG = g;
          leftH = h;
        }
      }
      if (missingH === 0 || bin === thresholds) continue;
      const withG = g + missingG;
      const withH = h + missingH;
      const otherG = totalG - withG;
      const otherH = totalH - withH;
      if (withH >= least && otherH >= least) {
        const gain = (withG * withG) / (withH + lambda) + (otherG * otherG) / (otherH + lambda) - parent;
        if (gain > bestGain) {
          bestGain = gain;
          feature = f;
          bestBin = bin;
          missingLeft = true;
          leftG = withG;
          leftH = withH;
        }
      }
    }
  }
  return feature < 0 ? null : { feature, bin: bestBin, missingLeft, leftG, leftH, gain: bestGain };
}
