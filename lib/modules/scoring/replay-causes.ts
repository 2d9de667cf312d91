import { causeRef } from "@/lib/core/scoring/causes";
import { isLeadActivity } from "@/lib/core/signals/events";
import { DAY_MS, type HistoryEvent } from "@/lib/core/signals/types";
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

/** What can lower a score by happening; anything else that a lead does only raises it. */
const LOWERING: ReadonlySet<string> = new Set(["email_unsubscribed", "email_bounced", "email_marked_spam"]);

/** Why a score fell in [since, until): a bad sign if there was one, else the passing of time. */
export function fallCause(loaded: LoadedHistory, since: number, until: number): ScoreCause {
  let lastActivity: number | null = null;
  for (const event of loaded.history.events) {
    if (event.occurredAt >= until || event.flagged) continue;
    const careers = event.type === "page_view" && event.properties.page === "careers";
    if (event.occurredAt >= since && (LOWERING.has(event.type) || careers)) {
      return causeRef("activity", {
        type: event.type,
        page: careers ? "careers" : null,
        count: 1,
        others: 0,
      });
    }
    if (isLeadActivity(event.type, event.properties))
      lastActivity = Math.max(lastActivity ?? 0, event.occurredAt);
  }
  return lastActivity === null
    ? causeRef("refresh")
    : causeRef("refresh", { quiet_days: Math.floor((until - lastActivity) / DAY_MS) });
}

const isDull = (name: string): boolean =>
  DULL.has(name) ||
  ["page_view:home", "page_view:other", "page_view:blog", "page_view:product"].includes(name);
