import { ensurePartitions } from "@/lib/modules/ingestion/partitions";
import { afterScoring } from "@/lib/modules/workflow/after-scoring";
import { getWorkflow } from "@/lib/modules/workflow/data";
import type { Workflow } from "@/lib/modules/workflow/types";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { type ActiveScorer, activeScorer, isInUse } from "./data";
import { type LoadedHistory, loadHistories } from "./histories";
import {
  firstContactAt,
  type LeadScoring,
  reasonsSignature,
  scoreAsOf,
  scoringMoment,
  topReasons,
} from "./score-lead";
import { lockStandings, nextStanding, type Standing } from "./standing";
import { isLiveCause, type ScoreCause } from "./types";
import { type ScoreWrite, writeScores } from "./writing";

export interface RescoreOptions {
  /** Events at or after it do not count; closed leads are scored as of their closing. */
  readonly moment: Date;
  /** One for all leads, or one each. */
  readonly cause: ScoreCause | ((leadId: string) => ScoreCause);
  /** Given by callers that rescore many batches, so that they are read once. */
  readonly scorer?: ActiveScorer;
  readonly workflow?: Workflow;
  /** The team itself just acted and said what is due next: no clock starts, and nobody is told. */
  readonly isOwnDeed?: boolean;
  /** What leads did last, where that is not written yet: it goes with the score, a lead's row being written once. */
  readonly activity?: ReadonlyMap<string, Date>;
}

export interface RescoreOutcome {
  readonly scored: number;
  /** Leads whose score, band or top reasons are not what they were. */
  readonly changed: number;
  /** Band before (null: never scored) and after, for leads that moved. */
  readonly moved: readonly { readonly leadId: string; readonly from: string | null; readonly to: string }[];
}

const NOTHING: RescoreOutcome = { scored: 0, changed: 0, moved: [] };

/** Scores these leads inside the caller's tenant transaction and writes what changed. */
export async function rescoreLeads(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
  options: RescoreOptions,
): Promise<RescoreOutcome> {
  if (leadIds.length === 0) return NOTHING;
  const { moment } = options;
  const causeOf = typeof options.cause === "function" ? options.cause : () => options.cause as ScoreCause;
  const scorer = options.scorer ?? (await activeScorer(tx));
  const workflow = options.workflow ?? (await getWorkflow(tx, tenantId));
  const { activity } = options;
  const before = await lockStandings(tx, tenantId, leadIds, activity);
  const histories = await loadHistories(tx, leadIds);
  const { isOwnDeed = false } = options;
  const context = { now: moment, bandSet: scorer.bandSet, workflow, keepsDue: isOwnDeed };
  const writes = histories.map((loaded): ScoreWrite => {
    const standing = before.get(loaded.leadId);
    const write = scoreWrite(scorer, loaded, standing, moment);
    const cause = causeOf(loaded.leadId);
    const next = nextStanding(standing, machineOf(write), { ...context, live: isLiveCause(cause) });
    return {
      ...write,
      cause,
      next,
      wakes: !isOwnDeed && cause.key === "activity",
      activityAt: activity?.get(loaded.leadId) ?? null,
    };
  });
  await ensurePartitions(tx, moment, moment);
  await writeScores(tx, tenantId, writes, scorer, moment);
  await afterScoring(
    tx,
    tenantId,
    writes.flatMap((write) => {
      const standing = before.get(write.leadId);
      if (!standing) return [];
      const { leadId, ownerId, isOpen, override } = standing;
      return {
        ...{ leadId, ownerId, isOpen, override, cause: write.cause },
        machine: { before: standing.machine, after: machineOf(write) },
        effective: { before: standing.effective, after: write.next.effective },
      };
    }),
    { ...context, live: !isOwnDeed && writes.some(({ cause }) => isLiveCause(cause)) },
  );
  const changed = writes.filter((write) => write.changed);
  return {
    scored: writes.length,
    changed: changed.length,
    moved: changed.flatMap((write) => {
      const from = before.get(write.leadId)?.machine?.bandId ?? null;
      const to = write.scoring.result.bandId;
      return from === to ? [] : [{ leadId: write.leadId, from, to }];
    }),
  };
}

const machineOf = ({ scoring: { result } }: Pick<ScoreWrite, "scoring">) => ({
  total: result.total,
  bandId: result.bandId,
});

function scoreWrite(
  scorer: ActiveScorer,
  loaded: LoadedHistory,
  before: Standing | undefined,
  moment: Date,
): Omit<ScoreWrite, "cause" | "next" | "wakes" | "activityAt"> {
  const now = moment.getTime();
  const scoring = scoreAsOf(scorer, loaded.history, scoringMoment(loaded, now));
  const top = topReasons(scoring.result);
  const { total, bandId } = scoring.result;
  const machine = before?.machine ?? null;
  const moved = machine?.total !== total || machine.bandId !== bandId;
  const changed =
    moved ||
    !scorer.alike.has(before?.version ?? "") ||
    before === undefined ||
    reasonsSignature(before.topReasons) !== reasonsSignature(top);
  return {
    leadId: loaded.leadId,
    scoring,
    top,
    changed,
    moved,
    previous: machine === null ? null : { score: machine.total, band: machine.bandId },
    firstContact: before?.firstContactAt ? null : contactScoring(scorer, loaded, scoring),
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

export interface RescoreAllOptions extends Omit<RescoreOptions, "scorer" | "workflow"> {
  readonly onProgress?: (done: number, total: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
  readonly chunkSize?: number;
  /** Only leads that neither the version in use nor one that scores as it does has scored. */
  readonly onlyOutdated?: boolean;
}

/**
 * Scores every lead of the tenant, a transaction a chunk: readers are never locked out, a stop in the middle leaves
 * whole chunks behind, and running it again is harmless. Ends early where another version came into use meanwhile:
 * whoever put it there has all leads scored by it.
 */
export async function rescoreAll(tenantId: string, options: RescoreAllOptions): Promise<RescoreOutcome> {
  const { chunkSize = 1_000, onlyOutdated = false } = options;
  const { scorer, workflow, total } = await withTenant(tenantId, async (tx) => ({
    scorer: await activeScorer(tx),
    workflow: await getWorkflow(tx, tenantId),
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
        if (!(await isInUse(tx, scorer.id))) return { ids: [], outcome: NOTHING };
        const rows = await tx.$queryRaw<{ id: string }[]>`
          SELECT id FROM leads
           WHERE tenant_id = ${tenantId}::uuid AND id > ${after}::uuid
             AND (NOT ${onlyOutdated} OR score_version IS NULL OR score_version <> ALL (${[...scorer.alike]}::text[]))
           ORDER BY id LIMIT ${chunkSize}`;
        const ids = rows.map((row) => row.id);
        return { ids, outcome: await rescoreLeads(tx, tenantId, ids, { ...options, scorer, workflow }) };
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
