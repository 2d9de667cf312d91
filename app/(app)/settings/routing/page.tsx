import type { Metadata } from "next";
import { RoutingForm } from "@/components/settings/routing-form";
import { loadRoutingPage } from "@/lib/modules/workflow/loaders-settings";

export const metadata: Metadata = { title: "Routing" };

export default async function RoutingSettingsPage() {
  return <RoutingForm page={await loadRoutingPage()} />;
}
