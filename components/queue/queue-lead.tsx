"use client";
import { Copy, Info, Mail, MapPin, Phone } from "lucide-react";
import Link from "next/link";
import type { QueueLead as Lead, QueueChange, QueueNote } from "@/lib/modules/queue/types-screen";
import { responseClock } from "@/lib/present/format";
import { whenText } from "@/lib/present/queue-words";
import { zoneTime } from "@/lib/present/zone-time";
import { LeadTimeline } from "../leads/lead-timeline";
import { BandBadge } from "../ui/band";
import { cn } from "../ui/cn";
import { Kbd } from "../ui/kbd";
import { SectionHeading } from "../ui/page-bar";
import { ReasonLine } from "../ui/reason-line";
import { ResponseClock } from "../ui/response-clock";
import { ScoreFigure } from "../ui/score";
import { ScoreRuler } from "../ui/score-ruler";
import { linkClass, TextLink } from "../ui/text-link";

interface QueueLeadProps {
  lead: Lead;
  now: number;
  timeZone: string;
  onCopy: () => void;
}

const contact =
  "inline-flex min-w-0 items-center gap-2 rounded-1 text-ink-2 hover:text-ink [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:text-ink-3 max-md:min-h-11";

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

function LeadHead({ lead, now, timeZone }: Omit<QueueLeadProps, "onCopy">) {
  const { row, due } = lead;
  return (
    <header className="flex items-start justify-between gap-6 border-b border-line px-8 py-5 max-xl:px-6 max-md:flex-col max-md:gap-3 max-md:border-b-0 max-md:px-4 max-md:pb-0">
      <div className="min-w-0">
        <h2 id="queue-lead" className="text-24 font-semibold text-ink [overflow-wrap:anywhere]">
          {row.name}
        </h2>
        <p className="text-14 text-ink-2">
          {lead.jobTitle}
          {lead.jobTitle && lead.company ? ", " : ""}
          <span className="text-ink">{lead.company}</span>
          {lead.jobTitle || lead.company ? null : row.detail}
        </p>
        <p className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-13 max-md:mt-0">
          {lead.phone ? (
            <a href={telephone(lead.phone)} className={cn(contact, "max-md:hidden")}>
              <Phone aria-hidden="true" />
              {lead.phone}
            </a>
          ) : null}
          {lead.email ? (
            <a href={`mailto:${lead.email}`} className={cn(contact, "max-md:hidden")}>
              <Mail aria-hidden="true" />
              <span className="truncate">{lead.email}</span>
            </a>
          ) : null}
          {lead.place ? (
            <span className={cn(contact, "max-md:min-h-6")}>
              <MapPin aria-hidden="true" />
              {lead.place}
            </span>
          ) : null}
        </p>
        {lead.qualityNotes.length > 0 ? (
          <p className="mt-1.5 flex items-start gap-2 text-12 text-caution">
            <Info aria-hidden="true" className="mt-px size-3.5 shrink-0" />
            {lead.qualityNotes.join(" · ")}
          </p>
        ) : null}
      </div>
      {due && lead.isOpen ? <DueClock due={due} now={now} timeZone={timeZone} /> : null}
    </header>
  );
}

/** What a phone can dial: digits and a leading plus. */
export const telephone = (phone: string): string => `tel:${phone.replace(/(?!^\+)[^\d]/g, "")}`;

function DueClock({ due, now, timeZone }: { due: NonNullable<Lead["due"]>; now: number; timeZone: string }) {
  const by = whenText(due.at, { now, timeZone });
  const clock = responseClock(due.at, now);
  const isToday = zoneTime(due.at, timeZone).dayNumber === zoneTime(now, timeZone).dayNumber;
  const share = due.since === null ? 1 : (due.at - now) / Math.max(1, due.at - due.since);
  const [, figure = clock.text, rest = ""] = /^(.*?)( left| overdue)?$/.exec(clock.text) ?? [];
  return (
    <div className="w-60 shrink-0 max-lg:w-44 max-md:order-last max-md:w-full">
      <p className="text-12 text-ink-3">
        {due.kind === "follow_up" ? "Follow up" : isToday && due.isTimed ? `Call by ${by}` : "Call by"}
      </p>
      {(due.isTimed && isToday) || clock.state === "overdue" ? (
        <>
          <p className="text-20 font-semibold text-ink max-md:text-14">
            <span className={clock.state === "overdue" ? "text-danger" : undefined}>{figure}</span>
            <span className="ml-0.5 text-12 font-normal text-ink-3">{rest}</span>
          </p>
          <ResponseClock
            text={clock.text}
            state={clock.state}
            share={share}
            layout="stack"
            className="mt-1 [&>span:first-child]:sr-only"
          />
        </>
      ) : (
        <p className="text-20 font-semibold text-ink max-md:text-14">
          {by.charAt(0).toUpperCase() + by.slice(1)}
        </p>
      )}
    </div>
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
