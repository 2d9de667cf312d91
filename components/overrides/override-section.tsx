import { ChevronRight, Clock } from "lucide-react";
import type { LeadOverridesView, RequestView } from "@/lib/modules/overrides/types-view";
import type { TimeContext } from "@/lib/present/format";
import type { ActiveOverrideText, EarlierOverrideText, ScoreText } from "@/lib/present/override-words";
import { BandBadge } from "../ui/band";
import { DataList } from "../ui/data-list";
import { SectionHeading } from "../ui/page-bar";
import { ActiveActions } from "./active-actions";
import { OverrideButton } from "./override-provider";
import { RequestActions } from "./request-actions";

interface OverrideSectionProps {
  /** The lead's. */
  name: string;
  overrides: LeadOverridesView;
  context: TimeContext;
}

/** What people say of the score: what is in force, what is asked for, and what was. */
export function OverrideSection({ name, overrides, context }: OverrideSectionProps) {
  const { active, request, earlier, opens, maySet } = overrides;
  if (!active && !request && earlier.length === 0 && opens === null) return null;
  const button =
    opens === null || (active && opens === "set") ? null : (
      <OverrideButton kbd="O">{opens === "set" ? "Override" : "Ask to override"}</OverrideButton>
    );
  return (
    <section aria-label="Override">
      <SectionHeading
        title="Override"
        aside={
          <>
            {active ? (
              <span className="inline-flex items-center gap-1.5">
                <Clock aria-hidden="true" className="size-3.5" />
                {active.left}
              </span>
            ) : null}
            {button}
          </>
        }
      />
      {active ? (
        <Active active={active} name={name} context={context} maySet={maySet} mayChange={opens === "set"} />
      ) : (
        <p className="mt-1 text-13 text-ink-2">None. The machine score counts.</p>
      )}
      {request ? <Request request={request} name={name} replaces={active?.id ?? null} /> : null}
      {earlier.length > 0 ? <Earlier earlier={earlier} /> : null}
    </section>
  );
}

interface ActiveProps {
  active: ActiveOverrideText;
  name: string;
  context: TimeContext;
  maySet: boolean;
  mayChange: boolean;
}

function Active({ active, name, context, maySet, mayChange }: ActiveProps) {
  return (
    <div className="mt-3 border-l-2 border-accent pl-3.5">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="sr-only">From </span>
        <ScoreWithBand text={active.from} struck />
        <ChevronRight aria-hidden="true" className="size-3.5 text-ink-3" />
        <span className="sr-only"> to </span>
        <ScoreWithBand text={active.to} />
      </p>
      <blockquote className="mt-2 text-13 text-ink [overflow-wrap:anywhere]">“{active.reason}”</blockquote>
      <DataList className="mt-2" items={active.facts} />
      {active.crossed ? (
        <p className="mt-2 rounded-2 bg-accent-soft px-2.5 py-1.5 text-12 text-ink">{active.crossed}</p>
      ) : null}
      {maySet ? <ActiveActions active={active} name={name} context={context} mayChange={mayChange} /> : null}
    </div>
  );
}

function Request({
  request,
  name,
  replaces,
}: {
  request: RequestView;
  name: string;
  replaces: string | null;
}) {
  return (
    <section aria-label="Request" className="mt-4 border-l-2 border-line-strong pl-3.5">
      <p className="flex flex-wrap items-center gap-x-2 text-13 font-medium text-ink">
        {request.title}
        {request.band ? <BandBadge band={request.band} /> : null}
      </p>
      <blockquote className="mt-1 text-13 text-ink [overflow-wrap:anywhere]">“{request.reason}”</blockquote>
      <DataList className="mt-2" items={request.facts} />
      {replaces && request.mayDecide ? (
        <p className="mt-2 text-12 text-ink-3">Approved, it takes the place of the override in force.</p>
      ) : null}
      <RequestActions request={request} name={name} replaces={replaces} />
    </section>
  );
}

function ScoreWithBand({ text: { score, band }, struck }: { text: ScoreText; struck?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2">
      {struck ? (
        <s className="text-14 font-medium text-ink-3">{score}</s>
      ) : (
        <span className="text-14 font-semibold text-ink">{score}</span>
      )}
      {band ? <BandBadge band={band} /> : null}
    </span>
  );
}

const SHOWN = 2;

function Earlier({ earlier }: { earlier: readonly EarlierOverrideText[] }) {
  const rest = earlier.slice(SHOWN);
  return (
    <div className="mt-4">
      <h3 className="text-12 font-medium text-ink-3">Earlier</h3>
      <EarlierList items={earlier.slice(0, SHOWN)} />
      {rest.length > 0 ? (
        <details className="group">
          <summary className="touch-target mt-1 w-fit cursor-pointer list-none rounded-1 text-12 font-medium text-accent-text underline-offset-2 hover:underline group-open:hidden max-md:min-h-11 [&::-webkit-details-marker]:hidden">
            Show {rest.length} more
          </summary>
          <EarlierList items={rest} />
        </details>
      ) : null}
    </div>
  );
}

function EarlierList({ items }: { items: readonly EarlierOverrideText[] }) {
  return (
    <ul className="mt-1 space-y-2">
      {items.map((item) => (
        <li key={item.id} className="text-12 text-ink-3 [overflow-wrap:anywhere]">
          <span className="font-medium text-ink-2">{item.what}</span> {item.how}
          <span className="block">“{item.reason}”</span>
        </li>
      ))}
    </ul>
  );
}
