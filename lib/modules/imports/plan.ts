import { wordProtected } from "@/lib/present/word-protected";
import { type ColumnProfile, type ImportPlan, type KeptOutColumn, SINGLE_DESTINATIONS } from "./types";

export interface PlanProblem {
  readonly column: string | null;
  readonly message: string;
}

/**
 * What is wrong with a plan for these columns, in words; empty where it can run. Protected columns may go nowhere,
 * whoever asks.
 */
export function planProblems(columns: readonly ColumnProfile[], plan: ImportPlan): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const byName = new Map(columns.map((column) => [column.name, column]));
  const holders = new Map<string, string>();
  for (const [name, to] of Object.entries(plan.columns)) {
    const column = byName.get(name);
    if (!column) {
      problems.push({ column: name, message: `There is no column "${name}" in this file.` });
      continue;
    }
    if (column.protected && to !== "leave_out")
      problems.push({ column: name, message: `${name}: ${wordProtected(column.protected)}.` });
    if (!SINGLE_DESTINATIONS.has(to) && !to.startsWith("signal:")) continue;
    const holder = holders.get(to);
    if (holder)
      problems.push({ column: name, message: `"${holder}" and "${name}" go to the same place. Choose one.` });
    else holders.set(to, name);
  }
  if (plan.kind === "leads") problems.push(...outcomeProblems(plan, byName));
  else {
    for (const [place, what] of [
      ["lead", "whose events they are"],
      ["occurred_at", "when they happened"],
      ["event_type", "what happened"],
    ] as const)
      if (!holders.has(place)) problems.push({ column: null, message: `No column says ${what}.` });
  }
  return problems;
}

function outcomeProblems(
  plan: Extract<ImportPlan, { kind: "leads" }>,
  byName: ReadonlyMap<string, ColumnProfile>,
): PlanProblem[] {
  const { outcome } = plan;
  const marked = Object.entries(plan.columns).filter(([, to]) => to === "outcome");
  if (!outcome)
    return marked.map(([column]) => ({ column, message: `Say which value of "${column}" means won.` }));
  if (!byName.has(outcome.column))
    return [{ column: outcome.column, message: `There is no column "${outcome.column}" in this file.` }];
  if (plan.columns[outcome.column] !== "outcome")
    return [{ column: outcome.column, message: `"${outcome.column}" is the outcome and goes nowhere else.` }];
  const both = outcome.positive.find((value) => outcome.undecided.includes(value));
  return both === undefined
    ? []
    : [{ column: outcome.column, message: `"${both}" cannot be won and undecided at once.` }];
}

/** Columns that a plan leaves out, each with the reason. */
export function keptOutColumns(columns: readonly ColumnProfile[], plan: ImportPlan): KeptOutColumn[] {
  return columns.flatMap(({ name, type, protected: reason }) => {
    if (reason) return [{ column: name, reason: wordProtected(reason) }];
    const to = plan.columns[name] ?? "leave_out";
    if (to !== "leave_out") return [];
    return [{ column: name, reason: type === "empty" ? "Empty" : "Left out in the mapping" }];
  });
}
