import { permutation, randomStream } from "../random/random.ts";

/** Which fold each row is tested in: 0 .. folds - 1. Seeded; the same rows and seed give the same folds. */
export type Folds = Int32Array;

export type SplitRefusal =
  /** Fewer rows, groups or distinct times than parts. */
  | "too_few_rows"
  /** A class has fewer members than there are folds. */
  | "too_few_of_a_class"
  | "length_mismatch"
  | "bad_folds";

export type Split<T> =
  | { readonly ok: true; readonly split: T }
  | { readonly ok: false; readonly reason: SplitRefusal };

/**
 * Folds in which each class is spread as evenly as counts allow: the rows of a class are shuffled and dealt out, and the
 * next class goes on where the last one ended, so that fold sizes differ by at most one.
 */
export function stratifiedFolds(labels: ArrayLike<number>, folds: number, seed: number): Split<Folds> {
  if (!(Number.isInteger(folds) && folds >= 2)) return { ok: false, reason: "bad_folds" };
  if (labels.length < folds) return { ok: false, reason: "too_few_rows" };
  const random = randomStream(seed, "stratified-folds");
  const split = new Int32Array(labels.length);
  let dealt = 0;
  for (const label of [1, 0]) {
    const rows: number[] = [];
    for (let row = 0; row < labels.length; row += 1)
      if ((labels[row] === 1 ? 1 : 0) === label) rows.push(row);
    if (rows.length < folds) return { ok: false, reason: "too_few_of_a_class" };
    for (const at of permutation(rows.length, random)) {
      split[rows[at]!] = dealt % folds;
      dealt += 1;
    }
  }
  return { ok: true, split };
}

/**
 * Folds that never part the rows of one group (a lead scored at several moments). Groups are shuffled, and the larger
 * ones placed first, each into the fold that has the fewest positives, then the fewest rows.
 */
export function groupedFolds(
  groups: ArrayLike<string | number>,
  labels: ArrayLike<number>,
  folds: number,
  seed: number,
): Split<Folds> {
  if (!(Number.isInteger(folds) && folds >= 2)) return { ok: false, reason: "bad_folds" };
  if (groups.length !== labels.length) return { ok: false, reason: "length_mismatch" };
  const byGroup = new Map<string | number, { rows: number[]; positives: number }>();
  for (let row = 0; row < groups.length; row += 1) {
    const known = byGroup.get(groups[row]!) ?? { rows: [], positives: 0 };
    known.rows.push(row);
    if (labels[row] === 1) known.positives += 1;
    byGroup.set(groups[row]!, known);
  }
  const members = [...byGroup.values()];
  if (members.length < folds) return { ok: false, reason: "too_few_rows" };
  const order = [...permutation(members.length, randomStream(seed, "grouped-folds"))].map(
    (at) => members[at]!,
  );
  order.sort((a, b) => b.rows.length - a.rows.length || b.positives - a.positives);
  const positives = new Array<number>(folds).fill(0);
  const sizes = new Array<number>(folds).fill(0);
  const split = new Int32Array(groups.length);
  for (const group of order) {
    let best = 0;
    for (let fold = 1; fold < folds; fold += 1) {
      const fewer = group.positives > 0 ? positives[fold]! - positives[best]! : 0;
      if ((fewer || sizes[fold]! - sizes[best]!) < 0) best = fold;
    }
    positives[best]! += group.positives;
    sizes[best]! += group.rows.length;
    for (const row of group.rows) split[row] = best;
  }
  return { ok: true, split };
}

/** Rows to train on and to test on when `fold` is held out, ascending. */
export function heldOut(folds: Folds, fold: number): { train: Uint32Array; test: Uint32Array } {
  const train: number[] = [];
  const test: number[] = [];
  for (let row = 0; row < folds.length; row += 1) (folds[row] === fold ? test : train).push(row);
  return { train: Uint32Array.from(train), test: Uint32Array.from(test) };
}
