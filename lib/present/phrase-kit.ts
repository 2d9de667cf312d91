import type { SignalEvidence } from "../core/signals/types.ts";
import { formatCount, relativeDay, type TimeContext, timesOf } from "./format.ts";

/** The turns of phrase that reasons are made of. */

export interface PhraseInput {
  readonly value: number | boolean | string | null;
  readonly evidence: SignalEvidence;
  readonly args: Readonly<Record<string, string | number | boolean | null>>;
  readonly context: TimeContext;
  /** Leaves out what another line beside this one says (the company's size). */
  readonly isPlain: boolean;
}

export type Phrase = (input: PhraseInput) => string;

export const DAY_MS = 86_400_000;

export function countOf({ value }: PhraseInput): number {
  return typeof value === "number" ? value : value === true ? 1 : 0;
}

/** " in 7 days": the signal's window, or 7 days where everything in it happened within the last 7. Imports have none. */
export function within(input: PhraseInput, days: number): string {
  const { evidence, context } = input;
  if (evidence.imported === true) return "";
  const { occurrences = 0, recentAt = [] } = evidence;
  const oldest = recentAt[recentAt.length - 1];
  const isRecent =
    oldest !== undefined && occurrences === recentAt.length && context.now - oldest <= 7 * DAY_MS;
  return ` in ${days > 7 && isRecent ? 7 : days} days`;
}

/** " on Monday", where the newest occurrence is known. */
export function when({ evidence, context }: PhraseInput): string {
  const newest = evidence.recentAt?.[0];
  return newest === undefined ? "" : ` ${relativeDay(newest, context)}`;
}

/** "Viewed pricing 3 times in 7 days", else `none`. */
export function counted(verb: string, days: number, none: string): Phrase {
  return (input) => {
    const count = countOf(input);
    return count > 0 ? `${verb} ${timesOf(count)}${within(input, days)}` : none;
  };
}

/** One: "Requested a demo this morning". More: "Requested a demo twice in 90 days". */
export function dated(one: string, many: (count: number) => string, days: number, none: string): Phrase {
  return (input) => {
    const count = countOf(input);
    if (count <= 0) return none;
    return count === 1 ? `${one}${when(input)}` : `${many(count)}${within(input, days)}`;
  };
}

/** "Viewed 11 pages in 30 days" */
export function things(verb: string, one: string, many: string, days: number, none: string): Phrase {
  return (input) => {
    const count = countOf(input);
    return count > 0 ? `${verb} ${formatCount(count, one, many)}${within(input, days)}` : none;
  };
}

export function happened(yes: string, no: string): Phrase {
  return (input) => (input.value === true || countOf(input) > 0 ? `${yes}${when(input)}` : no);
}
