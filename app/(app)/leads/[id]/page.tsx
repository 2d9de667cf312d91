import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LeadScreen } from "@/components/leads/lead-screen";
import { loadLead } from "@/lib/modules/leads/loaders-lead";
import type { RawParams } from "@/lib/modules/leads/query";
import { parseLeadState } from "@/lib/modules/leads/query-lead";

export const metadata: Metadata = { title: "Lead" };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<RawParams>;
}

export default async function LeadPage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const state = parseLeadState(search);
  const lead = await loadLead(id, state);
  if (!lead) notFound();
  return <LeadScreen lead={lead} state={state} />;
}
