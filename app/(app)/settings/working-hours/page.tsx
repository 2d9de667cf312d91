import type { Metadata } from "next";
import { WorkingHoursForm } from "@/components/settings/working-hours-form";
import { loadHoursPage } from "@/lib/modules/workflow/loaders-settings";

export const metadata: Metadata = { title: "Working hours" };

export default async function WorkingHoursPage() {
  return <WorkingHoursForm page={await loadHoursPage()} />;
}
