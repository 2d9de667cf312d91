import { type InsightCell, tierFigures } from "@/lib/core/insights/cells";
import { decileFigures, gainFigures } from "@/lib/core/insights/gain";
import { monthFigures, monthName, monthNumber, monthsBetween } from "@/lib/core/insights/months";
import type { InsightsFigures, LeftOutCounts } from "@/lib/core/insights/types";
import { workspaceOutcome } from "@/lib/modules/outcomes/data";
import { endOfDay, promiseInWorkingMinutes } from "@/lib/modules/workflow/clock";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";
import {
  basisCounts,
  chosen,
  type DroppedCell,
  readAnnotations,
  readBands,
  readCells,
  readDropped,
} from "./data";
import { type CountBasis, type CountState, readCountState } from "./data-basis";
import { readFunnel, readInflow, readSources, readSuppress, readWorkload } from "./data-flow";
import { readSpeed } from "./data-speed";
import { beginningOf, middleOf, monthAt } from "./months";
import { axisOf, comparedSpan, isWithin, type MonthCount, spanOf } from "./period";
import type { InsightsQuery } from "./query-url";
import type { InsightsData, InsightsState, Span } from "./types";

const DAY_MS = 86_400_000;

/** Everything the page says, read from the newest count; the caller has asked whether the reader may. */
export async function readInsights(
  tx: TenantTx,
  tenantId: string,
  query: InsightsQuery,
  now: Date,
): Promise<InsightsData> {
  const workflow = await getWorkflow(tx, tenantId);
  const { timeZone } = workflow;
  const counted = await readCountState(tx, tenantId);
  const basis = counted?.basis ?? (await noBasis(tx, tenantId));
  const { outcome, totals } = basis;
  const where = chosen(tenantId, query);
  const cells = await readCells(tx, where);
  const dropped = await readDropped(tx, where);
  const { bands, isModel } = await readBands(tx, tenantId, new Set(cells.map(({ band }) => band)));
  const months = monthCounts(cells, dropped);
  const thisMonth = monthName(monthAt(now.getTime(), timeZone));
  const period = spanOf(query.period, months, thisMonth);
  const compared = comparedSpan(period, query.comparison);
  const inPeriod = cells.filter(({ month }) => isWithin(period, month));
  const facts = {
    ...{ period, outcome, isModel, timeZone, comparison: query.comparison, now: now.getTime() },
    choices: { ...basis.choices, months: months.map(({ month }) => month) },
    countedAt: counted?.countedAt?.getTime() ?? null,
    isCounting: counted?.status === "running",
    totals: {
      ...{ leads: totals.leads, judged: totals.judged },
      firstJudgedOn:
        totals.firstOpen !== null && outcome.windowDays !== null
          ? totals.firstOpen + outcome.windowDays * DAY_MS
          : null,
    },
  };
  const state = await stateOf(tx, counted, totals.judged, inPeriod.length);
  if (state === "no_leads" || state === "counting" || state === "failed")
    return { ...facts, state, compared: null, figures: null };

  const current = tierFigures(inPeriod, bands);
  const before =
    compared &&
    tierFigures(
      cells.filter(({ month }) => isWithin(compared, month)),
      bands,
    );
  const previous = before && before.all.rows > 0 ? before : null;
  const counting = Prisma.sql`${where} AND ${within(Prisma.sql`i.counted_at`, period, timeZone)}`;
  const hot = bands.find(({ isCalled }) => isCalled) ?? null;
  const promise = hot?.respondWithinMinutes ?? null;
  const axis = axisOf(period, months).map((month) => ({ month, at: middleOf(month, timeZone) }));
  const figures: InsightsFigures = {
    ...{ bands, current, previous },
    gain: gainFigures(inPeriod, current),
    deciles: decileFigures(inPeriod),
    months: monthFigures({
      ...{ cells, bands, axis, windowDays: outcome.windowDays },
      isInPeriod: (month) => isWithin(period, month),
      immature: new Map(months.map(({ month, immature }) => [month, immature])),
    }),
    funnel: await readFunnel(tx, counting, bands),
    speed:
      hot && promise !== null
        ? await readSpeed(tx, {
            where,
            isCurrent: within(Prisma.sql`i.hot_at`, period, timeZone),
            isPrevious: compared ? within(Prisma.sql`i.hot_at`, compared, timeZone) : Prisma.sql`false`,
            ...{
              bandId: hot.id,
              promiseMinutes: promise,
              workingMinutes: promiseInWorkingMinutes(promise, workflow),
            },
          })
        : null,
    inflow: await readInflow(tx, where, { bands, months: inflowMonths(axis[0]?.month, thisMonth) }),
    sources: await readSources(tx, counting, bands[0]?.id ?? null),
    workload: await readWorkload(tx, tenantId, {
      ...{ now, hotId: bands[0]?.id ?? null },
      where: isFiltered(query) ? where : null,
      endOfDay: new Date(endOfDay(now.getTime(), { timeZone })),
    }),
    suppress: await readSuppress(tx, counting, bands),
    annotations: await readAnnotations(tx, tenantId),
    basis: basisCounts(inPeriod),
    leftOut: leftOut(dropped, cells, period),
    versions: versionsOf(inPeriod),
  };
  return { ...facts, state, compared: previous ? compared : null, figures };
}

/** Before the first count: what will be predicted, and nothing to choose from. */
async function noBasis(tx: TenantTx, tenantId: string): Promise<CountBasis> {
  const { outcome } = await workspaceOutcome(tx, tenantId);
  return {
    outcome,
    totals: { leads: await tx.lead.count(), judged: 0, firstOpen: null },
    choices: { teams: [], sources: [], segments: [] },
  };
}

async function stateOf(
  tx: TenantTx,
  counted: CountState | null,
  judged: number,
  cells: number,
): Promise<InsightsState> {
  if ((await tx.lead.findFirst({ select: { id: true } })) === null) return "no_leads";
  if (!counted?.countedAt || !counted.basis) return counted?.status === "failed" ? "failed" : "counting";
  if (judged === 0) return "no_outcomes";
  return cells === 0 ? "nothing_here" : "ready";
}

const isFiltered = ({ team, source, segment }: InsightsQuery) =>
  team !== null || source !== null || segment !== null;

const after = (month: string) => monthName(monthNumber(month) + 1);

/** A moment lies in these months; undated ones only where the span is all there is. */
function within(column: Prisma.Sql, { from, to }: Span, timeZone: string): Prisma.Sql {
  if (from === null || to === null) return Prisma.sql`true`;
  const [begin, end] = [beginningOf(from, timeZone), beginningOf(after(to), timeZone)];
  return Prisma.sql`(${column} >= ${new Date(begin)}::timestamptz AND ${column} < ${new Date(end)}::timestamptz)`;
}

function monthCounts(cells: readonly InsightCell[], dropped: readonly DroppedCell[]): MonthCount[] {
  const counts = new Map<string, { judged: number; immature: number }>();
  const at = (month: string) => {
    const found = counts.get(month) ?? { judged: 0, immature: 0 };
    counts.set(month, found);
    return found;
  };
  for (const { month, rows } of cells) if (month !== null) at(month).judged += rows;
  for (const { month, rows, dropped: why } of dropped)
    if (month !== null && why === "immature") at(month).immature += rows;
  return [...counts]
    .map(([month, count]) => ({ month, ...count }))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** From where the other charts begin up to now, five years at most. */
function inflowMonths(first: string | undefined, thisMonth: string): string[] {
  return monthsBetween(first ?? thisMonth, thisMonth).slice(-60);
}

function leftOut(
  dropped: readonly DroppedCell[],
  cells: readonly InsightCell[],
  period: Span,
): LeftOutCounts {
  const count = (why: DroppedCell["dropped"]) =>
    dropped.reduce(
      (sum, cell) => (cell.dropped === why && isWithin(period, cell.month) ? sum + cell.rows : sum),
      0,
    );
  return {
    immature: count("immature"),
    decidedBefore: count("decided_before_moment"),
    undecided: count("undecided"),
    noMoment: count("no_moment"),
    undated:
      period.from === null
        ? 0
        : cells.reduce((sum, { month, rows }) => (month === null ? sum + rows : sum), 0),
  };
}

function versionsOf(cells: readonly InsightCell[]): InsightsFigures["versions"] {
  const counts = new Map<string, number>();
  for (const { version, rows } of cells)
    if (version !== null) counts.set(version, (counts.get(version) ?? 0) + rows);
  return [...counts].map(([version, rows]) => ({ version, rows })).sort((a, b) => b.rows - a.rows);
}
