import { causeRef } from "@/lib/core/scoring/causes";
import { startOfDay } from "@/lib/modules/workflow/clock";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { withTenant } from "@/lib/platform/db/client";
import { zoneTime } from "@/lib/present/zone-time";
import { activeScorer } from "./data";
import { rescoreLeads } from "./rescore";

const DAY_MS = 86_400_000;
const CHUNK = 500;

export interface RefreshOptions {
  readonly now: Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
}

/**
 * Scores every open lead that has not been scored since the workspace's day began, so that quiet leads fall as their
 * signals decay. A transaction a chunk: a stop leaves whole chunks behind, and the next run goes on with the others.
 * The day is written down at the end.
 *
 * @returns how many leads were scored and how many came to another score, band or reason
 */
export async function refreshQuietLeads(
  tenantId: string,
  { now, signal, onProgress }: RefreshOptions,
): Promise<{ readonly scored: number; readonly changed: number }> {
  const { scorer, workflow } = await withTenant(tenantId, async (tx) => ({
    scorer: await activeScorer(tx),
    workflow: await getWorkflow(tx, tenantId),
  }));
  const dayBegan = new Date(startOfDay(now.getTime(), workflow));
  let after = "00000000-0000-0000-0000-000000000000";
  let scored = 0;
  let changed = 0;
  for (;;) {
    signal?.throwIfAborted();
    const chunk = await withTenant(
      tenantId,
      async (tx) => {
        const rows = await tx.$queryRaw<{ id: string; last_at: Date | null }[]>`
          SELECT id, coalesce(last_activity_at, created_at) AS last_at FROM leads
           WHERE tenant_id = ${tenantId}::uuid AND id > ${after}::uuid AND is_open
             AND score_updated_on < ${dayBegan}::timestamptz
           ORDER BY id LIMIT ${CHUNK}`;
        const quiet = new Map(rows.map((row) => [row.id, quietDays(row.last_at, now)]));
        const cause = (leadId: string) => causeRef("refresh", { quiet_days: quiet.get(leadId) ?? 0 });
        const options = { moment: now, cause, scorer, workflow };
        const outcome = await rescoreLeads(tx, tenantId, [...quiet.keys()], options);
        return { last: rows.at(-1)?.id, outcome };
      },
      { timeoutMs: 60_000 },
    );
    if (chunk.last === undefined) break;
    after = chunk.last;
    scored += chunk.outcome.scored;
    changed += chunk.outcome.changed;
    onProgress?.(scored);
  }
  await withTenant(tenantId, (tx) =>
    tx.workspaceSettings.update({
      where: { tenantId },
      data: { refreshedOn: dayOf(now, workflow.timeZone) },
    }),
  );
  return { scored, changed };
}

/** The workspace's calendar day, as a date column holds it. */
export const dayOf = (now: Date, timeZone: string): Date =>
  new Date(zoneTime(now.getTime(), timeZone).dayNumber * DAY_MS);

const quietDays = (lastAt: Date | null, now: Date): number =>
  lastAt === null ? 0 : Math.max(0, Math.floor((now.getTime() - lastAt.getTime()) / DAY_MS));
