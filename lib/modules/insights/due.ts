import type { TenantTx } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { zoneTime } from "@/lib/present/zone-time";

/** A count that leads have changed since is made anew after so long. */
const FRESH_MS = 15 * 60_000;
/** One that says it runs and began before this was left behind. */
const GIVEN_UP_MS = 20 * 60_000;
/** One that failed is not tried again at once. */
const PAUSE_MS = 5 * 60_000;

/** Raised when counted rows come to hold something else: what was counted before is counted anew. */
const FORMAT = 2;

interface Row {
  readonly scorer: string | null;
  readonly outcome: unknown;
  readonly hours: unknown;
  readonly zone: string;
  readonly status: string | null;
  readonly subject: string | null;
  readonly started_at: Date | null;
  readonly counted_at: Date | null;
  readonly leads: boolean;
  readonly changed: boolean;
}

/**
 * What a count is made with. When any of it changes the figures mean something else: the version in use, what is
 * predicted, the working hours that promises count in, and the day, because windows end by the day.
 */
function subjectOf({ scorer, outcome, hours, zone }: Row, now: Date): string {
  const day = zoneTime(now.getTime(), zone).dayNumber;
  return sha256Hex(JSON.stringify([FORMAT, scorer, outcome, hours, zone, day]));
}

async function ask(tx: TenantTx, tenantId: string): Promise<Row | undefined> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT w.active_scorer_id::text AS scorer, w.outcome, w.working_hours AS hours, t.time_zone AS zone,
           c.status, c.subject, c.started_at, c.counted_at,
           EXISTS (SELECT 1 FROM leads l WHERE l.tenant_id = w.tenant_id) AS leads,
           EXISTS (SELECT 1 FROM leads l WHERE l.tenant_id = w.tenant_id AND l.score_updated_on > c.counted_at) AS changed
      FROM workspace_settings w
      JOIN tenants t ON t.id = w.tenant_id
      LEFT JOIN insight_counts c ON c.tenant_id = w.tenant_id
     WHERE w.tenant_id = ${tenantId}::uuid`;
  return rows[0];
}

/** What the count of a workspace would be made with now. */
export async function countSubject(tx: TenantTx, tenantId: string, now: Date): Promise<string> {
  const row = await ask(tx, tenantId);
  if (!row) throw new Error("this workspace has no settings");
  return subjectOf(row, now);
}

/** Has the leads counted where nobody has, where something changed, or where the figures mean something else now. */
export async function startDueCount(tx: TenantTx, tenantId: string, now: Date): Promise<boolean> {
  const row = await ask(tx, tenantId);
  if (!row?.leads || !isDue(row, now)) return false;
  await enqueue(tx, "insights.count", { tenantId }, { singletonKey: "count" });
  return true;
}

function isDue(row: Row, now: Date): boolean {
  const since = (at: Date | null) => (at === null ? Number.POSITIVE_INFINITY : now.getTime() - at.getTime());
  if (row.status === "running") return since(row.started_at) > GIVEN_UP_MS;
  if (row.status === "failed" && since(row.started_at) < PAUSE_MS) return false;
  if (row.counted_at === null || row.subject !== subjectOf(row, now)) return true;
  return row.changed && since(row.counted_at) > FRESH_MS;
}
