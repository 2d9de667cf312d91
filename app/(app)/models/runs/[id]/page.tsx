import type { Metadata } from "next";
import { CheckedScreen } from "@/components/models/training/checked-screen";
import { DoneScreen } from "@/components/models/training/done-screen";
import { EndedScreen } from "@/components/models/training/ended-screen";
import { RunningScreen } from "@/components/models/training/running-screen";
import { loadRun } from "@/lib/modules/training/loaders";

export const metadata: Metadata = { title: "Training run" };

interface RunPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ scorer?: string | string[] }>;
}

export default async function RunPage({ params, searchParams }: RunPageProps) {
  const { scorer } = await searchParams;
  const page = await loadRun((await params).id, typeof scorer === "string" ? scorer : undefined);
  switch (page.view) {
    case "checked":
      return <CheckedScreen key={page.data.id} data={page.data} />;
    case "running":
      return <RunningScreen key={`${page.data.id} ${page.data.status}`} data={page.data} />;
    case "ended":
      return <EndedScreen data={page.data} />;
    case "done":
      return <DoneScreen data={page.data} />;
  }
}
