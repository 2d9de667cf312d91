import type { Metadata } from "next";
import { Suspense } from "react";
import { LeadsScreen } from "@/components/leads/leads-screen";
import { LeadsSkeleton } from "@/components/leads/leads-skeleton";
import { type LoadedLeads, loadLeads } from "@/lib/modules/leads/loaders";
import { parseLeadQuery, type RawParams } from "@/lib/modules/leads/query";
import type { LeadQuery } from "@/lib/modules/leads/query-url";
import { requireMember } from "@/lib/platform/auth/member";

export const metadata: Metadata = { title: "Leads" };

export default async function LeadsPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  // Before anything is sent, so that being signed out is answered as that.
  await requireMember("leads.read");
  const query = parseLeadQuery(await searchParams);
  return (
    <Suspense fallback={<LeadsSkeleton />}>
      <Leads query={query} loaded={loadLeads(query)} />
    </Suspense>
  );
}

async function Leads({ query, loaded }: { query: LeadQuery; loaded: LoadedLeads }) {
  return <LeadsScreen query={query} list={await loaded.list} counts={loaded.counts} />;
}
