import type { Metadata } from "next";
import { QueueScreen } from "@/components/queue/queue-screen";
import { loadQueue } from "@/lib/modules/queue/loaders";
import { parseQueueQuery, queueSearch } from "@/lib/modules/queue/query";
import { loadViews } from "@/lib/modules/views/loaders";

export const metadata: Metadata = { title: "Queue" };

export default async function QueuePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = parseQueueQuery(await searchParams);
  const [page, views] = await Promise.all([loadQueue(query), loadViews("queue")]);
  // Another view is another queue: nothing of the sitting goes along.
  const key = queueSearch({ show: query.show, bands: query.bands });
  return <QueueScreen key={key} page={page} query={query} views={views} />;
}
