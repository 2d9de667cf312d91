import { setTimeout as pause } from "node:timers/promises";
import { eventsWaiting } from "@/lib/modules/ingestion/load";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { activeScorer } from "./data";
import { rescoreLeads } from "./rescore";
import type { ScoreCause } from "./types";

export interface ScoreWish {
  readonly leadId: string;
  readonly cause: ScoreCause;
  /** What the lead did just now; becomes its last activity when it is scored. */
  readonly activityAt?: Date;
}

/**
 * Has leads scored again within the second, once this transaction commits. Wishes only pile up: whoever writes events
 * never waits for a scoring, and a lead that is wished for ten times is scored once.
 */
export async function requestScores(
  tx: TenantTx,
  tenantId: string,
  wishes: readonly ScoreWish[],
  now: Date,
): Promise<void> {
  if (wishes.length === 0) return;
  const rows = wishes.map(({ leadId, cause, activityAt }) => ({
    ...{ id: newId(), lead_id: leadId, cause, activity_at: activityAt?.toISOString() ?? null },
  }));
  await tx.$executeRaw`
    INSERT INTO pending_scores (tenant_id, id, lead_id, cause, requested_at, activity_at)
    SELECT ${tenantId}::uuid, r.id, r.lead_id, r.cause, ${now}::timestamptz, r.activity_at
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS r(id uuid, lead_id uuid, cause jsonb, activity_at timestamptz)`;
  await enqueue(tx, "scores.pending", { tenantId }, { singletonKey: "pending" });
}

const MOST_AT_ONCE = 500;

interface PendingRow {
  lead_id: string;
  cause: ScoreCause;
  activity_at: Date | null;
}

/**
 * Scores what is waiting, a transaction for at most 500 leads, until nothing is. A worker that is killed leaves its
 * wishes behind; two at once take different ones.
 *
 * @returns how many leads were scored.
 */
export async function scorePending(
  tenantId: string,
  clock: () => Date,
  signal?: AbortSignal,
): Promise<number> {
  let scored = 0;
  for (;;) {
    signal?.throwIfAborted();
    const began = performance.now();
    const done = await withTenant(
      tenantId,
      async (tx) => {
        const { taken, activity } = await takePending(tx, tenantId);
        if (taken.size === 0) return 0;
        const scorer = await activeScorer(tx);
        const workflow = await getWorkflow(tx, tenantId);
        const cause = (leadId: string) => taken.get(leadId)!;
        await rescoreLeads(tx, tenantId, [...taken.keys()], {
          ...{ moment: clock(), cause, scorer, workflow, activity },
        });
        return taken.size;
      },
      { timeoutMs: 60_000 },
    );
    if (done === 0) return scored;
    scored += done;
    // What streams in must be kept; a score may be a little later: while events wait, they get two turns of three.
    if (done >= MOST_AT_ONCE / 2 && eventsWaiting() > 0)
      await pause(Math.min(2 * (performance.now() - began), 2_000));
  }
}

/** The oldest wishes and whatever else was wished for their leads, taken off the pile; one cause a lead. */
async function takePending(
  tx: TenantTx,
  tenantId: string,
): Promise<{ taken: Map<string, ScoreCause>; activity: Map<string, Date> }> {
  const rows = await tx.$queryRaw<PendingRow[]>`
    WITH oldest AS MATERIALIZED (
      SELECT id, lead_id FROM pending_scores WHERE tenant_id = ${tenantId}::uuid
       ORDER BY id LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED),
    same AS MATERIALIZED (
      SELECT id FROM pending_scores
       WHERE tenant_id = ${tenantId}::uuid AND lead_id IN (SELECT lead_id FROM oldest)
         FOR UPDATE SKIP LOCKED)
    DELETE FROM pending_scores p USING (SELECT id FROM oldest UNION SELECT id FROM same) o
     WHERE p.tenant_id = ${tenantId}::uuid AND p.id = o.id
    RETURNING p.lead_id, p.cause, p.activity_at`;
  const taken = new Map<string, ScoreCause>();
  const activity = new Map<string, Date>();
  for (const { lead_id: leadId, cause, activity_at: at } of rows) {
    const known = taken.get(leadId);
    taken.set(leadId, known ? joined(known, cause) : cause);
    const latest = activity.get(leadId);
    if (at && (!latest || at > latest)) activity.set(leadId, at);
  }
  return { taken, activity };
}

/** Several causes as one: the same kind of activity is counted, else what the lead did itself is told. */
function joined(a: ScoreCause, b: ScoreCause): ScoreCause {
  if (a.key !== "activity" || b.key !== "activity") return b.key === "activity" ? b : a;
  if (a.args.type !== b.args.type) return { key: "activity", args: { ...a.args, type: b.args.type ?? null } };
  const count = (cause: ScoreCause) => (typeof cause.args.count === "number" ? cause.args.count : 1);
  return { key: "activity", args: { ...a.args, count: count(a) + count(b) } };
}
