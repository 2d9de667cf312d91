import type { Metadata } from "next";
import { RulesScreen } from "@/components/settings/rules/rules-screen";
import { loadRulesPage } from "@/lib/modules/rules/loaders";

export const metadata: Metadata = { title: "Rules and weights" };

export default async function RulesPage() {
  const data = await loadRulesPage();
  // Other rules are another page: a draft begun from the former ones is offered, never carried over unseen.
  return <RulesScreen key={data.base.id} data={data} />;
}
