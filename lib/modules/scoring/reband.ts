import { bandFor } from "@/lib/core/scoring/bands";
import type { BandSet } from "@/lib/core/scoring/types";
import { ensurePartitions } from "@/lib/modules/ingestion/partitions";
import { afterScoring } from "@/lib/modules/workflow/after-scoring";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { reclockAll } from "@/lib/modules/workflow/reclock";
import type { Workflow } from "@/lib/modules/workflow/types";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { type ActiveScorer, isInUse, scorerById } from "./data";
import { rescoreAll } from "./rescore";
import { lockStandings, type NextStanding, nextStanding, type Standing } from "./standing";
import type { ScoreCause } from "./types";

export interface RebandOptions {
  readonly moment: Date;
  readonly cause: ScoreCause;
  readonly signal?: AbortSignal | undefined;
  readonly chunkSize?: number;
}

export interface RebandOutcome {
  /** Leads whose band is another one now. */
  readonly moved: number;
  /** Leads that had to be scored, because a version that scores otherwise had scored them. */
  readonly scored: number;
}

/**
 * After a version came into use that scores as the one before and only draws its bands elsewhere: no signal is measured
 * again. A lead whose score lies in another band by the new edges moves there, and one under an override is looked at
 * again; the others stay as they are, version and all, because the version that scored them says the same of them. A
 * transaction a chunk, so that nobody who reads waits and a stop leaves whole chunks behind; running it again is
 * harmless. Ends early where another version came into use meanwhile.
 */
export async function rebandAll(
  tenantId: string,
  toId: string,
  { moment, cause, signal, chunkSize = 2_000 }: RebandOptions,
): Promise<RebandOutcome> {
  const { to, workflow } = await withTenant(tenantId, async (tx) => ({
    to: await scorerById(tx, toId),
    workflow: await getWorkflow(tx, tenantId),
  }));
  let moved = 0;
  if (!to) return { moved, scored: 0 };
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    signal?.throwIfAborted();
    const chunk = await withTenant(
      tenantId,
      async (tx) => {
        if (!(await isInUse(tx, toId))) return null;
        return rebandChunk(tx, tenantId, { to, workflow, moment, cause, after, chunkSize });
      },
      { timeoutMs: 60_000 },
    );
    if (chunk === null) return { moved, scored: 0 };
    if (chunk.last === null) break;
    after = chunk.last;
    moved += chunk.moved;
  }
  await reclockAll(tenantId, signal);
  const rest = { moment, cause, onlyOutdated: true, ...(signal ? { signal } : {}) };
  return { moved, scored: (await rescoreAll(tenantId, rest)).scored };
}

interface Chunk {
  readonly to: ActiveScorer;
  readonly workflow: Workflow;
  readonly moment: Date;
  readonly cause: ScoreCause;
  readonly after: string;
  readonly chunkSize: number;
}

async function rebandChunk(
  tx: TenantTx,
  tenantId: string,
  { to, workflow, moment, cause, after, chunkSize }: Chunk,
): Promise<{ readonly last: string | null; readonly moved: number }> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT l.id
      FROM leads l
      LEFT JOIN overrides o ON o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.status = 'active'
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id > ${after}::uuid
       AND l.score_version = ANY (${[...to.alike]}::text[])
       AND (l.score_band <> (${bandByScore(to.bandSet)}::text[])[l.score_total + 1] OR o.lead_id IS NOT NULL)
     ORDER BY l.id LIMIT ${chunkSize}`;
  const leadIds = rows.map(({ id }) => id);
  const moved = await moveLeads(tx, tenantId, leadIds, { to, workflow, moment, cause });
  return { last: leadIds.at(-1) ?? null, moved };
}

/** The band's id of every score from 0 to 100: what `bandFor` says, for SQL to look up. */
export const bandByScore = (set: BandSet): string[] =>
  Array.from({ length: 101 }, (_, total) => bandFor(set, total).id);

interface Move {
  readonly leadId: string;
  readonly standing: Standing;
  readonly machine: { readonly total: number; readonly bandId: string };
  readonly next: NextStanding;
}

async function moveLeads(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
  { to, workflow, moment, cause }: Pick<Chunk, "to" | "workflow" | "moment" | "cause">,
): Promise<number> {
  if (leadIds.length === 0) return 0;
  const context = { now: moment, bandSet: to.bandSet, workflow, live: false };
  const standings = await lockStandings(tx, tenantId, leadIds);
  const moves = [...standings.values()].flatMap((standing): Move[] => {
    if (standing.machine === null) return [];
    const { total } = standing.machine;
    const machine = { total, bandId: bandFor(to.bandSet, total).id };
    return [{ leadId: standing.leadId, standing, machine, next: nextStanding(standing, machine, context) }];
  });
  const moved = moves.filter(({ standing, machine }) => standing.machine?.bandId !== machine.bandId);
  await ensurePartitions(tx, moment, moment);
  await writeMoves(tx, tenantId, to, moves, moment);
  await writeHistoryOf(tx, tenantId, moved, { to, moment, cause });
  await afterScoring(
    tx,
    tenantId,
    moves.map(({ leadId, standing, machine, next }) => ({
      ...{ leadId, ownerId: standing.ownerId, isOpen: standing.isOpen, override: standing.override, cause },
      machine: { before: standing.machine, after: machine },
      effective: { before: standing.effective, after: next.effective },
    })),
    context,
  );
  return moved.length;
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

async function writeMoves(
  tx: TenantTx,
  tenantId: string,
  to: ActiveScorer,
  moves: readonly Move[],
  moment: Date,
): Promise<void> {
  const rows = moves.map(({ leadId, standing, machine, next: { effective, due } }) => ({
    ...{ id: leadId, band: machine.bandId, moved: standing.machine?.bandId !== machine.bandId },
    ...{ effective_score: effective.score, effective_band: effective.bandId },
    ...{ band_since: iso(due.bandSince), due_at: iso(due.dueAt), due_kind: due.dueKind },
  }));
  await tx.$executeRaw`
    UPDATE leads l
       SET score_band = r.band, score_version = ${to.version}, score_hash = ${to.hash},
           previous_score = CASE WHEN r.moved THEN l.score_total ELSE l.previous_score END,
           previous_band = CASE WHEN r.moved THEN l.score_band ELSE l.previous_band END,
           score_changed_on = CASE WHEN r.moved THEN ${moment}::timestamptz ELSE l.score_changed_on END,
           effective_score = r.effective_score, effective_band = r.effective_band,
           band_since = r.band_since, due_at = r.due_at, due_kind = r.due_kind
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
           id uuid, band text, moved boolean, effective_score int, effective_band text, band_since timestamptz,
           due_at timestamptz, due_kind text)
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = r.id`;
}

/** The same signals as of the same moment under the new version: what verifying computes again. */
async function writeHistoryOf(
  tx: TenantTx,
  tenantId: string,
  moved: readonly Move[],
  { to, moment, cause }: Pick<Chunk, "to" | "moment" | "cause">,
): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map(({ leadId, machine }) => ({ lead_id: leadId, band: machine.bandId }));
  await tx.$executeRaw`
    INSERT INTO score_history (tenant_id, lead_id, scored_on, total, unrounded, margin, probability, band,
                               score_version, score_hash, scorer_id, moment, vector, cause)
    SELECT ${tenantId}::uuid, r.lead_id, ${moment}::timestamptz, h.total, h.unrounded, h.margin, h.probability, r.band,
           ${to.version}, ${to.hash}, ${to.id}::uuid, h.moment, h.vector, ${JSON.stringify(cause)}::jsonb
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(lead_id uuid, band text)
      JOIN LATERAL (SELECT * FROM score_history s
                     WHERE s.tenant_id = ${tenantId}::uuid AND s.lead_id = r.lead_id
                     ORDER BY s.scored_on DESC LIMIT 1) h ON true
    ON CONFLICT (tenant_id, lead_id, scored_on) DO NOTHING`;
}
