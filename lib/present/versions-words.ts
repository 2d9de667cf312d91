import type { ModelChange } from "../core/models/diff.ts";
import type { RuleSetChange } from "../core/rules/diff.ts";
import { formatCount, formatNumber, listOf } from "./format.ts";
import { contenderName, outcomeSentence } from "./outcome-words.ts";
import { bandChangeWords, changeWords, type SignalName } from "./rules-diff-words.ts";

/** Words of the versions page: what changed from one version to another, and what verifying found. */

export type VersionChange =
  | { readonly kind: "scorer"; readonly before: string; readonly after: string }
  | RuleSetChange
  | ModelChange;

const MOST_NAMED = 5;

/** One change as a sentence without a full stop. */
export function versionChangeWords(change: VersionChange, signalName: SignalName): string {
  switch (change.kind) {
    case "scorer":
      return `${change.after} instead of ${change.before}`;
    case "algorithm":
      return `${contenderName(change.after)} instead of ${contenderName(change.before).toLowerCase()}`;
    case "outcome":
      return `Foretells ${outcomeSentence(change.after)} instead of ${outcomeSentence(change.before)}`;
    case "taught":
      return change.byAnotherRun ? "Taught again, by another run" : "Another model of the same run";
    case "signals":
      return [
        change.added.length > 0 ? `Also reads ${listOf(some(change.added))}` : null,
        change.removed.length > 0
          ? `${change.added.length > 0 ? "no longer" : "No longer"} reads ${listOf(some(change.removed))}`
          : null,
      ]
        .filter((part) => part !== null)
        .join("; ");
    case "band_added":
    case "band_removed":
    case "band_changed":
      return bandChangeWords(change);
    default:
      return changeWords(change, signalName);
  }
}

function some(words: readonly string[]): string[] {
  if (words.length <= MOST_NAMED) return [...words];
  return [...words.slice(0, MOST_NAMED - 1), `${words.length - MOST_NAMED + 1} more`];
}

/** "200 of 200 equal, bit for bit", and how many there are besides. */
export function verifiedSentence({
  checked,
  unequal,
  stored,
}: {
  readonly checked: number;
  readonly unequal: number;
  readonly stored: number;
}): string {
  if (checked === 0) return "No score of this version is stored, so there is nothing to verify.";
  const rest = stored > checked ? `, chosen by chance from ${formatCount(stored, "stored score")}` : "";
  if (unequal === 0) return `${formatNumber(checked)} of ${formatNumber(checked)} equal, bit for bit${rest}.`;
  return `${formatNumber(checked - unequal)} of ${formatNumber(checked)} equal${rest}. ${formatCount(unequal, "score differs", "scores differ")} from what was stored:`;
}

const UNVERIFIABLE = {
  never_scored: "There is no stored score to verify yet.",
  scorer_gone: "The version that made this score is gone, so it cannot be verified.",
  scorer_changed:
    "What is stored of this version is not what was published: its hash is another one. Nothing it says can be trusted.",
} as const;

/** Why nothing could be computed again. */
export const unverifiableSentence = (reason: keyof typeof UNVERIFIABLE): string => UNVERIFIABLE[reason];

/** What verifying one score found. */
export function scoreVerifiedSentence({
  equal,
  stored,
  computed,
}: {
  readonly equal: boolean;
  readonly stored: number;
  readonly computed: number;
}): string {
  if (equal) return `Verified: the stored signals give ${computed} again, to the last bit.`;
  return Object.is(stored, computed)
    ? `The stored signals give ${computed} again, but not with the band or likelihood that was stored.`
    : `The stored signals give ${computed}, but ${stored} was stored.`;
}
