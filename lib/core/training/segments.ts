import { type CategoryColumn, numbersOf, type SignalTable } from "../encoding/table.ts";
import { aucOf } from "../evaluation/cross-validate.ts";
import { mean } from "../math/sums.ts";
import type { ContenderDetail } from "./report.ts";
import type { TestAnswers } from "./test-figures.ts";

const MOST_SEGMENTS = 3;
const MOST_VALUES = 8;
const FEWEST_FOR_AUC = 50;
/** What people divide leads by: where they came from, how large they are, where they are. */
const DIVIDES =
  /source|channel|origin|campaign|region|country|city|territory|size|employees|industry|segment/;
const SIZES = [
  { from: 1000, name: "1,000 and more people" },
  { from: 500, name: "500–999 people" },
  { from: 100, name: "100–499 people" },
  { from: 50, name: "50–99 people" },
  { from: 0, name: "under 50 people" },
] as const;

/** How a contender fares within groups of leads: source first, then size, then whatever else divides them. */
export function segmentsOf(
  table: SignalTable,
  labelOf: (key: string) => string,
  answers: TestAnswers,
): ContenderDetail["segments"] {
  const categories = table.columns
    .filter((column): column is CategoryColumn => column.type === "category" && DIVIDES.test(column.key))
    .map((column) => ({
      key: column.key,
      nameAt: (row: number) => column.levels[column.values[row]!] ?? null,
    }));
  const size = table.columns.find(({ key }) => key === "company_size_log");
  const sizes = size && numbersOf(size);
  const candidates = [
    ...categories.slice(0, 1),
    ...(sizes ? [{ key: "company_size_log", nameAt: (row: number) => sizeName(sizes[row]!) }] : []),
    ...categories.slice(1),
  ];
  return candidates
    .map(({ key, nameAt }) => ({ key, label: labelOf(key), values: valuesOf(nameAt, answers) }))
    .filter(({ values }) => values.length > 1)
    .slice(0, MOST_SEGMENTS);
}

function sizeName(logEmployees: number): string | null {
  if (!Number.isFinite(logEmployees)) return null;
  const employees = Math.round(Math.expm1(logEmployees));
  return SIZES.find(({ from }) => employees >= from)?.name ?? null;
}

function valuesOf(
  nameAt: (row: number) => string | null,
  { labels, margins, probabilities }: TestAnswers,
): ContenderDetail["segments"][number]["values"] {
  const byValue = new Map<string, number[]>();
  for (let row = 0; row < labels.length; row += 1) {
    const name = nameAt(row);
    if (name === null) continue;
    const rows = byValue.get(name) ?? [];
    rows.push(row);
    byValue.set(name, rows);
  }
  return [...byValue]
    .sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1))
    .slice(0, MOST_VALUES)
    .map(([value, rows]) => {
      const outcomes = Uint8Array.from(rows, (row) => labels[row]!);
      const positives = outcomes.reduce((sum, label) => sum + label, 0);
      const auc =
        rows.length < FEWEST_FOR_AUC
          ? null
          : aucOf(
              outcomes,
              Float64Array.from(rows, (row) => margins[row]!),
            );
      return {
        value,
        rows: rows.length,
        positives,
        rate: positives / rows.length,
        meanProbability: mean(rows.map((row) => probabilities[row]!))!,
        auc: auc?.ok ? auc.value : null,
      };
    });
}
