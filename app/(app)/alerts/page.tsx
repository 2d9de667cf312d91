import type { Metadata } from "next";
import { AlertsScreen } from "@/components/alerts/alerts-screen";
import { loadAlertsPage } from "@/lib/modules/alerts/loaders";

export const metadata: Metadata = { title: "Alerts" };

export default async function AlertsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { before } = await searchParams;
  return <AlertsScreen page={await loadAlertsPage(typeof before === "string" ? before : undefined)} />;
}
