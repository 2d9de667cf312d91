import type { LeadStatus } from "@/lib/modules/ingestion/types";
import type { TenantTx } from "@/lib/platform/db/client";

/** What deeds change of a lead, and what undoing one gives back. Times are ISO text: it is stored as JSON. */
export interface LeadState {
  readonly ownerId: string | null;
  readonly status: LeadStatus;
  readonly closedAt: string | null;
  readonly dueAt: string | null;
  readonly dueKind: "respond" | "follow_up" | null;
  readonly snoozedUntil: string | null;
  readonly snoozeWakes: boolean;
  readonly lastContactAt: string | null;
  readonly firstContactAt: string | null;
  readonly firstContactScore: number | null;
  readonly firstContactBand: string | null;
  readonly firstContactProbability: number | null;
  readonly firstContactVersion: string | null;
}

export interface LockedLead {
  readonly id: string;
  readonly isOpen: boolean;
  readonly state: LeadState;
}

interface Row
  extends Omit<LeadState, "closedAt" | "dueAt" | "snoozedUntil" | "lastContactAt" | "firstContactAt"> {
  readonly id: string;
  readonly isOpen: boolean;
  readonly closedAt: Date | null;
  readonly dueAt: Date | null;
  readonly snoozedUntil: Date | null;
  readonly lastContactAt: Date | null;
  readonly firstContactAt: Date | null;
}

/** Reads leads and keeps others from acting on them until the transaction ends: of two who claim one, one is told. */
export async function lockLeads(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
): Promise<Map<string, LockedLead>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, is_open AS "isOpen", owner_id AS "ownerId", status, closed_at AS "closedAt", due_at AS "dueAt",
           due_kind AS "dueKind", snoozed_until AS "snoozedUntil", snooze_wakes AS "snoozeWakes",
           last_contact_at AS "lastContactAt", first_contact_at AS "firstContactAt",
           first_contact_score AS "firstContactScore", first_contact_band AS "firstContactBand",
           first_contact_probability AS "firstContactProbability", first_contact_version AS "firstContactVersion"
      FROM leads WHERE tenant_id = ${tenantId}::uuid AND id = ANY (${[...leadIds]}::uuid[])
     ORDER BY id FOR NO KEY UPDATE`;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return new Map(
    rows.map(({ id, isOpen, ...row }) => [
      id,
      {
        id,
        isOpen,
        state: {
          ...row,
          closedAt: iso(row.closedAt),
          dueAt: iso(row.dueAt),
          snoozedUntil: iso(row.snoozedUntil),
          lastContactAt: iso(row.lastContactAt),
          firstContactAt: iso(row.firstContactAt),
        },
      },
    ]),
  );
}

/** Writes back what differs. */
export async function writeState(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
  state: Partial<LeadState>,
): Promise<void> {
  await tx.lead.update({
    where: { tenantId_id: { tenantId, id: leadId } },
    data: state,
    select: { id: true },
  });
}
