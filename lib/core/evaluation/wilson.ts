import { normalQuantile } from "../math/normal.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a rate, within 0..1 and never of zero width at 0 or 1: with z the normal quantile,
 * (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n). Null without trials. Wilson (1927).
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Interval | null {
  const z = normalQuantile(0.5 + confidence / 2);
  if (z === null || !(trials > 0) || successes < 0 || successes > trials) return null;
  const rate = successes / trials;
  const shrink = (z * z) / trials;
  const centre = rate + shrink / 2;
  const half = z * Math.sqrt((rate * (1 - rate)) / trials + shrink / (4 * trials));
  return {
    low: successes === 0 ? 0 : Math.max(0, (centre - half) / (1 + shrink)),
    high: successes === trials ? 1 : Math.min(1, (centre + half) / (1 + shrink)),
  };
}
