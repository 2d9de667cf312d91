import type { BandSet } from "@/lib/core/scoring/types";
import { type Calendar, closingFrom, promisedBy } from "./clock";

/** When somebody should act on a lead. Times are epoch ms. */
export interface DueState {
  readonly bandSince: number | null;
  readonly dueAt: number | null;
  /** respond: the promise of the band; follow_up: agreed or chosen by a person. */
  readonly dueKind: "respond" | "follow_up" | null;
}

export interface DueBefore extends DueState {
  /** The effective band it was in; null: never scored. */
  readonly bandId: string | null;
  /** When the team last called or wrote. */
  readonly lastContactAt: number | null;
  /** When the lead last did something. */
  readonly lastActivityAt: number | null;
}

/** Whom the team spoke to within this time is not called again because the scoring changed. */
const RECENT_CONTACT_MS = 30 * 86_400_000;

/** Bands that promise an answer within a day are called; the slower ones are left to mail. */
const SLOWEST_CALLED_MINUTES = 1_440;

/** Minutes within which a lead of this band is to be called; null where calling is not what the band asks for. */
export function callWithinMinutes(bandSet: BandSet, bandId: string | null): number | null {
  const minutes = bandSet.bands.find(({ id }) => id === bandId)?.respondWithinMinutes ?? null;
  return minutes === null || minutes > SLOWEST_CALLED_MINUTES ? null : minutes;
}

/**
 * What is due once a lead is in `bandId`. A clock starts when the lead rises into a band that is called, or is scored
 * for the first time; one that runs already takes the new band's time when the lead falls. A lead that was spoken to
 * is not due again because it falls, and a follow-up that comes sooner stays.
 */
export function dueAfter(
  before: DueBefore,
  bandId: string,
  { now, bandSet, calendar, isOpen, live, keepsDue = false }: DueContext,
): DueState {
  if (!isOpen) return { bandSince: before.bandSince, dueAt: null, dueKind: null };
  if (bandId === before.bandId && before.bandSince !== null)
    return { bandSince: before.bandSince, dueAt: before.dueAt, dueKind: before.dueKind };
  if (keepsDue) return { bandSince: now, dueAt: before.dueAt, dueKind: before.dueKind };
  const rank = (id: string | null) => bandSet.bands.find((band) => band.id === id)?.rank ?? 0;
  const minutes = callWithinMinutes(bandSet, bandId);
  const isWaiting = before.dueKind === "respond";
  if (minutes === null) {
    const left = isWaiting
      ? { dueAt: null, dueKind: null }
      : { dueAt: before.dueAt, dueKind: before.dueKind };
    return { bandSince: now, ...left };
  }
  const rose = before.bandId === null || rank(bandId) > rank(before.bandId);
  if (!rose && !isWaiting) return { bandSince: now, dueAt: before.dueAt, dueKind: before.dueKind };
  // Nothing happened to the lead, it is only seen otherwise: no reason to call again, and today is soon enough.
  if (!live && before.lastContactAt !== null && now - before.lastContactAt < RECENT_CONTACT_MS && !isWaiting)
    return { bandSince: now, dueAt: before.dueAt, dueKind: before.dueKind };
  const by = live
    ? promisedBy(now, minutes, calendar)
    : Math.max(promisedBy(before.lastActivityAt ?? now, minutes, calendar), closingFrom(now, calendar));
  if (before.dueKind === "follow_up" && before.dueAt !== null && before.dueAt <= by)
    return { bandSince: now, dueAt: before.dueAt, dueKind: "follow_up" };
  return { bandSince: now, dueAt: by, dueKind: "respond" };
}

export interface DueContext {
  readonly now: number;
  readonly bandSet: BandSet;
  readonly calendar: Calendar;
  readonly isOpen: boolean;
  /** Something happened to the lead just now; false where a version, an import or time moved it. */
  readonly live: boolean;
  /** The team itself just acted and said what is due next: a band that moved by it starts no clock. */
  readonly keepsDue?: boolean | undefined;
}
