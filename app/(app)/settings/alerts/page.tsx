import type { Metadata } from "next";
import { AlertsForm } from "@/components/settings/alerts-form";
import { loadAlertsSettings } from "@/lib/modules/workflow/loaders-settings";

export const metadata: Metadata = { title: "Alert settings" };

export default async function AlertsSettingsPage() {
  return <AlertsForm page={await loadAlertsSettings()} />;
}
