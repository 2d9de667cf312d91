import type { EffectiveScore } from "@/lib/core/scoring/effective";
import type { BandSet } from "@/lib/core/scoring/types";
import { addDeliveries } from "@/lib/modules/deliveries/mutations";
import type { HookWish } from "@/lib/modules/deliveries/types";
import { isLiveCause, type ScoreCause } from "@/lib/modules/scoring/types";
import { type BandMove, tellOfBandMoves } from "@/lib/modules/webhooks/emit";
import type { TenantTx } from "@/lib/platform/db/client";
import { publicOrigin } from "@/lib/platform/public-origin";
import { bandSlack } from "@/lib/present/score-message";
import type { Workflow } from "./types";

interface Scored {
  readonly leadId: string;
  readonly effective: { readonly before: EffectiveScore | null; readonly after: EffectiveScore };
  /** null: an override began or ended. */
  readonly cause: ScoreCause | null;
}

/**
 * Leads that are in another band now, told outside the product: to webhooks, and in the chat where the workspace wants
 * it. In the chat only what happened to a lead itself, and not what was announced there as hot just now.
 */
export async function tellOutside(
  tx: TenantTx,
  tenantId: string,
  scored: readonly Scored[],
  announced: ReadonlySet<string>,
  context: { readonly now: Date; readonly bandSet: BandSet; readonly workflow: Workflow },
): Promise<void> {
  const moves = scored
    .filter(({ effective: { before, after } }) => before?.bandId !== after.bandId)
    .map(
      ({ leadId, effective: { before, after }, cause }): BandMove => ({
        ...{ leadId, before, after, cause },
        isLive: cause === null || isLiveCause(cause),
      }),
    );
  if (moves.length === 0) return;
  const { now, bandSet, workflow } = context;
  const { timeZone } = workflow;
  await tellOfBandMoves(tx, tenantId, moves, { now, bandSet, timeZone });
  const { slackUrl: target, slackBands } = workflow.alerts;
  if (target === null || !slackBands) return;
  const worth = moves.filter(({ leadId, isLive, before }) => isLive && before && !announced.has(leadId));
  const leads = await tx.lead.findMany({
    where: { tenantId, id: { in: worth.map(({ leadId }) => leadId) } },
    select: {
      ...{ id: true, firstName: true, lastName: true, email: true, externalId: true },
      ...{ jobTitle: true, company: true },
    },
  });
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  const wishes = worth.flatMap(({ leadId, before, after, cause }): HookWish[] => {
    const lead = byId.get(leadId);
    if (!lead || !before) return [];
    const link = `${publicOrigin()}/leads/${leadId}`;
    const body = bandSlack({ lead, before, after, cause, link }, bandSet);
    return [{ channel: "slack", topic: "band", leadId, target, body }];
  });
  await addDeliveries(tx, tenantId, wishes, now);
}
