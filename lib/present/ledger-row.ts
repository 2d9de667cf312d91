import type { OutcomeDefinition } from "../core/outcomes/types.ts";
import {
  type EffectiveScore,
  effectiveOf,
  machineAgrees,
  type OverrideDirection,
  type OverrideValue,
} from "../core/scoring/effective.ts";
import type { BandSet } from "../core/scoring/types.ts";
import {
  capital,
  formatAge,
  formatCount,
  formatDay,
  formatTime,
  shortWeekday,
  type TimeContext,
} from "./format.ts";
import { bandLook, leadName, type NamedLead, STATUS_WORDS } from "./leads-row.ts";
import { outcomeDone } from "./outcome-words.ts";
import {
  CATEGORY_WORDS,
  endedWithLead,
  firstName,
  type OverrideFacts,
  type ScoreText,
} from "./override-words.ts";
import { zoneTime } from "./zone-time.ts";

/** A line of the ledger in words. */

/** An override with its lead as it is now. Times are epoch ms. */
export interface LedgerFacts extends OverrideFacts, NamedLead {
  readonly leadId: string;
  readonly scoreVersion: string | null;
  readonly company: string | null;
  readonly direction: OverrideDirection;
  readonly requestedById: string | null;
  readonly decidedById: string | null;
  /** What the ledger is ordered by. */
  readonly listedAt: number;
  readonly leadStatus: string;
  readonly isOpen: boolean;
  readonly closedAt: number | null;
  readonly machineNow: number | null;
  readonly machineBandNow: string | null;
  readonly effectiveNow: number;
  readonly effectiveBandNow: string | null;
  /** A call is due, and nobody has made one since it was set. */
  readonly waitsForCall: boolean | null;
  readonly outcomeValue: "undecided" | "positive" | "negative" | null;
  readonly outcomeAt: number | null;
  /** What it counts as by the outcome of the workspace; null while that is open. */
  readonly label: 0 | 1 | null;
  /** When a meeting was booked since. */
  readonly metAt: number | null;
  /** The override in force on a lead that is asked about. */
  readonly standsId: string | null;
  readonly standsScore: number | null;
}

export interface LedgerWording extends TimeContext {
  readonly bandSet: BandSet;
  readonly outcome: OutcomeDefinition;
}

export interface LedgerItem {
  readonly id: string;
  readonly set: string;
  readonly leadId: string;
  readonly lead: string;
  readonly company: string;
  readonly from: ScoreText;
  readonly to: ScoreText;
  readonly category: string;
  readonly reason: string;
  readonly note: string | null;
  readonly by: { readonly id: string | null; readonly name: string; readonly short: string };
  /** "asked by Priya" */
  readonly asked: string | null;
  readonly expires: { readonly what: string; readonly when: string | null };
  readonly happened: HappenedText;
}

export interface HappenedText {
  readonly what: string;
  readonly detail: string | null;
  readonly verdict: "right" | "wrong" | null;
}

export function presentLedger(row: LedgerFacts, wording: LedgerWording): LedgerItem {
  const { bandSet } = wording;
  const isRequest = row.status === "requested" || row.status === "withdrawn";
  const by = isRequest ? row.requestedBy : row.decidedBy;
  return {
    id: row.id,
    set: momentWords(row.listedAt, wording),
    leadId: row.leadId,
    lead: leadName(row).name,
    company: row.company?.trim() || "No company given",
    from: { score: row.machineScore, band: bandLook(bandSet, row.machineBand) },
    to: { score: row.effectiveScore, band: bandLook(bandSet, row.effectiveBand) },
    category: CATEGORY_WORDS[row.category] ?? row.category,
    reason: row.reason,
    note: row.note,
    by: { id: isRequest ? row.requestedById : row.decidedById, name: by ?? "Somebody", short: firstName(by) },
    asked: row.requestedBy !== null && !isRequest ? `asked by ${firstName(row.requestedBy)}` : null,
    expires: expiry(row, wording),
    happened: whatHappened(row, wording),
  };
}

/** "Today 08:16", "Yesterday 17:02", "Mon 16 Nov", "4 Nov", "4 Nov 2025" */
function momentWords(at: number, context: TimeContext): string {
  const then = zoneTime(at, context.timeZone);
  const days = zoneTime(context.now, context.timeZone).dayNumber - then.dayNumber;
  const day = formatDay(at, context);
  if (days === 0) return `Today ${formatTime(at, context.timeZone)}`;
  if (days === 1) return `Yesterday ${formatTime(at, context.timeZone)}`;
  return days > 1 && days < 7 ? `${shortWeekday(then.weekday)} ${day}` : day;
}

function expiry(row: LedgerFacts, context: TimeContext): LedgerItem["expires"] {
  const day = (at: number | null) => (at === null ? null : formatDay(at, context));
  switch (row.status) {
    case "requested":
      return row.expiresAt === null
        ? { what: formatCount(row.days, "day"), when: "once approved" }
        : { what: formatDay(row.expiresAt, context), when: "once approved" };
    case "active": {
      const at = row.expiresAt ?? context.now;
      return { what: formatDay(at, context), when: untilWords(at, context) };
    }
    case "declined":
      return { what: "Declined", when: day(row.decidedAt) };
    case "withdrawn":
      return { what: "Withdrawn", when: day(row.endedAt) };
    case "reverted":
      return { what: "Reverted", when: day(row.endedAt) };
    case "replaced":
      return { what: "Replaced", when: day(row.endedAt) };
    default:
      return { what: "Ended", when: endedWithLead(row) ? `${day(row.endedAt)}, closed` : day(row.endedAt) };
  }
}

/** "in 14 days", "tomorrow", "today 16:00" */
function untilWords(at: number, context: TimeContext): string {
  const days = zoneTime(at, context.timeZone).dayNumber - zoneTime(context.now, context.timeZone).dayNumber;
  if (days <= 0) return `today ${formatTime(at, context.timeZone)}`;
  return days === 1 ? "tomorrow" : `in ${formatCount(days, "day")}`;
}

/** What became of it: the wait, where the lead stands, or how it ended and whether that was foretold. */
export function whatHappened(row: LedgerFacts, wording: LedgerWording): HappenedText {
  const plain = (what: string, detail: string | null = null): HappenedText => ({
    what,
    detail,
    verdict: null,
  });
  if (row.status === "requested") return plain("Waiting for a manager");
  if (row.status === "declined") return plain("Not set", row.decisionNote);
  if (row.status === "withdrawn") return plain("Not set");
  if (!row.isOpen || row.label !== null) return ended(row, wording);
  const agrees = agreesNow(row, wording.bandSet) ? "Machine agrees" : null;
  if (row.metAt !== null) return plain(`Meeting booked ${formatDay(row.metAt, wording)}`, agrees);
  if (row.status === "active" && row.waitsForCall) return plain("Waiting for the call", agrees);
  return plain(row.machineNow === null ? "Open" : `Open, machine now ${row.machineNow}`, agrees);
}

function ended(row: LedgerFacts, context: LedgerWording): HappenedText {
  const isPositive = row.outcomeValue === "positive";
  const at = row.outcomeAt ?? row.closedAt;
  const when = at === null ? "" : ` ${formatDay(at, context)}`;
  const { outcome } = context;
  const won = outcome.kind === "won_deal" ? "Won" : capital(outcomeDone(outcome, 1));
  const lost = row.isOpen ? "Lost" : (STATUS_WORDS[row.leadStatus] ?? "Closed");
  const what = `${isPositive ? won : lost}${when}`;
  if (row.label === null) return { what, detail: null, verdict: null };
  if (isPositive && row.label === 0)
    return { what, detail: `After ${formatCount(outcome.windowDays ?? 0, "day")}`, verdict: null };
  const right = (row.label === 1) === (row.direction === "raised");
  return { what, detail: right ? "Right" : "Wrong", verdict: right ? "right" : "wrong" };
}

const valueSet = (row: LedgerFacts): OverrideValue =>
  row.kind === "score"
    ? { kind: "score", score: row.score ?? row.effectiveScore }
    : { kind: "band", bandId: row.band ?? "", score: row.effectiveScore };

const machineOf = ({ machineNow: total, machineBandNow: bandId }: LedgerFacts) =>
  total === null || bandId === null ? null : { total, bandId };

function agreesNow(row: LedgerFacts, bandSet: BandSet): boolean {
  const machine = machineOf(row);
  return machine !== null && machineAgrees(bandSet, machine, valueSet(row), row.direction);
}

/** What an approval would make of it now: another version may score, in other bands, since it was asked for. */
function setNow(row: LedgerFacts, bandSet: BandSet): EffectiveScore {
  const machine = machineOf(row);
  return machine === null
    ? { score: row.effectiveScore, bandId: row.effectiveBand }
    : effectiveOf(bandSet, machine, valueSet(row));
}

export interface RequestItem {
  readonly id: string;
  readonly by: { readonly id: string | null; readonly name: string };
  /** "12 min ago" */
  readonly ago: string;
  readonly leadId: string;
  readonly lead: string;
  readonly company: string;
  readonly from: ScoreText;
  readonly to: ScoreText;
  readonly category: string;
  readonly reason: string;
  readonly note: string | null;
  /** "for 14 days", "until 1 Dec" */
  readonly holds: string;
  /** The override that an approval would replace. */
  readonly replaces: { readonly id: string; readonly words: string } | null;
}

/** A request as the one who decides it, or who made it, reads it: from what counts now. */
export function presentRequestItem(row: LedgerFacts, wording: LedgerWording): RequestItem {
  const { bandSet, now } = wording;
  const set = setNow(row, bandSet);
  const asked = row.requestedAt ?? row.listedAt;
  return {
    id: row.id,
    by: { id: row.requestedById, name: row.requestedBy ?? "Somebody" },
    ago: `${formatAge(now - asked)} ago`,
    leadId: row.leadId,
    lead: leadName(row).name,
    company: row.company?.trim() || "No company given",
    from: { score: row.effectiveNow, band: bandLook(bandSet, row.effectiveBandNow) },
    to: { score: set.score, band: bandLook(bandSet, set.bandId) },
    category: CATEGORY_WORDS[row.category] ?? row.category,
    reason: row.reason,
    note: row.note,
    holds:
      row.expiresAt === null
        ? `for ${formatCount(row.days, "day")}`
        : `until ${formatDay(row.expiresAt, wording)}`,
    replaces:
      row.standsId === null
        ? null
        : { id: row.standsId, words: `Replaces the override to ${row.standsScore}` },
  };
}

export const STATE_WORDS: Readonly<Record<string, string>> = {
  active: "Active",
  requested: "Requested",
  ended: "Ended",
  reverted: "Reverted",
  declined: "Declined",
  withdrawn: "Withdrawn",
};

export const DIRECTION_WORDS: Readonly<Record<string, string>> = { raised: "Raised", lowered: "Lowered" };
