import { Info, Mail, MapPin, Phone } from "lucide-react";
import type { QueueLead as Lead } from "@/lib/modules/queue/types-screen";
import { responseClock } from "@/lib/present/format";
import { whenText } from "@/lib/present/queue-words";
import { zoneTime } from "@/lib/present/zone-time";
import { telephone } from "../leads/lead-header";
import { cn } from "../ui/cn";
import { ResponseClock } from "../ui/response-clock";

interface LeadHeadProps {
  lead: Lead;
  now: number;
  timeZone: string;
}

const contact =
  "inline-flex min-w-0 items-center gap-2 rounded-1 text-ink-2 hover:text-ink [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:text-ink-3 max-md:min-h-11";

/** Who it is, how to reach them, and the clock of the promise. */
export function LeadHead({ lead, now, timeZone }: LeadHeadProps) {
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
