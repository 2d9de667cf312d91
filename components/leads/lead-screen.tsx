import { Mail, Phone } from "lucide-react";
import { type LeadPageState, leadHref } from "@/lib/modules/leads/query-lead";
import type { LeadTab } from "@/lib/modules/leads/types";
import type { LeadView } from "@/lib/modules/leads/types-lead";
import { queueHref } from "@/lib/modules/queue/query";
import { formatNumber } from "@/lib/present/format";
import { OverrideProvider } from "../overrides/override-provider";
import { OverrideSection } from "../overrides/override-section";
import { ButtonLink } from "../ui/button";
import { buttonClass } from "../ui/button-class";
import { DataList } from "../ui/data-list";
import { EmptyState } from "../ui/empty-state";
import { PageBar, SectionHeading } from "../ui/page-bar";
import { TabLinks } from "../ui/tab-links";
import { TextLink } from "../ui/text-link";
import { LeadAside, LeadReasons, NextBand } from "./lead-aside";
import { LeadBar } from "./lead-bar";
import { LeadHeader, telephone } from "./lead-header";
import { LeadHistory } from "./lead-history";
import { LeadTimeline } from "./lead-timeline";
import { LeadWaterfall } from "./lead-waterfall";

const TAB_WORDS: readonly (readonly [LeadTab, string])[] = [
  ["why", "Why"],
  ["timeline", "Timeline"],
  ["history", "Score history"],
  ["fields", "Fields"],
];

/** One lead: who, why, what happened, and how the score came about. */
export function LeadScreen({ lead, state }: { lead: LeadView; state: LeadPageState }) {
  const { row } = lead;
  const counts: Partial<Record<LeadTab, number>> = {
    timeline: lead.counts.events,
    history: lead.counts.scores,
  };
  const tel = lead.phone ? telephone(lead.phone) : null;
  return (
    <OverrideProvider leadId={lead.id} enabled={lead.overrides.opens !== null}>
      <PageBar
        title={row.name}
        heading={false}
        trail={[{ href: "/leads", label: "Leads" }]}
        actions={
          <LeadBar
            id={lead.id}
            above={lead.neighbours.above}
            below={lead.neighbours.below}
            email={lead.email}
            tel={tel}
            callHref={lead.mayCall ? queueHref({ lead: lead.id }) : null}
            age={
              row.scored ? `${lead.overrides.active ? "Machine scored" : "Scored"} ${row.scored} ago` : null
            }
          />
        }
      />
      <div className="xl:flex xl:min-h-[calc(100dvh-48px)]">
        <div className="min-w-0 flex-1 px-8 py-6 max-xl:px-6 max-md:px-4 max-md:pb-32 max-md:pt-4">
          <div className="mx-auto max-w-[960px]">
            <LeadHeader lead={lead} />
            <TabLinks
              label="About this lead"
              className="mt-4"
              items={TAB_WORDS.map(([tab, label]) => ({
                href: leadHref(lead.id, { tab }),
                label,
                count: counts[tab] ? formatNumber(counts[tab]) : undefined,
                current: tab === state.tab,
              }))}
            />
            <div className="mt-6">
              <Panel lead={lead} state={state} />
            </div>
          </div>
        </div>
        <LeadAside lead={lead} tab={state.tab} />
      </div>
      <PhoneActions email={lead.email} phone={lead.phone} tel={tel} />
    </OverrideProvider>
  );
}

function Panel({ lead, state }: { lead: LeadView; state: LeadPageState }) {
  switch (state.tab) {
    case "why":
      return <Why lead={lead} state={state} />;
    case "timeline":
      return <WholeTimeline lead={lead} state={state} />;
    case "history":
      return (
        <LeadHistory
          leadId={lead.id}
          tab="history"
          range={state.range}
          history={lead.history}
          bandSet={lead.bandSet}
        />
      );
    case "fields":
      return (
        <div className="grid gap-x-12 gap-y-8 md:grid-cols-2">
          {lead.fields.map((group) => (
            <section key={group.title}>
              <SectionHeading title={group.title} />
              <DataList className="mt-2" items={group.items} />
            </section>
          ))}
          {lead.mayErase ? (
            <section>
              <SectionHeading
                title="Erasure"
                claim="For people who ask to be forgotten: the lead goes with every trace of it."
              />
              <p className="mt-2 text-13">
                <TextLink href={`/settings/data?person=${lead.id}#erase`}>Erase this person</TextLink>
              </p>
            </section>
          ) : null}
        </div>
      );
  }
}

function Why({ lead, state }: { lead: LeadView; state: LeadPageState }) {
  if (!lead.explained) {
    return (
      <EmptyState title="Not scored yet">
        A new lead is scored within a second. Reload this page; if it stays so, tell an admin.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="mb-6 space-y-6 md:hidden">
        <OverrideSection name={lead.row.name} overrides={lead.overrides} context={lead.clock} />
        <LeadReasons lead={lead} />
      </div>
      <LeadWaterfall
        leadId={lead.id}
        explained={lead.explained}
        bandSet={lead.bandSet}
        overridden={lead.overrides.active !== null}
        mayRecompute={lead.mayRecompute}
      />
      <NextBand text={lead.nextBand} className="mt-6 border-t border-line pt-6 md:hidden" />
      <div className="mt-6 border-t border-line pt-6 max-md:hidden">
        <LeadHistory
          leadId={lead.id}
          tab="why"
          range={state.range}
          history={lead.history}
          bandSet={lead.bandSet}
        />
      </div>
    </>
  );
}

function WholeTimeline({ lead, state }: { lead: LeadView; state: LeadPageState }) {
  const { groups, older } = lead.timeline;
  return (
    <div className="max-w-[680px]">
      <LeadTimeline groups={groups} />
      {older || state.before ? (
        <nav aria-label="Pages of the timeline" className="mt-4 flex gap-2">
          {state.before ? (
            <ButtonLink href={leadHref(lead.id, { tab: "timeline" })}>Newest</ButtonLink>
          ) : null}
          {older ? (
            <ButtonLink href={leadHref(lead.id, { tab: "timeline", before: older })}>Older</ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </div>
  );
}

/** Calling lies at the thumb. */
function PhoneActions({
  email,
  phone,
  tel,
}: {
  email: string | null;
  phone: string | null;
  tel: string | null;
}) {
  if (!email && !tel) return null;
  return (
    <div
      data-print="hide"
      className="fixed inset-x-0 bottom-[calc(64px+env(safe-area-inset-bottom))] z-20 flex gap-2 border-t border-line bg-surface px-4 py-2.5 md:hidden"
    >
      {tel ? (
        <a
          href={tel}
          className={buttonClass({ variant: "primary", size: "lg", className: "min-w-0 flex-1" })}
        >
          <Phone aria-hidden="true" className="size-[18px] shrink-0" />
          <span className="truncate">Call {phone}</span>
        </a>
      ) : null}
      {email ? (
        <a
          href={`mailto:${email}`}
          aria-label={tel ? "E-mail" : undefined}
          className={buttonClass({
            variant: tel ? "default" : "primary",
            size: "lg",
            className: tel ? "px-4" : "min-w-0 flex-1",
          })}
        >
          <Mail aria-hidden="true" className="size-[18px] shrink-0" />
          {tel ? null : <span className="truncate">Write an e-mail</span>}
        </a>
      ) : null}
    </div>
  );
}
