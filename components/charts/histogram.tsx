import { bandVar } from "../ui/band";
import { cn } from "../ui/cn";
import type { HistogramData } from "./types";

interface HistogramProps {
  data: HistogramData;
  /** Pixels of the tallest bar. */
  height?: number | undefined;
  className?: string | undefined;
}

/** One bar a bin from zero, coloured by band where a bin has one. */
export function Histogram({ data, height = 140, className }: HistogramProps) {
  const most = Math.max(1, ...data.bins.map((bin) => bin.count));
  const first = data.bins[0]?.from ?? 0;
  const last = data.bins[data.bins.length - 1]?.to ?? 1;
  const at = (value: number) => ((value - first) / Math.max(1e-9, last - first)) * 100;
  return (
    <figure className={cn(data.mark && "pt-4", className)}>
      <div
        role="img"
        aria-label={data.summary}
        className="relative flex items-end gap-px border-b border-line-strong"
        style={{ height }}
      >
        {data.bins.map((bin) => (
          <span
            key={bin.from}
            data-bar
            className="min-w-0 flex-1 rounded-t-bar"
            style={{
              height: bin.count === 0 ? 0 : `max(1px, ${(bin.count / most) * 100}%)`,
              background: bin.tone ? bandVar(bin.tone) : "var(--chart-bar)",
            }}
          />
        ))}
        {data.mark ? (
          <span className="absolute inset-y-0 w-px bg-ink" style={{ left: `${at(data.mark.value)}%` }}>
            <span className="absolute -top-4 left-0 -translate-x-1/2 whitespace-nowrap text-11 font-medium text-ink">
              {data.mark.text}
            </span>
            <span className="absolute -bottom-1 -left-1 size-[9px] rounded-pill border-[1.5px] border-ink bg-surface" />
          </span>
        ) : null}
      </div>
      <div aria-hidden="true" className="relative mt-1.5 h-4 text-11 text-ink-3">
        {data.ticks.map((tick, index) => (
          <span
            key={tick.value}
            className={cn(
              "absolute",
              index === 0 ? "" : index === data.ticks.length - 1 ? "-translate-x-full" : "-translate-x-1/2",
            )}
            style={{ left: `${at(tick.value)}%` }}
          >
            {tick.text}
          </span>
        ))}
      </div>
    </figure>
  );
}

interface MiniBarsProps {
  values: readonly number[];
  /** Index of the bar that is the lead's own. */
  highlight?: number | undefined;
  /** The whole in words. */
  label: string;
  className?: string | undefined;
}

/** A distribution small enough for a table cell or behind a slider. */
export function MiniBars({ values, highlight, label, className }: MiniBarsProps) {
  const most = Math.max(1e-9, ...values);
  return (
    <span role="img" aria-label={label} className={cn("flex h-4 w-20 items-end gap-px", className)}>
      {values.map((value, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: bins have no other identity
          key={index}
          data-bar
          className={cn(
            "min-w-0 flex-1 rounded-t-[1px]",
            index === highlight ? "bg-series-1" : "bg-chart-bar",
          )}
          style={{ height: value === 0 ? 0 : `max(1px, ${(value / most) * 100}%)` }}
        />
      ))}
    </span>
  );
}

interface SparklineProps {
  /** null leaves a gap: a missing value is not a zero. */
  values: readonly (number | null)[];
  label: string;
  className?: string | undefined;
}

/** A line without axes; its end is dotted. */
export function Sparkline({ values, label, className }: SparklineProps) {
  const known = values.filter((value): value is number => value !== null);
  const low = Math.min(...known);
  const spread = Math.max(1e-9, Math.max(...known) - low);
  let pen = "M";
  const path = values.map((value, index) => {
    if (value === null) {
      pen = "M";
      return "";
    }
    const x = (index / Math.max(1, values.length - 1)) * 100;
    const part = `${pen}${x.toFixed(2)} ${(18 - ((value - low) / spread) * 16).toFixed(2)}`;
    pen = "L";
    return part;
  });
  return (
    <span role="img" aria-label={label} className={cn("inline-block h-5 w-20", className)}>
      <svg
        aria-hidden="true"
        viewBox="0 0 100 20"
        preserveAspectRatio="none"
        className="size-full overflow-visible"
      >
        <path
          d={path.join("")}
          fill="none"
          stroke="var(--series-1)"
          strokeWidth="1.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    </span>
  );
}
