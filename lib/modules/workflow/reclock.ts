import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { promisedBy } from "./clock";
import { getWorkflow } from "./data";
import { callWithinMinutes } from "./response";

/** More clocks than this are moved by a job: a form is answered at once. */
export const MOST_AT_ONCE = 5_000;
const BATCH = 1_000;

interface Running {
  readonly id: string;
  readonly band: string;
  readonly since: Date;
  readonly due: Date;
}

interface Batch {
  readonly moved: number;
  /** Where the next batch begins; null after the last. */
  readonly last: string | null;
}

/**
 * Moves the response clocks that run to what the working hours now promise, counted from when each lead entered its
 * band. Follow-ups stay: a person agreed on them.
 *
 * @returns how many moved, or that a job moves them
 */
export async function reclock(
  tx: TenantTx,
  tenantId: string,
  { most = MOST_AT_ONCE }: { readonly most?: number } = {},
): Promise<{ readonly moved: number } | "queued"> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM leads
       WHERE tenant_id = ${tenantId}::uuid AND is_open AND due_at IS NOT NULL AND due_kind = 'respond'
       LIMIT ${most + 1}) running`;
  if ((rows[0]?.count ?? 0) > most) {
    await enqueue(tx, "workflow.reclock", { tenantId }, { singletonKey: "reclock" });
    return "queued";
  }
  let moved = 0;
  for (let after: string | null = null; ; ) {
    const batch: Batch = await reclockBatch(tx, tenantId, after);
    moved += batch.moved;
    if (batch.last === null) return { moved };
    after = batch.last;
  }
}

/** All of them, a transaction for a thousand: for the job. Safe to repeat. */
export async function reclockAll(tenantId: string, signal?: AbortSignal): Promise<number> {
  let moved = 0;
  for (let after: string | null = null; ; ) {
    signal?.throwIfAborted();
    const from: string | null = after;
    const batch: Batch = await withTenant(tenantId, (tx) => reclockBatch(tx, tenantId, from), {
      timeoutMs: 60_000,
    });
    moved += batch.moved;
    if (batch.last === null) return moved;
    after = batch.last;
  }
}

async function reclockBatch(tx: TenantTx, tenantId: string, after: string | null): Promise<Batch> {
  const scorer = await scorerInUse(tx, tenantId);
  if (!scorer) return { moved: 0, last: null };
  const calendar = await getWorkflow(tx, tenantId);
  const running = await tx.$queryRaw<Running[]>`
    SELECT id, effective_band AS band, band_since AS since, due_at AS due FROM leads
     WHERE tenant_id = ${tenantId}::uuid AND is_open AND due_kind = 'respond' AND band_since IS NOT NULL
       AND (${after}::uuid IS NULL OR id > ${after}::uuid)
     ORDER BY id LIMIT ${BATCH} FOR UPDATE`;
  const moves = running.flatMap(({ id, band, since, due }) => {
    const minutes = callWithinMinutes(scorer.bands, band);
    if (minutes === null) return [];
    const by = promisedBy(since.getTime(), minutes, calendar);
    return by === due.getTime() ? [] : [{ id, by: new Date(by) }];
  });
  if (moves.length > 0)
    await tx.$executeRaw`
      UPDATE leads l SET due_at = m.by
        FROM unnest(${moves.map(({ id }) => id)}::uuid[], ${moves.map(({ by }) => by)}::timestamptz[]) AS m(id, by)
       WHERE l.tenant_id = ${tenantId}::uuid AND l.id = m.id`;
  return { moved: moves.length, last: running.length < BATCH ? null : (running.at(-1)?.id ?? null) };
}
