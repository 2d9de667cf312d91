import { type SignalColumn, type SignalTable, takeRows } from "../encoding/table.ts";
import { aucOf } from "../evaluation/cross-validate.ts";
import { type Measured, measured } from "../evaluation/measured.ts";
import { mean, standardError } from "../math/sums.ts";
import { permutation, randomStream } from "../random/random.ts";

export interface SignalImportance {
  readonly key: string;
  /** Mean |contribution| in log-odds, or mean loss of AUC: see who made it. */
  readonly importance: number;
  /** Of the mean over repeats; null where there is one figure only. */
  readonly standardError: number | null;
}

/**
 * Mean absolute contribution by signal over many leads, largest first. `contributions` is row-major, a row a lead and a
 * column a key (log-odds). Empty for no leads. Lundberg et al. (2020).
 */
export function meanAbsoluteContribution(
  keys: readonly string[],
  contributions: ArrayLike<number>,
): SignalImportance[] {
  const rows = keys.length === 0 ? 0 : Math.floor(contributions.length / keys.length);
  if (rows === 0) return [];
  const sums = new Float64Array(keys.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < keys.length; column += 1)
      sums[column]! += Math.abs(contributions[row * keys.length + column]!);
  return ranked(keys.map((key, column) => ({ key, importance: sums[column]! / rows, standardError: null })));
}

export interface PermutationOptions {
  readonly seed: number;
  readonly repeats?: number;
  /** Called after each signal; what it throws ends the run. */
  readonly onSignal?: (done: number, of: number) => void;
}

/**
 * How much AUC a model loses when one signal's values are dealt out among the leads at random (Breiman, 2001), largest
 * first. Each signal draws from a stream of its own name, so the order of columns changes nothing. Near-duplicate
 * signals stand in for each other: both then look unimportant. Refused as the AUC is.
 */
export function permutationImportance(
  table: SignalTable,
  labels: ArrayLike<number>,
  predict: (table: SignalTable) => ArrayLike<number>,
  { seed, repeats = 5, onSignal }: PermutationOptions,
): Measured<SignalImportance[]> {
  const whole = aucOf(labels, predict(table));
  if (!whole.ok) return whole;
  const found: SignalImportance[] = [];
  for (const [at, column] of table.columns.entries()) {
    const random = randomStream(seed, `permutation/${column.key}`);
    const losses: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const dealt = takeRows({ rows: table.rows, columns: [column] }, permutation(table.rows, random))
        .columns[0]!;
      const auc = aucOf(labels, predict(withColumn(table, at, dealt)));
      if (!auc.ok) return auc;
      losses.push(whole.value - auc.value);
    }
    found.push({ key: column.key, importance: mean(losses) ?? 0, standardError: standardError(losses) });
    onSignal?.(at + 1, table.columns.length);
  }
  return measured(ranked(found));
}

function withColumn(table: SignalTable, at: number, column: SignalColumn): SignalTable {
  return { rows: table.rows, columns: table.columns.map((own, index) => (index === at ? column : own)) };
}

function ranked(importances: SignalImportance[]): SignalImportance[] {
  return importances.sort(
    (a, b) => b.importance - a.importance || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}
