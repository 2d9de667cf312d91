import {
  formatCount,
  formatDayTime,
  formatLongDay,
  formatTime,
  formatWeekdayTime,
  type TimeContext,
} from "./format.ts";
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

/** Why settings were not saved: somebody else was faster. */
export function changedMeanwhile(
  by: { readonly name: string; readonly at: Date } | null,
  context: TimeContext,
): string {
  const who = by
    ? `${by.name} saved other values here (${formatDayTime(by.at.getTime(), context)}).`
    : "This was changed meanwhile.";
  return `${who} Yours are still below and not saved: save again to replace theirs.`;
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

/** Whom routing would choose, and what is needed to say why. */
export interface NextOwnerFacts {
  readonly kind: "off" | "pool" | "fallback" | "person";
  readonly isLocal: boolean;
  readonly mode: "off" | "round_robin" | "least_loaded";
  /** "Hot" */
  readonly band: string;
  /** "Norway"; null: a lead that says nothing of where it is from. */
  readonly place: string | null;
  readonly name: string | null;
  readonly load: number;
  /** Epoch ms when leads are given out again; null: they are now. */
  readonly opensAt: number | null;
  readonly timeZone: string;
}

/** "The next Hot lead from Norway would go to Priya Nair.", and why. */
export function nextOwnerText(facts: NextOwnerFacts): { readonly title: string; readonly detail: string } {
  const { kind, band, place, name, opensAt, timeZone } = facts;
  const lead = `The next ${band} lead${place === null ? " without a country" : ` from ${place}`}`;
  if (kind === "off")
    return { title: `${lead} would wait in the pool.`, detail: "Until somebody claims it: routing is off." };
  const later =
    opensAt === null ? "" : ` Nobody works now, so not before ${formatWeekdayTime(opensAt, timeZone)}.`;
  if (kind === "pool")
    return {
      title: `${lead} would wait in the pool.`,
      detail: `Nobody looks after it who takes leads and has room.${later}`,
    };
  const title = `${lead} would go to ${name ?? "somebody"}.`;
  return { title, detail: `${whyText(facts)}${later}` };
}

function whyText({ kind, isLocal, mode, place, load }: NextOwnerFacts): string {
  if (kind === "fallback") return "Nobody else takes leads from there and has room.";
  const where = isLocal ? `Looks after ${place}; ` : "";
  const turn =
    mode === "least_loaded"
      ? `has the fewest leads due: ${load === 0 ? "none" : load}.`
      : "was given a lead longest ago.";
  return isLocal ? where + turn : turn.charAt(0).toUpperCase() + turn.slice(1);
}
