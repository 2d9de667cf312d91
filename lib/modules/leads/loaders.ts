import type { BandSet } from "@/lib/core/scoring/types";
import { requireMember } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { bandCountsText, cappedText, leadsText } from "@/lib/present/leads-list";
import { type LeadListItem, presentLead } from "@/lib/present/leads-row";
import { getLeadPage } from "./data";
import { getBandCounts, getListContext, getViewCounts, hasLeads } from "./data-context";
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
  readonly me: {
    readonly id: string;
    readonly mayImport: boolean;
    /** Acts on leads at all, and on those of others. */
    readonly mayWork: boolean;
    readonly mayAssignAny: boolean;
  };
  /** The workspace holds a lead at all; asked only where the page is empty. */
  readonly hasLeads: boolean;
}

/** Counts around the list, worded. */
export interface ListCounts {
  readonly views: Readonly<Record<LeadView, string>>;
  /** "7 hot · 6 warm" */
  readonly bands: string | null;
  /** "1,284 leads" */
  readonly total: string;
}

export interface LoadedLeads {
  readonly list: Promise<LeadList>;
  /** After the rows, in their own time; null where counting failed: a list without counts is still a list. */
  readonly counts: Promise<ListCounts | null>;
}

/**
 * Rows and counts in one transaction, the rows first: they are handed over while the counting goes on, and are drawn
 * meanwhile.
 */
export function loadLeads(query: LeadQuery): LoadedLeads {
  let rowsAreHere: (list: LeadList) => void = () => {};
  let failed: (error: unknown) => void = () => {};
  const list = new Promise<LeadList>((resolve, reject) => {
    rowsAreHere = resolve;
    failed = reject;
  });
  const counts = readList(query, rowsAreHere).catch((error: unknown) => {
    // Nothing changes where the rows were handed over already.
    failed(error);
    return null;
  });
  return { list, counts };
}

async function readList(query: LeadQuery, rowsAreHere: (list: LeadList) => void): Promise<ListCounts> {
  const member = await requireMember("leads.read");
  const { tenantId, userId } = member;
  const moment = now();
  return withTenant(tenantId, async (tx) => {
    const { bandSet, people, defaultView } = await getListContext(tx, tenantId);
    const view = query.view ?? defaultView;
    const scope: ListScope = { tenantId, userId, bandSet, now: moment };
    const page = await getLeadPage(tx, scope, query, view);
    const wording = {
      now: moment.getTime(),
      timeZone: member.timeZone,
      bandSet,
      people: new Map(people.map(({ id, name }) => [id, name])),
    };
    rowsAreHere({
      items: page.rows.map((row) => presentLead(row, wording)),
      next: page.next,
      previous: page.previous,
      view,
      bandSet,
      people,
      me: {
        id: userId,
        mayImport: can(member.role, "leads.import"),
        mayWork: can(member.role, "leads.work"),
        mayAssignAny: can(member.role, "leads.assign"),
      },
      hasLeads: page.rows.length > 0 || (await hasLeads(tx, tenantId)),
    });
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
