import { numbersOf, type SignalColumn, type SignalTable, takeRows } from "../encoding/table.ts";
import { type CorrelationMatrix, pointBiserial, spearmanMatrix } from "../explain/correlations.ts";
import { meanAbsoluteContribution, permutationImportance } from "../explain/importance.ts";
import { averageRanks } from "../math/order.ts";
import { mean } from "../math/sums.ts";
import { openEstimator } from "../models/open-model.ts";
import { quantilesOf } from "../models/quantiles.ts";
import type { Estimator } from "../models/types.ts";
import { drawn } from "./detail.ts";
import type { ContenderDetail, SignalSummary, TrainingReport } from "./report.ts";
import { takeLabels } from "./split-rows.ts";

const SAMPLE_ROWS = 2_000;
const SWARM_POINTS = 160;
const SWARM_SIGNALS = 15;
const DEPENDENCE_SIGNALS = 12;
const NUMBER_BINS = 8;
const MOST_LEVELS = 12;

export type ExplainedDetail = Pick<ContenderDetail, "importance" | "beeswarm" | "dependence">;

export const UNEXPLAINED: ExplainedDetail = { importance: [], beeswarm: [], dependence: [] };

/** Evenly spaced positions, at most so many. */
export function everyFew(rows: number, most: number): Uint32Array {
  const count = Math.min(rows, most);
  return Uint32Array.from({ length: count }, (_, at) => Math.floor((at * rows) / count));
}

/** What drives a model, on a sample of the test part. `onSignal` is told of each permutation; what it throws ends it. */
export function explainedDetail(
  estimator: Estimator,
  test: { readonly table: SignalTable; readonly labels: Uint8Array },
  signals: readonly SignalSummary[],
  seed: number,
  onSignal: (done: number, of: number) => void,
): ExplainedDetail {
  const rows = everyFew(test.table.rows, SAMPLE_ROWS);
  const table = takeRows(test.table, rows);
  const labels = takeLabels(test.labels, rows);
  const open = openEstimator(estimator);
  const { values } = open.contributionsOf(table);
  const width = open.keys.length;
  const columnOf = (at: number) =>
    Float64Array.from({ length: table.rows }, (_, row) => values[row * width + at]!);
  const permuted = permutationImportance(table, labels, open.margins, { seed, repeats: 3, onSignal });
  const byPermutation = new Map(permuted.ok ? permuted.value.map((found) => [found.key, found]) : []);
  const labelOf = new Map(signals.map(({ key, label }) => [key, label]));
  const importance = meanAbsoluteContribution(open.keys, values).map(({ key, importance: meanAbsolute }) => ({
    key,
    label: labelOf.get(key) ?? key,
    meanAbsolute,
    permutation: byPermutation.get(key)?.importance ?? null,
    permutationError: byPermutation.get(key)?.standardError ?? null,
  }));
  const columns = new Map(table.columns.map((column) => [column.key, column]));
  return {
    importance,
    beeswarm: importance.slice(0, SWARM_SIGNALS).map(({ key }) => ({
      key,
      points: swarm(columns.get(key)!, columnOf(open.keys.indexOf(key))),
    })),
    dependence: importance.slice(0, DEPENDENCE_SIGNALS).map(({ key, label }) => ({
      key,
      label,
      bins: dependence(columns.get(key)!, columnOf(open.keys.indexOf(key)), labels),
    })),
  };
}

function swarm(
  column: SignalColumn,
  contributions: Float64Array,
): ContenderDetail["beeswarm"][number]["points"] {
  const numbers = numbersOf(column);
  const known = [...numbers].filter((value) => Number.isFinite(value)).length;
  const ranks =
    known === 0 ? numbers : averageRanks(numbers.map((value) => (Number.isFinite(value) ? value : Infinity)));
  return [...everyFew(contributions.length, SWARM_POINTS)].map((row) => ({
    contribution: drawn(contributions[row]!),
    rank:
      column.type === "category" || !Number.isFinite(numbers[row]!)
        ? null
        : drawn(Math.min(1, (ranks[row]! - 1) / Math.max(1, known - 1))),
  }));
}

function dependence(
  column: SignalColumn,
  contributions: Float64Array,
  labels: Uint8Array,
): ContenderDetail["dependence"][number]["bins"] {
  const groups = column.type === "number" ? numberGroups(column) : namedGroups(column);
  return groups
    .filter(({ rows }) => rows.length > 0)
    .map(({ label, rows }) => ({
      label,
      rows: rows.length,
      contribution: mean(rows.map((row) => contributions[row]!))!,
      rate: mean(rows.map((row) => labels[row]!)),
    }));
}

interface Group {
  readonly label: string;
  readonly rows: number[];
}

const NO_VALUE = "no value";

/** Quantile bins; whole numbers are told as such: "0", "1", "2–4". */
function numberGroups(column: SignalColumn): Group[] {
  const values = numbersOf(column);
  const edges = quantilesOf(values, NUMBER_BINS);
  const isWhole = values.every((value) => !Number.isFinite(value) || Number.isInteger(value));
  const most = edges.at(-1);
  const starts = [...new Set(edges.slice(0, -1).map((edge) => (isWhole ? Math.ceil(edge) : edge)))];
  const groups = starts.map((from, at): Group => {
    const next = starts[at + 1];
    const to = next === undefined ? most! : isWhole ? next - 1 : next;
    return { label: to > from ? `${shortNumber(from)}–${shortNumber(to)}` : shortNumber(from), rows: [] };
  });
  const unknown: Group = { label: NO_VALUE, rows: [] };
  for (const [row, value] of values.entries()) {
    if (!Number.isFinite(value)) {
      unknown.rows.push(row);
      continue;
    }
    let bin = 0;
    while (bin < groups.length - 1 && value >= starts[bin + 1]!) bin += 1;
    groups[bin]!.rows.push(row);
  }
  return [...groups, unknown];
}

function namedGroups(column: SignalColumn): Group[] {
  const nameOf = (value: number) =>
    column.type === "category"
      ? value < 0
        ? NO_VALUE
        : column.levels[value]!
      : Number.isFinite(value)
        ? value === 0
          ? "no"
          : "yes"
        : NO_VALUE;
  const byName = new Map<string, number[]>();
  for (let row = 0; row < column.values.length; row += 1) {
    const name = nameOf(column.values[row]!);
    const rows = byName.get(name) ?? [];
    rows.push(row);
    byName.set(name, rows);
  }
  return [...byName]
    .map(([label, rows]) => ({ label, rows }))
    .sort((a, b) => b.rows.length - a.rows.length || (a.label < b.label ? -1 : 1))
    .slice(0, MOST_LEVELS);
}

function shortNumber(value: number): string {
  const digits = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

const CORRELATED_SIGNALS = 20;
const CORRELATED_ROWS = 5_000;

/** The most important signals that are numbers or yes-no, against each other and with the outcome. */
export function correlationsOf(
  table: SignalTable,
  labels: Uint8Array,
  importance: ContenderDetail["importance"],
): TrainingReport["correlations"] {
  const rows = everyFew(table.rows, CORRELATED_ROWS);
  const sample = takeRows(table, rows);
  const columns = importance
    .flatMap(
      ({ key }) => sample.columns.find((column) => column.key === key && column.type !== "category") ?? [],
    )
    .slice(0, CORRELATED_SIGNALS);
  const values = columns.map(numbersOf);
  const outcomes = takeLabels(labels, rows);
  const matrix: CorrelationMatrix = spearmanMatrix(values);
  return {
    keys: columns.map(({ key }) => key),
    values: matrix,
    withOutcome: values.map((column) => pointBiserial(column, outcomes)),
  };
}
