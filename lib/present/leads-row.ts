import { isClosedStatus } from "@/lib/core/signals/lead-status";
import type { Band, BandSet } from "../core/scoring/types.ts";
import { capital, formatAge, formatDay, type TimeContext } from "./format.ts";
import { type WordableReason, type WordedReason, wordReason, wordReasons } from "./word-reason.ts";

/** A lead in a list, worded: the same for the table, the phone's list, the palette and the lead page's header. */

const DAY_MS = 86_400_000;
/** A move older than this is no news: no arrow. */
const NEWS_MS = 7 * DAY_MS;

export interface BandLookText {
  readonly name: string;
  readonly tone: string;
  readonly rank: number;
  readonly count: number;
}

export interface NextStepText {
  /** "Call" */
  readonly what: string;
  /** "within 2 hours"; null where nothing is due. */
  readonly when: string | null;
}

export interface LeadListItem {
  readonly id: string;
  readonly name: string;
  /** Nobody has told the name: it is an address or an id. */
  readonly nameIsKnown: boolean;
  /** "VP Operations, Corvane Logistics" */
  readonly detail: string;
  /** null: never scored. */
  readonly score: number | null;
  /** The machine's, where a person has set another. */
  readonly machine: number | null;
  /** Points moved in the last seven days; 0: none. */
  readonly change: number;
  readonly band: BandLookText | null;
  readonly reasons: readonly string[];
  readonly risk: string | null;
  readonly step: NextStepText;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly source: string | null;
  readonly status: string;
  readonly created: string | null;
  readonly activity: string | null;
  /** Age of the score. */
  readonly scored: string | null;
}

export interface NamedLead {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly externalId: string | null;
}

export interface PresentableLead extends NamedLead {
  readonly id: string;
  readonly company: string | null;
  readonly jobTitle: string | null;
  readonly source: string | null;
  readonly status: string;
  readonly ownerId: string | null;
  readonly createdAt: Date | null;
  readonly lastActivityAt: Date | null;
  readonly closedAt: Date | null;
  readonly scoreTotal: number | null;
  readonly previousScore: number | null;
  readonly scoreChangedOn: Date | null;
  readonly scoreUpdatedOn: Date | null;
  readonly effectiveScore: number;
  readonly effectiveBand: string | null;
  readonly topReasons: {
    readonly reasons?: readonly WordableReason[];
    readonly risks?: readonly WordableReason[];
  };
}

export interface LeadWording extends TimeContext {
  readonly bandSet: BandSet;
  readonly people: ReadonlyMap<string, string>;
}

/** First and last name, else the e-mail address, else the source's id. */
export function leadName(lead: NamedLead): { readonly name: string; readonly isKnown: boolean } {
  const name = [lead.firstName, lead.lastName]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(" ");
  if (name) return { name, isKnown: true };
  return { name: lead.email?.trim() || lead.externalId?.trim() || "Lead without a name", isKnown: false };
}

export function leadDetail(lead: {
  readonly jobTitle: string | null;
  readonly company: string | null;
}): string {
  const title = lead.jobTitle?.trim();
  const company = lead.company?.trim();
  if (title && company) return `${title}, ${company}`;
  return company || (title ? `${title}, no company given` : "No title or company given");
}

export function bandLook(bandSet: BandSet, bandId: string | null): BandLookText | null {
  const band = bandSet.bands.find((candidate) => candidate.id === bandId);
  return band ? { name: band.name, tone: band.tone, rank: band.rank, count: bandSet.bands.length } : null;
}

/** "call within 2 hours" in two parts: what, and by when. */
export function bandStep(band: Pick<Band, "action">): NextStepText {
  const at = band.action.indexOf(" within ");
  if (at <= 0) return { what: capital(band.action), when: null };
  return { what: capital(band.action.slice(0, at)), when: band.action.slice(at + 1) };
}

export const STATUS_WORDS: Readonly<Record<string, string>> = {
  new: "New",
  working: "Working",
  qualified: "Qualified",
  won: "Won",
  lost: "Lost",
  disqualified: "Disqualified",
};

/** What to do next: the band's action for an open lead, how it ended for a closed one. */
export function nextStep(
  lead: { readonly status: string; readonly closedAt: Date | null; readonly effectiveBand: string | null },
  bandSet: BandSet,
  context: TimeContext,
): NextStepText {
  if (isClosedStatus(lead.status)) {
    const when = lead.closedAt === null ? null : formatDay(lead.closedAt.getTime(), context);
    return { what: STATUS_WORDS[lead.status] ?? lead.status, when };
  }
  const band = bandSet.bands.find((candidate) => candidate.id === lead.effectiveBand);
  return band ? bandStep(band) : { what: "Not scored yet", when: null };
}

/** Points the machine's score moved by in the last seven days. */
export function recentChange(
  lead: Pick<PresentableLead, "scoreTotal" | "previousScore" | "scoreChangedOn">,
  now: number,
): number {
  if (lead.scoreTotal === null || lead.previousScore === null || lead.scoreChangedOn === null) return 0;
  return now - lead.scoreChangedOn.getTime() > NEWS_MS ? 0 : lead.scoreTotal - lead.previousScore;
}

/** Up to three reasons and the first risk, as sentences. */
export function wordTop(
  top: PresentableLead["topReasons"],
  context: TimeContext,
): { readonly reasons: readonly WordedReason[]; readonly risks: readonly WordedReason[] } {
  return {
    reasons: wordReasons(top.reasons ?? [], context),
    risks: (top.risks ?? []).map((risk) => wordReason(risk, context)),
  };
}

export function presentLead(lead: PresentableLead, wording: LeadWording): LeadListItem {
  const { name, isKnown } = leadName(lead);
  const { reasons, risks } = wordTop(lead.topReasons, wording);
  const ownerName = lead.ownerId === null ? undefined : wording.people.get(lead.ownerId);
  const day = (at: Date | null) => (at === null ? null : formatDay(at.getTime(), wording));
  return {
    id: lead.id,
    name,
    nameIsKnown: isKnown,
    detail: leadDetail(lead),
    score: lead.scoreTotal === null ? null : lead.effectiveScore,
    machine: lead.scoreTotal !== null && lead.scoreTotal !== lead.effectiveScore ? lead.scoreTotal : null,
    change: recentChange(lead, wording.now),
    band: bandLook(wording.bandSet, lead.effectiveBand),
    reasons: reasons.map((reason) => reason.title),
    risk: risks[0]?.title ?? null,
    step: nextStep(lead, wording.bandSet, wording),
    owner: lead.ownerId === null ? null : { id: lead.ownerId, name: ownerName ?? "Former member" },
    source: lead.source,
    status: STATUS_WORDS[lead.status] ?? lead.status,
    created: day(lead.createdAt),
    activity: day(lead.lastActivityAt),
    scored: lead.scoreUpdatedOn === null ? null : formatAge(wording.now - lead.scoreUpdatedOn.getTime()),
  };
}
