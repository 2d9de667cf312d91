import { causeRef } from "@/lib/core/scoring/causes";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { writeAudit } from "@/lib/platform/audit";
import { withTenant } from "@/lib/platform/db/client";

export interface Recomputed {
  /** null: it had no score. */
  readonly before: number | null;
  readonly after: number;
}

/** Scores one lead from its events as of `moment`, with the audit entry; null where the tenant has no such lead. */
export async function recomputeScore(
  actor: { readonly tenantId: string; readonly userId: string },
  leadId: string,
  moment: Date,
): Promise<Recomputed | null> {
  const { tenantId, userId } = actor;
  return withTenant(tenantId, async (tx) => {
    const read = () => tx.lead.findFirst({ where: { tenantId, id: leadId }, select: { scoreTotal: true } });
    const before = await read();
    if (!before) return null;
    await rescoreLeads(tx, tenantId, [leadId], { moment, cause: causeRef("manual") });
    const after = (await read())?.scoreTotal ?? 0;
    await writeAudit(tx, {
      tenantId,
      actorId: userId,
      action: "lead.score_recomputed",
      subjectType: "lead",
      subjectId: leadId,
      details: { before: before.scoreTotal, after },
    });
    return { before: before.scoreTotal, after };
  });
}
