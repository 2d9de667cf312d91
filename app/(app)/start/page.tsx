import type { Metadata } from "next";
import { StartView } from "@/components/start/start-view";
import { loadStartPage } from "@/lib/modules/workspaces/loaders";

export const metadata: Metadata = { title: "Start" };

export default async function StartPage() {
  return <StartView {...(await loadStartPage())} />;
}
