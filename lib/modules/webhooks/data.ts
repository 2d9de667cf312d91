import type { TenantTx } from "@/lib/platform/db/client";

/** Whose a sealed secret is: it opens in this row and in no other. */
export const ownerOf = (tenantId: string, webhookId: string): string => `${tenantId}:${webhookId}`;

export interface StoredBody {
  readonly type?: unknown;
  readonly timestamp?: unknown;
  readonly data?: unknown;
}

/** The database keeps members in an order of its own: what says what it is comes first. */
export const inOrder = ({ type, timestamp, data }: StoredBody) => ({ type, timestamp, data });

export interface WebhookRecord {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly events: readonly string[];
  readonly secretLastFour: string;
  readonly previousUntil: Date | null;
  readonly disabledAt: Date | null;
  readonly disabledWhy: string | null;
  readonly failingSince: Date | null;
  readonly failures: number;
  readonly pausedUntil: Date | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

export const webhookColumns = {
  ...{ id: true, url: true, description: true, events: true, secretLastFour: true, previousUntil: true },
  ...{ disabledAt: true, disabledWhy: true, failingSince: true, failures: true, pausedUntil: true },
  ...{ createdBy: true, createdAt: true },
} as const;

/** All of them, the oldest first; without their secrets. */
export async function getWebhooks(tx: TenantTx, tenantId: string): Promise<WebhookRecord[]> {
  return tx.webhook.findMany({
    where: { tenantId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: webhookColumns,
  });
}

export async function countFailed(tx: TenantTx, tenantId: string): Promise<Map<string, number>> {
  const rows = await tx.delivery.groupBy({
    by: ["webhookId"],
    where: { tenantId, status: "failed", webhookId: { not: null } },
    _count: { _all: true },
  });
  return new Map(rows.flatMap(({ webhookId, _count }) => (webhookId ? [[webhookId, _count._all]] : [])));
}

export interface MessageRecord {
  readonly id: string;
  readonly webhookId: string;
  readonly url: string;
  readonly topic: string;
  readonly status: "waiting" | "sent" | "failed";
  readonly attempts: number;
  readonly lastError: string | null;
  readonly nextAt: Date | null;
  readonly createdAt: Date;
  readonly answerStatus: number | null;
  readonly answer: string | null;
  readonly body: StoredBody;
  readonly leadId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly externalId: string | null;
}

export interface MessagesWanted {
  readonly failedOnly: boolean;
  readonly most: number;
  readonly before: { readonly at: Date; readonly id: string } | null;
}

/** Messages to webhooks, the newest first. */
export async function getMessages(
  tx: TenantTx,
  tenantId: string,
  { failedOnly, most, before }: MessagesWanted,
): Promise<MessageRecord[]> {
  return tx.$queryRaw<MessageRecord[]>`
    SELECT d.id, d.webhook_id AS "webhookId", w.url, d.topic, d.status, d.attempts, d.last_error AS "lastError",
           d.next_at AS "nextAt", d.created_at AS "createdAt", d.answer_status AS "answerStatus", d.answer, d.body,
           d.lead_id AS "leadId", l.first_name AS "firstName", l.last_name AS "lastName", l.email,
           l.external_id AS "externalId"
      FROM deliveries d
      JOIN webhooks w ON w.tenant_id = d.tenant_id AND w.id = d.webhook_id
      LEFT JOIN leads l ON l.tenant_id = d.tenant_id AND l.id = d.lead_id
     WHERE d.tenant_id = ${tenantId}::uuid AND (NOT ${failedOnly} OR d.status = 'failed')
       AND (${before?.at ?? null}::timestamptz IS NULL
            OR (d.created_at, d.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
     ORDER BY d.created_at DESC, d.id DESC LIMIT ${most}`;
}

export interface MessageStateRecord {
  readonly id: string;
  readonly status: "waiting" | "sent" | "failed";
  readonly attempts: number;
  readonly lastError: string | null;
  readonly nextAt: Date | null;
}

/** How far one message is; null where it is none of a webhook's. */
export async function getMessageState(
  tx: TenantTx,
  tenantId: string,
  id: string,
): Promise<MessageStateRecord | null> {
  const row = await tx.delivery.findFirst({
    where: { tenantId, id, webhookId: { not: null } },
    select: { id: true, status: true, attempts: true, lastError: true, nextAt: true },
  });
  return row ? { ...row, status: row.status as MessageStateRecord["status"] } : null;
}
