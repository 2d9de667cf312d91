import type { Metadata } from "next";
import { QueueForm } from "@/components/settings/queue-form";
import { loadQueuePage } from "@/lib/modules/workflow/loaders-settings";

export const metadata: Metadata = { title: "Queue and overrides" };

export default async function QueueSettingsPage() {
  return <QueueForm page={await loadQueuePage()} />;
}
