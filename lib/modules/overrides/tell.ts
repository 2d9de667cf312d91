import { addDeliveries } from "@/lib/modules/deliveries/mutations";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { tellOfOverride } from "@/lib/modules/webhooks/emit";
import { getWorkflow } from "@/lib/modules/workflow/data";
import type { TenantTx } from "@/lib/platform/db/client";
import { publicOrigin } from "@/lib/platform/public-origin";
import { overrideSlack } from "@/lib/present/score-message";
import type { ToldEnding } from "@/lib/present/webhook-body";
import { findOverride, type OverrideRow } from "./data";

/** Overrides told outside the product: to webhooks, and in the chat where the workspace wants it. */

interface Ended {
  readonly how: ToldEnding;
  readonly by: string | null;
  /** Epoch ms. */
  readonly at: number;
}

export async function tellOfOverrideStart(
  tx: TenantTx,
  tenantId: string,
  id: string,
  now: Date,
): Promise<void> {
  const row = await findOverride(tx, tenantId, { id });
  if (row) await tell(tx, tenantId, row, null, now);
}

export const tellOfOverrideEnd = (
  tx: TenantTx,
  tenantId: string,
  row: OverrideRow,
  ended: Ended,
  now: Date,
): Promise<void> => tell(tx, tenantId, row, ended, now);

async function tell(
  tx: TenantTx,
  tenantId: string,
  row: OverrideRow,
  ended: Ended | null,
  now: Date,
): Promise<void> {
  const workflow = await getWorkflow(tx, tenantId);
  const bandSet = (await scorerInUse(tx, tenantId))?.bands ?? { bands: [] };
  const { timeZone } = workflow;
  await tellOfOverride(tx, tenantId, row, ended, { now, bandSet, timeZone });
  const { slackUrl: target, slackOverrides } = workflow.alerts;
  // One that takes another's place is one message.
  if (target === null || !slackOverrides || ended?.how === "replaced") return;
  const lead = await tx.lead.findFirst({
    where: { tenantId, id: row.leadId },
    select: {
      ...{ firstName: true, lastName: true, email: true, externalId: true, jobTitle: true, company: true },
    },
  });
  if (!lead) return;
  const link = `${publicOrigin()}/leads/${row.leadId}`;
  const body = overrideSlack({ lead, override: row, ended, link }, bandSet, { now: now.getTime(), timeZone });
  const wish = { channel: "slack", topic: "override", leadId: row.leadId, target, body } as const;
  await addDeliveries(tx, tenantId, [wish], now);
}
