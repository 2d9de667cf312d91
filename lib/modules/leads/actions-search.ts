"use server";
import { z } from "zod";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { bandLook, leadDetail, leadName } from "@/lib/present/leads-row";
import { getLeadPage, preferIndexes } from "./data";
import { getBandSet } from "./data-context";
import { EMPTY_QUERY, type LeadQuery } from "./query-url";

const MOST_HITS = 8;
const typed = z.string().trim().min(1).max(100);

/** A lead as the command palette shows it. */
export interface LeadSearchHit {
  href: string;
  name: string;
  detail: string;
  score: number | null;
  band: ReturnType<typeof bandLook>;
}

/** The best leads whose name, company, e-mail or title holds what was typed; none for somebody who may not read. */
export async function searchLeadsAction(input: string): Promise<readonly LeadSearchHit[]> {
  const asked = await memberForAction("leads.read");
  const text = typed.safeParse(input);
  if (!asked.ok || !text.success) return [];
  const { tenantId, userId } = asked.member;
  return withTenant(tenantId, async (tx) => {
    await preferIndexes(tx);
    const bandSet = await getBandSet(tx, tenantId);
    const query: LeadQuery = { ...EMPTY_QUERY, text: text.data };
    const page = await getLeadPage(tx, { tenantId, userId, bandSet, now: now() }, query, "all", MOST_HITS);
    return page.rows.map((lead) => ({
      href: `/leads/${lead.id}`,
      name: leadName(lead).name,
      detail: leadDetail(lead),
      score: lead.scoreTotal === null ? null : lead.effectiveScore,
      band: bandLook(bandSet, lead.effectiveBand),
    }));
  });
}
