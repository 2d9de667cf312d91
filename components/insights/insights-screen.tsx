import { Download } from "lucide-react";
import { type InsightsQuery, insightsHref } from "@/lib/modules/insights/query-url";
import type { InsightsData } from "@/lib/modules/insights/types";
import { formatLongDay } from "@/lib/present/format";
import { filterTexts } from "@/lib/present/insights/filter-words";
import { headline, shortLine } from "@/lib/present/insights/headline";
import { countedText, stateWords } from "@/lib/present/insights/states";
import { type InsightsFacts, spanLong } from "@/lib/present/insights/words";
import { PrintButton } from "../charts/print-button";
import { buttonClass } from "../ui/button-class";
import { PageBar } from "../ui/page-bar";
import { RefreshWhenCounted } from "./counted";
import { InsightsFilters, PhoneFilters } from "./insights-filters";
import { StateActions } from "./insights-states";
import { OutcomeSections, WorkSections } from "./insights-view";

interface InsightsScreenProps {
  query: InsightsQuery;
  data: InsightsData;
  workspace: string;
  canImport: boolean;
}

/** Whether scoring works, in one minute: a sentence, and everything it rests on. */
export function InsightsScreen({ query, data, workspace, canImport }: InsightsScreenProps) {
  const { state, figures, countedAt } = data;
  const facts: InsightsFacts | null = figures === null ? null : { ...data, figures };
  const counted = countedAt === null ? null : countedText(countedAt, data);
  const hasFilters = state !== "no_leads";
  const filters = { query, choices: data.choices, period: data.period, compared: data.compared };
  return (
    <>
      {data.isCounting || state === "counting" ? <RefreshWhenCounted /> : null}
      <PageBar
        title="Insights"
        heading={false}
        className="gap-3 print:hidden"
        actions={
          <>
            {counted ? (
              <span className="mr-1 whitespace-nowrap text-12 text-ink-3 max-2xl:hidden">
                {counted}
                {data.isCounting ? ", a newer count is under way" : ""}
              </span>
            ) : null}
            {facts && state === "ready" ? (
              <>
                <PrintButton />
                <a
                  href={insightsHref(query, "/insights/export")}
                  download
                  className={buttonClass({ className: "max-md:hidden" })}
                >
                  <Download aria-hidden="true" className="size-4" /> Export
                </a>
              </>
            ) : null}
            {hasFilters ? (
              <div className="flex items-center gap-1 md:hidden">
                <PhoneFilters {...filters} />
              </div>
            ) : null}
          </>
        }
      >
        {hasFilters ? (
          <div className="flex items-center gap-2 max-xl:hidden">
            <InsightsFilters {...filters} />
          </div>
        ) : null}
      </PageBar>
      <div
        data-report
        className="mx-auto max-w-[1232px] px-8 pb-16 pt-8 max-xl:px-6 max-md:px-4 max-md:pt-5 print:max-w-none print:px-0 print:pt-0"
      >
        {hasFilters ? (
          <div className="-mt-4 mb-5 flex flex-wrap items-center gap-2 xl:hidden max-md:hidden print:hidden">
            <InsightsFilters {...filters} />
          </div>
        ) : null}
        <p className="mb-4 hidden justify-between border-b border-line pb-2 text-12 text-ink-2 print:flex">
          <span>
            {workspace}, insights: {spanLong(data.period)}
            {filterTexts(query).map((text) => `; ${text}`)}
          </span>
          <span>
            {counted ? `${counted}; printed` : "Printed"} {formatLongDay(data.now, data)}
          </span>
        </p>
        {state === "ready" && facts ? (
          <Ready facts={facts} />
        ) : (
          <Empty query={query} data={data} facts={facts} canImport={canImport} />
        )}
        {counted ? (
          <p className="border-t border-line pt-4 text-12 text-ink-3 2xl:hidden print:hidden" role="status">
            {counted}
            {data.isCounting ? ". A newer count is under way; the page shows it when it is done." : ""}
          </p>
        ) : null}
      </div>
    </>
  );
}

function Ready({ facts }: { facts: InsightsFacts }) {
  const { sentence, under, basis } = headline(facts);
  return (
    <>
      <header className="pb-7">
        <h1 className="max-w-[1000px] text-28 font-semibold text-ink max-md:text-24 print:text-24">
          {sentence}
        </h1>
        <p className="mt-1.5 max-w-[1080px] text-14 text-ink-2 max-md:hidden print:block print:text-12">
          {under}
        </p>
        <p className="mt-1.5 text-13 text-ink-2 md:hidden print:hidden">{shortLine(facts)}</p>
        {basis ? <p className="mt-1 max-w-[1080px] text-12 text-ink-3">{basis}</p> : null}
      </header>
      <OutcomeSections facts={facts} />
      <WorkSections facts={facts} hasOutcomes />
    </>
  );
}

function Empty({
  query,
  data,
  facts,
  canImport,
}: {
  query: InsightsQuery;
  data: InsightsData;
  facts: InsightsFacts | null;
  canImport: boolean;
}) {
  const state = data.state === "ready" ? "counting" : data.state;
  const { title, text } = stateWords(state, data);
  return (
    <>
      <header className="pb-7" role={state === "failed" ? "alert" : undefined}>
        <h1 className="text-28 font-semibold text-ink max-md:text-24">{title}</h1>
        <p className="mt-1.5 max-w-[720px] text-14 text-ink-2">{text}</p>
        <StateActions state={state} query={query} isAll={data.period.from === null} canImport={canImport} />
      </header>
      {facts && (state === "no_outcomes" || state === "nothing_here") ? (
        <WorkSections facts={facts} hasOutcomes={false} />
      ) : null}
    </>
  );
}
