import type { LogisticModel } from "./logistic-regression.ts";
import type { Matrix } from "./matrix.ts";

/** The model over raw values: z = intercept + sum of slopes_j x_j. */
export function rawLogistic({ coefficients, intercept, mean, scale }: LogisticModel) {
  const slopes = coefficients.map((coefficient, j) => coefficient / scale[j]!);
  return { slopes, intercept: slopes.reduce((rest, slope, j) => rest - slope * mean[j]!, intercept) };
}

/** Margin (log-odds) of every row. */
export function logisticMargins(model: LogisticModel, matrix: Matrix): Float64Array {
  const { slopes, intercept } = rawLogistic(model);
  const { rows, columns, values } = matrix;
  const margins = new Float64Array(rows);
  const fours = columns - (columns % 4);
  for (let row = 0, at = 0; row < rows; row += 1, at += columns) {
    let z0 = intercept;
    let z1 = 0;
    let z2 = 0;
    let z3 = 0;
    let j = 0;
    for (; j < fours; j += 4) {
      z0 += slopes[j]! * values[at + j]!;
      z1 += slopes[j + 1]! * values[at + j + 1]!;
      z2 += slopes[j + 2]! * values[at + j + 2]!;
      z3 += slopes[j + 3]! * values[at + j + 3]!;
    }
    for (; j < columns; j += 1) z0 += slopes[j]! * values[at + j]!;
    margins[row] = z0 + z1 + (z2 + z3);
  }
  return margins;
}
