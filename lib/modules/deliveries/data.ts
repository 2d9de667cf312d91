import type { TenantTx } from "@/lib/platform/db/client";
import type { DeliveryState } from "./types";

export interface DeliveryRow extends DeliveryState {
  readonly channel: "email" | "slack" | "webhook";
  readonly target: string;
  readonly topic: string;
  readonly leadId: string | null;
  readonly createdAt: Date;
  /** Of the body only the kind of event, where it names one. */
  readonly type: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly externalId: string | null;
}

/** The newest messages by mail, chat and to the mail tool, whatever became of them; webhooks have a page of their own. */
export async function getDeliveries(tx: TenantTx, tenantId: string, most: number): Promise<DeliveryRow[]> {
  return tx.$queryRaw<DeliveryRow[]>`
    SELECT d.id, d.channel, d.target, d.topic, d.lead_id AS "leadId", d.status, d.attempts,
           d.last_error AS "lastError", d.created_at AS "createdAt", d.body->>'type' AS type,
           l.first_name AS "firstName", l.last_name AS "lastName", l.email, l.external_id AS "externalId"
      FROM deliveries d LEFT JOIN leads l ON l.tenant_id = d.tenant_id AND l.id = d.lead_id
     WHERE d.tenant_id = ${tenantId}::uuid AND d.webhook_id IS NULL
     ORDER BY d.created_at DESC, d.id DESC LIMIT ${most}`;
}

export async function getDeliveryState(
  tx: TenantTx,
  tenantId: string,
  id: string,
): Promise<DeliveryState | null> {
  const rows = await tx.$queryRaw<DeliveryState[]>`
    SELECT id, status, attempts, last_error AS "lastError" FROM deliveries
     WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid AND webhook_id IS NULL`;
  return rows[0] ?? null;
}

/** A test to the same address that has not been tried yet: pressing the button again asks for that one. */
export async function waitingTest(
  tx: TenantTx,
  tenantId: string,
  target: string,
): Promise<DeliveryState | null> {
  const rows = await tx.$queryRaw<DeliveryState[]>`
    SELECT id, status, attempts, last_error AS "lastError" FROM deliveries
     WHERE tenant_id = ${tenantId}::uuid AND topic = 'test' AND target = ${target} AND status = 'waiting'
       AND webhook_id IS NULL
     ORDER BY created_at DESC LIMIT 1`;
  return rows[0] ?? null;
}
