import { binOf, quantileEdges } from "../drift/population-stability.ts";
import { categoryValue, numericValue, type SignalColumn, type SignalTable } from "../encoding/table.ts";
import type { SignalValue } from "../signals/types.ts";

/**
 * Categorical naive Bayes as Odoo's predictive lead scoring counts it: an opponent to show beside the models. Plain JSON.
 */
export interface NaiveBayes {
  /** won / (won + lost) */
  readonly prior: number;
  readonly variables: readonly BayesVariable[];
}

export interface BayesVariable {
  readonly key: string;
  readonly type: SignalColumn["type"];
  /** Interior deciles of a number; empty for the other types. */
  readonly edges: readonly number[];
  /** By value, 0.1 added to both counts. Values: bin number, "true" or "false", level. */
  readonly counts: Readonly<Record<string, { readonly won: number; readonly lost: number }>>;
  readonly totalWon: number;
  readonly totalLost: number;
}

export type BayesRefusal = "empty" | "length_mismatch" | "one_class";

/** What Odoo adds to every count, so that no value is impossible. */
const SMOOTHING = 0.1;
const LOWEST = 0.0001;
const HIGHEST = 0.9999;

/** Counts won (label 1) and lost by value of every variable. */
export function fitNaiveBayes(
  table: SignalTable,
  labels: ArrayLike<number>,
): { readonly ok: true; readonly model: NaiveBayes } | { readonly ok: false; readonly reason: BayesRefusal } {
  if (labels.length !== table.rows) return { ok: false, reason: "length_mismatch" };
  if (table.rows === 0) return { ok: false, reason: "empty" };
  let won = 0;
  for (let row = 0; row < table.rows; row += 1) if (labels[row] === 1) won += 1;
  if (won === 0 || won === table.rows) return { ok: false, reason: "one_class" };
  const variables = table.columns.map((column) => countValues(column, labels));
  return { ok: true, model: { prior: won / table.rows, variables } };
}

function countValues(column: SignalColumn, labels: ArrayLike<number>): BayesVariable {
  const edges = column.type === "number" ? quantileEdges(column.values) : [];
  const counts = new Map<string, { won: number; lost: number }>();
  for (let row = 0; row < column.values.length; row += 1) {
    const value = nameAt(column, edges, row);
    if (value === null) continue;
    const count = counts.get(value) ?? { won: SMOOTHING, lost: SMOOTHING };
    if (labels[row] === 1) count.won += 1;
    else count.lost += 1;
    counts.set(value, count);
  }
  const named = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    key: column.key,
    type: column.type,
    edges,
    counts: Object.fromEntries(named),
    totalWon: named.reduce((sum, [, { won }]) => sum + won, 0),
    totalLost: named.reduce((sum, [, { lost }]) => sum + lost, 0),
  };
}

function nameAt(column: SignalColumn, edges: readonly number[], row: number): string | null {
  if (column.type === "category") {
    const code = column.values[row]!;
    return code < 0 ? null : column.levels[code]!;
  }
  return nameOf(column.type, edges, column.values[row]!);
}

function nameOf(type: "number" | "boolean", edges: readonly number[], value: number): string | null {
  if (!Number.isFinite(value)) return null;
  return type === "boolean" ? String(value !== 0) : String(binOf(edges, value));
}

export interface BayesScore {
  /** won part / (won part + lost part), held within 0.01-99.99 %. */
  readonly probability: number;
  /** log-odds of the prior. */
  readonly base: number;
  /** log(p(value | won) / p(value | lost)) by variable; 0 for unknown and unseen values. */
  readonly contributions: Float64Array;
  /** base + sum of contributions, before the probability is held. */
  readonly margin: number;
}

/**
 * won part = prior * product of (count won of the value / total won of the variable), the lost part likewise, over the
 * known values that training has seen. Products are summed as logarithms: the same figure, without underflow.
 */
export function scoreNaiveBayes(
  model: NaiveBayes,
  record: Readonly<Record<string, SignalValue>>,
): BayesScore {
  const base = Math.log(model.prior) - Math.log1p(-model.prior);
  const contributions = Float64Array.from(model.variables, (variable) => {
    const value = record[variable.key];
    const name =
      variable.type === "category"
        ? categoryValue(value)
        : nameOf(variable.type, variable.edges, numericValue(value));
    const count = name !== null && Object.hasOwn(variable.counts, name) ? variable.counts[name] : undefined;
    if (count === undefined) return 0;
    return Math.log(count.won / variable.totalWon) - Math.log(count.lost / variable.totalLost);
  });
  const margin = contributions.reduce((sum, contribution) => sum + contribution, base);
  const probability = Math.min(HIGHEST, Math.max(LOWEST, 1 / (1 + Math.exp(-margin))));
  return { probability, base, contributions, margin };
}
