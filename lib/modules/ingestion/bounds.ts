import { DAY_MS } from "@/lib/core/signals/types";

/** A sender's clock may be ahead by this much; what lies further ahead has not happened. */
export const AHEAD_MS = 5 * 60_000;
/** Older history comes by import, where it is looked at before it counts. */
export const OLDEST_DAYS = 1_095;

/**
 * When something happened, as it is kept. Within the few minutes that clocks differ a time ahead of ours is taken for
 * now: an event of the future would count for nothing, and nobody would look again when its time has come.
 *
 * @returns what is wrong where the time cannot be taken
 */
export function eventTime(
  at: number,
  now: Date,
  oldestDays = OLDEST_DAYS,
): { readonly at: Date } | { readonly problem: string } {
  if (!Number.isFinite(at)) return { problem: "is no time" };
  if (at > now.getTime() + AHEAD_MS) return { problem: "lies more than 5 minutes in the future" };
  if (at < now.getTime() - oldestDays * DAY_MS)
    return {
      problem:
        oldestDays === OLDEST_DAYS
          ? "is more than three years ago: import older history instead"
          : `is more than ${oldestDays} days ago`,
    };
  return { at: new Date(Math.min(at, now.getTime())) };
}
