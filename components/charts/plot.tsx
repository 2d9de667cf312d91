import type { ReactNode } from "react";
import type { MonthTick } from "@/lib/present/insights/month-axis";
import { cn } from "../ui/cn";

export interface PlotLine {
  /** 0..1 from the bottom. */
  readonly at: number;
  readonly text: string;
}

interface PlotProps {
  height: number;
  /** Hairlines across, named at the left. */
  lines: readonly PlotLine[];
  /** For the names of the lines, 30 px left of the plot: hides them where a neighbour bears them. */
  nameClass?: string | undefined;
  /** Dashed verticals, 0..1 from the left. */
  verticals?: readonly { readonly at: number }[] | undefined;
  /** Below the axis. */
  below?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

/** The frame of a drawn chart: hairlines across, figures at the left, a stronger line at zero. */
export function Plot({ height, lines, nameClass, verticals = [], below, className, children }: PlotProps) {
  return (
    <div className={className}>
      <div className="relative border-b border-line-strong" style={{ height }}>
        {lines.map(({ at, text }) => (
          <span key={at} aria-hidden="true">
            {at > 0 ? (
              <span
                data-bar
                className="absolute inset-x-0 h-px bg-chart-grid"
                style={{ bottom: `${100 * at}%` }}
              />
            ) : null}
            <span
              className={cn(
                "absolute -left-[30px] w-[24px] translate-y-1/2 text-right text-11 text-ink-3",
                nameClass,
              )}
              style={{ bottom: `${100 * at}%` }}
            >
              {text}
            </span>
          </span>
        ))}
        {verticals.map(({ at }) => (
          <span
            key={at}
            aria-hidden="true"
            className="absolute inset-y-0 border-l border-dashed border-line-control"
            style={{ left: `${100 * at}%` }}
          />
        ))}
        {children}
      </div>
      {below}
    </div>
  );
}

interface StretchedProps {
  className?: string | undefined;
  children: ReactNode;
}

/** Lines over the whole plot: x and y are percent from the upper left; strokes keep their width. */
export function Stretched({ className, children }: StretchedProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className={cn("pointer-events-none absolute inset-0 size-full overflow-visible", className)}
    >
      {children}
    </svg>
  );
}

/** "M0 100L8.3 42": one path through what there is, broken at each gap. y is 0..1 from the bottom. */
export function linePath(points: readonly ({ readonly x: number; readonly y: number } | null)[]): string {
  let isOn = false;
  return points
    .map((point) => {
      if (point === null) {
        isOn = false;
        return "";
      }
      const text = `${isOn ? "L" : "M"}${(100 * point.x).toFixed(2)} ${(100 * (1 - point.y)).toFixed(2)}`;
      isOn = true;
      return text;
    })
    .join("");
}

/** Names of months under a plot, each in the middle of its slot; on a phone every other one. */
export function MonthNames({
  ticks,
  ends = false,
}: {
  ticks: readonly MonthTick[];
  ends?: boolean | undefined;
}) {
  const shown = ticks.flatMap((tick, index) => (tick.isShown ? [{ tick, index }] : []));
  const named = ends ? shown.filter((_, index) => index === 0 || index === shown.length - 1) : shown;
  return (
    <div aria-hidden="true" className="relative mt-1 h-8 text-11 text-ink-3">
      {named.map(({ tick, index }, order) => (
        <span
          key={tick.month}
          className={cn(
            "absolute -translate-x-1/2 text-center leading-4",
            !ends && (named.length - 1 - order) % 2 === 1 && !tick.year && "max-md:hidden print:block",
            tick.isMarked && "font-medium text-ink-2",
            ends && order === 0 && ticks.length > 1 && "translate-x-0 text-left",
            ends && order > 0 && "-translate-x-full text-right",
          )}
          style={{
            left: `${(100 * (ends ? (order === 0 ? (ticks.length > 1 ? 0 : 0.5) : ticks.length) : index + 0.5)) / ticks.length}%`,
          }}
        >
          {tick.text}
          {tick.year && (!ends || order === 0) ? <span className="block">{tick.year}</span> : null}
        </span>
      ))}
    </div>
  );
}
