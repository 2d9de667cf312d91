import type { TenantTx } from "./db/client";
import { newId } from "./ids";

export interface AuditEntry {
  readonly tenantId: string;
  /** The person who did it; null for the product itself. */
  readonly actorId: string | null;
  /** noun.verb_in_the_past: "membership.role_changed". */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes the audit row in the caller's transaction: it commits with the change, or not at all. */
export async function writeAudit(tx: TenantTx, entry: AuditEntry): Promise<void> {
  await tx.auditEntry.create({
    data: {
      tenantId: entry.tenantId,
      id: newId(),
      actorId: entry.actorId,
      action: entry.action,
      subjectType: entry.subjectType,
      subjectId: entry.subjectId ?? null,
      details: (entry.details ?? {}) as object,
    },
  });
}
