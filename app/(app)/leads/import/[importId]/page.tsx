import type { Metadata } from "next";
import { DoneScreen } from "@/components/import/done-screen";
import { MappingScreen } from "@/components/import/mapping-screen";
import { RunningScreen } from "@/components/import/running-screen";
import { loadImport } from "@/lib/modules/imports/loaders";

export const metadata: Metadata = { title: "Import" };

export default async function ImportStepPage({ params }: { params: Promise<{ importId: string }> }) {
  const page = await loadImport((await params).importId);
  if (page.view === "mapping") return <MappingScreen key={page.data.id} data={page.data} />;
  if (page.view === "running") return <RunningScreen key={page.data.id} data={page.data} />;
  return <DoneScreen data={page.data} />;
}
