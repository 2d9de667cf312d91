import { leadHref } from "@/lib/modules/leads/query-lead";
import type { LeadTab } from "@/lib/modules/leads/types";
import type { LeadView } from "@/lib/modules/leads/types-lead";
import { OverrideSection } from "../overrides/override-section";
import { DataList } from "../ui/data-list";
import { SectionHeading } from "../ui/page-bar";
import { ReasonLine } from "../ui/reason-line";
import { TextLink } from "../ui/text-link";
import { LeadTimeline } from "./lead-timeline";

const ASIDE_LINES = 9;

/** Beside every tab: what to say first, the main fields and what happened last, but for what the tab itself shows. */
export function LeadAside({ lead, tab }: { lead: LeadView; tab: LeadTab }) {
  return (
    <aside
      aria-label="About this lead"
      className="border-line max-xl:grid max-xl:grid-cols-2 max-xl:gap-x-12 max-xl:border-t max-xl:px-6 max-xl:py-6 max-md:hidden xl:w-[376px] xl:shrink-0 xl:border-l xl:px-6 xl:py-6"
    >
      <div className="[&>section]:mt-6 [&>section]:border-t [&>section]:border-line [&>section]:pt-6 [&>section:first-child]:mt-0 [&>section:first-child]:border-t-0 [&>section:first-child]:pt-0">
        <OverrideSection name={lead.row.name} overrides={lead.overrides} context={lead.clock} />
        <LeadReasons lead={lead} />
        <NextBand text={lead.nextBand} />
        {tab === "fields" ? null : (
          <section>
            <SectionHeading title="Fields" />
            <DataList
              className="mt-2"
              items={(lead.fields[0]?.items ?? []).filter(({ value }) => value !== null)}
            />
          </section>
        )}
      </div>
      {tab === "timeline" ? null : (
        <section className="max-xl:mt-0 xl:mt-6 xl:border-t xl:border-line xl:pt-6">
          <SectionHeading
            title="Timeline"
            aside={
              lead.counts.events > 0 ? (
                <TextLink href={leadHref(lead.id, { tab: "timeline" })} className="text-12">
                  Show all
                </TextLink>
              ) : null
            }
          />
          <div className="mt-2">
            <LeadTimeline groups={lead.timeline.groups} most={ASIDE_LINES} />
          </div>
        </section>
      )}
    </aside>
  );
}

/** What becomes of the score if nobody does anything. */
export function NextBand({ text, className }: { text: LeadView["nextBand"]; className?: string }) {
  if (text === null) return null;
  return (
    <section className={className}>
      <SectionHeading title="Next band" />
      <p className="mt-1 text-13 text-ink-2">
        {text.before} <strong className="font-semibold text-ink">{text.strong}</strong>.
      </p>
    </section>
  );
}

/** The three strongest reasons and what drags, each with its evidence. */
export function LeadReasons({ lead }: { lead: LeadView }) {
  const { explained } = lead;
  if (!explained || (explained.reasons.length === 0 && explained.risks.length === 0)) return null;
  return (
    <section aria-labelledby="reasons-heading">
      <SectionHeading
        id="reasons-heading"
        title={lead.overrides.active ? "What stands out to the machine" : "What stands out"}
      />
      <ul className="mt-2 space-y-2.5">
        {[...explained.reasons, ...explained.risks].map((reason) => (
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
  );
}
