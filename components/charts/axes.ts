/** How every Recharts chart here draws its axes: hairlines across, no vertical grid, small grey figures. */

export const TICK = { fontSize: 11, fill: "var(--ink-3)" } as const;

export const PERCENT_TICKS = [0, 25, 50, 75, 100] as const;

export const PERCENT_AXIS = {
  type: "number",
  domain: [0, 100],
  ticks: [...PERCENT_TICKS],
  tick: TICK,
  tickLine: false,
  interval: 0,
} as const;

/** The subject first, the others greys told apart by dash. */
export const STROKES = [
  { stroke: "var(--series-1)", strokeWidth: 2, strokeDasharray: "0" },
  { stroke: "var(--series-2)", strokeWidth: 1.25, strokeDasharray: "5 3" },
  { stroke: "var(--series-3)", strokeWidth: 1.25, strokeDasharray: "1.5 2.5" },
  { stroke: "var(--series-4)", strokeWidth: 1.25, strokeDasharray: "8 3 1.5 3" },
] as const;

export const strokeOf = (rank: number) => STROKES[Math.min(rank, STROKES.length - 1)]!;

export const REFERENCE = { stroke: "var(--line-control)", strokeWidth: 1, strokeDasharray: "3 3" } as const;

/** Before the browser has measured: the width of a third of the page. */
export const FIRST_SIZE = { width: 368, height: 240 } as const;
