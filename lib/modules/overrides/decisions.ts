import { bandRange } from "@/lib/core/scoring/bands";
import {
  type EffectiveScore,
  effectiveOf,
  type OverrideDirection,
  type OverrideValue,
  overrideDirection,
} from "@/lib/core/scoring/effective";
import type { BandSet } from "@/lib/core/scoring/types";
import { formatDay } from "@/lib/present/format";
import { saysAlready } from "@/lib/present/override-words";
import { localToUtc } from "@/lib/present/zone-instant";
import { zoneTime } from "@/lib/present/zone-time";
import { type Expiry, MOST_DAYS, type OverrideRefusal, refused, type WishedValue } from "./types";

/** What may be set, and until when. Pure: times are epoch ms. */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export interface Machine {
  readonly total: number;
  readonly bandId: string;
}

export interface DecisionContext {
  readonly bandSet: BandSet;
  readonly now: number;
  readonly timeZone: string;
}

export interface OverridableLead {
  readonly isOpen: boolean;
  /** null: never scored. */
  readonly machine: Machine | null;
}

export interface DecidedValue {
  readonly ok: true;
  readonly machine: Machine;
  readonly effective: EffectiveScore;
  readonly direction: OverrideDirection;
}

/** What comes of setting this value on this lead, or why it cannot be set. */
export function decideValue(
  lead: OverridableLead,
  value: WishedValue,
  bandSet: BandSet,
): DecidedValue | OverrideRefusal {
  if (!lead.isOpen) return refused("closed", "This lead is closed; its score does not change any more.");
  const { machine } = lead;
  if (machine === null)
    return refused("never_scored", "This lead has no score yet. Wait until the machine has scored it.");
  if (value.kind === "band" && bandRange(bandSet, value.band) === null)
    return refused("no_band", "This band is not in use any more. Choose one of those offered.", "value");
  const set = overrideValue(value, machine, bandSet);
  const direction = overrideDirection(bandSet, machine, set);
  if (direction === null) return refused("same", saysAlready(machine, bandSet), "value");
  return { ok: true, machine, effective: effectiveOf(bandSet, machine, set), direction };
}

function overrideValue(value: WishedValue, machine: Machine, bandSet: BandSet): OverrideValue {
  if (value.kind === "score") return value;
  const bare: OverrideValue = { kind: "band", bandId: value.band, score: machine.total };
  return { ...bare, score: effectiveOf(bandSet, machine, bare).score };
}

export interface DecidedExpiry {
  readonly ok: true;
  readonly expiresAt: number;
  /** Whole days it holds, begun days counted. */
  readonly days: number;
}

/**
 * When an override of this expiry ends: the same time of day so many days on, or the end of the day named, in the
 * workspace's zone.
 *
 * @param from what days count from: its start, or its end where it is extended.
 */
export function decideExpiry(
  expiry: Expiry,
  { now, timeZone }: Pick<DecisionContext, "now" | "timeZone">,
  from = now,
): DecidedExpiry | OverrideRefusal {
  const expiresAt =
    expiry.kind === "days" ? daysAfter(from, expiry.days, timeZone) : endOfDate(expiry.date, timeZone);
  if (expiresAt <= now) return refused("past", "That day is over. Choose today or a later day.", "expiry");
  const days = Math.ceil((expiresAt - now) / DAY_MS);
  const latest = daysAfter(now, MOST_DAYS, timeZone);
  if (expiresAt > latest + DAY_MS)
    return refused(
      "too_long",
      `An override holds for at most ${MOST_DAYS} days: until ${formatDay(latest, { now, timeZone })}.`,
      "expiry",
    );
  return { ok: true, expiresAt, days };
}

/** The same time of day, whatever the clocks do between. */
function daysAfter(at: number, days: number, timeZone: string): number {
  const { dayNumber, hour, minute } = zoneTime(at, timeZone);
  const rest = ((at % MINUTE_MS) + MINUTE_MS) % MINUTE_MS;
  return localToUtc((dayNumber + days) * DAY_MS + (hour * 60 + minute) * MINUTE_MS + rest, timeZone);
}

function endOfDate(date: string, timeZone: string): number {
  return localToUtc(Date.parse(`${date}T00:00:00Z`) + DAY_MS, timeZone);
}
