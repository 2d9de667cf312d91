import { causeRef } from "@/lib/core/scoring/causes";
import { isLeadActivity } from "@/lib/core/signals/events";
import type { HistoryEvent } from "@/lib/core/signals/types";
import type { LoadedHistory } from "./histories";
import type { ScoreCause } from "./types";

export const BOOKKEEPING_TYPES: ReadonlySet<string> = new Set([
  "attributes_set",
  "status_changed",
  "email_delivered",
]);

/** Plain page views say least; anything else that happened the same day names the change better. */
const DULL: ReadonlySet<string> = new Set(["page_left", "visit", "email_opened", "cta_hovered"]);

/** What happened in (since, until) that best names a change of score: the rarest telling kind of event. */
export function mainCause(loaded: LoadedHistory, since: number, until: number, isFirst: boolean): ScoreCause {
  const counts = new Map<string, { event: HistoryEvent; count: number }>();
  for (const event of loaded.history.events) {
    if (event.occurredAt >= until || event.flagged || !isLeadActivity(event.type, event.properties)) continue;
    if (event.occurredAt < since && !isFirst) continue;
    const name =
      event.type === "page_view" ? `page_view:${String(event.properties.page ?? "other")}` : event.type;
    const seen = counts.get(name);
    counts.set(name, { event, count: (seen?.count ?? 0) + 1 });
  }
  const ranked = [...counts.entries()].sort(
    ([a, x], [b, y]) => Number(isDull(a)) - Number(isDull(b)) || x.count - y.count || (a < b ? -1 : 1),
  );
  const top = ranked[0];
  if (!top) return isFirst ? causeRef("lead_created") : causeRef("refresh");
  const [name, { count }] = top;
  const [type, page] = name.split(":");
  return causeRef("activity", { type: type ?? name, page: page ?? null, count, others: ranked.length - 1 });
}

const isDull = (name: string): boolean =>
  DULL.has(name) ||
  ["page_view:home", "page_view:other", "page_view:blog", "page_view:product"].includes(name);
