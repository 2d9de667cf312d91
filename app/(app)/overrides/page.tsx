import type { Metadata } from "next";
import { Suspense } from "react";
import { LedgerScreen } from "@/components/ledger/ledger-screen";
import { VerdictSection, VerdictSkeleton } from "@/components/ledger/verdict-section";
import { loadLedger, loadVerdict } from "@/lib/modules/overrides/loaders-ledger";
import { parseLedgerQuery, type RawLedgerParams } from "@/lib/modules/overrides/query-ledger";

export const metadata: Metadata = { title: "Overrides" };

export default async function OverridesPage({ searchParams }: { searchParams: Promise<RawLedgerParams> }) {
  const query = parseLedgerQuery(await searchParams);
  return (
    <LedgerScreen
      query={query}
      data={await loadLedger(query)}
      verdict={
        <Suspense fallback={<VerdictSkeleton />}>
          <Verdict />
        </Suspense>
      }
    />
  );
}

async function Verdict() {
  return <VerdictSection verdict={await loadVerdict()} />;
}
