import { machineAgrees } from "@/lib/core/scoring/effective";
import type { BandSet } from "@/lib/core/scoring/types";
import { raiseAlerts } from "@/lib/modules/alerts/mutations";
import type { ActiveOverride } from "@/lib/modules/scoring/standing";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { findOverride } from "./data";
import { alertValue } from "./ending";

/** What it takes of a lead that was scored. */
interface Scored {
  readonly machine: { readonly after: { readonly total: number; readonly bandId: string } };
  readonly override: ActiveOverride | null;
}

/**
 * Notes, once, that the machine has come to say what somebody set, and tells who set it. The override stands: only
 * people and its expiry end it.
 */
export async function noteCrossings(
  tx: TenantTx,
  tenantId: string,
  scored: readonly Scored[],
  { now, bandSet }: { readonly now: Date; readonly bandSet: BandSet },
): Promise<void> {
  for (const { override, machine } of scored) {
    if (!override || override.crossedAt !== null) continue;
    if (!machineAgrees(bandSet, machine.after, override.value, override.direction)) continue;
    const { count } = await tx.override.updateMany({
      where: { tenantId, id: override.id, status: "active", crossedAt: null },
      data: { crossedAt: now, crossedScore: machine.after.total },
    });
    const row = count === 1 ? await findOverride(tx, tenantId, { id: override.id }) : null;
    if (!row) continue;
    await writeAudit(tx, {
      ...{ tenantId, actorId: null, action: "override.crossed", subjectType: "override", subjectId: row.id },
      details: { leadId: row.leadId, machine: machine.after.total },
    });
    if (row.decidedById === null) continue;
    await raiseAlerts(
      tx,
      tenantId,
      [
        {
          ...{ userId: row.decidedById, leadId: row.leadId, kind: "override_crossed" },
          details: { override: row.id, machine: machine.after.total, ...alertValue(row, bandSet) },
        },
      ],
      now,
    );
  }
}
