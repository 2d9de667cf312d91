import { ArrowRight } from "lucide-react";
import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import type { BandSet } from "@/lib/core/scoring/types";
import type { BacktestContext, NamedFlip } from "@/lib/modules/backtests/types";
import { whatHappened } from "@/lib/present/backtest-words";
import { bandLook } from "@/lib/present/leads-row";
import { BandBadge } from "../ui/band";
import { cn } from "../ui/cn";
import { TextLink } from "../ui/text-link";

interface PastFlipsProps {
  flips: readonly NamedFlip[];
  before: BandSet;
  after: BandSet;
  outcome: OutcomeDefinition;
  context: BacktestContext;
  className?: string | undefined;
}

/** Leads of the past that would have been in another band: who, from where to where, and what became of them. */
export function PastFlips({ flips, before, after, outcome, context, className }: PastFlipsProps) {
  return (
    <ul
      aria-label="Leads that would have been in another band"
      className={cn("border-t border-line", className)}
    >
      {flips.map((flip) => (
        <li
          key={flip.leadId}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 border-b border-line py-2 text-13 sm:grid-cols-[minmax(0,1fr)_auto_104px]"
        >
          <span className="min-w-0 truncate">
            <TextLink href={`/leads/${flip.leadId}`} className="text-ink" prefetch={false}>
              {flip.name}
            </TextLink>
            {flip.company ? <span className="ml-1.5 text-ink-2">{flip.company}</span> : null}
          </span>
          <span className="inline-flex items-center gap-2">
            <span className="w-12 text-right text-ink-2">
              {flip.fromScore === flip.toScore ? flip.toScore : `${flip.fromScore} › ${flip.toScore}`}
            </span>
            <Band look={bandLook(before, flip.fromBand)} />
            <ArrowRight aria-label="becomes" role="img" className="size-3.5 text-ink-3" />
            <Band look={bandLook(after, flip.toBand)} />
          </span>
          <span className="text-right text-12 text-ink-2 max-sm:col-span-2 max-sm:text-left">
            {whatHappened(flip, outcome, context)}
          </span>
        </li>
      ))}
    </ul>
  );
}

const Band = ({ look }: { look: ReturnType<typeof bandLook> }) => (look ? <BandBadge band={look} /> : null);
