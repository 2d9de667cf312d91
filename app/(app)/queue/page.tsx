import type { Metadata } from "next";
import { QueueScreen } from "@/components/queue/queue-screen";
import { loadQueue } from "@/lib/modules/queue/loaders";
import { parseQueueQuery } from "@/lib/modules/queue/query";

export const metadata: Metadata = { title: "Queue" };

export default async function QueuePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = parseQueueQuery(await searchParams);
  return <QueueScreen page={await loadQueue(query)} query={query} />;
}
