import type { PreparedChart } from "../evaluation/prepared.ts";
import type { TierBand } from "../evaluation/tiers.ts";
import type { DrawnAnnotation } from "./annotations.ts";
import type { MonthTick } from "./month-axis.ts";

/** One thing over months: its line in front, those of the others grey behind it. */
export interface Panel {
  readonly key: string;
  readonly name: string;
  /** Null: no band, drawn in the colour of the subject. */
  readonly band: TierBand | null;
  /** Counts; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** A count a month, beside the month's name. */
  readonly tips: readonly string[];
  /** At the end of the line: "94"; null where it has none. */
  readonly last: { readonly index: number; readonly value: number; readonly text: string } | null;
}

/** Small panels on one scale. */
export interface PanelChart extends PreparedChart {
  readonly panels: readonly Panel[];
  readonly ticks: readonly MonthTick[];
  readonly axis: { readonly to: number; readonly ticks: readonly number[] };
  readonly annotations: readonly DrawnAnnotation[];
}

/** The last value there is. */
export function lastOf(values: readonly (number | null)[], text: (value: number) => string): Panel["last"] {
  const index = values.findLastIndex((value) => value !== null);
  const value = values[index] ?? null;
  return value === null ? null : { index, value, text: text(value) };
}
