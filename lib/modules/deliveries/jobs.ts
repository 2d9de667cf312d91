import { z } from "zod";
import { sendToWebhook } from "@/lib/modules/webhooks/sending";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import type { JobData } from "@/lib/platform/jobs/queues";
import { log } from "@/lib/platform/log";
import { canMail, sendMail } from "@/lib/platform/mail";
import { OutboundError, postJson } from "@/lib/platform/outbound";
import { endDelivery, MOST_ATTEMPTS, type StartedDelivery, startDelivery, tidyDeliveries } from "./mutations";

const jobData = z.object({ tenantId: z.uuid(), deliveryId: z.uuid(), webhookId: z.uuid().optional() });
const mailBody = z.object({ subject: z.string(), text: z.string(), html: z.string() });

/**
 * Sends one message. It may arrive twice where a worker dies between sending and noting it, which is why hooks carry
 * the delivery's id. What fails in passing is thrown, so that the queue tries again later; what would fail again, or
 * has failed often enough, ends as failed with its reason on the row.
 */
export async function sendDeliveryJob(data: JobData): Promise<void> {
  const { tenantId, deliveryId, webhookId } = jobData.parse(data);
  if (webhookId !== undefined) return sendToWebhook(tenantId, deliveryId, now);
  const started = await withTenant(tenantId, (tx) => startDelivery(tx, tenantId, deliveryId));
  if (!started) return;
  const error = await send(started);
  const failed = error !== null && (isFinal(error) || started.attempts >= MOST_ATTEMPTS);
  const end = error === null ? { sentAt: now() } : { error: error.message, failed };
  await withTenant(tenantId, (tx) => endDelivery(tx, tenantId, deliveryId, end));
  if (error === null) return;
  if (!failed) throw new Error(`delivery by ${started.channel}: ${error.message}`, { cause: error });
  const { channel, attempts } = started;
  log.warn("delivery given up", { tenantId, deliveryId, channel, attempts, error: error.message });
}

/** Deletes what is long over. */
export async function tidyDeliveriesJob({ tenantId }: JobData): Promise<void> {
  const own = z.uuid().parse(tenantId);
  await withTenant(own, (tx) => tidyDeliveries(tx, own, now()), { timeoutMs: 60_000 });
}

/** Outside any transaction: a slow receiver must not hold one open. */
async function send({ id, channel, target, body }: StartedDelivery): Promise<Error | null> {
  try {
    if (channel === "email") {
      if (!canMail()) throw new OutboundError("no SMTP server is configured", { final: true });
      await sendMail({ to: target, ...mailBody.parse(body) });
    } else {
      await postJson(target, body, { headers: channel === "webhook" ? { "webhook-id": id } : {} });
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Answers of 5xx from an SMTP server are refusals; 4xx ask for patience, as do broken connections. */
function isFinal(error: Error): boolean {
  if (error instanceof OutboundError) return error.final;
  const { responseCode } = error as Error & { responseCode?: number };
  return responseCode !== undefined && responseCode >= 500;
}
