import type { Metadata } from "next";
import { NewRunScreen } from "@/components/models/training/new-run-screen";
import { loadNewRun } from "@/lib/modules/training/loaders";

export const metadata: Metadata = { title: "Train" };

export default async function TrainPage() {
  return <NewRunScreen data={await loadNewRun()} />;
}
