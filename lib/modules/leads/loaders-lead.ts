import { cache } from "react";
import { modelWordsOf } from "@/lib/modules/models/observed";
import { getOverridesOfLead } from "@/lib/modules/overrides/view";
import { getDeeds } from "@/lib/modules/queue/data";
import { activeScorer } from "@/lib/modules/scoring/data";
import { loadHistories } from "@/lib/modules/scoring/histories";
import { whenBandChanges } from "@/lib/modules/scoring/projection";
import { requireMember } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { deedNotes } from "@/lib/present/deed-timeline";
import { formatDayTime, formatNumber, type TimeContext } from "@/lib/present/format";
import { fieldLabel, fieldValue, qualityNotes } from "@/lib/present/leads-fields";
import { type LeadListItem, leadName, presentLead } from "@/lib/present/leads-row";
import { explainScore, presentHistory } from "@/lib/present/leads-score";
import { presentTimeline } from "@/lib/present/leads-timeline";
import { placeAndTime } from "@/lib/present/local-time";
import { type NextBandText, wordNextBand } from "@/lib/present/next-band";
import { getListContext } from "./data-context";
import { getHistory, getLead, getNeighbours, getStoredScore, getTabCounts, getTimeline } from "./data-lead";
import { isLeadId, type LeadPageState } from "./query-lead";
import type { LeadDetail } from "./types";
import type { FieldText, LeadView } from "./types-lead";

const ASIDE_EVENTS = 40;
const PAGE_EVENTS = 150;

/** What a lead is called, for its page's title; null where this workspace has no such lead. */
export const loadLeadName = cache(async (id: string): Promise<string | null> => {
  const member = await requireMember("leads.read");
  if (!isLeadId(id)) return null;
  const lead = await withTenant(member.tenantId, (tx) =>
    tx.lead.findFirst({
      where: { tenantId: member.tenantId, id },
      select: { firstName: true, lastName: true, email: true, externalId: true },
    }),
  );
  return lead ? leadName(lead).name : null;
});

/** Everything of one lead's page; null where this workspace has no such lead. */
export async function loadLead(id: string, state: LeadPageState): Promise<LeadView | null> {
  const member = await requireMember("leads.read");
  if (!isLeadId(id)) return null;
  const { tenantId, timeZone } = member;
  const moment = now().getTime();
  const context: TimeContext = { now: moment, timeZone };
  return withTenant(tenantId, async (tx) => {
    const lead = await getLead(tx, tenantId, id);
    if (!lead) return null;
    const { bandSet, people: everybody } = await getListContext(tx, tenantId);
    const people = new Map(everybody.map((person) => [person.id, person.name]));
    const stored = await getStoredScore(tx, tenantId, id);
    const history = await getHistory(tx, tenantId, id);
    const whole = state.tab === "timeline";
    const timeline = await getTimeline(tx, tenantId, id, {
      before: whole ? state.before : null,
      limit: whole ? PAGE_EVENTS : ASIDE_EVENTS,
    });
    const counts = await getTabCounts(tx, tenantId, id);
    const neighbours = await getNeighbours(tx, tenantId, id);
    const row = presentLead(lead, { ...context, bandSet, people });
    const overrides = await getOverridesOfLead(
      tx,
      member,
      { id, isOpen: lead.isOpen, scores: scoresOf(lead) },
      bandSet,
      context,
    );
    const oldest = timeline.older?.at ?? Number.NEGATIVE_INFINITY;
    const newest = whole && state.before ? state.before.at : Number.POSITIVE_INFINITY;
    const deeds = deedNotes(await getDeeds(tx, tenantId, id), context);
    const notes = [...overrides.notes, ...deeds].filter(({ at }) => at >= oldest && at < newest);
    return {
      id,
      row,
      email: lead.email,
      phone: lead.phone,
      place: placeAndTime(lead, moment),
      notes: qualityNotes(lead.qualityFlags),
      explained: stored
        ? explainScore(stored, bandSet, context, await modelWordsOf(tx, tenantId, stored))
        : null,
      history: presentHistory(history, bandSet, state.range, context, overrides.spans),
      overrides: overrides.view,
      clock: context,
      nextBand: stored && lead.isOpen ? await loadNextBand(tx, id, moment) : null,
      timeline: { groups: presentTimeline(timeline.events, context, notes), older: timeline.older },
      counts,
      neighbours,
      bandSet,
      fields: fieldGroups(lead, row, context),
      mayRecompute: can(member.role, "score.recompute"),
      mayErase: can(member.role, "data.manage"),
      mayCall: lead.isOpen && can(member.role, "leads.work"),
    };
  });
}

function scoresOf(lead: LeadDetail) {
  const { scoreTotal: total, scoreBand: machine, effectiveScore: score, effectiveBand } = lead;
  if (total === null || machine === null) return null;
  return { machine: { total, bandId: machine }, effective: { score, bandId: effectiveBand ?? machine } };
}

/** Foretold by the scorer in use, whatever scored the lead last. */
async function loadNextBand(tx: TenantTx, id: string, moment: number): Promise<NextBandText | null> {
  const { scorer, compiled, bandSet } = await activeScorer(tx);
  const [loaded] = await loadHistories(tx, [id]);
  return loaded
    ? wordNextBand(whenBandChanges(scorer, compiled, loaded.history, moment, bandSet), bandSet)
    : null;
}

function fieldGroups(lead: LeadDetail, row: LeadListItem, context: TimeContext): LeadView["fields"] {
  const day = (at: Date | null) => (at === null ? null : formatDayTime(at.getTime(), context));
  const item = (label: string, value: unknown): FieldText => ({ label, value: fieldValue(value) });
  const own = Object.entries(lead.attributes).filter(([, value]) => fieldValue(value) !== null);
  return [
    {
      title: "Fields",
      items: [
        item("Owner", row.owner?.name),
        item("Status", row.status),
        item("Source", lead.source),
        item("Company size", lead.employees === null ? null : `${formatNumber(lead.employees)} people`),
        item("Industry", lead.industry),
        item("Country", lead.country),
        item("Created", day(lead.createdAt)),
        item("Last activity", day(lead.lastActivityAt)),
      ],
    },
    {
      title: "Contact and company",
      items: [
        item("First name", lead.firstName),
        item("Last name", lead.lastName),
        item("Job title", lead.jobTitle),
        item("E-mail", lead.email),
        item("Phone", lead.phone),
        item("Company", lead.company),
        item("Website", lead.website),
        item("City", lead.city),
      ],
    },
    ...(own.length > 0
      ? [{ title: "Own fields", items: own.map(([key, value]) => item(fieldLabel(key), value)) }]
      : []),
    {
      title: "Record",
      items: [
        item("Campaign", lead.campaign),
        item("Team", lead.team),
        item("Territory", lead.territory),
        item("Closed", day(lead.closedAt)),
        item("First contact", day(lead.firstContactAt)),
        item("Score at first contact", lead.firstContactScore),
        item("Added here", day(lead.recordedAt)),
        item("Own id", lead.externalId),
        item("Firstcall id", lead.id),
      ].filter(({ label, value }) => value !== null || label === "Own id"),
    },
  ];
}
