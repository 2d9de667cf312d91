import { DAY_MS } from "@/lib/core/signals/types";
import { ensurePartitions } from "@/lib/modules/ingestion/partitions";
import type { TenantTx } from "@/lib/platform/db/client";
import { type ActiveScorer, activeScorer } from "./data";
import { type LoadedHistory, loadHistories } from "./histories";
import { BOOKKEEPING_TYPES, fallCause, mainCause } from "./replay-causes";
import { endOfDay, reasonsSignature, scoreAsOf, scoringMoment, topReasons } from "./score-lead";
import { type HistoryWrite, writeHistory } from "./writing";

/** What moves a score by itself, or is an answer to it: scored at once, as in use. */
const TELLING_TYPES: ReadonlySet<string> = new Set([
  ...["demo_requested", "trial_started", "form_submitted", "signup_started", "webinar_attended"],
  ...["email_replied", "email_unsubscribed", "call_logged"],
]);
/** Other things within so long of each other are one visit: scored once it is over. */
const BURST_MS = 30 * 60_000;
/** After the last fact, scores still fall as decay steps and windows pass: looked at on these days. */
const QUIET_DAYS = [8, 15, 31, 61, 91] as const;

/**
 * Writes the score history that a lead would have, had the scorer been in use all along: scored after each visit, after
 * whatever is telling by itself, and on the days decay moves, each time with what was known then. For seeded and
 * imported histories; never changes the lead's current score.
 *
 * @returns how many history rows were written.
 */
export async function replayScores(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
  options: { readonly until: Date; readonly scorer?: ActiveScorer },
): Promise<number> {
  const scorer = options.scorer ?? (await activeScorer(tx));
  const histories = await loadHistories(tx, leadIds);
  const entries = histories.flatMap((loaded) => replayed(scorer, loaded, options.until.getTime()));
  if (entries.length === 0) return 0;
  let from = entries[0]!.scoredOn;
  let to = from;
  for (const { scoredOn } of entries) {
    if (scoredOn < from) from = scoredOn;
    if (scoredOn > to) to = scoredOn;
  }
  await ensurePartitions(tx, from, to);
  await writeHistory(tx, tenantId, scorer, entries);
  return entries.length;
}

/**
 * Tells each lead of its newest change of score, as its history has it: what the list shows as an arrow. For seeded
 * histories, after the current score is written.
 */
export async function adoptNewestChange(tx: TenantTx, tenantId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE leads l
       SET previous_score = c.before, previous_band = c.band_before, score_changed_on = c.scored_on
      FROM (SELECT DISTINCT ON (lead_id) lead_id, before, band_before, scored_on
              FROM (SELECT lead_id, scored_on, total,
                           lag(total) OVER lead_history AS before, lag(band) OVER lead_history AS band_before
                      FROM score_history
                    WINDOW lead_history AS (PARTITION BY lead_id ORDER BY scored_on)) h
             WHERE before <> total
             ORDER BY lead_id, scored_on DESC) c
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = c.lead_id`;
}

function replayed(scorer: ActiveScorer, loaded: LoadedHistory, until: number): HistoryWrite[] {
  const end = scoringMoment(loaded, until);
  const created = loaded.history.createdAt;
  if (created === null) return [];
  const entries: HistoryWrite[] = [];
  let last = "";
  for (const moment of replayMoments(loaded, created, end)) {
    const scoring = scoreAsOf(scorer, loaded.history, moment);
    const { total, bandId } = scoring.result;
    const state = `${total}|${bandId}|${reasonsSignature(topReasons(scoring.result))}`;
    if (state === last) continue;
    const previous = entries.at(-1)?.scoring;
    const since = previous?.moment ?? created - 1;
    last = state;
    entries.push({
      leadId: loaded.leadId,
      scoredOn: new Date(moment),
      scoring,
      cause:
        previous && total < previous.result.total
          ? fallCause(loaded, since, moment)
          : mainCause(loaded, since, moment, !previous),
    });
  }
  return entries;
}

function replayMoments({ history }: LoadedHistory, created: number, end: number): number[] {
  // Visits before the lead was known count from when it came to be.
  const facts = history.events
    .filter(({ type, flagged }) => !BOOKKEEPING_TYPES.has(type) && !flagged)
    .map(({ type, occurredAt }) => ({
      at: Math.max(occurredAt, created),
      isTelling: TELLING_TYPES.has(type),
    }))
    .concat({ at: created, isTelling: false })
    .sort((a, b) => a.at - b.at);
  const last = facts.findLast(({ at }) => at < end)?.at ?? created;
  // Signals see what lies before the moment: what just happened needs one millisecond more.
  const moments = facts
    .filter(({ at, isTelling }, index) => isTelling || (facts[index + 1]?.at ?? end) - at > BURST_MS)
    .map(({ at }) => at + 1);
  for (const quiet of QUIET_DAYS) moments.push(endOfDay(last) + quiet * DAY_MS);
  return [...new Set(moments)].filter((moment) => moment < end).sort((a, b) => a - b);
}
