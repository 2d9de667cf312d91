import type { Metadata } from "next";
import { SimulatorScreen } from "@/components/simulator/simulator-screen";
import { loadSimulator } from "@/lib/modules/simulator/loaders";
import { parseSimulatorQuery } from "@/lib/modules/simulator/query";
import { loadViews } from "@/lib/modules/views/loaders";

export const metadata: Metadata = { title: "Simulator" };

export default async function SimulatorPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = parseSimulatorQuery(await searchParams);
  const [page, views] = await Promise.all([loadSimulator(query), loadViews("simulator")]);
  // Another start or scorer is another bench; what is set on it is in the address.
  const key = `${page.start.kind} ${page.start.id} ${page.packs[0]?.id}`;
  return <SimulatorScreen key={key} page={page} views={views} />;
}
