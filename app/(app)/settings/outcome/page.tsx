import type { Metadata } from "next";
import { OutcomeForm } from "@/components/settings/outcome-form";
import { loadOutcomePage } from "@/lib/modules/outcomes/loaders";

export const metadata: Metadata = { title: "Outcome" };

export default async function OutcomeSettingsPage() {
  return <OutcomeForm page={await loadOutcomePage()} />;
}
