import { startDueRuns } from "@/lib/modules/crm/due";
import { startDueCount } from "@/lib/modules/insights/due";
import { startDueWork } from "@/lib/modules/workflow/due-work";
import { globalDb, type TenantTx, withTenant } from "@/lib/platform/db/client";
import { log } from "@/lib/platform/log";

/** What was looked at last, and now: what time made due in between is found. */
export interface Span {
  readonly since: Date;
  readonly now: Date;
}

/** What time alone makes due in a workspace, by the part of the product that it concerns. */
const LOOKS = {
  /** Overrides that end, snoozes, clocks that run out, scores that a new day moves, nurture, the pool. */
  workflow: (tx: TenantTx, tenantId: string, span: Span) => startDueWork(tx, tenantId, span),
  insights: (tx: TenantTx, tenantId: string, { now }: Span) => startDueCount(tx, tenantId, now),
  crm: (tx: TenantTx, tenantId: string, { now }: Span) => startDueRuns(tx, tenantId, now),
} as const;

export type DueName = keyof typeof LOOKS;
export const DUE_NAMES = Object.keys(LOOKS) as readonly DueName[];

export interface Looked {
  readonly workspaces: number;
  /** Those whose look failed; each is in the log. */
  readonly failed: number;
}

/** One look at every workspace; one whose look fails does not keep the others from theirs. Looking twice does no harm. */
export async function lookForDue(span: Span, names: readonly DueName[] = DUE_NAMES): Promise<Looked> {
  const tenants = await globalDb().tenant.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  let failed = 0;
  for (const { id } of tenants) {
    try {
      await withTenant(id, async (tx) => {
        for (const name of names) await LOOKS[name](tx, id, span);
      });
    } catch (error) {
      failed += 1;
      log.error("looking for due work", error, { tenantId: id });
    }
  }
  return { workspaces: tenants.length, failed };
}
