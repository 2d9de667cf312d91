import type { LeadChange, LeadRecord } from "@/lib/modules/ingestion/types";
import { attributeKeys, signalTypeOf } from "./own-columns";
import type { RowProblem } from "./row-problems";
import { SIGNALS_OF_FIELD, standardSignal } from "./standard-signals";
import type { ColumnProfile, ImportResult, LeadsPlan, SignalReport } from "./types";

/** Counts of a run, in memory that does not grow with the file. */
export class RunTally {
  rows = 0;
  created = 0;
  changed = 0;
  unchanged = 0;
  rejected = 0;
  readonly flags: Record<string, number> = {};
  readonly #reasons = new Map<string, { reason: string; firstLine: number; rows: number }>();
  readonly #filled = new Map<string, number>();

  reject(problem: RowProblem): void {
    this.rows += 1;
    this.rejected += 1;
    const known = this.#reasons.get(problem.group);
    if (known) known.rows += 1;
    else if (this.#reasons.size < 500)
      this.#reasons.set(problem.group, { reason: problem.group, firstLine: problem.line, rows: 1 });
  }

  accept(change: LeadChange): void {
    this.rows += 1;
    this[change] += 1;
  }

  /** Which fields the record has a value for, and what is doubtful about it. */
  look({ fields }: LeadRecord, flags: readonly string[]): void {
    for (const key in fields)
      if (fields[key] !== null) this.#filled.set(key, (this.#filled.get(key) ?? 0) + 1);
    for (const flag of flags) this.flags[flag] = (this.flags[flag] ?? 0) + 1;
  }

  /** 0..1 of the accepted rows without a value for a field. */
  missingShare(field: string): number {
    const accepted = this.rows - this.rejected;
    if (accepted === 0) return 1;
    return Math.round((1 - (this.#filled.get(field) ?? 0) / accepted) * 10_000) / 10_000;
  }

  get reasons(): ImportResult["reasons"] {
    return [...this.#reasons.values()].sort((a, b) => b.rows - a.rows || a.firstLine - b.firstLine);
  }
}

/** The signals that a plan feeds, standard and own, with how much of each is missing. */
export function signalReports(
  columns: readonly ColumnProfile[],
  plan: LeadsPlan,
  tally: RunTally,
): SignalReport[] {
  const keys = attributeKeys(columns.map(({ name }) => name));
  return columns.flatMap((column): SignalReport[] => {
    const to = plan.columns[column.name] ?? "leave_out";
    if (to === "own_signal") {
      const key = keys.get(column.name) ?? "field";
      return [{ key, type: signalTypeOf(column), missingShare: tally.missingShare(key) }];
    }
    if (to.startsWith("signal:")) return [reportOf(to.slice(7), to.slice(7), tally)];
    return (SIGNALS_OF_FIELD[to] ?? []).map((key) => reportOf(key, to, tally));
  });
}

const reportOf = (key: string, field: string, tally: RunTally): SignalReport => ({
  key,
  type: standardSignal(key)?.type ?? "category",
  missingShare: tally.missingShare(field),
});
