import type { Metadata } from "next";
import { SignalsScreen } from "@/components/settings/signals/signals-screen";
import { loadSignalsPage } from "@/lib/modules/signals/loaders";

export const metadata: Metadata = { title: "Signals" };

export default async function SignalsSettingsPage() {
  return <SignalsScreen page={await loadSignalsPage()} />;
}
