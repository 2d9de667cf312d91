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
  let valueMean = 0;
  let labelMean = 0;
  for (let row = 0; row < rows; row += 1) {
    valueMean += values[row]! / rows;
    labelMean += labels[row]! / rows;
  }
  let together = 0;
  let valueSquares = 0;
  let labelSquares = 0;
  for (let row = 0; row < rows; row += 1) {
    const value = values[row]! - valueMean;
    const label = labels[row]! - labelMean;
    together += value * label;
    valueSquares += value * value;
    labelSquares += label * label;
  }
  // Sums of a constant leave noise behind: what varies less than this does not vary.
  if (!(valueSquares > 1e-12 * rows) || !(labelSquares > 0)) return null;
  const r = Math.max(-1, Math.min(1, together / Math.sqrt(valueSquares * labelSquares)));
  const half = z / Math.sqrt(rows - 3);
  return { r, low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) };
}
