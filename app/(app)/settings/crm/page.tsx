import type { Metadata } from "next";
import { CrmForm } from "@/components/settings/crm/crm-form";
import { loadCrmPage } from "@/lib/modules/crm/loaders";

export const metadata: Metadata = { title: "CRM" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CrmSettingsPage({ searchParams }: Props) {
  const { kind } = await searchParams;
  const page = await loadCrmPage(Array.isArray(kind) ? kind[0] : kind);
  // A form of its own for each: what was typed for one must not stand in the other.
  return <CrmForm key={page.kind} page={page} />;
}
