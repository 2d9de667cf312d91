import { type Interval, wilsonInterval } from "./wilson.ts";

export interface Counted {
  readonly rows: number;
  readonly positives: number;
}

export interface RateDifference extends Interval {
  /** Rate of a less rate of b. */
  readonly value: number;
  /** What the interval carries: unclear where it holds 0. */
  readonly verdict: "higher" | "lower" | "unclear";
}

/**
 * How much more often it happened among a than among b, 95 %: from Wilson's limits of both,
 * d - sqrt((pa - la)² + (ub - pb)²) to d + sqrt((ua - pa)² + (pb - lb)²). Null where either has no rows.
 * Newcombe (1998), method 10. Its cover is about 95 % for unpaired samples, small ones too. Where `comparisons` are
 * made at once and the clear ones picked, each interval is wider (Bonferroni): together they err once in twenty.
 */
export function rateDifference(a: Counted, b: Counted, comparisons = 1): RateDifference | null {
  const confidence = 1 - 0.05 / Math.max(1, comparisons);
  const ofA = wilsonInterval(a.positives, a.rows, confidence);
  const ofB = wilsonInterval(b.positives, b.rows, confidence);
  if (ofA === null || ofB === null) return null;
  const [pa, pb] = [a.positives / a.rows, b.positives / b.rows];
  const value = pa - pb;
  const low = value - Math.hypot(pa - ofA.low, ofB.high - pb);
  const high = value + Math.hypot(ofA.high - pa, pb - ofB.low);
  return { value, low, high, verdict: low > 0 ? "higher" : high < 0 ? "lower" : "unclear" };
}
