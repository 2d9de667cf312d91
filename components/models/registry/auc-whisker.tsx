import type { Estimate, Interval } from "@/lib/core/training/report";
import { cn } from "../../ui/cn";

/** A dot with its interval of 95 % on an axis that all rows share. Decorative: the figure stands beside it. */
export function AucWhisker({
  estimate,
  axis,
  current,
}: {
  estimate: Estimate;
  axis: Interval;
  current: boolean;
}) {
  const place = (value: number) => (100 * (value - axis.low)) / Math.max(0.001, axis.high - axis.low);
  const tone = current ? "bg-accent" : "bg-ink-2";
  return (
    <span aria-hidden="true" className="relative block h-4 w-full">
      <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
      <span
        className={cn("absolute top-1/2 h-[1.5px] -translate-y-1/2", tone)}
        style={{ left: `${place(estimate.low)}%`, width: `${place(estimate.high) - place(estimate.low)}%` }}
      />
      <span
        className={cn(
          "absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rounded-pill",
          current ? "bg-accent" : "border-[1.5px] border-ink-2 bg-surface",
        )}
        style={{ left: `${place(estimate.value)}%` }}
      />
    </span>
  );
}
