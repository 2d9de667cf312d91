import type { Metadata } from "next";
import { Suspense } from "react";
import { LeadsScreen } from "@/components/leads/leads-screen";
import { LeadsSkeleton } from "@/components/leads/leads-skeleton";
import { type LoadedLeads, loadLeads } from "@/lib/modules/leads/loaders";
import { parseLeadQuery, type RawParams } from "@/lib/modules/leads/query";
import type { LeadQuery } from "@/lib/modules/leads/query-url";
import { loadViews } from "@/lib/modules/views/loaders";
import type { SavedView } from "@/lib/modules/views/types";
import { requireMember } from "@/lib/platform/auth/member";

export const metadata: Metadata = { title: "Leads" };

export default async function LeadsPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  // Before anything is sent, so that being signed out is answered as that.
  await requireMember("leads.read");
  const query = parseLeadQuery(await searchParams);
  return (
    <Suspense fallback={<LeadsSkeleton />}>
      <Leads query={query} loaded={loadLeads(query)} saved={loadViews("leads")} />
    </Suspense>
  );
}

async function Leads({
  query,
  loaded,
  saved,
}: {
  query: LeadQuery;
  loaded: LoadedLeads;
  saved: Promise<readonly SavedView[]>;
}) {
  const [list, views] = await Promise.all([loaded.list, saved]);
  return <LeadsScreen query={query} list={list} counts={loaded.counts} saved={views} />;
}
