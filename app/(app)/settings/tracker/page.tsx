import type { Metadata } from "next";
import { TrackerForm } from "@/components/settings/tracker/tracker-form";
import { loadTrackerPage } from "@/lib/modules/tracker/loaders";

export const metadata: Metadata = { title: "Tracker" };

export default async function TrackerSettingsPage() {
  return <TrackerForm page={await loadTrackerPage()} />;
}
