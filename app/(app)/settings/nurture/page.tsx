import type { Metadata } from "next";
import { NurtureForm } from "@/components/settings/nurture-form";
import { loadNurtureSettings } from "@/lib/modules/workflow/loaders-settings";

export const metadata: Metadata = { title: "Nurture" };

export default async function NurtureSettingsPage() {
  return <NurtureForm page={await loadNurtureSettings()} />;
}
