import { causeRef } from "@/lib/core/scoring/causes";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";

/** What the tests of overrides share. */

/** A Tuesday, 10:00 in UTC. */
export const TUESDAY = new Date("2026-11-17T10:00:00Z");
export const DAY = 86_400_000;
export const daysOn = (days: number, from = TUESDAY) => new Date(from.getTime() + days * DAY);

let serial = 0;

/** A chief of a large company, scored 36 by the default rules: Nurture. */
export async function scoredLead(tenantId: string, more: object = {}): Promise<string> {
  serial += 1;
  return withTenant(tenantId, async (tx) => {
    const { leads } = await ingestLeads(
      tx,
      tenantId,
      [
        {
          externalId: `O-${serial}`,
          createdAt: daysOn(-1),
          fields: {
            first_name: "Ingrid",
            last_name: `Solheim ${serial}`,
            email: `o${serial}@firm.example`,
            job_title: "Chief Operating Officer",
            employees: 2_000,
          },
          ...more,
        },
      ],
      { knownFrom: daysOn(-1), source: "test", now: TUESDAY },
    );
    const leadId = leads[0]!.leadId;
    await rescoreLeads(tx, tenantId, [leadId], { moment: TUESDAY, cause: causeRef("lead_created") });
    return leadId;
  });
}

/** Things that raise a lead to Hot, and the scoring after them. */
export async function raiseLead(tenantId: string, leadId: string, at: Date): Promise<void> {
  const types = ["demo_requested", "trial_started", "email_replied", "email_replied", "email_clicked"];
  const views = ["page_view", "page_view", "page_view"];
  await withTenant(tenantId, async (tx) => {
    await ingestEvents(
      tx,
      tenantId,
      [...types, ...views].map((type) => ({
        subject: { leadId },
        type,
        occurredAt: new Date(at.getTime() - 60_000),
        properties: type === "page_view" ? { page: "pricing", path: "/pricing" } : {},
      })),
      { now: at },
    );
    await rescoreLeads(tx, tenantId, [leadId], { moment: at, cause: causeRef("activity") });
  });
}

/** A form as the dialog sends it: 75 for two weeks. */
export function wishOf(leadId: string, change: object = {}) {
  return {
    id: newId(),
    leadId,
    value: { kind: "score" as const, score: 75 },
    category: "offline_knowledge" as const,
    reason: "Board introduction, budget confirmed.",
    note: null,
    expiry: { kind: "days" as const, days: 14 },
    replaces: null,
    ...change,
  };
}
