import { QUEUE_SHOWS, type QueueQuery, queueHref, queueSearch } from "@/lib/modules/queue/query";
import { currentView, type SavedView } from "@/lib/modules/views/types";
import { TabLinks } from "../ui/tab-links";
import { SavedViews } from "../views/saved-views";

const LABELS: Readonly<Record<QueueQuery["show"], string>> = {
  all: "All",
  mine: "Mine",
  pool: "Unclaimed",
};

/** Whose leads the queue holds, and the queues kept under a name. */
export function QueueViews({ query, views }: { query: QueueQuery; views: readonly SavedView[] }) {
  const state = queueSearch({ show: query.show, bands: query.bands });
  const inSaved = currentView(views, state, query.saved) !== null;
  return (
    <TabLinks
      label="Whose leads"
      className="h-full border-b-0"
      items={QUEUE_SHOWS.map((show) => ({
        href: queueHref({ show }),
        label: LABELS[show],
        current: !inSaved && query.bands.length === 0 && query.show === show,
      }))}
    >
      <SavedViews
        page="queue"
        path="/queue"
        views={views}
        query={state}
        saved={query.saved}
        look="tab"
        compact
      />
    </TabLinks>
  );
}
