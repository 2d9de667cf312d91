import type { Folds } from "../splits/folds.ts";

/** Rows of the whole sample's rate that every level is mixed with. */
const PRIOR_ROWS = 10;

/**
 * A score for every row: the share of positives among rows with the same code in the other folds, mixed with ten rows
 * of the overall rate. A level seen only once scores like the average lead, so a column of many levels is not
 * flattered. `codes` are 0 .. count - 1.
 */
export function outOfFoldRates(
  codes: Int32Array,
  count: number,
  labels: Uint8Array,
  folds: Folds,
  foldCount: number,
): Float64Array {
  const rows = new Int32Array(count * (foldCount + 1));
  const positives = new Int32Array(count * (foldCount + 1));
  const overall = foldCount * count;
  let total = 0;
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!;
    const cell = folds[row]! * count + code;
    rows[cell]! += 1;
    rows[overall + code]! += 1;
    if (labels[row] !== 1) continue;
    positives[cell]! += 1;
    positives[overall + code]! += 1;
    total += 1;
  }
  const base = codes.length === 0 ? 0 : total / codes.length;
  return Float64Array.from(codes, (code, row) => {
    const cell = folds[row]! * count + code;
    const others = rows[overall + code]! - rows[cell]!;
    const won = positives[overall + code]! - positives[cell]!;
    return (won + PRIOR_ROWS * base) / (others + PRIOR_ROWS);
  });
}
