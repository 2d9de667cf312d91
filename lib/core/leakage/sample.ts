import { permutation, randomStream } from "../random/random.ts";
import { type Folds, stratifiedFolds } from "../splits/folds.ts";

export const FOLDS = 5;
const MOST_ROWS = 20_000;

/** The rows that AUCs are measured on. */
export interface LeakageSample {
  /** Ascending positions in the table. */
  readonly rows: Uint32Array;
  readonly labels: Uint8Array;
  /** Null where a class has fewer rows than there are folds. */
  readonly folds: Folds | null;
}

/**
 * All rows up to 20,000. Of more, as many positives as half of that and negatives for the rest: an AUC does not depend
 * on how many there are of either class, and rare positives are what its interval hangs on.
 */
export function leakageSample(labels: Uint8Array, seed: number): LeakageSample {
  const rows = labels.length <= MOST_ROWS ? Uint32Array.from(labels, (_, row) => row) : drawn(labels, seed);
  const taken = Uint8Array.from(rows, (row) => labels[row]!);
  const split = stratifiedFolds(taken, FOLDS, seed);
  return { rows, labels: taken, folds: split.ok ? split.split : null };
}

function drawn(labels: Uint8Array, seed: number): Uint32Array {
  const positives: number[] = [];
  const negatives: number[] = [];
  for (let row = 0; row < labels.length; row += 1) (labels[row] === 1 ? positives : negatives).push(row);
  const half = MOST_ROWS / 2;
  const ofPositives = Math.min(positives.length, Math.max(half, MOST_ROWS - negatives.length));
  const random = randomStream(seed, "leakage-sample");
  const pick = (from: readonly number[], count: number) =>
    [...permutation(from.length, random).subarray(0, count)].map((at) => from[at]!);
  return Uint32Array.from([
    ...pick(positives, ofPositives),
    ...pick(negatives, MOST_ROWS - ofPositives),
  ]).sort();
}
