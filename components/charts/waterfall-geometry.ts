import type { WaterfallData } from "./types";

/** A bar from one running total to the next. */
export interface Span {
  from: number;
  to: number;
}

export interface WaterfallGeometry {
  min: number;
  max: number;
  start: Span;
  /** Per factor key. */
  rows: ReadonlyMap<string, Span>;
  /** Per group key: the whole group as one bar, for the phone. */
  groups: ReadonlyMap<string, Span>;
  adjustments: ReadonlyMap<string, Span>;
}

const STEP = 10;

/**
 * Running totals of a waterfall and an axis that holds them, in whole tens. The axis also reaches the next band edge
 * above the result, so that one sees how far it is.
 */
export function waterfallGeometry(data: WaterfallData): WaterfallGeometry {
  let running = data.start?.value ?? 0;
  const start = { from: 0, to: running };
  const seen = [0, running, data.result.value];
  const advance = (by: number): Span => {
    const span = { from: running, to: running + by };
    running += by;
    seen.push(running);
    return span;
  };
  const rows = new Map<string, Span>();
  const groups = new Map<string, Span>();
  for (const group of data.groups) {
    const from = running;
    for (const row of group.rows) rows.set(row.key, advance(row.value));
    groups.set(group.key, { from, to: running });
  }
  const adjustments = new Map(data.adjustments.map((line) => [line.key, advance(line.value)]));
  const above = data.bands.map((band) => band.from).filter((edge) => edge > data.result.value);
  const next = above.length > 0 ? Math.min(...above) + 3 : 0;
  const max = Math.max(STEP, Math.ceil(Math.max(...seen, next) / STEP) * STEP);
  const min = Math.min(0, Math.floor(Math.min(...seen) / STEP) * STEP);
  return { min, max, start, rows, groups, adjustments };
}

/** Where a value stands on the axis, in percent of its width. */
export function position(geometry: WaterfallGeometry, value: number): number {
  return ((value - geometry.min) / (geometry.max - geometry.min)) * 100;
}
