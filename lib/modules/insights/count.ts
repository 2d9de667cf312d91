import type { Band } from "@/lib/core/scoring/types";
import type { LeadHistory } from "@/lib/core/signals/types";
import { workspaceOutcome } from "@/lib/modules/outcomes/data";
import { eventsRunOn } from "@/lib/modules/outcomes/labelling";
import type { Predicted } from "@/lib/modules/outcomes/types";
import { type ActiveScorer, activeScorer } from "@/lib/modules/scoring/data";
import { loadHistories } from "@/lib/modules/scoring/histories";
import { scoreAsOf } from "@/lib/modules/scoring/score-lead";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { callWithinMinutes } from "@/lib/modules/workflow/response";
import type { Workflow } from "@/lib/modules/workflow/types";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { type CountedScore, fateOf, type LeadFate, needsEvents } from "./count-lead";
import { type RawLead, readDeeds, readHotTimes, readLeads, readStoodScores } from "./data-count";
import { type InsightRow, insightRow } from "./insight-row";
import { writeInsightRows } from "./mutations";

export interface CountOptions {
  /** The present of the count: nothing after it is seen. */
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void | Promise<void>) | undefined;
  /** Leads a transaction. */
  readonly chunkSize?: number;
}

/** All that a count is made with, read once. */
interface Basis {
  readonly tenantId: string;
  readonly now: number;
  readonly predicted: Predicted;
  readonly isRunningLog: boolean;
  readonly scorer: ActiveScorer;
  readonly workflow: Workflow;
  readonly called: { readonly band: Band; readonly minutes: number } | null;
}

const CHUNK = 5_000;
/** Leads whose events are in memory at a time. */
const HISTORIES = 1_500;

/**
 * Counts every lead of the workspace: the score it had when it mattered, what became of it, how far it came and how
 * fast it was called. A transaction a chunk, only rows that differ are written; killed in the middle, the next one goes
 * over it again.
 *
 * @returns what was predicted: the outcome that the labels are of
 */
export async function countLeads(tenantId: string, options: CountOptions): Promise<Predicted> {
  const { chunkSize = CHUNK, signal, onProgress } = options;
  const { total, basis } = await withTenant(tenantId, async (tx) => ({
    total: await tx.lead.count(),
    basis: await readBasis(tx, tenantId, options.now),
  }));
  let after: string | undefined;
  for (let done = 0; ; ) {
    signal?.throwIfAborted();
    const from = after;
    const chunk = await withTenant(tenantId, (tx) => countChunk(tx, basis, from, chunkSize), {
      timeoutMs: 120_000,
    });
    if (chunk.last === undefined) return basis.predicted;
    after = chunk.last;
    done += chunk.leads;
    await onProgress?.(done, total);
  }
}

async function readBasis(tx: TenantTx, tenantId: string, now: Date): Promise<Basis> {
  const predicted = await workspaceOutcome(tx, tenantId);
  const scorer = await activeScorer(tx);
  const [band] = scorer.bandSet.bands.filter(({ id }) => callWithinMinutes(scorer.bandSet, id) !== null);
  const minutes = band ? callWithinMinutes(scorer.bandSet, band.id) : null;
  return {
    ...{ tenantId, predicted, scorer, now: now.getTime() },
    isRunningLog: await eventsRunOn(tx, tenantId, predicted.outcome.outcome),
    workflow: await getWorkflow(tx, tenantId),
    called: band && minutes !== null ? { band, minutes } : null,
  };
}

async function countChunk(
  tx: TenantTx,
  basis: Basis,
  after: string | undefined,
  limit: number,
): Promise<{ leads: number; last: string | undefined }> {
  const { tenantId, predicted, called } = basis;
  const leads = await readLeads(tx, tenantId, { after, limit, outcome: predicted.outcome.outcome });
  const last = leads.at(-1)?.id;
  if (last === undefined) return { leads: 0, last };
  const deeds = await readDeeds(tx, tenantId, { after, last });
  const hot = called
    ? await readHotTimes(tx, tenantId, called.band.id, { after, last })
    : new Map<string, number>();
  const fates = await fatesOf(tx, basis, leads);
  const scores = await scoresOf(tx, basis, leads, fates);
  const rows = leads.map(
    (lead): InsightRow =>
      insightRow({
        ...{ lead, fate: fates.get(lead.id)!, score: scores.get(lead.id) ?? null },
        ...{ deeds: deeds.get(lead.id) ?? null, hotAt: hot.get(lead.id) ?? null },
        ...{ promiseMinutes: called?.minutes ?? 0, calendar: basis.workflow, now: basis.now },
      }),
  );
  await writeInsightRows(tx, tenantId, rows);
  return { leads: leads.length, last };
}

const withoutEvents = (createdAt: number | null): LeadHistory => ({ createdAt, events: [], visitors: [] });

async function fatesOf(
  tx: TenantTx,
  { predicted, isRunningLog, now }: Basis,
  leads: readonly RawLead[],
): Promise<Map<string, LeadFate>> {
  const fates = new Map<string, LeadFate>();
  const decide = (lead: RawLead, history: LeadHistory) =>
    fates.set(
      lead.id,
      fateOf({
        ...{ history, predicted, isRunningLog, now, outcome: lead.outcome },
        firstContactAt: lead.contact?.at ?? null,
      }),
    );
  if (!needsEvents(predicted, isRunningLog)) {
    for (const lead of leads) decide(lead, withoutEvents(lead.createdAt));
    return fates;
  }
  await eachHistory(tx, leads, (lead, history) => void decide(lead, history));
  return fates;
}

/**
 * First contact: what is stored with the lead. Nobody called: what was written by then. It came before Firstcall scored
 * it: the version in use, as of that moment. Not to be judged yet: the score it has.
 */
async function scoresOf(
  tx: TenantTx,
  basis: Basis,
  leads: readonly RawLead[],
  fates: ReadonlyMap<string, LeadFate>,
): Promise<Map<string, CountedScore>> {
  const scores = new Map<string, CountedScore>();
  const waiting: { readonly lead: RawLead; readonly at: number }[] = [];
  for (const lead of leads) {
    const { isContacted, at } = fates.get(lead.id)!;
    const { contact, current, createdAt } = lead;
    if (isContacted && contact) scores.set(lead.id, { ...contact, basis: "contact" });
    else if (at !== null && at <= basis.now) waiting.push({ lead, at });
    // As imported, or its moment is still to come: the values as they stand.
    else if (current)
      scores.set(lead.id, { ...current, basis: at === null ? "replayed" : "stood", at: createdAt });
  }
  const stood = await readStoodScores(
    tx,
    basis.tenantId,
    waiting.map(({ lead, at }) => ({ id: lead.id, at })),
  );
  const missing: { readonly lead: RawLead; readonly at: number }[] = [];
  for (const { lead, at } of waiting) {
    const found = stood.get(lead.id);
    const before = lead.replayed;
    if (found) scores.set(lead.id, { ...found, basis: "stood", at });
    else if (before && before.at === at && basis.scorer.version === before.version)
      scores.set(lead.id, { ...before, basis: "replayed", at });
    else missing.push({ lead, at });
  }
  await replay(tx, basis, missing, scores);
  return scores;
}

async function replay(
  tx: TenantTx,
  { scorer }: Basis,
  missing: readonly { readonly lead: RawLead; readonly at: number }[],
  scores: Map<string, CountedScore>,
): Promise<void> {
  const moments = new Map(missing.map(({ lead, at }) => [lead.id, at]));
  await eachHistory(
    tx,
    missing.map(({ lead }) => lead),
    ({ id }, history) => {
      const at = moments.get(id)!;
      const { result } = scoreAsOf(scorer, history, at);
      scores.set(id, {
        ...{ score: result.total, band: result.bandId, promise: result.probability },
        ...{ version: scorer.version, basis: "replayed", at },
      });
    },
  );
}

async function eachHistory(
  tx: TenantTx,
  leads: readonly RawLead[],
  visit: (lead: RawLead, history: LeadHistory) => void,
): Promise<void> {
  for (let from = 0; from < leads.length; from += HISTORIES) {
    const part = new Map(leads.slice(from, from + HISTORIES).map((lead) => [lead.id, lead]));
    for (const { leadId, history } of await loadHistories(tx, [...part.keys()]))
      visit(part.get(leadId)!, history);
  }
}
