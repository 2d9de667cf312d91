import type { Metadata } from "next";
import { NurtureScreen } from "@/components/nurture/nurture-screen";
import { loadNurturePage, nurtureState } from "@/lib/modules/nurture/loaders";

export const metadata: Metadata = { title: "Nurture" };

export default async function NurtureListPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { state, after } = await searchParams;
  const cursor = typeof after === "string" ? after : undefined;
  return <NurtureScreen page={await loadNurturePage(nurtureState(state), cursor)} />;
}
