import type { SignalColumn, SignalTable } from "../encoding/table.ts";
import type { SignalDefinition } from "../signals/types.ts";
import type { LeftOutWhy, SignalSummary } from "./report.ts";

export interface UsableColumns {
  readonly table: SignalTable;
  readonly signals: readonly SignalSummary[];
  readonly leftOut: readonly { readonly key: string; readonly label: string; readonly why: LeftOutWhy }[];
}

/** The columns to learn from: those not left out, that are known somewhere and vary. */
export function usableColumns(
  table: SignalTable,
  definitions: readonly SignalDefinition[],
  leaveOut: readonly { readonly key: string; readonly why: LeftOutWhy }[],
): UsableColumns {
  const defined = new Map(definitions.map((definition) => [definition.key, definition]));
  const asked = new Map(leaveOut.map(({ key, why }) => [key, why]));
  const kept: SignalColumn[] = [];
  const signals: SignalSummary[] = [];
  const leftOut: { key: string; label: string; why: LeftOutWhy }[] = [];
  for (const column of table.columns) {
    const definition = defined.get(column.key);
    const label = definition?.label ?? column.key;
    const { known, varies } = spread(column);
    const why = asked.get(column.key) ?? (known === 0 ? "empty" : varies ? null : "constant");
    if (why !== null || definition === undefined) {
      leftOut.push({ key: column.key, label, why: why ?? "not_modelled" });
      continue;
    }
    kept.push(column);
    signals.push({
      key: column.key,
      label,
      type: column.type,
      dimension: definition.dimension,
      coverage: known / table.rows,
    });
  }
  return { table: { rows: table.rows, columns: kept }, signals, leftOut };
}

/** Rows with a value, and whether two rows differ (a value here and none there differ too). */
function spread(column: SignalColumn): { known: number; varies: boolean } {
  const { values } = column;
  let known = 0;
  let first = Number.NaN;
  let differ = false;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!;
    if (column.type === "category" ? value < 0 : !Number.isFinite(value)) continue;
    if (known === 0) first = value;
    else if (value !== first) differ = true;
    known += 1;
  }
  return { known, varies: differ || (known > 0 && known < values.length) };
}
