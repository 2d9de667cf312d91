import { isLeadActivity } from "../signals/events.ts";
import type { HistoryEvent, LeadHistory } from "../signals/types.ts";
import type { PredictionMoment } from "./types.ts";

const HOUR_MS = 3_600_000;
/** A visit ends when nothing has happened for so long. */
const SESSION_GAP_MS = 30 * 60_000;

/**
 * The moment (epoch ms) at which a historical lead would have been scored; events before it are known, the rest is
 * not. Null where the history does not tell: no date of creation, no visit, the behaviour never shown; a lead created
 * after a calendar cut; and `as_imported`, whose caller takes the values as they stand.
 */
export function predictionMoment(moment: PredictionMoment, history: LeadHistory): number | null {
  switch (moment.kind) {
    case "created_plus":
      // Signals see what lies before the moment: what is known at creation itself needs one millisecond more.
      return history.createdAt === null ? null : history.createdAt + Math.max(1, moment.hours * HOUR_MS);
    case "first_session_end":
      return firstSessionEnd(history);
    case "behaviour": {
      const types = new Set(moment.types);
      const times = knownTimesOf(history, ({ type }) => types.has(type));
      const reached = times[moment.count - 1];
      return reached === undefined ? null : reached + 1;
    }
    case "calendar":
      return history.createdAt !== null && history.createdAt < moment.at ? moment.at : null;
    case "as_imported":
      return null;
  }
}

/** When the lead first did anything, else when it was created; null where neither is known. */
export function firstTouch(history: LeadHistory): number | null {
  return timesOf(history, isActivity)[0] ?? history.createdAt;
}

function firstSessionEnd(history: LeadHistory): number | null {
  const times = knownTimesOf(history, isActivity);
  let end = times[0];
  if (end === undefined) return null;
  for (const time of times) {
    if (time - end > SESSION_GAP_MS) break;
    end = time;
  }
  return end + 1;
}

const isActivity = ({ type, properties }: HistoryEvent): boolean => isLeadActivity(type, properties);

/** When unflagged events happened, ascending. */
function timesOf(history: LeadHistory, counts: (event: HistoryEvent) => boolean): number[] {
  return history.events
    .filter((event) => event.flagged !== true && counts(event))
    .map(({ occurredAt }) => occurredAt)
    .sort((a, b) => a - b);
}

/**
 * When unflagged events came to be known as this lead's, ascending: a visitor's only once it was identified. Before
 * that nobody could have scored the lead by them.
 */
function knownTimesOf(history: LeadHistory, counts: (event: HistoryEvent) => boolean): number[] {
  const identifiedAt = new Map(history.visitors.map((visitor) => [visitor.visitorId, visitor.identifiedAt]));
  return history.events
    .filter((event) => event.flagged !== true && counts(event))
    .map(({ occurredAt, visitorId }) =>
      visitorId === undefined
        ? occurredAt
        : Math.max(occurredAt, identifiedAt.get(visitorId) ?? Number.POSITIVE_INFINITY),
    )
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
}
