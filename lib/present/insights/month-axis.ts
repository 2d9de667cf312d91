import { monthShort } from "./words.ts";

/** One slot a month, all of one width. */
export interface MonthTick {
  readonly month: string;
  /** "May" */
  readonly text: string;
  /** "2026" under the first month and under each January; else null. */
  readonly year: string | null;
  /** In the chosen period. */
  readonly isMarked: boolean;
  /** Written on a wide screen; on a narrow one only every other of those. */
  readonly isShown: boolean;
}

/** At most twelve names fit; the last month always has its own. */
export function monthTicks(months: readonly { month: string; isInPeriod?: boolean }[]): MonthTick[] {
  const step = Math.max(1, Math.ceil(months.length / 12));
  let year = "";
  return months.map(({ month, isInPeriod = false }, index) => {
    const isShown = (months.length - 1 - index) % step === 0;
    const isNew = isShown && month.slice(0, 4) !== year;
    if (isNew) year = month.slice(0, 4);
    return { month, text: monthShort(month), year: isNew ? year : null, isMarked: isInPeriod, isShown };
  });
}

/** A round number at or above the largest, and the lines up to it: 0, 50, 100, 150. */
export function countAxis(largest: number): { readonly to: number; readonly ticks: readonly number[] } {
  if (!(largest > 0)) return { to: 1, ticks: [0, 1] };
  const rough = largest / 3;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 2.5, 5, 10].find((times) => times * unit >= rough) ?? 10) * unit);
  const whole = Number.isInteger(step) ? step : Math.ceil(step);
  const lines = Math.max(1, Math.ceil(largest / whole - 1e-9));
  return { to: lines * whole, ticks: Array.from({ length: lines + 1 }, (_, line) => line * whole) };
}

/** The same in percent for an axis of shares that ends at `to` (0..1). */
export function shareTicks(to: number): number[] {
  const step = to <= 0.25 ? 0.05 : to <= 0.5 ? 0.1 : to <= 0.8 ? 0.2 : 0.25;
  return Array.from(
    { length: Math.floor(to / step + 1e-9) + 1 },
    (_, line) => Math.round(1_000 * line * step) / 1_000,
  );
}
