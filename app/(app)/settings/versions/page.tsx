import type { Metadata } from "next";
import { VersionsScreen } from "@/components/versions/versions-screen";
import { loadVersions } from "@/lib/modules/versions/loaders";

export const metadata: Metadata = { title: "Versions" };

export default async function VersionsSettingsPage({
  searchParams,
}: {
  searchParams: Promise<{ a?: string | string[]; b?: string | string[] }>;
}) {
  const { a, b } = await searchParams;
  return <VersionsScreen page={await loadVersions({ a, b })} />;
}
