import { formatCount, formatLongDay, formatTime, formatWeekdayTime } from "./format.ts";
import { zoneTime } from "./zone-time.ts";

/** Wording of the settings about what happens by itself. */

interface Example {
  readonly at: number;
  readonly by: number;
}

/** "A Hot lead at 17:30 on Friday is due by 10:30 on Monday." */
export function promiseSentence(band: string, { at, by }: Example, timeZone: string): string {
  return `${aOrAn(band)} ${band} lead at ${formatWeekdayTime(at, timeZone)} is due by ${dueText({ at, by }, timeZone)}.`;
}

/** The day is left out where it is the same, and dated where the weekday alone would mislead. */
function dueText({ at, by }: Example, timeZone: string): string {
  const days = zoneTime(by, timeZone).dayNumber - zoneTime(at, timeZone).dayNumber;
  if (days === 0) return `${formatTime(by, timeZone)} that day`;
  if (days < 7) return formatWeekdayTime(by, timeZone);
  return `${formatWeekdayTime(by, timeZone)} ${formatLongDay(by, { now: by, timeZone })}`;
}

const aOrAn = (word: string): string => (/^[aeiou]/i.test(word) ? "An" : "A");

/** What a change of working hours did to clocks that run; null where none moved. */
export function reclockedText(result: { readonly moved: number } | "queued"): string | null {
  if (result === "queued") return "Running clocks follow in the background.";
  if (result.moved === 0) return null;
  return `${formatCount(result.moved, "running clock", "running clocks")} moved.`;
}

export const ROUTING_WORDS = {
  off: {
    label: "Off",
    hint: "Hot leads wait in the pool until somebody claims them.",
  },
  round_robin: {
    label: "Round robin",
    hint: "In turn: whoever was given a lead longest ago is next.",
  },
  least_loaded: {
    label: "Least loaded",
    hint: "Whoever has the fewest leads due is next.",
  },
} as const;
