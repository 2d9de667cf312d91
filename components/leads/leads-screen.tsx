import { ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import type { BandSet } from "@/lib/core/scoring/types";
import { type LeadQuery, type LeadView, leadsHref, queryString, VIEWS } from "@/lib/modules/leads/query-url";
import { currentView, type SavedView } from "@/lib/modules/views/types";
import { viewLabels } from "@/lib/present/leads-list";
import type { LeadListItem } from "@/lib/present/leads-row";
import { ButtonLink } from "../ui/button";
import { PageBar } from "../ui/page-bar";
import { PillLinks, TabLinks } from "../ui/tab-links";
import { SavedViews } from "../views/saved-views";
import { FilterBar } from "./filter-bar";
import type { FilterContext } from "./filter-context";
import { LeadsEmpty } from "./leads-empty";
import { LeadsTable } from "./leads-table";
import { ListActions } from "./list-actions";
import { ListKeys } from "./list-keys";
import { ListNavigationProvider } from "./list-navigation";
import { PhoneTools } from "./phone-tools";

/** Counts in words; they arrive when they arrive, and a list without them is still a list. */
export interface CountTexts {
  readonly views: Readonly<Record<LeadView, string>>;
  readonly bands: string | null;
  readonly total: string;
}

interface LeadsScreenProps {
  query: LeadQuery;
  list: {
    readonly items: readonly LeadListItem[];
    readonly next: string | null;
    readonly previous: string | null;
    readonly view: LeadView;
    readonly bandSet: BandSet;
    readonly people: readonly { readonly id: string; readonly name: string }[];
    readonly me: {
      readonly id: string;
      readonly mayImport: boolean;
      readonly mayWork: boolean;
      readonly mayAssignAny: boolean;
    };
    readonly hasLeads: boolean;
  };
  /** null where counting failed. */
  counts: Promise<CountTexts | null>;
  /** Lists kept under a name. */
  saved: readonly SavedView[];
}

/** The leads list: views, filters, table. */
export function LeadsScreen({ query, list, counts, saved }: LeadsScreenProps) {
  const labels = viewLabels(list.bandSet);
  const context: FilterContext = {
    bands: list.bandSet.bands.map(({ id, name, tone, rank }) => ({ id, name, tone, rank })),
    people: list.people,
    me: list.me.id,
  };
  const count = (pick: (texts: CountTexts) => ReactNode) => (
    <Suspense fallback={null}>
      <Count counts={counts} pick={pick} />
    </Suspense>
  );
  // What is kept of this state: the view that shows is part of it even where nobody chose it.
  const state = queryString({ ...query, view: list.view, cursor: null, saved: null });
  const inSaved = currentView(saved, state, query.saved) !== null;
  const savedViews = (look: "tab" | "pill") => (
    <SavedViews page="leads" path="/leads" views={saved} query={state} saved={query.saved} look={look} />
  );
  const views = VIEWS.map((view) => ({
    href: leadsHref(query, { view, saved: null }),
    label: labels[view],
    count: count((texts) => texts.views[view]),
    current: view === list.view && !inSaved,
  }));
  return (
    <ListNavigationProvider>
      <ListKeys mayImport={list.me.mayImport} mayWork={list.me.mayWork} />
      <PageBar
        title="Leads"
        className="px-6 max-md:hidden"
        actions={<ListActions query={query} mayImport={list.me.mayImport} />}
      />
      <PhoneTools
        query={query}
        context={context}
        title={
          <div className="flex items-baseline gap-2">
            <h1 className="text-24 font-semibold text-ink">Leads</h1>
            <span className="text-13 text-ink-3">{count((texts) => texts.views[list.view])}</span>
          </div>
        }
      />
      {list.hasLeads ? (
        <>
          <TabLinks label="Views" items={views} className="px-6 max-md:hidden">
            {savedViews("tab")}
          </TabLinks>
          <PillLinks
            label="Views"
            items={views}
            // The one that shows must be seen without scrolling.
            before={inSaved ? savedViews("pill") : null}
            className="border-b border-line px-4 pb-2.5 md:hidden"
          >
            {inSaved ? null : savedViews("pill")}
          </PillLinks>
          <FilterBar query={query} context={context} summary={count((texts) => texts.bands)} />
          <LeadsTable
            items={list.items}
            query={query}
            worker={list.me.mayWork ? { id: list.me.id, onlyOwn: !list.me.mayAssignAny } : null}
            state={state}
            hasMore={list.next !== null || list.previous !== null}
            empty={<LeadsEmpty query={query} view={list.view} labels={labels} />}
            footer={
              list.items.length === 0 ? null : (
                <Paging query={query} list={list} total={count((texts) => texts.total)} />
              )
            }
          />
        </>
      ) : (
        <LeadsEmpty query={query} view={list.view} labels={labels} mayImport={list.me.mayImport} none />
      )}
    </ListNavigationProvider>
  );
}

async function Count({
  counts,
  pick,
}: {
  counts: Promise<CountTexts | null>;
  pick: (texts: CountTexts) => ReactNode;
}) {
  const texts = await counts;
  return texts ? pick(texts) : null;
}

function Paging({
  query,
  list,
  total,
}: {
  query: LeadQuery;
  list: Pick<LeadsScreenProps["list"], "items" | "next" | "previous">;
  total: ReactNode;
}) {
  const { items, next, previous } = list;
  const whole = !next && !previous;
  return (
    <div className="flex items-center gap-2 max-md:flex-wrap">
      <span>
        {whole ? (
          items.length === 1 ? (
            "1 lead"
          ) : (
            `All ${items.length} leads`
          )
        ) : (
          <>
            {items.length} of {total}
          </>
        )}
      </span>
      {whole ? null : (
        <nav aria-label="Pages" className="ml-auto flex gap-2">
          {previous ? (
            <ButtonLink
              href={leadsHref(query, { cursor: { toward: "previous", token: previous } })}
              prefetch={false}
              icon={<ChevronLeft aria-hidden="true" />}
            >
              Previous
            </ButtonLink>
          ) : null}
          {next ? (
            <ButtonLink
              href={leadsHref(query, { cursor: { toward: "next", token: next } })}
              prefetch={false}
              trailing={<ChevronRight aria-hidden="true" />}
            >
              Next
            </ButtonLink>
          ) : null}
        </nav>
      )}
    </div>
  );
}
