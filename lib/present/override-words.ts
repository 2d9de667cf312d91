import type { Band, BandSet } from "../core/scoring/types.ts";
import { formatCount, formatDay, formatDayTime, formatTime, type TimeContext } from "./format.ts";
import { type BandLookText, bandLook } from "./leads-row.ts";
import { zoneTime } from "./zone-time.ts";

/** Overrides in words: on a lead's page, in its timeline, in refusals and alerts. */

const DAY_MS = 86_400_000;

/** An override as it is stored, with names instead of ids. Times are epoch ms. */
export interface OverrideFacts {
  readonly id: string;
  readonly status: string;
  readonly kind: "score" | "band";
  readonly score: number | null;
  readonly band: string | null;
  readonly effectiveScore: number;
  readonly effectiveBand: string;
  readonly machineScore: number;
  readonly machineBand: string;
  readonly category: string;
  readonly reason: string;
  readonly note: string | null;
  readonly days: number;
  readonly requestedBy: string | null;
  readonly requestedAt: number | null;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly decisionNote: string | null;
  readonly startedAt: number | null;
  readonly expiresAt: number | null;
  readonly endedAt: number | null;
  readonly endedBy: string | null;
  readonly crossedAt: number | null;
  readonly crossedScore: number | null;
}

export const CATEGORY_WORDS: Readonly<Record<string, string>> = {
  offline_knowledge: "Offline knowledge",
  wrong_data: "Wrong or missing data",
  not_a_fit: "Not a fit",
  timing: "Timing",
  other: "Other",
};

/** "75", or the band's name: what was set. */
export function overrideName(
  { kind, score, band }: Pick<OverrideFacts, "kind" | "score" | "band">,
  bandSet: BandSet,
): string {
  return kind === "score" ? String(score) : (bandOf(bandSet, band)?.name ?? String(band));
}

/** Why a value cannot be set: it would change nothing. */
export function saysAlready(machine: LeadScores["machine"], bandSet: BandSet): string {
  const says = `${machine.total} ${bandOf(bandSet, machine.bandId)?.name ?? ""}`.trim();
  return `The machine says ${says} already. Choose another, or leave it to the machine.`;
}

const bandOf = (bandSet: BandSet, id: string | null): Band | undefined =>
  bandSet.bands.find((band) => band.id === id);

/** "Ruth" of "Ruth Adeyemi". */
export const firstName = (name: string | null): string => name?.trim().split(/\s+/)[0] ?? "Somebody";

/** An override that ended before its time although nobody ended it: its lead was closed. */
export const endedWithLead = ({ status, endedAt, expiresAt }: OverrideFacts): boolean =>
  status === "expired" && endedAt !== null && expiresAt !== null && endedAt < expiresAt;

export interface ScoreText {
  readonly score: number;
  readonly band: BandLookText | null;
}

export interface FactText {
  readonly label: string;
  readonly value: string;
}

export interface ActiveOverrideText {
  readonly id: string;
  readonly from: ScoreText;
  readonly to: ScoreText;
  readonly reason: string;
  readonly facts: readonly FactText[];
  /** "14 days left" */
  readonly left: string;
  /** ISO, as it was seen: an extension says from where. */
  readonly expiresAt: string;
  /** "The machine says 78 itself since 16 Nov; the override still stands." */
  readonly crossed: string | null;
  /** What counts once it ends. */
  readonly machineScore: number;
}

export interface RequestText {
  readonly id: string;
  /** "Maya Lindqvist asks for 60"; the band stands beside it. */
  readonly title: string;
  readonly band: BandLookText | null;
  readonly reason: string;
  readonly facts: readonly FactText[];
}

export interface EarlierOverrideText {
  readonly id: string;
  /** "41 → 75" */
  readonly what: string;
  /** "Ruth Adeyemi, 3 Nov: expired on 17 Nov" */
  readonly how: string;
  readonly reason: string;
}

export interface LeadScores {
  readonly machine: { readonly total: number; readonly bandId: string };
  readonly effective: { readonly score: number; readonly bandId: string };
}

export function presentActive(
  row: OverrideFacts,
  lead: LeadScores,
  bandSet: BandSet,
  context: TimeContext,
): ActiveOverrideText {
  const expiresAt = row.expiresAt ?? context.now;
  const left = leftOf(expiresAt, context);
  return {
    id: row.id,
    from: { score: row.machineScore, band: bandLook(bandSet, row.machineBand) },
    to: { score: lead.effective.score, band: bandLook(bandSet, lead.effective.bandId) },
    reason: row.reason,
    facts: [
      { label: "Reason", value: CATEGORY_WORDS[row.category] ?? row.category },
      ...(row.note ? [{ label: "Note", value: row.note }] : []),
      ...(row.requestedBy
        ? [
            { label: "Asked by", value: `${row.requestedBy}, ${momentOf(row.requestedAt ?? 0, context)}` },
            { label: "Approved by", value: `${row.decidedBy}, ${momentOf(row.startedAt ?? 0, context)}` },
          ]
        : [{ label: "Set by", value: `${row.decidedBy}, ${momentOf(row.startedAt ?? 0, context)}` }]),
      { label: "Expires", value: expiryOf(expiresAt, context) },
      { label: "Machine since", value: machineSince(row, lead.machine, bandSet) },
    ],
    left: left === null ? "Ends now" : `${left} left`,
    expiresAt: new Date(expiresAt).toISOString(),
    crossed: wordCrossed(row, lead.machine.total, context),
    machineScore: lead.machine.total,
  };
}

/** "1 Dec, in 14 days"; on its last day with the time. */
function expiryOf(at: number, context: TimeContext): string {
  const left = leftOf(at, context);
  const day = formatDay(at, context);
  if (left === null) return `${day}, any moment`;
  return at - context.now < DAY_MS ? `${momentOf(at, context)}, in ${left}` : `${day}, in ${left}`;
}

/** "14 days", "5 h", "20 min"; null once it is over. */
function leftOf(at: number, { now }: TimeContext): string | null {
  const minutes = Math.ceil((at - now) / 60_000);
  if (minutes <= 0) return null;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`;
  return formatCount(Math.round(minutes / (24 * 60)), "day");
}

/** "today 08:16", "yesterday 17:02", "12 Nov, 08:16" */
export function momentOf(at: number, context: TimeContext): string {
  const days = zoneTime(context.now, context.timeZone).dayNumber - zoneTime(at, context.timeZone).dayNumber;
  const time = formatTime(at, context.timeZone);
  if (days === 0) return `today ${time}`;
  if (days === 1) return `yesterday ${time}`;
  if (days === -1) return `tomorrow ${time}`;
  return `${formatDay(at, context)}, ${time}`;
}

function machineSince(row: OverrideFacts, machine: LeadScores["machine"], bandSet: BandSet): string {
  const says = `${machine.total} ${bandOf(bandSet, machine.bandId)?.name ?? ""}`.trim();
  return machine.total === row.machineScore && machine.bandId === row.machineBand
    ? `No change, still ${says}`
    : `${says} now, was ${row.machineScore}`;
}

/** What the page says once the machine has come to agree. It may have changed its mind since. */
function wordCrossed(row: OverrideFacts, machine: number, context: TimeContext): string | null {
  if (row.crossedAt === null) return null;
  const since = formatDay(row.crossedAt, context);
  const reached = row.crossedScore ?? machine;
  const set = row.effectiveScore;
  const still = set >= row.machineScore ? machine >= set : machine <= set;
  return still
    ? `The machine says ${machine} itself since ${since}; the override still stands.`
    : `The machine reached ${reached} on ${since} and says ${machine} now; the override still stands.`;
}

export function presentRequest(row: OverrideFacts, bandSet: BandSet, context: TimeContext): RequestText {
  const days = formatCount(row.days, "day");
  const band = bandLook(bandSet, row.effectiveBand);
  const asked = momentOf(row.requestedAt ?? 0, context);
  return {
    id: row.id,
    title:
      row.kind === "band" && band
        ? `${row.requestedBy} asks for`
        : `${row.requestedBy} asks for ${overrideName(row, bandSet)}`,
    band,
    reason: row.reason,
    facts: [
      { label: "Reason", value: CATEGORY_WORDS[row.category] ?? row.category },
      ...(row.note ? [{ label: "Note", value: row.note }] : []),
      { label: "Asked", value: asked.charAt(0).toUpperCase() + asked.slice(1) },
      {
        label: "Holds",
        value:
          row.expiresAt === null
            ? `${days} from the approval`
            : `Until ${formatDayTime(row.expiresAt, context)}`,
      },
    ],
  };
}

/** One that is over, or never came to be. */
export function presentEarlier(
  row: OverrideFacts,
  bandSet: BandSet,
  context: TimeContext,
): EarlierOverrideText {
  const day = (at: number | null) => (at === null ? "" : ` on ${formatDay(at, context)}`);
  const name = overrideName(row, bandSet);
  const what = `${row.machineScore} → ${name}`;
  const asked = row.requestedBy ? `Asked by ${row.requestedBy}${day(row.requestedAt)}` : null;
  const set = `Set by ${row.decidedBy}${day(row.startedAt)}`;
  const how = (): string => {
    switch (row.status) {
      case "declined":
        return `${asked}, declined by ${row.decidedBy}${row.decisionNote ? `: “${row.decisionNote}”` : ""}`;
      case "withdrawn":
        return `${asked}, withdrawn`;
      case "reverted":
        return `${set}, reverted by ${row.endedBy}${day(row.endedAt)}`;
      case "replaced":
        return `${set}, replaced${day(row.endedAt)}`;
      default:
        return endedWithLead(row)
          ? `${set}, ended with the lead${day(row.endedAt)}`
          : `${set}, expired${day(row.endedAt)}`;
    }
  };
  return { id: row.id, what, how: how(), reason: row.reason };
}
