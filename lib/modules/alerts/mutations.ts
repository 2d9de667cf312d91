import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { announce } from "@/lib/platform/live";
import type { AlertScope } from "./data";
import type { AlertWish } from "./types";

/** Tells people in the product, inside the transaction of what they are told about. Nobody is told twice in one call. */
export async function raiseAlerts(
  tx: TenantTx,
  tenantId: string,
  wishes: readonly AlertWish[],
  now: Date,
): Promise<void> {
  const once = new Map(wishes.map((wish) => [`${wish.userId} ${wish.leadId} ${wish.kind}`, wish]));
  if (once.size === 0) return;
  await tx.alert.createMany({
    data: [...once.values()].map(({ userId, leadId, kind, details }) => ({
      ...{ tenantId, id: newId(), userId, leadId, kind, createdAt: now },
      details: details as object,
    })),
  });
  await announce(tx, tenantId);
}

/** Marks one's own alerts read; those of others, and those read before, stay as they are. */
export async function markRead(
  tx: TenantTx,
  { tenantId, userId }: AlertScope,
  which: { readonly id: string } | { readonly upTo: string },
  now: Date,
): Promise<void> {
  const chosen = "id" in which ? { id: which.id } : { createdAt: { lte: new Date(which.upTo) } };
  await tx.alert.updateMany({
    where: { tenantId, userId, readAt: null, ...chosen },
    data: { readAt: now },
  });
}
