import { DAY_MS } from "../signals/types.ts";
import type { Suspicion } from "./types.ts";

/** What the rules of pace read of an event; times are UTC epoch milliseconds. */
export interface PacedEvent {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  /** Of a mail's event: which mail (message, else campaign), and which link. */
  readonly mail?: string | null;
  readonly url?: string | null;
}

/** Types whose pace tells a program from a person. */
export const PACED_TYPES: readonly string[] = [
  "page_view",
  "visit",
  "email_delivered",
  "email_opened",
  "email_clicked",
];

/** How far around an event others are looked for. */
export const PACE_WINDOW_MS = 60_000;

/** An open as fast as this is a filter's, a click as fast is one's that follows every link. */
const OPEN_AFTER_MS = 5_000;
const CLICK_AFTER_MS = 10_000;
/** Different links of one mail within a few seconds. */
const MANY_LINKS = 3;
const LINKS_MS = 5_000;
/** Nobody reads so fast: page views within so many milliseconds. */
const PAGE_RATES: readonly (readonly [views: number, ms: number])[] = [
  [12, 3_000],
  [60, 60_000],
];

/**
 * Which of one subject's events came faster than a person can act. Events may be in any order; the answer depends on
 * nothing but their content, so that whatever arrives late is judged together with what was there.
 *
 * @returns by event id; events without suspicion are left out
 */
export function suspiciousPace(events: readonly PacedEvent[]): Map<string, Suspicion> {
  // Exactly midnight is a day without a time: it says nothing of pace.
  const sorted = events
    .filter(({ at }) => at % DAY_MS !== 0)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const found = new Map<string, Suspicion>();
  const note = (id: string, suspicion: Suspicion) => {
    if (!found.has(id)) found.set(id, suspicion);
  };
  judgeMail(sorted, note);
  judgePages(sorted, note);
  return found;
}

type Note = (id: string, suspicion: Suspicion) => void;

function judgeMail(sorted: readonly PacedEvent[], note: Note): void {
  const mails = new Map<string, PacedEvent[]>();
  for (const event of sorted) {
    if (!event.type.startsWith("email_")) continue;
    const mail = event.mail ?? "";
    const known = mails.get(mail);
    if (known) known.push(event);
    else mails.set(mail, [event]);
  }
  for (const events of mails.values()) {
    const reactions = events.filter(({ type }) => type === "email_opened" || type === "email_clicked");
    let delivered: number | null = null;
    let next = 0;
    for (const event of reactions) {
      // The latest delivery before it; the same millisecond counts.
      for (; next < events.length && events[next]!.at <= event.at; next += 1)
        if (events[next]!.type === "email_delivered") delivered = events[next]!.at;
      if (delivered === null) continue;
      const isOpen = event.type === "email_opened";
      const after = event.at - delivered;
      if (after > (isOpen ? OPEN_AFTER_MS : CLICK_AFTER_MS)) continue;
      const reason = {
        key: "after_delivery",
        what: isOpen ? "open" : "click",
        seconds: Math.ceil(after / 1_000),
      } as const;
      note(event.id, { flag: "scanner", reason });
    }
    judgeLinks(reactions, note);
  }
}

/** Every link of a mail at once, and the open that came with it. */
function judgeLinks(reactions: readonly PacedEvent[], note: Note): void {
  const clicks = reactions.filter(({ type, url }) => type === "email_clicked" && url);
  let from = 0;
  for (let to = 0; to < clicks.length; to += 1) {
    while (clicks[to]!.at - clicks[from]!.at > LINKS_MS) from += 1;
    const burst = clicks.slice(from, to + 1);
    const links = new Set(burst.map(({ url }) => url)).size;
    if (links < MANY_LINKS) continue;
    const reason = { key: "link_rate", links, seconds: LINKS_MS / 1_000 } as const;
    const [start, end] = [burst[0]!.at - LINKS_MS, burst.at(-1)!.at];
    for (const event of reactions) {
      if (event.at < start || event.at > end) continue;
      if (event.type === "email_clicked" && event.at < burst[0]!.at) continue;
      note(event.id, { flag: "scanner", reason });
    }
  }
}

/** Once somebody views pages faster than anybody can, all that it did in that time is a program's. */
function judgePages(sorted: readonly PacedEvent[], note: Note): void {
  const views = sorted.filter(({ type }) => type === "page_view");
  const browsing = sorted.filter(({ type }) => type === "page_view" || type === "visit");
  for (const [most, ms] of PAGE_RATES) {
    let from = 0;
    for (let to = 0; to < views.length; to += 1) {
      while (views[to]!.at - views[from]!.at > ms) from += 1;
      const count = to - from + 1;
      if (count < most) continue;
      const reason = { key: "page_rate", views: most, seconds: ms / 1_000 } as const;
      const [start, end] = [views[from]!.at, views[to]!.at];
      for (const event of browsing)
        if (event.at >= start && event.at <= end) note(event.id, { flag: "bot", reason });
    }
  }
}
