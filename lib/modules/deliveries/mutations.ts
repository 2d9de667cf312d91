import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { enqueue, enqueueMany } from "@/lib/platform/jobs/enqueue";
import { QUEUES } from "@/lib/platform/jobs/queues";
import type { DeliveryWish } from "./types";

/**
 * Has messages sent once the caller's transaction commits: they go out if and only if what they tell of is so.
 *
 * @returns their ids, in the order of the wishes
 */
export async function addDeliveries(
  tx: TenantTx,
  tenantId: string,
  wishes: readonly DeliveryWish[],
  now: Date,
): Promise<readonly string[]> {
  if (wishes.length === 0) return [];
  const rows = wishes.map((wish) => ({
    ...wish,
    id: newId(),
    webhookId: "webhookId" in wish ? wish.webhookId : null,
  }));
  await tx.delivery.createMany({
    data: rows.map(({ id, channel, target, topic, leadId, webhookId, body }) => ({
      ...{ tenantId, id, channel, target, topic, leadId, webhookId, createdAt: now },
      body: body as object,
    })),
  });
  await enqueueMany(
    tx,
    "deliveries.send",
    rows.map(({ id, webhookId }) => sendingJob(tenantId, id, webhookId)),
  );
  return rows.map(({ id }) => id);
}

/** What the queue carries; a webhook's message says so, because another hand sends it. */
export const sendingJob = (tenantId: string, deliveryId: string, webhookId: string | null) => ({
  ...{ tenantId, deliveryId },
  ...(webhookId === null ? {} : { webhookId }),
});

/** Tries a failed message again from the start; false where it is none. */
export async function retryDelivery(tx: TenantTx, tenantId: string, deliveryId: string): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({
    where: { tenantId, id: deliveryId, status: "failed", webhookId: null },
    data: { status: "waiting", attempts: 0, lastError: null },
  });
  if (count > 0) await enqueue(tx, "deliveries.send", { tenantId, deliveryId });
  return count > 0;
}

export interface StartedDelivery {
  readonly id: string;
  readonly channel: "email" | "slack" | "webhook";
  readonly target: string;
  readonly body: unknown;
  /** This one included. */
  readonly attempts: number;
}

/** Counts a try before it is made, so that one that kills its worker counts too; null where nothing waits any more. */
export async function startDelivery(
  tx: TenantTx,
  tenantId: string,
  deliveryId: string,
): Promise<StartedDelivery | null> {
  const rows = await tx.$queryRaw<StartedDelivery[]>`
    UPDATE deliveries SET attempts = attempts + 1
     WHERE tenant_id = ${tenantId}::uuid AND id = ${deliveryId}::uuid AND status = 'waiting' AND webhook_id IS NULL
    RETURNING id, channel, target, body, attempts`;
  return rows[0] ?? null;
}

export async function endDelivery(
  tx: TenantTx,
  tenantId: string,
  deliveryId: string,
  end: { readonly sentAt: Date } | { readonly error: string; readonly failed: boolean },
): Promise<void> {
  const data =
    "sentAt" in end
      ? { status: "sent", sentAt: end.sentAt, lastError: null }
      : { status: end.failed ? "failed" : "waiting", lastError: end.error.slice(0, 500) };
  await tx.delivery.updateMany({ where: { tenantId, id: deliveryId, status: "waiting" }, data });
}

/** The queue tries a job once and then as often as its limit says. */
export const MOST_ATTEMPTS = QUEUES["deliveries.send"].retryLimit + 1;

/** What was sent is kept longer than any cooling time asks about it, what was given up until nobody replays it. */
const KEPT_DAYS = { sent: 35, failed: 90 } as const;
const MOST_TIDIED = 20_000;

/** Deletes messages that are long over. @returns how many */
export async function tidyDeliveries(tx: TenantTx, tenantId: string, now: Date): Promise<number> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  return tx.$executeRaw`
    DELETE FROM deliveries
     WHERE tenant_id = ${tenantId}::uuid AND id IN (
       SELECT id FROM deliveries
        WHERE tenant_id = ${tenantId}::uuid AND created_at < ${before(KEPT_DAYS.sent)}::timestamptz
          AND (status = 'sent' OR (status = 'failed' AND created_at < ${before(KEPT_DAYS.failed)}::timestamptz))
        LIMIT ${MOST_TIDIED})`;
}
