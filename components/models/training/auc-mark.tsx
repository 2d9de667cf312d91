import type { LeakageVerdict } from "@/lib/core/leakage/types";
import { cn } from "../../ui/cn";

const DOTS: Readonly<Record<LeakageVerdict, string>> = {
  leak: "bg-drag",
  suspect: "bg-ink-2",
  fine: "border-2 border-accent bg-surface",
};

/** A dot on the line from 0.5 (knows nothing) to 1, and the figure. */
export function AucMark({ value, verdict }: { value: number | null; verdict: LeakageVerdict }) {
  if (value === null) return <span className="text-12 text-ink-3">Not measured</span>;
  const share = Math.min(1, Math.max(0, (value - 0.5) / 0.5));
  return (
    <span className="flex items-center gap-2">
      <span className="relative h-px flex-1 bg-line max-md:hidden" aria-hidden="true">
        <span
          className={cn("absolute -top-1 size-2 -translate-x-1/2 rounded-pill", DOTS[verdict])}
          style={{ left: `${100 * share}%` }}
        />
      </span>
      <span className="w-9 text-right text-13 text-ink" title="AUC alone">
        {value.toFixed(2)}
      </span>
    </span>
  );
}
