"use client";
import { Copy } from "lucide-react";
import Link from "next/link";
import type { QueueLead as Lead, QueueChange, QueueNote } from "@/lib/modules/queue/types-screen";
import { LeadTimeline } from "../leads/lead-timeline";
import { BandBadge } from "../ui/band";
import { cn } from "../ui/cn";
import { Kbd } from "../ui/kbd";
import { SectionHeading } from "../ui/page-bar";
import { ReasonLine } from "../ui/reason-line";
import { ScoreFigure } from "../ui/score";
import { ScoreRuler } from "../ui/score-ruler";
import { linkClass, TextLink } from "../ui/text-link";
import { LeadHead } from "./queue-lead-head";

interface QueueLeadProps {
  lead: Lead;
  now: number;
  timeZone: string;
  onCopy: () => void;
}

/** One lead as a rep needs it before calling: who, how sure, why, and the first words. */
export function QueueLeadPane({ lead, now, timeZone, onCopy }: QueueLeadProps) {
  return (
    <article aria-labelledby="queue-lead" className="flex min-h-full flex-col">
      <LeadHead lead={lead} now={now} timeZone={timeZone} />
      <div className="flex-1 xl:flex">
        <div className="min-w-0 flex-1 px-8 pb-8 max-xl:px-6 max-md:px-4">
          <LeadScore lead={lead} />
          <div className="md:hidden">{lead.change ? <Change change={lead.change} brief /> : null}</div>
          <Reasons lead={lead} />
          <Opening lead={lead} onCopy={onCopy} />
        </div>
        <aside
          aria-label="What changed and what happened"
          className="border-line max-xl:grid max-xl:grid-cols-2 max-xl:gap-x-10 max-xl:border-t max-xl:px-6 max-xl:py-5 max-md:grid-cols-1 max-md:gap-y-6 max-md:px-4 max-md:pb-44 xl:w-[288px] xl:shrink-0 xl:border-l xl:px-6 xl:py-5"
        >
          <div className="space-y-6">
            {lead.change ? (
              <div className="max-md:hidden">
                <Change change={lead.change} />
              </div>
            ) : null}
            <Notes notes={lead.notes} />
          </div>
          <section
            className={cn(
              "xl:mt-6",
              (lead.change || lead.notes.length > 0) && "xl:border-t xl:border-line xl:pt-5",
            )}
          >
            <SectionHeading level={3} title="Timeline" />
            <div className="mt-2">
              <LeadTimeline groups={lead.timeline} most={10} />
            </div>
          </section>
        </aside>
      </div>
    </article>
  );
}

function LeadScore({ lead }: { lead: Lead }) {
  const { row } = lead;
  if (row.score === null)
    return (
      <p className="py-6 text-13 text-ink-2">
        Not scored yet. A new lead is scored within a second; if it stays so, tell an admin.
      </p>
    );
  return (
    <section aria-label="Score" className="pt-5">
      <div className="flex items-center gap-4">
        <ScoreFigure value={row.score} size={64} machine={row.machine} />
        <div className="min-w-0 space-y-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            {row.band ? <BandBadge band={row.band} kind="tag" /> : null}
            <span className="text-13 text-ink-2">{lead.next}</span>
          </p>
          {lead.sentence ? <p className="max-w-[420px] text-13 text-ink-2">{lead.sentence}</p> : null}
        </div>
      </div>
      <ScoreRuler
        bands={lead.bandSet.bands}
        value={row.score}
        before={row.machine ?? lead.before}
        interval={lead.interval}
        className="mt-4"
      />
      {row.machine === null ? null : (
        <p className="mt-1 text-12 text-ink-3">
          Set by a person. The reasons below are the machine’s and do not explain it.
        </p>
      )}
    </section>
  );
}

function Reasons({ lead }: { lead: Lead }) {
  if (lead.reasons.length === 0 && lead.risks.length === 0) return null;
  return (
    <>
      {lead.reasons.length > 0 ? (
        <section className="mt-6 max-md:mt-4">
          <SectionHeading level={3} title="Why call" />
          <ul className="mt-2 space-y-2.5">
            {lead.reasons.map((reason) => (
              <li key={reason.key}>
                <ReasonLine
                  points={reason.points}
                  raises={reason.raises}
                  reason={reason.title}
                  evidence={reason.evidence}
                />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {lead.risks.length > 0 ? (
        <section className="mt-6 max-md:mt-4">
          <SectionHeading level={3} title="Watch for" />
          <ul className="mt-2 space-y-2">
            {lead.risks.map((risk) => (
              <li key={risk.key}>
                <ReasonLine
                  points={risk.points}
                  raises={risk.raises}
                  reason={<span className="font-normal">{risk.title}</span>}
                />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p className="mt-3 pl-11 text-12 text-ink-3">
        {lead.rest ? `${lead.rest} ` : null}
        <TextLink href={`/leads/${lead.id}`} aria-keyshortcuts="F">
          All {lead.factorCount} factors
        </TextLink>{" "}
        <Kbd className="ml-1 align-middle">F</Kbd>
      </p>
    </>
  );
}

function Opening({ lead, onCopy }: { lead: Lead; onCopy: () => void }) {
  return (
    <section aria-label="Opening line" className="mt-5 border-t border-line pt-3">
      <div className="flex items-center justify-between gap-3 text-12 text-ink-3">
        <h3>Opening line</h3>
        <button
          type="button"
          onClick={onCopy}
          aria-keyshortcuts="Y"
          className="touch-target inline-flex items-center gap-2 rounded-1 font-medium text-ink-2 hover:text-ink"
        >
          <Copy aria-hidden="true" className="size-3 md:hidden" />
          Copy <Kbd>Y</Kbd>
        </button>
      </div>
      <p className="mt-1 max-w-[640px] text-14 text-ink">“{lead.opening.text}”</p>
      <p className="mt-0.5 text-12 text-ink-3">{lead.opening.from}</p>
    </section>
  );
}

function Change({ change, brief }: { change: QueueChange; brief?: boolean }) {
  const move = (
    <p className="flex flex-wrap items-center gap-x-2 text-13">
      {change.from?.band ? <BandBadge band={change.from.band} /> : null}
      {change.from ? <span className="text-ink-2">{change.from.score}</span> : null}
      <span aria-hidden="true" className="text-ink-3">
        ›
      </span>
      <span className="sr-only">to</span>
      {change.to.band ? <BandBadge band={change.to.band} /> : null}
      <span className="font-medium text-ink">{change.to.score}</span>
    </p>
  );
  if (brief)
    return (
      <div className="mt-3 flex flex-wrap items-center justify-between gap-2">
        {move}
        <span className="text-12 text-ink-3">
          {change.since.replace(/^Since you last looked, /, "since ")}
        </span>
      </div>
    );
  return (
    <section>
      <SectionHeading level={3} title="What changed" />
      <p className="text-12 text-ink-3">{change.since}</p>
      <div className="mt-2">{move}</div>
      {change.lines.length > 0 ? (
        <ul className="mt-2 space-y-1">
          {change.lines.map((line) => (
            <li key={line.title} className="flex items-baseline justify-between gap-3 text-13">
              <span className="min-w-0 text-ink-2">{line.title}</span>
              <span className={cn("font-medium", line.raises ? "text-accent-text" : "text-drag")}>
                {line.points}
              </span>
            </li>
          ))}
        </ul>
      ) : change.cause ? (
        <p className="mt-2 text-13 text-ink-2">{change.cause}</p>
      ) : null}
    </section>
  );
}

function Notes({ notes }: { notes: readonly QueueNote[] }) {
  if (notes.length === 0) return null;
  return (
    <section>
      <SectionHeading level={3} title="Notes" />
      <ul className="mt-2 space-y-2.5">
        {notes.map((note) => (
          <li key={note.id}>
            <p className="whitespace-pre-line text-13 text-ink [overflow-wrap:anywhere]">{note.text}</p>
            <p className="text-12 text-ink-3">
              {note.by}, {note.time}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Under the list's end, where a lead cannot be read. */
export function LeadUnreadable({
  message,
  onRetry,
  id,
}: {
  message: string;
  onRetry: () => void;
  id: string;
}) {
  return (
    <div role="alert" className="px-8 py-10 max-md:px-4">
      <p className="text-13 font-semibold text-ink">{message}</p>
      <p className="mt-1 flex gap-4 text-13">
        <button type="button" onClick={onRetry} className={linkClass}>
          Try again
        </button>
        <Link href={`/leads/${id}`} className={linkClass}>
          Open the lead’s own page
        </Link>
      </p>
    </div>
  );
}
