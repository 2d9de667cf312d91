import { scoreMany } from "@/lib/core/scoring/score";
import type { Band, ScoreResult } from "@/lib/core/scoring/types";
import { signalsAsOf } from "@/lib/core/signals/as-of";
import type { SignalDefinition, SignalsAsOf } from "@/lib/core/signals/types";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { grouped } from "@/lib/platform/grouped";
import { type ActiveScorer, activeScorer } from "./data";

/** The scorer in use with what every request needs of it, made once. */
export interface LiveScorer {
  readonly active: ActiveScorer;
  readonly bands: ReadonlyMap<string, Band>;
  readonly definitions: ReadonlyMap<string, SignalDefinition>;
  /** The signals of a lead of whom nothing is known, as of the moment. */
  unknownLead(moment: number): SignalsAsOf;
  /** Scores with whatever else waits in this turn of the loop: the same bits as alone. */
  score(signals: SignalsAsOf): Promise<ScoreResult>;
}

interface Known {
  readonly live: LiveScorer;
  /** What settings said when it was opened. */
  readonly mark: string;
  /** On the process's monotonic clock, ms. */
  checkedAt: number;
  checking: Promise<void> | null;
}

/** Older than this it is looked at again while requests go on with it; older than that they wait for the look. */
const CHECK_AFTER_MS = 500;
const STALE_AFTER_MS = 1_500;
/** Workspaces whose scorer is held ready. */
const MOST_KNOWN = 200;

const known = new Map<string, Known>();
const opening = new Map<string, Promise<Known>>();

/**
 * The scorer in use, from memory. What settings name (a version published, a way back, an own signal) is asked once in
 * half a second while requests come, so that an answer is by a version in use at most a second and a half before.
 *
 * @throws Error where the workspace has no published scorer
 */
export function liveScorer(tenantId: string): LiveScorer | Promise<LiveScorer> {
  const here = known.get(tenantId);
  if (!here) return opened(tenantId).then(({ live }) => live);
  const age = performance.now() - here.checkedAt;
  if (age <= CHECK_AFTER_MS) return here.live;
  const checking = look(tenantId, here);
  if (age <= STALE_AFTER_MS) {
    // Whoever comes after the limit is told of the failure.
    checking.catch(() => {});
    return here.live;
  }
  return checking.then(() => known.get(tenantId)?.live ?? here.live);
}

/** For tests that change settings and ask at once. */
export function forgetLiveScorers(): void {
  known.clear();
}

function look(tenantId: string, here: Known): Promise<void> {
  here.checking ??= (async () => {
    const startedAt = performance.now();
    try {
      const mark = await withTenant(tenantId, (tx) => markOf(tx, tenantId));
      if (mark === here.mark) here.checkedAt = startedAt;
      else await opened(tenantId);
    } finally {
      here.checking = null;
    }
  })();
  return here.checking;
}

function opened(tenantId: string): Promise<Known> {
  const underWay = opening.get(tenantId);
  if (underWay) return underWay;
  const made = open(tenantId).finally(() => opening.delete(tenantId));
  opening.set(tenantId, made);
  return made;
}

async function open(tenantId: string): Promise<Known> {
  const checkedAt = performance.now();
  const { active, mark } = await withTenant(tenantId, async (tx) => ({
    // Read first: what changes in between is found by the next look.
    mark: await markOf(tx, tenantId),
    active: await activeScorer(tx),
  }));
  const entry: Known = { live: readied(active), mark, checkedAt, checking: null };
  known.set(tenantId, entry);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KNOWN) break;
    known.delete(oldest);
  }
  return entry;
}

async function markOf(tx: TenantTx, tenantId: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ mark: string }[]>`
    SELECT concat_ws(' ', w.active_scorer_id, s.count, s.active, s.newest) AS mark
      FROM workspace_settings w,
           (SELECT count(*) AS count, count(*) FILTER (WHERE active) AS active, max(created_at) AS newest
              FROM signal_definitions WHERE tenant_id = ${tenantId}::uuid) s
     WHERE w.tenant_id = ${tenantId}::uuid`;
  return row?.mark ?? "";
}

const NOBODY = { createdAt: null, events: [], visitors: [] };

function readied(active: ActiveScorer): LiveScorer {
  const blank = signalsAsOf(active.compiled, NOBODY, 0);
  return {
    active,
    bands: new Map(active.bandSet.bands.map((band) => [band.id, band])),
    definitions: new Map(active.definitions.map((definition) => [definition.key, definition])),
    score: grouped(async (leads: readonly SignalsAsOf[]) => scoreMany(active.scorer, leads), { most: 64 }),
    // Nothing known is nothing at any moment.
    unknownLead: (moment) => ({ vector: { moment, values: blank.vector.values, ages: {} }, evidence: {} }),
  };
}
