import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import type { FlipsData } from "@/lib/modules/models/types-screen";
import { formatSigned } from "@/lib/present/format";
import { BandBadge } from "../../ui/band";
import { cn } from "../../ui/cn";
import { TextLink } from "../../ui/text-link";

/** The leads that change band, by name; those into and out of the best band first. */
export function FlipsList({ leads }: { leads: FlipsData["leads"] }) {
  return (
    <ul aria-label="Leads that change band" className="border-t border-line">
      {leads.map(({ id, name, company, before, after, move }) => (
        <li
          key={id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line py-2 text-13 md:grid-cols-[minmax(0,1fr)_132px_16px_132px_64px]"
        >
          <span className="min-w-0 truncate max-md:col-span-2">
            <TextLink href={`/leads/${id}`} className="text-ink" prefetch={false}>
              {name}
            </TextLink>
            {company ? <span className="ml-1.5 text-ink-2">{company}</span> : null}
          </span>
          <span className="flex items-center gap-4 md:contents">
            <Side {...before} />
            <ArrowRight aria-hidden="true" className="size-3.5 text-ink-3" />
            <span className="sr-only">becomes</span>
            <Side {...after} strong />
          </span>
          <span
            className={cn(
              "inline-flex items-center justify-end gap-1 font-medium",
              move > 0 ? "text-raise" : move < 0 ? "text-drag" : "text-ink-2",
            )}
          >
            {move > 0 ? (
              <ArrowUp aria-hidden="true" className="size-3" />
            ) : move < 0 ? (
              <ArrowDown aria-hidden="true" className="size-3" />
            ) : null}
            {formatSigned(after.score - before.score)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Side({
  score,
  band,
  strong = false,
}: FlipsData["leads"][number]["before"] & { strong?: boolean | undefined }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <span className={cn("w-6 text-right", strong ? "font-semibold text-ink" : "text-ink-2")}>{score}</span>
      <BandBadge band={band} />
    </span>
  );
}
