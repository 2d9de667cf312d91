import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { LeadScreen } from "@/components/leads/lead-screen";
import { LeadSkeleton } from "@/components/leads/lead-skeleton";
import { loadLead, loadLeadName } from "@/lib/modules/leads/loaders-lead";
import type { RawParams } from "@/lib/modules/leads/query";
import { type LeadPageState, parseLeadState } from "@/lib/modules/leads/query-lead";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<RawParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadLeadName((await params).id)) ?? "Lead" };
}

export default async function LeadPage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  // Before anything is sent: a lead that is not here, or not this workspace's, answers 404.
  if ((await loadLeadName(id)) === null) notFound();
  return (
    <Suspense fallback={<LeadSkeleton />}>
      <Lead id={id} state={parseLeadState(search)} />
    </Suspense>
  );
}

async function Lead({ id, state }: { id: string; state: LeadPageState }) {
  const lead = await loadLead(id, state);
  if (!lead) notFound();
  return <LeadScreen lead={lead} state={state} />;
}
