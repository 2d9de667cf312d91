"use client";
import { ArrowDown, ArrowLeft, ArrowUp } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { parseQueueQuery, type QueueQuery, queueHref } from "@/lib/modules/queue/query";
import type { QueueLead, QueuePage } from "@/lib/modules/queue/types-screen";
import type { SavedView } from "@/lib/modules/views/types";
import { formatAge } from "@/lib/present/format";
import { useOpenPalette } from "../shell/app-shell";
import { ButtonLink } from "../ui/button";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { IconButton } from "../ui/icon-button";
import { Kbd } from "../ui/kbd";
import { SkeletonSection } from "../ui/skeleton";
import { Tooltip } from "../ui/tooltip";
import { copyOpening } from "./copy-opening";
import { LeadDeeds } from "./lead-deeds";
import { LeadUnreadable, QueueLeadPane } from "./queue-lead";
import { QueueList } from "./queue-list";
import { openRows } from "./queue-state";
import { QueueViews } from "./queue-views";
import { type Queue, useQueue } from "./use-queue";
import { QueueKeys, useQueueKeys } from "./use-queue-keys";

/** A list older than this was drawn before: somebody came back to it. */
const STALE_MS = 10_000;

interface QueueScreenProps {
  page: QueuePage;
  query: QueueQuery;
  views: readonly SavedView[];
}

/** The rep's morning: the list at left, one lead beside it, what to do with it below. */
export function QueueScreen({ page, query, views }: QueueScreenProps) {
  const queue = useQueue(page, query);
  const openPalette = useOpenPalette();
  const [openOnPhone, setOpenOnPhone] = useState(query.lead !== null);
  const { dispatch, takeIn } = queue;
  const { currentId } = queue.state;
  const keys = useQueueKeys({
    j: () => dispatch({ type: "move", step: 1 }),
    ArrowDown: () => dispatch({ type: "move", step: 1 }),
    k: () => dispatch({ type: "move", step: -1 }),
    ArrowUp: () => dispatch({ type: "move", step: -1 }),
    g: () => void takeIn(),
    "/": openPalette,
  });

  // On the way back the browser shows the page as it was first drawn: go on where one left, with the list of now.
  useEffect(() => {
    const asked = parseQueueQuery(Object.fromEntries(new URLSearchParams(window.location.search))).lead;
    if (asked) dispatch({ type: "select", id: asked });
    if (Date.now() - page.view.at > STALE_MS) void takeIn();
  }, [dispatch, takeIn, page.view.at]);

  // The address follows the open lead: a reload, a link and the way back all find it again.
  useEffect(() => {
    // Past the router, which would take part in every key press: it reads the address when it is asked for it.
    const { state } = window.history;
    History.prototype.replaceState.call(window.history, state, "", queueHref({ ...query, lead: currentId }));
  }, [currentId, query]);
  useEffect(() => {
    const onBack = () => setOpenOnPhone(false);
    window.addEventListener("popstate", onBack);
    return () => window.removeEventListener("popstate", onBack);
  }, []);

  const open = useCallback(
    (id: string) => {
      dispatch({ type: "select", id });
      if (window.matchMedia("(max-width: 47.99rem)").matches) {
        window.history.pushState(null, "", queueHref({ ...query, lead: id }));
        setOpenOnPhone(true);
      }
    },
    [dispatch, query],
  );

  return (
    <QueueKeys value={keys}>
      <div className="flex md:h-dvh md:overflow-hidden">
        <div
          className={cn(
            "flex w-full flex-col border-line md:w-[328px] md:shrink-0 md:border-r xl:w-[376px]",
            openOnPhone && currentId && "max-md:hidden",
          )}
        >
          <QueueList
            queue={queue}
            onOpen={open}
            onTakeIn={() => void queue.takeIn()}
            views={<QueueViews query={query} views={views} />}
          />
        </div>
        <div className={cn("flex min-w-0 flex-1 flex-col", !(openOnPhone && currentId) && "max-md:hidden")}>
          <LeadColumn queue={queue} page={page} onBack={() => window.history.back()} />
        </div>
      </div>
    </QueueKeys>
  );
}

interface LeadColumnProps {
  queue: Queue;
  page: QueuePage;
  onBack: () => void;
}

function LeadColumn({ queue, page, onBack }: LeadColumnProps) {
  const { state, entry } = queue;
  const lead = entry && "lead" in entry ? entry.lead : null;
  const place = placeOf(queue);
  if (state.currentId === null)
    return (
      <EmptyState kind="page" title="Nothing left to call">
        New Hot leads appear at the left as soon as they come in.
      </EmptyState>
    );
  return (
    <>
      <LeadColumnBar queue={queue} lead={lead} place={place} onBack={onBack} />
      <div className="min-h-0 flex-1 overflow-y-auto max-md:overflow-visible">
        {lead ? (
          <QueueLeadPane
            key={lead.id}
            lead={lead}
            now={queue.now}
            timeZone={queue.timeZone}
            onCopy={() => void copyOpening(lead)}
          />
        ) : entry?.state === "failed" ? (
          <LeadUnreadable
            message={entry.message}
            id={state.currentId}
            onRetry={() => queue.cache.refresh(state.currentId ?? "")}
          />
        ) : (
          <div className="px-8 py-6 max-md:px-4">
            <SkeletonSection />
          </div>
        )}
      </div>
      {lead ? <LeadDeeds key={lead.id} queue={queue} lead={lead} page={page} /> : null}
    </>
  );
}

/** "Hot, 3 of 5" */
function placeOf({ state }: Queue): string {
  for (const section of state.view.sections) {
    const rows = section.rows.filter(({ id }) => !state.handled.has(id));
    const at = rows.findIndex(({ id }) => id === state.currentId);
    if (at >= 0)
      return `${section.band?.name ?? section.title}, ${at + 1} of ${rows.length + section.count - section.rows.length}`;
  }
  return "Not in your queue";
}

function LeadColumnBar({
  queue,
  lead,
  place,
  onBack,
}: {
  queue: Queue;
  lead: QueueLead | null;
  place: string;
  onBack: () => void;
}) {
  const rows = openRows(queue.state);
  const at = rows.findIndex(({ id }) => id === queue.state.currentId);
  const age = lead?.scoredAt ? `Scored ${formatAge(Math.max(0, queue.now - lead.scoredAt))} ago` : null;
  return (
    <div className="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-2 border-b border-line bg-surface px-8 max-xl:px-6 max-md:px-2">
      <IconButton
        label="Back to the list"
        icon={<ArrowLeft aria-hidden="true" />}
        onClick={onBack}
        className="md:hidden"
      />
      <p className="flex-1 truncate text-13 text-ink-2 max-md:font-semibold max-md:text-ink">{place}</p>
      {age ? <p className="mr-2 text-12 text-ink-3 max-md:mr-2">{age}</p> : null}
      <span className="flex items-center gap-1 max-md:hidden">
        <Tooltip content="Previous lead" kbd="K" side="bottom">
          <IconButton
            label="Previous lead"
            icon={<ArrowUp aria-hidden="true" />}
            disabled={at <= 0}
            onClick={() => queue.dispatch({ type: "move", step: -1 })}
          />
        </Tooltip>
        <Kbd>K</Kbd>
        <Tooltip content="Next lead" kbd="J" side="bottom">
          <IconButton
            label="Next lead"
            icon={<ArrowDown aria-hidden="true" />}
            disabled={at < 0 || at >= rows.length - 1}
            onClick={() => queue.dispatch({ type: "move", step: 1 })}
          />
        </Tooltip>
        <Kbd>J</Kbd>
        <ButtonLink href={`/leads/${queue.state.currentId}`} kbd="↵" className="ml-2">
          Open lead
        </ButtonLink>
      </span>
    </div>
  );
}
