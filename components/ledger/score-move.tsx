import { ChevronRight } from "lucide-react";
import type { ScoreText } from "@/lib/present/override-words";
import { BandBadge } from "../ui/band";
import { cn } from "../ui/cn";

/** What counted, and what somebody set in its place. */
export function ScoreMove({
  from,
  to,
  struck = false,
  className,
}: {
  from: ScoreText;
  to: ScoreText;
  /** The machine's score, which does not count any more. */
  struck?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <span className={cn("inline-flex flex-wrap items-center gap-x-2 gap-y-0.5", className)}>
      <span className="inline-flex items-center gap-2">
        {struck ? <span className="sr-only">The machine said </span> : null}
        {struck ? (
          <s className="text-ink-3">{from.score}</s>
        ) : (
          <span className="font-semibold text-ink">{from.score}</span>
        )}
        {from.band ? <BandBadge band={from.band} /> : null}
      </span>
      <span className="inline-flex items-center gap-2">
        <ChevronRight aria-hidden="true" className="size-3 text-ink-3" />
        <span className="sr-only"> to </span>
        <span className="font-semibold text-ink">{to.score}</span>
        {to.band ? <BandBadge band={to.band} /> : null}
      </span>
    </span>
  );
}
