import type { LogisticModel } from "../linear/logistic-regression.ts";

export interface LinearContributions {
  /** Log-odds of the average lead: the model's intercept on standardised columns. */
  readonly base: number;
  /** Log-odds by column: coefficient_j (x_j - mean_j) / scale_j. */
  readonly contributions: Float64Array;
  /** base + sum of contributions. */
  readonly margin: number;
}

/**
 * Exact SHAP values of a linear model with independent columns about the training mean (Lundberg and Lee, 2017,
 * corollary 1). `row` holds one encoded lead, as long as the model has columns; throws otherwise.
 */
export function linearShap(model: LogisticModel, row: ArrayLike<number>): LinearContributions {
  const { coefficients, mean, scale, intercept } = model;
  if (row.length !== coefficients.length)
    throw new Error(`linearShap: ${row.length} values for ${coefficients.length} columns`);
  const contributions = coefficients.map(
    (coefficient, j) => coefficient * ((row[j]! - mean[j]!) / scale[j]!),
  );
  return {
    base: intercept,
    contributions,
    margin: contributions.reduce((sum, value) => sum + value, intercept),
  };
}
