import { ChevronRight } from "lucide-react";
import type { FindingsView } from "@/lib/modules/crm/types";
import { formatCount } from "@/lib/present/format";
import { Banner } from "../../ui/banner";
import { TextLink } from "../../ui/text-link";

/** What a trial found: fields that are not there, and for ten leads what would be written. */
export function TrialFindings({ findings, when }: { findings: FindingsView; when: string }) {
  const { missing, readOnly, noMatch, leads } = findings;
  const there = leads.filter(({ isThere }) => isThere).length;
  const wrong = [
    ...(noMatch ? ["The field by which records are found does not exist there."] : []),
    ...(missing.length > 0 ? [`Not there: ${missing.join(", ")}.`] : []),
    ...(readOnly.length > 0 ? [`There, but cannot be written: ${readOnly.join(", ")}.`] : []),
  ];
  return (
    <section aria-label="Last trial" className="mt-4">
      <h3 className="text-13 font-medium text-ink">Last trial, {when}</h3>
      {wrong.length > 0 ? (
        <Banner tone="caution" className="mt-2" title="Mend this before you write">
          {wrong.join(" ")}
        </Banner>
      ) : (
        <p className="mt-1 text-12 text-ink-2">Every mapped field is there and can be written.</p>
      )}
      {leads.length === 0 ? (
        <p className="mt-2 text-12 text-ink-2">No lead has a score yet.</p>
      ) : (
        <details className="group mt-2 border-y border-line">
          <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 text-13 font-medium text-ink outline-offset-0 focus-visible:outline-2 focus-visible:outline-focus md:min-h-9 [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden="true" className="size-4 text-ink-3 group-open:rotate-90" />
            What would be written for {formatCount(leads.length, "lead")}, {there} of them found there
          </summary>
          <ul aria-label="What would be written" className="border-t border-line">
            {leads.map((lead) => (
              <li key={lead.leadId} className="border-b border-line py-2 last:border-b-0 text-13">
                <div className="flex flex-wrap items-baseline gap-x-3">
                  <TextLink href={`/leads/${lead.leadId}`} className="font-medium text-ink">
                    {lead.name}
                  </TextLink>
                  <span className={lead.isThere ? "text-12 text-ink-2" : "text-12 text-caution"}>
                    {lead.key === null
                      ? "has nothing to be found by"
                      : lead.isThere
                        ? `found by ${lead.key}`
                        : `not found by ${lead.key}`}
                  </span>
                </div>
                <dl className="mt-1 grid gap-x-4 text-12 md:grid-cols-[minmax(0,200px)_minmax(0,1fr)]">
                  {lead.values.map(({ field, value }) => (
                    <div key={field} className="contents">
                      <dt className="truncate font-mono text-ink-3">{field}</dt>
                      <dd className="whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">
                        {value || "(empty)"}
                      </dd>
                    </div>
                  ))}
                </dl>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
