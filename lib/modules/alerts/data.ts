import type { TenantTx } from "@/lib/platform/db/client";
import type { AlertWish } from "./types";

/** Whose alerts: everybody sees their own and nobody else's. */
export interface AlertScope {
  readonly tenantId: string;
  readonly userId: string;
}

export interface AlertRow {
  readonly id: string;
  readonly kind: string;
  readonly details: AlertWish["details"];
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly leadId: string | null;
  readonly lead: {
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly email: string | null;
    readonly externalId: string | null;
    readonly company: string | null;
    readonly jobTitle: string | null;
  } | null;
}

/** Newest first, from before `before` on. */
export async function getAlerts(
  tx: TenantTx,
  { tenantId, userId }: AlertScope,
  { take, before }: { readonly take: number; readonly before?: { readonly at: Date; readonly id: string } },
): Promise<AlertRow[]> {
  const older = before
    ? { OR: [{ createdAt: { lt: before.at } }, { createdAt: before.at, id: { lt: before.id } }] }
    : {};
  const rows = await tx.alert.findMany({
    where: { tenantId, userId, ...older },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
    select: {
      ...{ id: true, kind: true, details: true, createdAt: true, readAt: true, leadId: true },
      lead: {
        select: {
          ...{ firstName: true, lastName: true, email: true, externalId: true },
          ...{ company: true, jobTitle: true },
        },
      },
    },
  });
  return rows.map((row) => ({ ...row, details: row.details as AlertRow["details"] }));
}

/** How many are unread, counted to a hundred. */
export async function countUnread(tx: TenantTx, { tenantId, userId }: AlertScope): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM alerts WHERE tenant_id = ${tenantId}::uuid AND user_id = ${userId}::uuid AND read_at IS NULL
       LIMIT 100) unread`;
  return rows[0]?.count ?? 0;
}
