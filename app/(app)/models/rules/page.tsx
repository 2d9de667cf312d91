import type { Metadata } from "next";
import { Suspense } from "react";
import {
  NoHistoryYet,
  SuggestionsScreen,
  SuggestionsWait,
} from "@/components/models/rules/suggestions-screen";
import { loadSuggestions } from "@/lib/modules/scoring/loaders-suggest";

export const metadata: Metadata = { title: "Points from history" };

export default function RulePointsPage() {
  return (
    <Suspense fallback={<SuggestionsWait />}>
      <Suggestions />
    </Suspense>
  );
}

async function Suggestions() {
  const data = await loadSuggestions();
  // Another version or run is another page: nothing accepted may carry over to it.
  return data ? <SuggestionsScreen key={`${data.rulesId} ${data.runId}`} data={data} /> : <NoHistoryYet />;
}
