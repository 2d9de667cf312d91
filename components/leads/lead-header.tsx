import { Info, Mail, MapPin, Phone } from "lucide-react";
import type { LeadView } from "@/lib/modules/leads/types-lead";
import { BandBadge } from "../ui/band";
import { ScoreFigure } from "../ui/score";

const contact =
  "inline-flex min-w-0 items-center gap-2 rounded-1 text-ink-2 hover:text-ink [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:text-ink-3 max-md:min-h-11";

/** Who, how to reach them, and the score with its band and what to do. */
export function LeadHeader({ lead }: { lead: LeadView }) {
  const { row } = lead;
  return (
    <header className="flex items-start justify-between gap-6 max-md:flex-col max-md:gap-4">
      <div className="min-w-0">
        <h1 className="text-24 font-semibold text-ink [overflow-wrap:anywhere]">{row.name}</h1>
        <p className="text-14 text-ink-2">{row.detail}</p>
        <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-13 max-md:hidden">
          <Contacts lead={lead} />
        </p>
        {lead.notes.length > 0 ? (
          <p className="mt-2 flex items-start gap-2 text-12 text-caution">
            <Info aria-hidden="true" className="mt-px size-3.5 shrink-0" />
            {lead.notes.join(" · ")}
          </p>
        ) : null}
      </div>
      <div className="flex shrink-0 items-center gap-4">
        {row.score === null ? (
          <p className="text-13 text-ink-3">Not scored yet</p>
        ) : (
          <>
            <ScoreFigure value={row.score} size={56} machine={row.machine} />
            <div className="space-y-1">
              {row.band ? <BandBadge band={row.band} kind="tag" /> : null}
              <p className="max-w-40 text-12 text-ink-2">
                {row.step.what}
                {row.step.when ? ` ${row.step.when}` : null}
              </p>
            </div>
          </>
        )}
      </div>
    </header>
  );
}

function Contacts({ lead: { phone, email, place } }: { lead: LeadView }) {
  return (
    <>
      {phone ? (
        <a href={telephone(phone)} className={contact}>
          <Phone aria-hidden="true" />
          {phone}
        </a>
      ) : null}
      {email ? (
        <a href={`mailto:${email}`} className={contact}>
          <Mail aria-hidden="true" />
          <span className="truncate">{email}</span>
        </a>
      ) : null}
      {place ? (
        <span className={contact}>
          <MapPin aria-hidden="true" />
          {place}
        </span>
      ) : null}
    </>
  );
}

/** What a phone can dial: digits and a leading plus. */
export function telephone(phone: string): string {
  return `tel:${phone.replace(/(?!^\+)[^\d]/g, "")}`;
}
