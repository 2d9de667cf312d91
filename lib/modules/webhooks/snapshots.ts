import type { TopReasons } from "@/lib/modules/scoring/types";
import type { TenantTx } from "@/lib/platform/db/client";
import type { ToldLead } from "@/lib/present/webhook-body";

/** Leads as they stand in this transaction, as messages tell of them. */
export async function toldLeads(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
): Promise<Map<string, ToldLead>> {
  if (leadIds.length === 0) return new Map();
  const rows = await tx.lead.findMany({
    where: { tenantId, id: { in: [...leadIds] } },
    select: {
      ...{ id: true, externalId: true, email: true, firstName: true, lastName: true, company: true },
      ...{ jobTitle: true, status: true, effectiveScore: true, effectiveBand: true, scoreTotal: true },
      ...{ scoreBand: true, probability: true, fitScore: true, intentScore: true, scoreVersion: true },
      ...{ scoreUpdatedOn: true, topReasons: true },
      owner: { select: { user: { select: { id: true, name: true, email: true } } } },
      overrides: { where: { status: "active" }, select: { id: true }, take: 1 },
    },
  });
  return new Map(
    rows.map(({ owner, overrides, topReasons, ...row }) => [
      row.id,
      {
        ...row,
        owner: owner?.user ?? null,
        isOverridden: overrides.length > 0,
        topReasons: topReasons as unknown as Partial<TopReasons>,
      },
    ]),
  );
}
