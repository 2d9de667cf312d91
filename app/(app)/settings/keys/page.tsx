import type { Metadata } from "next";
import { KeysScreen } from "@/components/settings/keys/keys-screen";
import { loadKeysPage } from "@/lib/modules/keys/loaders";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage() {
  return <KeysScreen {...(await loadKeysPage())} />;
}
