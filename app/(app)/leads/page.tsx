import type { Metadata } from "next";
import { LeadsScreen } from "@/components/leads/leads-screen";
import { loadLeads } from "@/lib/modules/leads/loaders";
import { parseLeadQuery, type RawParams } from "@/lib/modules/leads/query";

export const metadata: Metadata = { title: "Leads" };

export default async function LeadsPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const query = parseLeadQuery(await searchParams);
  const { list, counts } = loadLeads(query);
  return <LeadsScreen query={query} list={await list} counts={counts} />;
}
