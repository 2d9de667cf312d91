import { rateFigure } from "@/lib/core/insights/cells";
import type { PromptFigure, PromptGroup, ResponseBucket, SpeedFigures } from "@/lib/core/insights/types";
import type { Prisma, TenantTx } from "@/lib/platform/db/client";

interface SpeedRow {
  readonly part: "current" | "previous";
  readonly owner_id: string | null;
  readonly owner: string | null;
  readonly team: string | null;
  readonly response: "in_time" | "late" | "unanswered" | "open";
  readonly bucket: number | null;
  readonly label: 0 | 1 | null;
  readonly rows: number;
}

export interface SpeedRequest {
  readonly where: Prisma.Sql;
  /** Months (conditions on i.hot_at) of the period and of what it is compared with. */
  readonly isCurrent: Prisma.Sql;
  readonly isPrevious: Prisma.Sql;
  readonly bandId: string;
  readonly promiseMinutes: number;
  /** The promise in working minutes: a day is as long as the team works. */
  readonly workingMinutes: number;
}

/** How much of the promise, as factors of it: a quarter, all, four times, twelve times. Two hours: 30 min, 2 h, 8 h, 24 h. */
const EDGES = [0.25, 1, 4, 12] as const;

/** Whether leads that had to be called were, by whom, and what came of how fast they were. */
export async function readSpeed(tx: TenantTx, request: SpeedRequest): Promise<SpeedFigures> {
  const { where, isCurrent, isPrevious, bandId, promiseMinutes } = request;
  const edges = EDGES.map((factor) => Math.round(factor * request.workingMinutes));
  const rows = await tx.$queryRaw<SpeedRow[]>`
    SELECT g.part, g.owner_id, u.name AS owner, g.team, g.response, g.bucket, g.label, g.rows
      FROM (SELECT CASE WHEN ${isCurrent} THEN 'current' ELSE 'previous' END AS part, i.owner_id, i.team, i.response,
                   CASE i.response WHEN 'in_time' THEN (i.answer_minutes > ${edges[0]})::int
                        WHEN 'late' THEN 2 + (i.answer_minutes > ${edges[2]})::int + (i.answer_minutes > ${edges[3]})::int
                   END AS bucket, i.label, count(*)::int AS rows
              FROM insight_leads i
             WHERE ${where} AND i.response IS NOT NULL AND (${isCurrent} OR ${isPrevious})
             GROUP BY 1, 2, 3, 4, 5, 6) g
      LEFT JOIN users u ON u.id = g.owner_id`;
  const [median] = await tx.$queryRaw<{ minutes: number | null }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY i.answer_minutes) AS minutes
      FROM insight_leads i WHERE ${where} AND i.response IN ('in_time', 'late') AND ${isCurrent}`;
  const current = rows.filter(({ part }) => part === "current");
  const previous = rows.filter(({ part }) => part === "previous");
  return {
    ...{ bandId, promiseMinutes },
    all: promptFigure(current),
    previous: previous.length > 0 ? promptFigure(previous) : null,
    byOwner: grouped(current, (row) => ({ id: row.owner_id, name: row.owner ?? "" })),
    byTeam: grouped(current, (row) => ({ id: row.team, name: row.team ?? "" })),
    medianMinutes: median?.minutes ?? null,
    buckets: buckets(current, edges),
    convertedInTime: converted(current.filter(({ response }) => response === "in_time")),
    convertedLate: converted(current.filter(({ response }) => response === "late")),
  };
}

const sum = (rows: readonly SpeedRow[], wanted: (row: SpeedRow) => boolean) =>
  rows.reduce((total, row) => (wanted(row) ? total + row.rows : total), 0);

function promptFigure(rows: readonly SpeedRow[]): PromptFigure {
  const count = (kind: SpeedRow["response"]) => sum(rows, ({ response }) => response === kind);
  const [inTime, late, unanswered] = [count("in_time"), count("late"), count("unanswered")];
  return { ...rateFigure(inTime + late + unanswered, inTime), inTime, late, unanswered, open: count("open") };
}

function grouped(
  rows: readonly SpeedRow[],
  keyOf: (row: SpeedRow) => { id: string | null; name: string },
): PromptGroup[] {
  const groups = new Map<string | null, { name: string; rows: SpeedRow[] }>();
  for (const row of rows) {
    const { id, name } = keyOf(row);
    const group = groups.get(id) ?? { name, rows: [] };
    groups.set(id, group);
    group.rows.push(row);
  }
  return [...groups]
    .map(([id, group]) => ({ id, name: group.name, ...promptFigure(group.rows) }))
    .sort(
      (a, b) =>
        Number(a.id === null) - Number(b.id === null) || b.rows - a.rows || (a.name < b.name ? -1 : 1),
    );
}

const converted = (rows: readonly SpeedRow[]) =>
  rateFigure(
    sum(rows, ({ label }) => label !== null),
    sum(rows, ({ label }) => label === 1),
  );

function buckets(rows: readonly SpeedRow[], edges: readonly number[]): ResponseBucket[] {
  const answered = Array.from({ length: edges.length + 1 }, (_, index) => ({
    fromMinutes: index === 0 ? 0 : edges[index - 1]!,
    toMinutes: edges[index] ?? null,
    isNever: false,
    ...converted(rows.filter(({ bucket }) => bucket === index)),
  }));
  const never = converted(rows.filter(({ response }) => response === "unanswered"));
  return [...answered, { fromMinutes: edges.at(-1)!, toMinutes: null, isNever: true, ...never }];
}
