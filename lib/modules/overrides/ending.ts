import type { BandSet } from "@/lib/core/scoring/types";
import { raiseAlerts } from "@/lib/modules/alerts/mutations";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import type { OverrideRow } from "./data";
import { tellOfOverrideEnd } from "./tell";

/** Why an override ends; a closed lead's is stored as expired before its time. */
export type Ending = "expired" | "lead_closed" | "reverted" | "replaced";

export interface EndingContext {
  readonly tenantId: string;
  readonly now: Date;
  /** Who ends it; null for the product itself. */
  readonly actor: { readonly userId: string; readonly name: string } | null;
  /** When it ended, where that was before now. */
  readonly endedAt?: Date;
}

/**
 * Ends an active override with its audit entry, and tells who stands behind it unless they did it themselves. The
 * lead's row is locked by the caller, who makes the machine's score count again with `applyEffective`.
 */
export async function endOverride(
  tx: TenantTx,
  row: OverrideRow,
  how: Ending,
  { tenantId, now, actor, endedAt = now }: EndingContext,
): Promise<void> {
  const status = how === "lead_closed" ? "expired" : how;
  await tx.override.updateMany({
    where: { tenantId, id: row.id, status: "active" },
    data: { status, endedAt, endedBy: actor?.userId ?? null },
  });
  await writeAudit(tx, {
    tenantId,
    actorId: actor?.userId ?? null,
    action: `override.${status}`,
    subjectType: "override",
    subjectId: row.id,
    details: {
      leadId: row.leadId,
      set: loggedValue(row),
      ...(how === "lead_closed" ? { because: how } : {}),
    },
  });
  const ended = { how, by: actor?.name ?? null, at: endedAt.getTime() };
  await tellOfOverrideEnd(tx, tenantId, row, ended, now);
  const behind = [row.decidedById, row.requestedById].filter((id) => id !== null && id !== actor?.userId);
  const bandSet = (await scorerInUse(tx, tenantId))?.bands ?? null;
  await raiseAlerts(
    tx,
    tenantId,
    behind.map((userId) => ({
      userId: userId as string,
      leadId: row.leadId,
      kind: "override_ended" as const,
      details: { override: row.id, how, by: actor?.name ?? null, ...alertValue(row, bandSet) },
    })),
    now,
  );
}

/** "75", or the band's id: what the log keeps. */
export const loggedValue = (row: Pick<OverrideRow, "kind" | "score" | "band">): string | number =>
  row.kind === "score" ? (row.score ?? 0) : (row.band ?? "");

/** What was set as an alert's sentence takes it: the score, or the name the band has now. */
export function alertValue(
  row: Pick<OverrideRow, "kind" | "score" | "band">,
  bandSet: BandSet | null,
): { readonly kind: "score" | "band"; readonly value: string } {
  if (row.kind === "score") return { kind: "score", value: String(row.score) };
  return { kind: "band", value: bandSet?.bands.find(({ id }) => id === row.band)?.name ?? row.band ?? "" };
}
