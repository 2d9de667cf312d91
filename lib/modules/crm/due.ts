import type { TenantTx } from "@/lib/platform/db/client";
import { wantedSql } from "./data";
import { startRun } from "./mutations";
import type { CrmKind } from "./types";

/**
 * Starts runs of connections that write by themselves, where scores have changed and the last run began long enough
 * ago. A run that gave up is not followed by another before somebody looked at it, or a day later.
 */
export async function startDueRuns(tx: TenantTx, tenantId: string, now: Date): Promise<readonly CrmKind[]> {
  const rows = await tx.$queryRaw<{ kind: CrmKind }[]>`
    SELECT k.kind FROM crm_connections k
      LEFT JOIN LATERAL (
        SELECT r.created_at, r.status FROM crm_runs r
         WHERE r.tenant_id = k.tenant_id AND r.kind = k.kind AND r.mode = 'write'
         ORDER BY r.created_at DESC LIMIT 1) last ON true
     WHERE k.tenant_id = ${tenantId}::uuid AND k.every_minutes IS NOT NULL
       AND (last.created_at IS NULL
            OR last.created_at <= ${now}::timestamptz
               - make_interval(mins => CASE last.status WHEN 'failed' THEN greatest(k.every_minutes, 1440)
                                                        ELSE k.every_minutes END))
       AND NOT EXISTS (SELECT 1 FROM crm_runs r
                        WHERE r.tenant_id = k.tenant_id AND r.kind = k.kind AND r.status IN ('waiting', 'running'))`;
  const started: CrmKind[] = [];
  for (const { kind } of rows) {
    const found = await tx.$queryRaw<unknown[]>`SELECT 1 ${wantedSql(tenantId, kind, "changed")} LIMIT 1`;
    if (found.length === 0) continue;
    const wish = { kind, mode: "write", which: "changed" } as const;
    if (await startRun(tx, tenantId, wish, { actorId: null, now })) started.push(kind);
  }
  return started;
}
