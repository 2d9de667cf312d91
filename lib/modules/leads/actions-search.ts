"use server";
import { z } from "zod";
import { queueHref } from "@/lib/modules/queue/query";
import { memberForAction } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { foundText, matchesText } from "@/lib/present/leads-list";
import { bandLook, leadDetail, leadName } from "@/lib/present/leads-row";
import { getLeadPage, preferIndexes } from "./data";
import { getBandSet, getSearchCounts } from "./data-context";
import { EMPTY_QUERY, type LeadQuery, leadsHref } from "./query-url";
import { byNearness } from "./search-nearness";
import type { ListScope } from "./types";

/** So many of the best are looked at, and so many shown. */
const MOST_READ = 50;
const MOST_HITS = 6;
const typed = z.string().trim().min(1).max(100);

/** A lead as the command palette shows it. */
export interface LeadSearchHit {
  href: string;
  /** Beside the queue; for those who work on leads. */
  besideHref?: string;
  name: string;
  detail: string;
  score: number | null;
  band: ReturnType<typeof bandLook>;
}

export interface LeadSearchFound {
  /** The best six. */
  hits: readonly LeadSearchHit[];
  /** "2 of 1,284 leads" */
  count: string;
  /** The list of all of them, where more match than are shown. */
  all: { readonly href: string; readonly label: string } | null;
}

/** The best leads whose name, company, e-mail or title holds what was typed; null for somebody who may not read. */
export async function searchLeadsAction(input: string): Promise<LeadSearchFound | null> {
  const asked = await memberForAction("leads.read");
  const text = typed.safeParse(input);
  if (!asked.ok || !text.success) return null;
  const { tenantId, userId, role } = asked.member;
  return withTenant(tenantId, async (tx) => {
    await preferIndexes(tx);
    const bandSet = await getBandSet(tx, tenantId);
    const query: LeadQuery = { ...EMPTY_QUERY, view: "all", text: text.data };
    const scope: ListScope = { tenantId, userId, bandSet, now: now() };
    const page = await getLeadPage(tx, scope, query, "all", MOST_READ);
    const best = byNearness(
      page.rows.map((lead) => ({ lead, name: leadName(lead).name, detail: leadDetail(lead) })),
      text.data,
    ).slice(0, MOST_HITS);
    const { matching, total } = await getSearchCounts(tx, scope, query);
    return {
      hits: best.map(({ lead, name, detail }) => ({
        href: `/leads/${lead.id}`,
        ...(can(role, "leads.work") ? { besideHref: queueHref({ lead: lead.id }) } : {}),
        name,
        detail,
        score: lead.scoreTotal === null ? null : lead.effectiveScore,
        band: bandLook(bandSet, lead.effectiveBand),
      })),
      count: foundText(matching, total),
      all:
        matching.count > best.length
          ? { href: leadsHref(query), label: matchesText(matching, text.data) }
          : null,
    };
  });
}
