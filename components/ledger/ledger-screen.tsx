import { Download } from "lucide-react";
import type { ReactNode } from "react";
import {
  EMPTY_LEDGER_QUERY,
  isLedgerFiltered,
  type LedgerQuery,
  ledgerExportHref,
  ledgerHref,
  ledgerSearch,
} from "@/lib/modules/overrides/query-ledger-url";
import type { LedgerData } from "@/lib/modules/overrides/types-ledger";
import { formatCount, formatNumber } from "@/lib/present/format";
import { ButtonLink } from "../ui/button";
import { buttonClass } from "../ui/button-class";
import { EmptyState } from "../ui/empty-state";
import { PageBar, SectionHeading } from "../ui/page-bar";
import { LedgerFilters } from "./ledger-filters";
import { LedgerList } from "./ledger-list";
import { RequestRows } from "./request-rows";

interface LedgerScreenProps {
  query: LedgerQuery;
  data: LedgerData;
  /** "Were we right?", in its own time. */
  verdict: ReactNode;
}

const section = "border-b border-line pb-7 mb-7";

/** Who overrode what and why, what waits for a manager, and whether it was right. */
export function LedgerScreen({ query, data, verdict }: LedgerScreenProps) {
  const { counts, waiting, own, page } = data;
  const filters = <LedgerFilters query={query} managers={data.managers} />;
  const summary = `${formatNumber(counts.all)} in all, ${formatNumber(counts.active)} active`;
  return (
    <>
      <PageBar
        title="Overrides"
        note={counts.all > 0 ? formatNumber(counts.all) : null}
        className="gap-4"
        actions={
          counts.all > 0 ? (
            <>
              <span className="mr-1 text-12 text-ink-2 max-xl:hidden">{summary}</span>
              <a
                href={ledgerExportHref(query)}
                download
                className={buttonClass({ className: "touch-target" })}
              >
                <Download aria-hidden="true" className="size-4" /> Export
              </a>
            </>
          ) : null
        }
      >
        {counts.all > 0 ? <div className="flex items-center gap-2 max-lg:hidden">{filters}</div> : null}
      </PageBar>
      <div className="px-8 py-6 max-xl:px-6 max-md:px-4">
        {counts.all > 0 ? (
          <div className="-mt-2 mb-5 flex flex-wrap items-center gap-2 lg:hidden">{filters}</div>
        ) : null}
        {waiting && waiting.length > 0 ? (
          <section aria-labelledby="waiting" className={section}>
            <Heading id="waiting" title="Waiting for you" count={waiting.length} />
            <RequestRows requests={waiting} kind="decide" />
          </section>
        ) : null}
        {own.length > 0 ? (
          <section aria-labelledby="own" className={section}>
            <Heading id="own" title="Waiting for a manager" count={own.length} />
            <RequestRows requests={own} kind="own" />
          </section>
        ) : null}
        {counts.all === 0 ? (
          <Nothing />
        ) : (
          <>
            <div className={section}>{verdict}</div>
            <section aria-labelledby="ledger">
              <SectionHeading
                id="ledger"
                title="Ledger"
                aside="Nobody can edit or delete an entry"
                className="mb-1.5"
              />
              {page.items.length > 0 ? (
                <LedgerList
                  // Another filter, or a new first page, begins anew.
                  key={`${ledgerSearch(query)} ${page.next}`}
                  query={query}
                  items={page.items}
                  next={page.next}
                  matching={counts.matching}
                />
              ) : (
                <EmptyState
                  title="No entry matches"
                  className="border-t border-line py-6"
                  action={
                    isLedgerFiltered(query) ? (
                      <ButtonLink href={ledgerHref(EMPTY_LEDGER_QUERY)} scroll={false}>
                        Clear filters
                      </ButtonLink>
                    ) : null
                  }
                >
                  The ledger has {formatCount(counts.all, "entry", "entries")} without the filters.
                </EmptyState>
              )}
            </section>
          </>
        )}
      </div>
    </>
  );
}

function Heading({ id, title, count }: { id: string; title: string; count: number }) {
  return (
    <h2 id={id} className="mb-2 text-14 font-semibold text-ink">
      {title} <span className="ml-1 text-12 font-normal text-ink-3">{formatCount(count, "request")}</span>
    </h2>
  );
}

function Nothing() {
  return (
    <EmptyState
      kind="page"
      title="Nobody has overridden a score yet"
      action={<ButtonLink href="/leads">Open leads</ButtonLink>}
    >
      Where the machine misses something you know, open the lead and choose “Override”: its score, your reason
      and until when. Every override is listed here, and after 90 days it is compared with leads left to the
      machine.
    </EmptyState>
  );
}
