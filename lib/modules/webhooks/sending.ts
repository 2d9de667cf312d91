import { raiseAlerts } from "@/lib/modules/alerts/mutations";
import { sendingJob } from "@/lib/modules/deliveries/mutations";
import { writeAudit } from "@/lib/platform/audit";
import { can, isRole } from "@/lib/platform/auth/roles";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { log } from "@/lib/platform/log";
import { type OutboundAnswer, OutboundError, postText } from "@/lib/platform/outbound";
import { SealBrokenError, unseal } from "@/lib/platform/sealing";
import { inOrder, ownerOf, type StoredBody } from "./data";
import { pauseAfter, RETRY_SECONDS, shouldDisable } from "./patience";
import { signedHeaders } from "./signing";

const MOST_ANSWER = 2_000;
const GONE = 410;
/** A receiver that asks for more patience is asked again all the same. */
const MOST_PATIENCE_SECONDS = 3_600;

interface Ready {
  readonly body: string;
  readonly url: string;
  readonly webhookId: string;
  readonly sealed: readonly string[];
  /** This one included. */
  readonly attempts: number;
}

/**
 * Sends one message to its webhook. A try ends as sent, as given up, or with another try at its time, asked for here
 * and not by the queue's own patience, which counts in minutes: receivers are down for hours. While a receiver has
 * been failing in a row, its other messages wait without being tried. It may arrive twice where a worker dies between
 * sending and noting it, under the same `webhook-id`.
 */
export async function sendToWebhook(tenantId: string, deliveryId: string, clock: () => Date): Promise<void> {
  const ready = await withTenant(tenantId, (tx) => begin(tx, tenantId, deliveryId, clock()));
  if (!ready) return;
  const end = await post(tenantId, deliveryId, ready, clock());
  await withTenant(tenantId, (tx) =>
    end instanceof OutboundError
      ? noteFailure(tx, tenantId, deliveryId, ready, end, clock())
      : noteSent(tx, tenantId, deliveryId, ready, end, clock()),
  );
}

/** Counts a try before it is made, so that one that kills its worker counts too; null where there is nothing to try now. */
async function begin(tx: TenantTx, tenantId: string, deliveryId: string, now: Date): Promise<Ready | null> {
  const [row] = await tx.$queryRaw<BeginRow[]>`
    SELECT d.body, d.attempts, w.id AS "webhookId", w.url, w.secret, w.previous_secret AS "previousSecret",
           w.previous_until AS "previousUntil", w.disabled_at AS "disabledAt", w.paused_until AS "pausedUntil"
      FROM deliveries d JOIN webhooks w ON w.tenant_id = d.tenant_id AND w.id = d.webhook_id
     WHERE d.tenant_id = ${tenantId}::uuid AND d.id = ${deliveryId}::uuid AND d.status = 'waiting'
       FOR NO KEY UPDATE OF d`;
  if (!row) return null;
  const where = { tenantId_id: { tenantId, id: deliveryId } };
  if (row.disabledAt) {
    const data = { status: "failed", nextAt: null, lastError: "the webhook is off" };
    await tx.delivery.update({ where, data });
    return null;
  }
  if (row.pausedUntil && row.pausedUntil > now) {
    await tx.delivery.update({ where, data: { nextAt: row.pausedUntil } });
    await again(tx, tenantId, deliveryId, row.webhookId, row.pausedUntil, now);
    return null;
  }
  const attempts = row.attempts + 1;
  await tx.delivery.update({ where, data: { attempts, triedAt: now, nextAt: null } });
  const old = row.previousSecret && row.previousUntil && row.previousUntil > now ? [row.previousSecret] : [];
  return {
    body: JSON.stringify(inOrder(row.body)),
    url: row.url,
    webhookId: row.webhookId,
    sealed: [row.secret, ...old],
    attempts,
  };
}

interface BeginRow {
  readonly body: StoredBody;
  readonly attempts: number;
  readonly webhookId: string;
  readonly url: string;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly previousUntil: Date | null;
  readonly disabledAt: Date | null;
  readonly pausedUntil: Date | null;
}

/** Outside any transaction: a slow receiver must not hold one open. */
async function post(
  tenantId: string,
  deliveryId: string,
  { body, url, webhookId, sealed }: Ready,
  now: Date,
): Promise<OutboundAnswer | OutboundError> {
  try {
    const secrets = sealed.map((text) => unseal(text, "webhook", ownerOf(tenantId, webhookId)));
    return await postText(url, body, { headers: signedHeaders(deliveryId, body, secrets, now) });
  } catch (error) {
    if (error instanceof OutboundError) return error;
    if (error instanceof SealBrokenError)
      return new OutboundError("its secret cannot be read any more: give it a new one", { final: true });
    throw error;
  }
}

async function noteSent(
  tx: TenantTx,
  tenantId: string,
  id: string,
  { webhookId }: Ready,
  { status, answer }: OutboundAnswer,
  now: Date,
): Promise<void> {
  // A webhook that works is not written to with every message.
  await tx.webhook.updateMany({
    where: { tenantId, id: webhookId, failures: { gt: 0 } },
    data: { failures: 0, failingSince: null, pausedUntil: null },
  });
  await tx.delivery.updateMany({
    where: { tenantId, id, status: "waiting" },
    data: { status: "sent", sentAt: now, lastError: null, answerStatus: status, answer: kept(answer) },
  });
}

async function noteFailure(
  tx: TenantTx,
  tenantId: string,
  id: string,
  { webhookId, attempts }: Ready,
  error: OutboundError,
  now: Date,
): Promise<void> {
  const { answered } = error;
  const pause = RETRY_SECONDS[attempts - 1];
  const isOver = pause === undefined || answered?.status === GONE || (error.final && answered === null);
  const wait = Math.max(pause ?? 0, Math.min(answered?.retryAfterSeconds ?? 0, MOST_PATIENCE_SECONDS));
  const nextAt = isOver ? null : new Date(now.getTime() + wait * 1_000);
  // The webhook first, as when it is deleted with its messages: so nobody waits in a circle.
  await noteOnWebhook(tx, tenantId, webhookId, answered?.status === GONE, now);
  const { count } = await tx.delivery.updateMany({
    where: { tenantId, id, status: "waiting" },
    data: {
      ...{ status: isOver ? "failed" : "waiting", nextAt, lastError: error.message.slice(0, 500) },
      ...{ answerStatus: answered?.status ?? null, answer: answered ? kept(answered.answer) : null },
    },
  });
  if (count === 0) return;
  if (nextAt) await again(tx, tenantId, id, webhookId, nextAt, now);
  if (isOver)
    log.warn("webhook message given up", { tenantId, webhookId, id, attempts, error: error.message });
}

async function noteOnWebhook(
  tx: TenantTx,
  tenantId: string,
  id: string,
  isGone: boolean,
  now: Date,
): Promise<void> {
  const [row] = await tx.$queryRaw<{ failures: number; since: Date; url: string; by: string | null }[]>`
    UPDATE webhooks SET failures = failures + 1, failing_since = coalesce(failing_since, ${now}::timestamptz)
     WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid AND disabled_at IS NULL
    RETURNING failures, failing_since AS since, url, created_by AS by`;
  if (!row) return;
  const { failures, since } = row;
  if (isGone || shouldDisable(failures, since, now)) {
    await switchOff(tx, tenantId, { id, url: row.url, why: isGone ? "gone" : "failing", since }, now);
    return;
  }
  const pauseSeconds = pauseAfter(failures);
  if (pauseSeconds > 0)
    await tx.webhook.update({
      where: { tenantId_id: { tenantId, id } },
      data: { pausedUntil: new Date(now.getTime() + pauseSeconds * 1_000) },
    });
}

/** Nobody pressed a button: whoever may switch it on again is told at the bell. */
async function switchOff(
  tx: TenantTx,
  tenantId: string,
  hook: { readonly id: string; readonly url: string; readonly why: "gone" | "failing"; readonly since: Date },
  now: Date,
): Promise<void> {
  const { id, url, why, since } = hook;
  await tx.webhook.update({
    where: { tenantId_id: { tenantId, id } },
    data: { disabledAt: now, disabledWhy: why, pausedUntil: null },
  });
  await writeAudit(tx, {
    ...{ tenantId, actorId: null, action: "webhook.switched_off", subjectType: "webhook", subjectId: id },
    details: { why, failingSince: since.toISOString() },
  });
  const people = await tx.membership.findMany({
    where: { tenantId, deactivatedAt: null },
    select: { userId: true, role: true },
  });
  await raiseAlerts(
    tx,
    tenantId,
    people
      .filter(({ role }) => isRole(role) && can(role, "webhooks.manage"))
      .map(({ userId }) => ({
        ...{ userId, leadId: null, kind: "webhook_off" as const },
        details: { host: new URL(url).host, why },
      })),
    now,
  );
}

async function again(
  tx: TenantTx,
  tenantId: string,
  id: string,
  webhookId: string,
  at: Date,
  now: Date,
): Promise<void> {
  const startAfterSeconds = Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1_000));
  await enqueue(tx, "deliveries.send", sendingJob(tenantId, id, webhookId), { startAfterSeconds });
}

/** A column of text takes no zero byte. */
const kept = (answer: string): string => answer.replaceAll("\u0000", "").slice(0, MOST_ANSWER);
