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
  // By what was asked, not by what was found: who was just erased is not found any more, and the page says so.
  return <DataScreen key={String(person ?? "")} page={page} />;
}
