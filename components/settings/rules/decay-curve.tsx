import { decayShare } from "@/lib/core/rules/decay";
import type { Decay } from "@/lib/core/rules/types";
import { cn } from "../../ui/cn";

/** Days from the left edge to the right. */
const SPAN = 120;

/** How points fade over 120 days, 56×16; a line at the bottom is nothing. Decorative: the word stands beside it. */
export function DecayCurve({ decay, className }: { decay: Decay; className?: string | undefined }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 56 16"
      preserveAspectRatio="none"
      className={cn("h-4 w-14 shrink-0 overflow-visible", className)}
    >
      <path d="M0 15.5H56" stroke="var(--line-strong)" vectorEffect="non-scaling-stroke" />
      <path
        d={pathOf(decay)}
        fill="none"
        stroke="var(--ink-2)"
        strokeWidth="1.25"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

function pathOf(decay: Decay): string {
  const y = (share: number) => (15.5 - 14 * Math.min(1, Math.max(0, share || 0))).toFixed(2);
  if (decay.kind === "none") return `M0 ${y(1)}H56`;
  const points = Array.from({ length: SPAN + 1 }, (_, day) => ({
    x: ((day / SPAN) * 56).toFixed(2),
    y: y(decayShare(decay, day)),
  }));
  return points
    .map((point, index) => {
      if (index === 0) return `M${point.x} ${point.y}`;
      return decay.kind === "steps" ? `H${point.x}V${point.y}` : `L${point.x} ${point.y}`;
    })
    .join("");
}
