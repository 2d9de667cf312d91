import type { Metadata } from "next";
import { LeadsScreen } from "@/components/leads/leads-screen";
import { loadLeadList, loadListCounts } from "@/lib/modules/leads/loaders";
import { parseLeadQuery, type RawParams } from "@/lib/modules/leads/query";

export const metadata: Metadata = { title: "Leads" };

export default async function LeadsPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const query = parseLeadQuery(await searchParams);
  // Both begin now; only the rows are waited for, and a list whose counts failed is still a list.
  const counts = loadListCounts(query).catch(() => null);
  const list = await loadLeadList(query);
  return <LeadsScreen query={query} list={list} counts={counts} />;
}
