import type { WorkloadFigures } from "../../core/insights/types.ts";
import type { PreparedChart } from "../evaluation/prepared.ts";
import { formatCount, formatNumber, listOf } from "../format.ts";
import { bandMark, type InsightsFacts, NONE } from "./words.ts";

export interface WorkloadRow {
  readonly key: string;
  /** Null: nobody's. */
  readonly id: string | null;
  readonly name: string;
  readonly open: string;
  readonly hot: string;
  readonly due: string;
  readonly late: string;
  readonly isLate: boolean;
  /** "18 of 20"; "no limit". */
  readonly capacity: string;
  readonly isOver: boolean;
  readonly calls: string;
  /** Due and late, 0..1 of the largest. */
  readonly drawn: { readonly due: number; readonly late: number; readonly capacity: number | null };
}

export interface WorkloadTable extends PreparedChart {
  readonly rows: readonly WorkloadRow[];
  readonly hotHead: string;
}

/** What lies on each rep's desk now, whatever the period. Null where there is no open lead and nobody to work it. */
export function workloadTable(facts: InsightsFacts): WorkloadTable | null {
  const { workload, bands } = facts.figures;
  if (workload.length === 0) return null;
  const most = Math.max(1, ...workload.map(({ due, capacity }) => Math.max(due, capacity ?? 0)));
  const hotHead = bands[0] ? bandMark(bands, bands[0].id).name : "Best band";
  const nameOf = ({ ownerId, name }: WorkloadFigures) => (ownerId === null ? "Unclaimed" : name);
  const isOver = ({ ownerId, due, capacity }: WorkloadFigures) =>
    ownerId !== null && capacity !== null && due > capacity;
  return {
    title: "Workload",
    question:
      "What each rep has now, whatever the period. Due: by the end of today, late ones included; calls: the last 7 days.",
    textAlternative: workload
      .map(
        (row) =>
          `${nameOf(row)}: ${formatNumber(row.open)} open, ${formatNumber(row.hot)} ${hotHead}, ${formatNumber(row.due)} due, ${formatNumber(row.late)} late`,
      )
      .join("; "),
    conclusion: workloadSentence(workload, nameOf, isOver),
    hotHead,
    rows: workload.map((row) => ({
      key: row.ownerId ?? "unclaimed",
      id: row.ownerId,
      name: nameOf(row),
      open: formatNumber(row.open),
      hot: formatNumber(row.hot),
      due: formatNumber(row.due),
      late: formatNumber(row.late),
      isLate: row.late > 0,
      capacity:
        row.ownerId === null
          ? NONE
          : row.capacity === null
            ? "no limit"
            : `${formatNumber(row.due)} of ${formatNumber(row.capacity)}`,
      isOver: isOver(row),
      calls: row.ownerId === null ? NONE : formatNumber(row.calls),
      drawn: {
        due: row.due / most,
        late: Math.min(row.late, row.due) / most,
        capacity: row.ownerId === null || row.capacity === null ? null : row.capacity / most,
      },
    })),
    table: {
      columns: [
        { label: "Rep", kind: "text" },
        { label: "Open", kind: "count" },
        { label: hotHead, kind: "count" },
        { label: "Due", kind: "count" },
        { label: "Late", kind: "count" },
        { label: "Capacity", kind: "count" },
        { label: "Calls in 7 days", kind: "count" },
      ],
      rows: workload.map((row) => [
        nameOf(row),
        row.open,
        row.hot,
        row.due,
        row.late,
        row.capacity,
        row.ownerId === null ? null : row.calls,
      ]),
    },
    csvName: "workload.csv",
  };
}

function workloadSentence(
  workload: readonly WorkloadFigures[],
  nameOf: (row: WorkloadFigures) => string,
  isOver: (row: WorkloadFigures) => boolean,
): string {
  const late = workload.reduce((sum, row) => sum + row.late, 0);
  const open = workload.reduce((sum, row) => sum + row.open, 0);
  const nobody = workload.find(({ ownerId }) => ownerId === null);
  const over = workload.filter(isOver).map(nameOf);
  return [
    `${formatCount(open, "open lead")}, ${late === 0 ? "none late" : `${formatNumber(late)} late`}.`,
    nobody && nobody.open > 0 ? `${formatNumber(nobody.open)} belong to nobody.` : null,
    over.length > 0 ? `More is due than fits for ${listOf(over)}.` : null,
  ]
    .filter((part) => part !== null)
    .join(" ");
}
