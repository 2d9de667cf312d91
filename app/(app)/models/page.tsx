import type { Metadata } from "next";
import { RegistryScreen } from "@/components/models/registry/registry-screen";
import { loadRegistry } from "@/lib/modules/models/loaders";
import type { RegistryFilter } from "@/lib/modules/models/types-screen";

export const metadata: Metadata = { title: "Models" };

const FILTERS: readonly RegistryFilter[] = ["all", "published", "exploratory"];

export default async function ModelsPage({
  searchParams,
}: {
  searchParams: Promise<{ show?: string | string[] }>;
}) {
  const { show } = await searchParams;
  return <RegistryScreen data={await loadRegistry(FILTERS.find((filter) => filter === show) ?? "all")} />;
}
