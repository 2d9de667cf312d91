import type { Metadata } from "next";
import { BandsScreen } from "@/components/settings/bands/bands-screen";
import { loadBandsPage } from "@/lib/modules/bands/loaders";

export const metadata: Metadata = { title: "Bands" };

export default async function BandsSettingsPage({
  searchParams,
}: {
  searchParams: Promise<{ version?: string | string[] }>;
}) {
  const { version } = await searchParams;
  const page = await loadBandsPage(typeof version === "string" ? version : null);
  return <BandsScreen key={page.scorer.id} page={page} />;
}
