import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { getLeadPage, preferIndexes } from "./data";
import type { LeadQuery, LeadView } from "./query-url";
import type { LeadListRow, ListScope } from "./types";

/** What an export has beyond the list's columns. */
export interface ExportExtras {
  readonly phone: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly industry: string | null;
  readonly employees: number | null;
  readonly website: string | null;
  readonly campaign: string | null;
  readonly scoreVersion: string | null;
}

export type ExportRow = LeadListRow & ExportExtras;

async function getExtras(
  tx: TenantTx,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, ExportExtras>> {
  const rows = await tx.$queryRaw<(ExportExtras & { id: string })[]>`
    SELECT id, phone, country, city, industry, employees, website, campaign, score_version AS "scoreVersion"
      FROM leads WHERE tenant_id = ${tenantId}::uuid AND id = ANY (${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, ...extras }) => [id, extras]));
}

/**
 * The whole filtered list in its order, some hundred rows at a time, each batch in a transaction of its own: a long
 * download holds no lock and no connection while its reader is slow.
 */
export async function* exportBatches(
  scope: ListScope,
  query: LeadQuery,
  view: LeadView,
  { batchSize, cap }: { readonly batchSize: number; readonly cap: number },
): AsyncGenerator<readonly ExportRow[], void, void> {
  let cursor: LeadQuery["cursor"] = null;
  let sent = 0;
  while (sent < cap) {
    const size = Math.min(batchSize, cap - sent);
    const at: LeadQuery["cursor"] = cursor;
    const { rows, next } = await withTenant(scope.tenantId, async (tx) => {
      await preferIndexes(tx);
      const page = await getLeadPage(tx, scope, { ...query, cursor: at }, view, size);
      const extras = await getExtras(
        tx,
        scope.tenantId,
        page.rows.map((row) => row.id),
      );
      return { next: page.next, rows: page.rows.flatMap((row) => ({ ...row, ...extras.get(row.id)! })) };
    });
    yield rows;
    sent += rows.length;
    if (!next) return;
    cursor = { toward: "next", token: next };
  }
}
