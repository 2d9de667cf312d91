import type { MarketList, RuleSetChange } from "../core/rules/diff.ts";
import type { BandChange } from "../core/scoring/bands-diff.ts";
import type { Band } from "../core/scoring/types.ts";
import { formatCount, formatShort, formatSpan, listOf } from "./format.ts";
import {
  conditionText,
  DIMENSION_NAMES,
  decaySentence,
  givesText,
  levelsList,
  pointsText,
} from "./rule-words.ts";

/** Words what changed between two rule sets or two sets of bands. */

const LISTS: Readonly<Record<MarketList, string>> = {
  target: "Target industries",
  adjacent: "Adjacent industries",
  poor: "Poor-fit industries",
  territories: "Territories",
  competitorDomains: "Competitors' domains",
  freeMailDomains: "Free mail domains",
  studentMailDomains: "Student mail domains",
};

/** Most words of a list that are named. */
const MOST_NAMED = 4;

/** What a signal is called; its key where nobody knows. */
export type SignalName = (key: string) => string;

/** One change as a sentence without a full stop: "Viewed pricing: +4 to +6 each", "Intent: cap 35 to 40". */
export function changeWords(change: RuleSetChange, signalName: SignalName = (key) => key): string {
  switch (change.kind) {
    case "name":
      return `Named “${change.after}” instead of “${change.before}”`;
    case "cap":
      return `${DIMENSION_NAMES[change.dimension]}: ${capMove(change.before, change.after)}`;
    case "rule_added":
      return `${labelOf(change.rule)} added: ${givesText(change.rule)}`;
    case "rule_removed":
      return `${labelOf(change.rule)} removed: ${givesText(change.rule)}`;
    case "rule_changed":
      return ruleChangeWords(change, signalName);
    case "order": {
      const moved = listOf(some(change.moved.map(labelOf)));
      return `${DIMENSION_NAMES[change.dimension]}: ${moved} moved to another place`;
    }
    case "market":
      return `${LISTS[change.list]}: ${listChange(change.added, change.removed)}`;
    default:
      return bandChangeWords(change);
  }
}

const labelOf = ({ label, key }: { readonly label: string; readonly key: string }): string =>
  label.trim() || key;

function ruleChangeWords(
  { field, before, after }: Extract<RuleSetChange, { kind: "rule_changed" }>,
  signalName: SignalName,
): string {
  const name = labelOf(after);
  switch (field) {
    case "enabled":
      return `${name} switched ${after.enabled ? "on" : "off"}`;
    case "label":
      return `“${labelOf(before)}” is called “${name}”`;
    case "dimension":
      return `${name}: ${DIMENSION_NAMES[before.dimension]} to ${DIMENSION_NAMES[after.dimension]}`;
    case "signal":
      return `${name}: reads ${signalName(after.signal)} instead of ${signalName(before.signal)}`;
    case "per":
      return `${name}: ${givesText(before)} to ${givesText(after)}`;
    case "condition":
      return before.per === "flat" && after.per === "flat"
        ? `${name}: “${conditionText(before.signal, before.condition)}” to “${conditionText(after.signal, after.condition)}”`
        : name;
    case "levels":
      return before.per === "levels" && after.per === "levels"
        ? `${name}: ${levelsList(before) || "no level"} to ${levelsList(after) || "no level"}`
        : name;
    case "points":
      return before.per !== "levels" && after.per !== "levels"
        ? `${name}: ${pointsText(before.points)} to ${pointsText(after.points)}${after.per === "each" ? " each" : ""}`
        : name;
    case "cap":
      return `${name}: ${capMove(before.cap, after.cap)}`;
    case "decay":
      return `${name}: keeps “${decaySentence(before.decay)}” to “${decaySentence(after.decay)}”`;
  }
}

function capMove(before: number | null, after: number | null): string {
  if (before === null) return after === null ? "no cap" : `cap of ${formatShort(after, 2)} instead of none`;
  return after === null
    ? `no cap instead of ${formatShort(before, 2)}`
    : `cap ${formatShort(before, 2)} to ${formatShort(after, 2)}`;
}

function listChange(added: readonly string[], removed: readonly string[]): string {
  return [
    added.length > 0 ? `${listOf(some(added))} added` : null,
    removed.length > 0 ? `${listOf(some(removed))} removed` : null,
  ]
    .filter(Boolean)
    .join("; ");
}

/** The first few, and how many more. */
function some(words: readonly string[]): string[] {
  if (words.length <= MOST_NAMED) return [...words];
  return [...words.slice(0, MOST_NAMED - 1), `${words.length - MOST_NAMED + 1} more`];
}

/** "Hot: from 70 to 65", "Cold added from 20". */
export function bandChangeWords(change: BandChange): string {
  if (change.kind === "band_added") return `${change.band.name} added from ${edge(change.band)}`;
  if (change.kind === "band_removed") return `${change.band.name} removed, it began at ${edge(change.band)}`;
  const { field, before, after } = change;
  switch (field) {
    case "from":
      return `${after.name}: from ${edge(before)} to ${edge(after)}`;
    case "name":
      return `“${before.name}” is called “${after.name}”`;
    case "action":
      return `${after.name}: “${before.action}” to “${after.action}”`;
    case "tone":
      return `${after.name}: another colour`;
    case "respondWithinMinutes":
      return `${after.name}: ${respond(before)} to ${respond(after)}`;
  }
}

const edge = ({ from }: Band): string => (Number.isFinite(from) ? formatShort(from) : "no figure");

const respond = ({ respondWithinMinutes: minutes }: Band): string =>
  minutes === null ? "nothing due" : Number.isFinite(minutes) ? `within ${formatSpan(minutes)}` : "no figure";

/** "3 changes to Rules v12", "No change to Rules v12" */
export function changesCount(count: number, version: string): string {
  return count === 0 ? `No change to ${version}` : `${formatCount(count, "change")} to ${version}`;
}

/** All changes in one line that fits a note: as many as go into `most` characters, then "and 3 more". */
export function changesNote(
  changes: readonly RuleSetChange[],
  { most = 300, signalName }: { readonly most?: number; readonly signalName?: SignalName } = {},
): string {
  const words = changes.map((change) => changeWords(change, signalName));
  for (let count = words.length; count > 0; count -= 1) {
    const rest = words.length - count;
    const text = words.slice(0, count).join("; ") + (rest > 0 ? `; and ${rest} more` : "");
    if (text.length <= most) return text;
  }
  return words.length === 0 ? "" : `${formatCount(words.length, "change")}`;
}
