import { addDeliveries, sendingJob } from "@/lib/modules/deliveries/mutations";
import { maskAddress } from "@/lib/modules/workflow/settings-parts";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { enqueueMany } from "@/lib/platform/jobs/enqueue";
import { seal } from "@/lib/platform/sealing";
import type { WebhookBody } from "@/lib/present/webhook-body";
import { ownerOf } from "./data";
import { lastFourOf, makeSecret } from "./signing";
import { MOST_WEBHOOKS, type WebhookWish } from "./types";

/** Who does it, in which workspace; a Member is one. */
export interface Actor {
  readonly tenantId: string;
  readonly userId: string;
}

const HOUR_MS = 3_600_000;

/** The audit log is kept for ever: no address in it is whole, and no secret at all. */
const noted = ({ url, description, events }: WebhookWish) => ({ url: maskAddress(url), description, events });

/** Adds a webhook. The secret is in the answer and, sealed, in its row; null: there are as many as there may be. */
export async function addWebhook(
  tx: TenantTx,
  { tenantId, userId }: Actor,
  wish: WebhookWish,
  now: Date,
): Promise<{ readonly id: string; readonly secret: string } | null> {
  // Two who add at once count one after the other.
  await tx.$queryRaw`SELECT 1 FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
  if ((await tx.webhook.count({ where: { tenantId } })) >= MOST_WEBHOOKS) return null;
  const id = newId();
  const secret = makeSecret();
  await tx.webhook.create({
    data: {
      ...{ tenantId, id, ...wish, createdBy: userId, createdAt: now },
      ...{ secret: seal(secret, "webhook", ownerOf(tenantId, id)), secretLastFour: lastFourOf(secret) },
    },
  });
  await audit(tx, { tenantId, userId }, "webhook.added", id, noted(wish));
  return { id, secret };
}

/** Changes where it goes and what it is told of; messages that wait go to the new address. False: it is gone. */
export async function changeWebhook(
  tx: TenantTx,
  actor: Actor,
  id: string,
  wish: WebhookWish,
): Promise<boolean> {
  const { tenantId } = actor;
  const before = await lockWebhook(tx, tenantId, id);
  if (!before) return false;
  const { url, description, events } = before;
  if (JSON.stringify({ url, description, events }) === JSON.stringify(wish)) return true;
  const moved = url !== wish.url ? { failures: 0, failingSince: null, pausedUntil: null } : {};
  await tx.webhook.update({ where: { tenantId_id: { tenantId, id } }, data: { ...wish, ...moved } });
  await audit(tx, actor, "webhook.changed", id, {
    before: noted(before as WebhookWish),
    after: noted(wish),
  });
  return true;
}

/**
 * Gives it a new secret. The one before signs along for `overlapHours` (0: not at all); one that was replaced before
 * that is over. Null where the webhook is gone.
 */
export async function rotateSecret(
  tx: TenantTx,
  actor: Actor,
  { id, overlapHours }: { readonly id: string; readonly overlapHours: number },
  now: Date,
): Promise<string | null> {
  const { tenantId } = actor;
  const before = await lockWebhook(tx, tenantId, id);
  if (!before) return null;
  const secret = makeSecret();
  const isOverlapping = overlapHours > 0;
  await tx.webhook.update({
    where: { tenantId_id: { tenantId, id } },
    data: {
      ...{ secret: seal(secret, "webhook", ownerOf(tenantId, id)), secretLastFour: lastFourOf(secret) },
      previousSecret: isOverlapping ? before.secret : null,
      previousUntil: isOverlapping ? new Date(now.getTime() + overlapHours * HOUR_MS) : null,
      rotatedAt: now,
    },
  });
  await audit(tx, actor, "webhook.secret_rotated", id, { overlapHours });
  return secret;
}

/** Switches it on or off. What waits while it is off is given up, and can be sent again. False: it is gone. */
export async function switchWebhook(
  tx: TenantTx,
  actor: Actor,
  { id, on }: { readonly id: string; readonly on: boolean },
  now: Date,
): Promise<boolean> {
  const { tenantId } = actor;
  const before = await lockWebhook(tx, tenantId, id);
  if (!before) return false;
  if ((before.disabledAt === null) === on) return true;
  await tx.webhook.update({
    where: { tenantId_id: { tenantId, id } },
    data: {
      ...(on ? { disabledAt: null, disabledWhy: null } : { disabledAt: now, disabledWhy: "person" }),
      ...{ failures: 0, failingSince: null, pausedUntil: null },
    },
  });
  await audit(tx, actor, on ? "webhook.switched_on" : "webhook.switched_off", id, {});
  return true;
}

/** Takes it away with its messages. False: it was gone. */
export async function removeWebhook(tx: TenantTx, actor: Actor, id: string): Promise<boolean> {
  const { tenantId } = actor;
  const before = await lockWebhook(tx, tenantId, id);
  if (!before) return false;
  await tx.webhook.delete({ where: { tenantId_id: { tenantId, id } } });
  await audit(tx, actor, "webhook.removed", id, noted(before as WebhookWish));
  return true;
}

/** A message that says it is a test. Null: it is gone or off. */
export async function addTest(
  tx: TenantTx,
  actor: Actor,
  id: string,
  body: WebhookBody,
  now: Date,
): Promise<string | null> {
  const { tenantId } = actor;
  const hook = await tx.webhook.findFirst({ where: { tenantId, id, disabledAt: null } });
  if (!hook) return null;
  const wish = { channel: "webhook", topic: body.type, leadId: null, target: hook.url } as const;
  const [deliveryId = ""] = await addDeliveries(tx, tenantId, [{ ...wish, webhookId: id, body }], now);
  await audit(tx, actor, "webhook.tested", id, {});
  return deliveryId;
}

const MOST_REPLAYED = 10_000;

/**
 * Sends again what was given up: one message, or all of a webhook. A receiver sees the same `webhook-id`.
 *
 * @returns how many
 */
export async function replay(
  tx: TenantTx,
  actor: Actor,
  which: { readonly messageId: string } | { readonly webhookId: string },
): Promise<number> {
  const { tenantId } = actor;
  const chosen = "messageId" in which ? { id: which.messageId } : { webhookId: which.webhookId };
  const rows = await tx.delivery.findMany({
    where: { tenantId, status: "failed", webhook: { disabledAt: null }, ...chosen },
    orderBy: { id: "asc" },
    take: MOST_REPLAYED,
    select: { id: true, webhookId: true },
  });
  const ids = rows.map(({ id }) => id);
  // Of two who replay at once each sends what the other does not.
  const taken = await tx.$queryRaw<{ id: string; webhookId: string }[]>`
    UPDATE deliveries SET status = 'waiting', attempts = 0, last_error = NULL, next_at = NULL
     WHERE tenant_id = ${tenantId}::uuid AND id = ANY (${ids}::uuid[]) AND status = 'failed'
    RETURNING id, webhook_id AS "webhookId"`;
  if (taken.length === 0) return 0;
  await enqueueMany(
    tx,
    "deliveries.send",
    taken.map(({ id, webhookId }) => sendingJob(tenantId, id, webhookId)),
  );
  const [first] = taken;
  await audit(tx, actor, "webhook.replayed", first?.webhookId ?? "", { messages: taken.length });
  return taken.length;
}

/** The webhook, kept from others until the transaction ends. */
async function lockWebhook(tx: TenantTx, tenantId: string, id: string) {
  await tx.$queryRaw`SELECT 1 FROM webhooks WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return tx.webhook.findFirst({ where: { tenantId, id } });
}

const audit = (
  tx: TenantTx,
  { tenantId, userId }: Actor,
  action: string,
  subjectId: string,
  details: Readonly<Record<string, unknown>>,
) => writeAudit(tx, { tenantId, actorId: userId, action, subjectType: "webhook", subjectId, details });
