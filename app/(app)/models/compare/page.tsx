import type { Metadata } from "next";
import { CompareScreen } from "@/components/models/compare/compare-screen";
import { loadCompare, loadFlips } from "@/lib/modules/models/loaders-compare";

export const metadata: Metadata = { title: "Compare versions" };

export default async function ComparePage({
  searchParams,
}: {
  searchParams: Promise<{ a?: string | string[]; b?: string | string[] }>;
}) {
  const { a, b } = await searchParams;
  const data = await loadCompare({ a, b });
  return <CompareScreen data={data} flips={data.candidate ? loadFlips(data.candidate.id) : null} />;
}
