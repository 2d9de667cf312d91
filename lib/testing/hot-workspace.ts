import { DEFAULT_STEPS } from "@/lib/core/rules/decay";
import { weightedRuleSet } from "@/lib/core/rules/presets";
import type { EachRule } from "@/lib/core/rules/types";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import type { EventRecord, LeadRecord } from "@/lib/modules/ingestion/types";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { publishRuleSet } from "@/lib/modules/scoring/rule-sets";
import { type WorkflowSettings, workflowSchema } from "@/lib/modules/workflow/types";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";

type Overlay = { readonly [Part in keyof WorkflowSettings]?: Partial<WorkflowSettings[Part]> };

/** Tuesday, 11:00 in UTC: within everybody's working hours here. */
export const HOT_NOW = new Date("2026-11-17T11:00:00Z");

/**
 * A workspace in UTC whose rules are easily reckoned with: asking for a demo makes a lead Hot (80) for a week, then
 * Warm (60, 40), then Nurture; a pricing view is worth 45, Warm. Nothing else counts.
 */
export async function hotWorkspace(settings: Overlay = {}): Promise<string> {
  const { tenantId } = await createWorkspace({ name: "Hot" });
  const base = weightedRuleSet();
  const rule = (key: string, signal: string, points: number): EachRule => ({
    ...{ key, label: key, signal, points, dimension: "intent", enabled: true, cap: points, per: "each" },
    decay: DEFAULT_STEPS,
  });
  await withTenant(tenantId, (tx) =>
    publishRuleSet(
      tx,
      tenantId,
      {
        ...base,
        caps: { fit: null, intent: null, engagement: null, negative: null },
        rules: [rule("demo", "demo_requests_90d", 80), rule("pricing", "pricing_views_30d", 45)],
      },
      { actorId: null, note: "test", now: HOT_NOW },
    ),
  );
  await setWorkflow(tenantId, settings);
  return tenantId;
}

export async function setWorkflow(tenantId: string, settings: Overlay): Promise<void> {
  const workflow = workflowSchema.parse(settings);
  await withTenant(tenantId, (tx) =>
    tx.workspaceSettings.update({ where: { tenantId }, data: { workflow: workflow as object } }),
  );
}

let serial = 0;

/** An open lead without a score, unless told otherwise. */
export async function newLead(
  tenantId: string,
  record: Partial<LeadRecord> = {},
  at: Date = HOT_NOW,
): Promise<string> {
  serial += 1;
  const externalId = `H-${serial}`;
  const fields = {
    email: `lead${serial}@firm.example`,
    first_name: "Elena",
    last_name: `Marchetti ${serial}`,
  };
  const { leads } = await withTenant(tenantId, (tx) =>
    ingestLeads(
      tx,
      tenantId,
      [{ externalId, createdAt: at, ...record, fields: { ...fields, ...record.fields } }],
      { knownFrom: at, source: "test", now: at },
    ),
  );
  return leads[0]!.leadId;
}

/** Writes an event of the lead without scoring it. */
export const happens = (
  tenantId: string,
  leadId: string,
  type: string,
  at: Date,
  properties: EventRecord["properties"] = {},
) =>
  withTenant(tenantId, (tx) =>
    ingestEvents(tx, tenantId, [{ id: newId(), subject: { leadId }, type, occurredAt: at, properties }], {
      now: at,
    }),
  );

/** Scores leads as something they did would. */
export const scoreNow = (
  tenantId: string,
  leadIds: readonly string[],
  at: Date,
  cause = causeRef("activity", { type: "demo_requested" }),
) => withTenant(tenantId, (tx) => rescoreLeads(tx, tenantId, leadIds, { moment: at, cause }));

/** A lead that asks for a demo and is scored a moment later: it becomes Hot. */
export async function becomeHot(tenantId: string, leadId: string, at: Date): Promise<void> {
  await happens(tenantId, leadId, "demo_requested", new Date(at.getTime() - 1_000));
  await scoreNow(tenantId, [leadId], at);
}
