import { decides, type Seniority, seniorityOfTitle } from "@/lib/core/signals/seniority";
import { getLead, getStoredScore, getTimeline } from "@/lib/modules/leads/data-lead";
import { modelWordsOf } from "@/lib/modules/models/observed";
import { activeScorer } from "@/lib/modules/scoring/data";
import { loadHistories } from "@/lib/modules/scoring/histories";
import { scoreAsOf } from "@/lib/modules/scoring/score-lead";
import type { Member } from "@/lib/platform/auth/membership";
import { can } from "@/lib/platform/auth/roles";
import type { TenantTx } from "@/lib/platform/db/client";
import { deedNotes } from "@/lib/present/deed-timeline";
import { formatCount, formatDayTime, formatNumber, type TimeContext } from "@/lib/present/format";
import { qualityNotes } from "@/lib/present/leads-fields";
import { type LeadWording, presentLead } from "@/lib/present/leads-row";
import { type ExplainedScore, explainScore, type StoredScore } from "@/lib/present/leads-score";
import { presentTimeline } from "@/lib/present/leads-timeline";
import { placeAndTime } from "@/lib/present/local-time";
import { openingLine } from "@/lib/present/opening-line";
import { firstName } from "@/lib/present/override-words";
import { nextText } from "@/lib/present/queue-words";
import { wordReason } from "@/lib/present/word-reason";
import { changeOf } from "./change";
import { getDeeds, getLook, getNotes } from "./data";
import { queueDue } from "./present-view";
import type { QueueLead } from "./types-screen";

const EVENTS = 40;
const NOTES = 5;

/** One lead as a rep needs it before calling; null where this workspace has no such lead. */
export async function queueLead(
  tx: TenantTx,
  member: Member,
  id: string,
  wording: LeadWording,
): Promise<QueueLead | null> {
  const { tenantId, userId } = member;
  const lead = await getLead(tx, tenantId, id);
  if (!lead) return null;
  const { bandSet, people } = wording;
  const stored = await getStoredScore(tx, tenantId, id);
  const words = stored ? await modelWordsOf(tx, tenantId, stored) : null;
  const explained = stored ? explainScore(stored, bandSet, wording, words) : null;
  const { events } = await getTimeline(tx, tenantId, id, { before: null, limit: EVENTS });
  const notes = await getNotes(tx, tenantId, id, NOTES);
  // Notes have their own place beside the timeline.
  const deeds = (await getDeeds(tx, tenantId, id)).filter(({ kind }) => kind !== "note");
  const row = presentLead(lead, wording);
  const due = queueDue(lead, bandSet);
  const observed = words?.observed;
  const interval = observed?.end === null ? observed.interval : undefined;
  const previous = lead.previousScore;
  return {
    id,
    row,
    company: lead.company,
    jobTitle: lead.jobTitle,
    email: lead.email,
    phone: lead.phone,
    place: placeAndTime(lead, wording.now),
    qualityNotes: qualityNotes(lead.qualityFlags),
    bandSet,
    due,
    next: nextText(
      { step: row.step, due, lastCall: events.find(({ type }) => type === "call_logged") ?? null },
      wording,
    ),
    sentence: explained?.sentence ?? null,
    interval: interval ? [Math.round(100 * interval.low), Math.round(100 * interval.high)] : null,
    before: previous !== null && previous !== lead.effectiveScore ? previous : null,
    reasons: explained?.reasons ?? [],
    risks: explained?.risks.slice(0, 2) ?? [],
    rest: explained && stored ? restText(explained, stored) : null,
    factorCount: explained?.factorCount ?? 0,
    change: await changeOf(tx, tenantId, id, {
      look: await getLook(tx, tenantId, userId, id),
      ...{ lead, stored, bandSet, context: wording },
      titles: titlesOf(stored, wording),
    }),
    timeline: presentTimeline(events, wording, deedNotes(deeds, wording)),
    notes: notes.map((note) => ({
      ...{ id: note.id, text: note.text },
      by: note.actorId === userId ? "You" : (people.get(note.actorId) ?? "Former member"),
      time: formatDayTime(note.at.getTime(), wording),
    })),
    opening: openingLine(
      {
        leadFirstName: lead.firstName?.trim() || null,
        company: lead.company?.trim() || null,
        jobTitle: lead.jobTitle?.trim() || null,
        isDecisionMaker: decides(seniorityOfTitle(lead.jobTitle) as Seniority | null) === true,
        callerFirstName: firstName(member.name),
        callerCompany: member.tenantName,
        events,
      },
      wording,
    ),
    connectedEffect: lead.isOpen ? await connectedEffect(tx, id, wording.now) : null,
    isOpen: lead.isOpen,
    ownerId: lead.ownerId,
    mayWork:
      can(member.role, "leads.work") &&
      (lead.ownerId === null || lead.ownerId === userId || can(member.role, "leads.assign")),
    scoredAt: lead.scoreUpdatedOn?.getTime() ?? null,
  };
}

function titlesOf(stored: StoredScore | null, context: TimeContext): ReadonlyMap<string, string> {
  return new Map(
    (stored?.factors ?? []).flatMap((factor) =>
      factor.merged === undefined ? [[factor.key, wordReason(factor, context).title] as const] : [],
    ),
  );
}

/** "6 smaller factors add 12 to a starting point of 25." */
function restText({ reasons, risks, waterfall }: ExplainedScore, { factors }: StoredScore): string | null {
  const shown = new Set([...reasons, ...risks.slice(0, 2)].map(({ key }) => key));
  const others = factors.filter(({ key }) => !shown.has(key));
  if (others.length === 0) return null;
  const points = Math.round(others.reduce((sum, factor) => sum + factor.points, 0));
  const start = Math.round(waterfall.startingPoint.tenths / 10);
  const verb = points >= 0 ? "add" : "take";
  const named = `${formatCount(others.length, "smaller factor")} ${others.length === 1 ? `${verb}s` : verb} ${formatNumber(Math.abs(points))}`;
  return start === 0 ? `${named}.` : `${named} ${points >= 0 ? "to" : "off"} a starting point of ${start}.`;
}

/** What a call that reaches the lead would add to its score now: the same scoring, one fact more. */
async function connectedEffect(tx: TenantTx, leadId: string, now: number): Promise<number | null> {
  const [loaded] = await loadHistories(tx, [leadId]);
  if (!loaded) return null;
  const scorer = await activeScorer(tx);
  const call = { type: "call_logged", occurredAt: now, properties: { outcome: "connected" } };
  const moment = now + 1;
  const history = { ...loaded.history, events: [...loaded.history.events, call] };
  const before = scoreAsOf(scorer, loaded.history, moment).result.total;
  return scoreAsOf(scorer, history, moment).result.total - before;
}
