import type { Metadata } from "next";
import { DataScreen } from "@/components/workspace-data/data-screen";
import { loadDataPage } from "@/lib/modules/workspace-data/loaders";

export const metadata: Metadata = { title: "Workspace data" };

export default async function DataSettingsPage({
  searchParams,
}: {
  searchParams: Promise<{ person?: string | string[] }>;
}) {
  const { person } = await searchParams;
  const page = await loadDataPage(person);
  return <DataScreen key={page.person?.asked ?? ""} page={page} />;
}
