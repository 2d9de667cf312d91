import type { BandSet } from "@/lib/core/scoring/types";
import { requireMember } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { bandCountsText, cappedText, leadsText } from "@/lib/present/leads-list";
import { type LeadListItem, presentLead } from "@/lib/present/leads-row";
import { getLeadPage, preferIndexes } from "./data";
import {
  getBandCounts,
  getBandSet,
  getDefaultView,
  getPeople,
  getViewCounts,
  hasLeads,
} from "./data-context";
import type { LeadQuery, LeadView } from "./query-url";
import type { ListScope, Person } from "./types";

/** Everything the list's page shows but its counts. */
export interface LeadList {
  readonly items: readonly LeadListItem[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly view: LeadView;
  readonly bandSet: BandSet;
  readonly people: readonly Person[];
  readonly me: { readonly id: string; readonly mayImport: boolean };
  /** The workspace holds a lead at all; asked only where the page is empty. */
  readonly hasLeads: boolean;
}

export async function loadLeadList(query: LeadQuery): Promise<LeadList> {
  const member = await requireMember("leads.read");
  const moment = now();
  return withTenant(member.tenantId, async (tx) => {
    await preferIndexes(tx);
    const bandSet = await getBandSet(tx, member.tenantId);
    const people = await getPeople(tx, member.tenantId);
    const view = query.view ?? (await getDefaultView(tx, member.tenantId));
    const scope: ListScope = { tenantId: member.tenantId, userId: member.userId, bandSet, now: moment };
    const page = await getLeadPage(tx, scope, query, view);
    const wording = {
      now: moment.getTime(),
      timeZone: member.timeZone,
      bandSet,
      people: new Map(people.map(({ id, name }) => [id, name])),
    };
    return {
      items: page.rows.map((row) => presentLead(row, wording)),
      next: page.next,
      previous: page.previous,
      view,
      bandSet,
      people,
      me: { id: member.userId, mayImport: can(member.role, "leads.import") },
      hasLeads: page.rows.length > 0 || (await hasLeads(tx, member.tenantId)),
    };
  });
}

/** Counts around the list, worded. They come in their own time: the table never waits for them. */
export interface ListCounts {
  readonly views: Readonly<Record<LeadView, string>>;
  /** "7 hot · 6 warm" */
  readonly bands: string | null;
  /** "1,284 leads" */
  readonly total: string;
}

export async function loadListCounts(query: LeadQuery): Promise<ListCounts> {
  const member = await requireMember("leads.read");
  return withTenant(member.tenantId, async (tx) => {
    await preferIndexes(tx);
    const bandSet = await getBandSet(tx, member.tenantId);
    const view = query.view ?? (await getDefaultView(tx, member.tenantId));
    const scope: ListScope = { tenantId: member.tenantId, userId: member.userId, bandSet, now: now() };
    const views = await getViewCounts(tx, scope);
    const bands = await getBandCounts(tx, scope, query, view);
    return {
      views: {
        open: cappedText(views.open),
        mine: cappedText(views.mine),
        unclaimed: cappedText(views.unclaimed),
        quiet: cappedText(views.quiet),
        all: cappedText(views.all),
      },
      bands: bands.total.capped ? null : bandCountsText(bands.byBand, bandSet),
      total: leadsText(bands.total),
    };
  });
}
