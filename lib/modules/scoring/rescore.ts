import { ensurePartitions } from "@/lib/modules/ingestion/partitions";
import type { TenantTx } from "@/lib/platform/db/client";
import { withTenant } from "@/lib/platform/db/client";
import { type ActiveScorer, activeScorer } from "./data";
import { type LoadedHistory, loadHistories } from "./histories";
import {
  firstContactAt,
  type LeadScoring,
  reasonsSignature,
  scoreAsOf,
  scoringMoment,
  topReasons,
} from "./score-lead";
import type { ScoreCause, TopReasons } from "./types";
import { type ScoreWrite, writeScores } from "./writing";

export interface RescoreOptions {
  /** Events at or after it do not count; closed leads are scored as of their closing. */
  readonly moment: Date;
  readonly cause: ScoreCause;
  /** Given by callers that rescore many batches, so that the scorer is read once. */
  readonly scorer?: ActiveScorer;
}

export interface RescoreOutcome {
  readonly scored: number;
  /** Leads whose score, band or top reasons are not what they were. */
  readonly changed: number;
  /** Band before (null: never scored) and after, for leads that moved. */
  readonly moved: readonly { readonly leadId: string; readonly from: string | null; readonly to: string }[];
}

interface Snapshot {
  id: string;
  score_total: number | null;
  score_band: string | null;
  score_version: string | null;
  top_reasons: Partial<TopReasons>;
  first_contact_at: Date | null;
}

/** Scores these leads inside the caller's tenant transaction and writes what changed. */
export async function rescoreLeads(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
  options: RescoreOptions,
): Promise<RescoreOutcome> {
  if (leadIds.length === 0) return { scored: 0, changed: 0, moved: [] };
  const scorer = options.scorer ?? (await activeScorer(tx));
  const histories = await loadHistories(tx, leadIds);
  const snapshots = await tx.$queryRaw<Snapshot[]>`
    SELECT id, score_total, score_band, score_version, top_reasons, first_contact_at
      FROM leads WHERE id = ANY (${[...leadIds]}::uuid[])`;
  const before = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const writes = histories.map((loaded) =>
    scoreWrite(scorer, loaded, before.get(loaded.leadId), options.moment),
  );
  await ensurePartitions(tx, options.moment, options.moment);
  await writeScores(tx, tenantId, writes, scorer, options);
  const changed = writes.filter((write) => write.changed);
  return {
    scored: writes.length,
    changed: changed.length,
    moved: changed.flatMap((write) => {
      const from = before.get(write.leadId)?.score_band ?? null;
      const to = write.scoring.result.bandId;
      return from === to ? [] : [{ leadId: write.leadId, from, to }];
    }),
  };
}

function scoreWrite(
  scorer: ActiveScorer,
  loaded: LoadedHistory,
  before: Snapshot | undefined,
  moment: Date,
): ScoreWrite {
  const now = moment.getTime();
  const scoring = scoreAsOf(scorer, loaded.history, scoringMoment(loaded, now));
  const top = topReasons(scoring.result);
  const { total, bandId } = scoring.result;
  const moved = before?.score_total !== total || before.score_band !== bandId;
  const changed =
    moved ||
    before.score_version !== scorer.version ||
    reasonsSignature(before.top_reasons) !== reasonsSignature(top);
  return {
    leadId: loaded.leadId,
    scoring,
    top,
    changed,
    moved,
    previous: before?.score_total == null ? null : { score: before.score_total, band: before.score_band },
    firstContact: before?.first_contact_at ? null : contactScoring(scorer, loaded, scoring),
  };
}

/** The score the rep saw when first speaking to the lead: as of that call, never of today. */
function contactScoring(
  scorer: ActiveScorer,
  { history }: LoadedHistory,
  current: LeadScoring,
): LeadScoring | null {
  const contact = firstContactAt(history);
  if (contact === null || contact > current.moment) return null;
  return scoreAsOf(scorer, history, contact);
}

export interface RescoreAllOptions extends Omit<RescoreOptions, "scorer"> {
  readonly onProgress?: (done: number, total: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
  readonly chunkSize?: number;
}

/**
 * Scores every lead of the tenant, a transaction a chunk: readers are never locked out, a stop in the middle leaves
 * whole chunks behind, and running it again is harmless.
 */
export async function rescoreAll(tenantId: string, options: RescoreAllOptions): Promise<RescoreOutcome> {
  const { chunkSize = 1_000 } = options;
  const { scorer, total } = await withTenant(tenantId, async (tx) => ({
    scorer: await activeScorer(tx),
    total: await tx.lead.count(),
  }));
  const moved: { leadId: string; from: string | null; to: string }[] = [];
  let scored = 0;
  let changed = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    options.signal?.throwIfAborted();
    const chunk = await withTenant(
      tenantId,
      async (tx) => {
        const rows = await tx.$queryRaw<{ id: string }[]>`
          SELECT id FROM leads WHERE tenant_id = ${tenantId}::uuid AND id > ${after}::uuid ORDER BY id LIMIT ${chunkSize}`;
        const ids = rows.map((row) => row.id);
        return { ids, outcome: await rescoreLeads(tx, tenantId, ids, { ...options, scorer }) };
      },
      { timeoutMs: 60_000 },
    );
    const last = chunk.ids.at(-1);
    if (last === undefined) return { scored, changed, moved };
    after = last;
    scored += chunk.outcome.scored;
    changed += chunk.outcome.changed;
    moved.push(...chunk.outcome.moved);
    await options.onProgress?.(scored, total);
  }
}
