import { halved } from "../math/portable.ts";
import type { Listener } from "./compile.ts";
import { numberOf } from "./text.ts";
import { DAY_MS, type HistoryEvent, type SignalEvidence } from "./types.ts";

/** What one event signal has gathered from one lead's events, fed oldest first. */
export interface Tally {
  /** Events that count in the window (for `repeats` and `count_after_first`: only those that repeat). */
  count: number;
  /** Value of sum, max, weighted count and distinct days. */
  amount: number;
  /** Times of the counted events, oldest first. */
  times: number[];
  newest: HistoryEvent | null;
  lastDay: number;
  seen: Set<string> | null;
  hasFirst: boolean;
}

export function emptyTally(): Tally {
  return { count: 0, amount: 0, times: [], newest: null, lastDay: -1, seen: null, hasFirst: false };
}

function record(tally: Tally, event: HistoryEvent): void {
  tally.count += 1;
  tally.times.push(event.occurredAt);
  tally.newest = event;
}

/**
 * Adds one matching event that happened before the moment. Windows are half-open, [moment - windowMs, moment);
 * days are UTC days; sums run in order of time, so the same events give the same bits.
 */
export function feed(tally: Tally, listener: Listener, event: HistoryEvent, moment: number): void {
  const isFirst = !tally.hasFirst;
  tally.hasFirst = true;
  const { source } = listener;
  if (source === null) {
    record(tally, event);
    return;
  }
  if (event.occurredAt < moment - listener.windowMs) return;
  const property = source.property === undefined ? undefined : event.properties[source.property];
  switch (source.aggregate) {
    case "count":
    case "exists":
      tally.amount += weightOf(source.halfLifeDays, event, moment);
      break;
    case "sum": {
      const value = numberOf(property);
      if (value === null) return;
      tally.amount += value * (source.scale ?? 1) * weightOf(source.halfLifeDays, event, moment);
      break;
    }
    case "max": {
      const value = numberOf(property);
      if (value === null) return;
      const scaled = value * (source.scale ?? 1);
      if (tally.count === 0 || scaled > tally.amount) tally.amount = scaled;
      break;
    }
    case "distinct_days": {
      const day = Math.floor(event.occurredAt / DAY_MS);
      if (tally.count > 0 && day === tally.lastDay) {
        tally.newest = event;
        tally.times[tally.times.length - 1] = event.occurredAt;
        return;
      }
      tally.lastDay = day;
      tally.amount += 1;
      break;
    }
    case "count_after_first":
      if (isFirst) return;
      tally.amount += 1;
      break;
    case "repeats": {
      tally.seen ??= new Set();
      const value = String(property);
      if (!tally.seen.has(value)) {
        tally.seen.add(value);
        return;
      }
      tally.amount += 1;
      break;
    }
  }
  record(tally, event);
}

function weightOf(halfLifeDays: number | undefined, event: HistoryEvent, moment: number): number {
  return halfLifeDays === undefined ? 1 : halved((moment - event.occurredAt) / DAY_MS / halfLifeDays);
}

/** The property that tells most about an event, by its type. */
const TELLING_PROPERTY: Readonly<Record<string, string>> = {
  demo_requested: "message",
  content_downloaded: "asset",
  webinar_attended: "title",
  call_logged: "outcome",
  form_submitted: "answer",
  email_clicked: "subject",
  email_opened: "subject",
  email_replied: "subject",
  trial_active: "feature",
};

function detailOf(event: HistoryEvent): string | undefined {
  const property = TELLING_PROPERTY[event.type];
  const value = property === undefined ? undefined : event.properties[property];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** Up to five most recent times, newest first, and the newest event's telling property. */
export function evidenceOf(tally: Tally): SignalEvidence {
  const detail = tally.newest === null ? undefined : detailOf(tally.newest);
  return {
    occurrences: tally.count,
    recentAt: tally.times.slice(-5).reverse(),
    ...(detail === undefined ? {} : { detail }),
  };
}
