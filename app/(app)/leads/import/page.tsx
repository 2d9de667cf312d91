import type { Metadata } from "next";
import { UploadScreen } from "@/components/import/upload-screen";
import { loadRecentImports } from "@/lib/modules/imports/loaders";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage() {
  return <UploadScreen {...(await loadRecentImports())} />;
}
