import { type Counted, countsByBand, type InsightCell, rateFigure } from "./cells.ts";
import { type InsightBand, type MonthFigures, TOO_FEW, type TruthFigure } from "./types.ts";

/** Days of a month on average: how many months a window covers. */
const MONTH_DAYS = 30.4;

/** "2026-05" as a number that counts months. */
export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

/** The other way round. */
export function monthName(number: number): string {
  const year = Math.floor(number / 12);
  return `${String(year).padStart(4, "0")}-${String(number - year * 12 + 1).padStart(2, "0")}`;
}

/** Months from first to last, both included; none where last comes before first. */
export function monthsBetween(first: string, last: string): string[] {
  const from = monthNumber(first);
  return Array.from({ length: Math.max(0, monthNumber(last) - from + 1) }, (_, index) =>
    monthName(from + index),
  );
}

export interface MonthsRequest {
  /** All dated cells, whatever the period: what bands had brought before is read from them. */
  readonly cells: readonly InsightCell[];
  readonly bands: readonly InsightBand[];
  /** Months of the axis, with the middle of each (epoch ms). */
  readonly axis: readonly { readonly month: string; readonly at: number }[];
  readonly isInPeriod: (month: string) => boolean;
  /** Null: outcomes count whenever they are decided. */
  readonly windowDays: number | null;
  readonly immature: ReadonlyMap<string, number>;
}

/** Conversions by band, and promises kept or not, month by month. */
export function monthFigures(request: MonthsRequest): MonthFigures[] {
  const { bands, axis, isInPeriod, immature } = request;
  const byMonth = new Map<string, InsightCell[]>();
  for (const cell of request.cells) {
    if (cell.month === null) continue;
    const known = byMonth.get(cell.month);
    if (known) known.push(cell);
    else byMonth.set(cell.month, [cell]);
  }
  const broughtBefore = expectations(byMonth, request);
  return axis.map(({ month, at }) => {
    const cells = byMonth.get(month) ?? [];
    const counts = countsByBand(cells, bands);
    return {
      month,
      at,
      tiers: bands.map(({ id }, index) => ({ id, ...counts[index]! })),
      all: rateFigure(sumOf(counts, "rows"), sumOf(counts, "positives")),
      truth: truthOf(cells, broughtBefore(month)),
      isInPeriod: isInPeriod(month),
      immature: immature.get(month) ?? 0,
    };
  });
}

const sumOf = (counts: readonly Counted[], key: keyof Counted) =>
  counts.reduce((sum, count) => sum + count[key], 0);

/**
 * What each band had brought by the beginning of a month: the rate among leads whose window was over by then. Bands
 * with too few of them have none.
 */
function expectations(
  byMonth: ReadonlyMap<string, readonly InsightCell[]>,
  { bands, windowDays }: Pick<MonthsRequest, "bands" | "windowDays">,
): (month: string) => ReadonlyMap<string, number> {
  const wait = windowDays === null ? 0 : Math.ceil(windowDays / MONTH_DAYS);
  const months = [...byMonth.keys()].sort();
  return (month) => {
    const before = months.filter((other) => monthNumber(other) + wait < monthNumber(month));
    const counts = countsByBand(
      before.flatMap((other) => byMonth.get(other) ?? []),
      bands,
    );
    return new Map(
      bands.flatMap(({ id }, index) => {
        const { rows, positives } = counts[index]!;
        return rows < TOO_FEW ? [] : [[id, positives / rows] as const];
      }),
    );
  };
}

/** A month in which fewer than these had a promise is not judged by it: they are not like the others. */
const MOST_OF_THEM = 0.9;

/** Of the leads that had a promise: of a model, or of what their band had brought. */
function truthOf(cells: readonly InsightCell[], brought: ReadonlyMap<string, number>): TruthFigure | null {
  let rows = 0;
  let positives = 0;
  let promised = 0;
  let byModel = 0;
  for (const cell of cells) {
    // Cells are made so that their leads all have a probability, or none has.
    const isModel = cell.promisedRows > 0;
    const expected = isModel ? cell.promiseSum / cell.promisedRows : brought.get(cell.band);
    if (expected === undefined) continue;
    rows += cell.rows;
    positives += cell.label * cell.rows;
    promised += expected * cell.rows;
    if (isModel) byModel += cell.rows;
  }
  const all = cells.reduce((sum, cell) => sum + cell.rows, 0);
  if (rows === 0 || rows < MOST_OF_THEM * all) return null;
  const happened = rateFigure(rows, positives);
  const mean = promised / rows;
  const { low, high } = happened.interval ?? { low: 0, high: 1 };
  return {
    ...happened,
    promised: mean,
    kind: byModel === 0 ? "bands" : byModel === rows ? "model" : "both",
    isKept: mean >= low && mean <= high,
  };
}
