/** Whether there is enough to learn from (DESIGN 2). */

export const ENOUGH_LABELS = 1_000;
export const ENOUGH_POSITIVE = 0.03;
export const EXPLORATORY_LABELS = 200;

export interface Sufficiency {
  readonly level: "enough" | "exploratory" | "too_few";
  readonly labels: number;
  readonly positives: number;
  /** Matured labels still missing for a model that may be published; 0 where there are enough. */
  readonly missingLabels: number;
  /** Positives still missing for 3 %; 0 where there are enough. */
  readonly missingPositives: number;
}

/**
 * Enough: 1,000 matured labels, 3 % of them positive, and not all of them. Exploratory: from 200, with some of each
 * class. Below that a model would be made of chance.
 */
export function sufficiencyOf(labels: number, positives: number): Sufficiency {
  const missingLabels = Math.max(0, ENOUGH_LABELS - labels);
  const missingPositives = Math.max(
    0,
    Math.ceil(ENOUGH_POSITIVE * Math.max(labels, ENOUGH_LABELS)) - positives,
  );
  const hasBoth = positives > 0 && positives < labels;
  const level =
    hasBoth && missingLabels === 0 && missingPositives === 0
      ? "enough"
      : hasBoth && labels >= EXPLORATORY_LABELS
        ? "exploratory"
        : "too_few";
  return { level, labels, positives, missingLabels, missingPositives };
}
