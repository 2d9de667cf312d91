import { pointBiserial } from "../explain/correlations.ts";
import { normalQuantile } from "../math/normal.ts";

export interface Correlation {
  /** Pearson's r, -1..1. */
  readonly r: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Pearson's correlation of a number with an outcome of 0 and 1 (point-biserial), with Fisher's interval
 * tanh(atanh r ± z / sqrt(n - 3)). Null for fewer than four rows, or where either never varies. Fisher (1921).
 */
export function correlationWith(
  values: ArrayLike<number>,
  labels: ArrayLike<number>,
  confidence = 0.99,
): Correlation | null {
  const rows = labels.length;
  const z = normalQuantile(0.5 + confidence / 2);
  if (rows < 4 || z === null) return null;
  const r = pointBiserial(values, labels);
  if (r === null) return null;
  const half = z / Math.sqrt(rows - 3);
  return { r, low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) };
}
