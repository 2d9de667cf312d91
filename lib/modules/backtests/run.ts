import { type ScoreHistogram, scoreHistogram } from "@/lib/core/backtest/histogram";
import { comparePaired } from "@/lib/core/backtest/paired";
import type { DropReason, OutcomeDefinition } from "@/lib/core/outcomes/types";
import { bandFor } from "@/lib/core/scoring/bands";
import { score } from "@/lib/core/scoring/score";
import { compileSignals } from "@/lib/core/signals/compile";
import { DAY_MS } from "@/lib/core/signals/types";
import { catalogueSignals, marketOf } from "@/lib/modules/scoring/data";
import { scoreAsOf } from "@/lib/modules/scoring/score-lead";
import {
  type LabelledLead,
  type LeadVisitor,
  visitLabelledLeads,
} from "@/lib/modules/training/labelled-leads";
import { withTenant } from "@/lib/platform/db/client";
import { signalMeasuring } from "./measure-signals";
import { draftSide, type Side, sideOf } from "./sides";
import {
  type BacktestRequest,
  type BacktestResult,
  MOST_FLIPS,
  MOST_KEPT_LEADS,
  type PastFlip,
  type Population,
  type ReplayedLeads,
  type ReplayedSide,
} from "./types";

export interface BacktestOptions {
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void | Promise<void>) | undefined;
}

export type BacktestOutcome =
  | { readonly ok: true; readonly result: BacktestResult; readonly leads: ReplayedLeads }
  | { readonly ok: false; readonly reason: "version_gone" };

const SEED = 20_261;
/** Leads a transaction: small enough that pages are answered in between. */
const CHUNK = 750;

/**
 * Replays a published version, and a draft beside it, over every lead whose outcome is known: each measured as of the
 * moment it would have been scored, through the same signals and the same scoring as ever. Writes nothing.
 */
export async function runBacktest(
  tenantId: string,
  request: BacktestRequest,
  { now, signal, onProgress }: BacktestOptions,
): Promise<BacktestOutcome> {
  const started = performance.now();
  const sides = await withTenant(tenantId, async (tx) => {
    const catalogue = request.signals ? compileSignals(await catalogueSignals(tx), await marketOf(tx)) : null;
    const current = await sideOf(tx, tenantId, request.scorerId);
    if (!current) return null;
    const draft = request.draft && (await draftSide(tx, tenantId, current, request.draft));
    return request.draft && !draft ? null : { current, draft, catalogue };
  });
  if (!sides) return { ok: false, reason: "version_gone" };
  const measuring = sides.catalogue && signalMeasuring(sides.catalogue, now);
  const replay = replayOf(sides.current, sides.draft, request.outcome);
  const visitor: LeadVisitor = measuring
    ? {
        lead(lead) {
          measuring.lead(lead);
          replay.visitor.lead(lead);
        },
        dropped(reason, lead) {
          if (lead) measuring.recent(lead);
          replay.visitor.dropped(reason);
        },
      }
    : replay.visitor;
  const { outcome, moment } = request;
  await visitLabelledLeads(tenantId, { outcome, moment, now, signal, onProgress, chunkSize: CHUNK }, visitor);
  const { result, leads } = replay.finish(() => performance.now() - started);
  return { ok: true, leads, result: measuring ? { ...result, signals: measuring.finish() } : result };
}

interface Row {
  readonly lead: Omit<LabelledLead, "history">;
  readonly current: Scored;
  readonly draft: Scored | null;
}

interface Scored {
  readonly total: number;
  readonly unrounded: number;
}

function replayOf(current: Side, draft: Side | null, outcome: OutcomeDefinition) {
  const rows: Row[] = [];
  const dropped: Record<DropReason, number> = {
    ...{ immature: 0, decided_before_moment: 0, undecided: 0, no_moment: 0 },
  };
  const isSameScorer = draft !== null && draft.scorer === current.scorer;
  return {
    visitor: {
      lead({ history, ...lead }: LabelledLead) {
        const { signals, result } = scoreAsOf(current, history, lead.seenUntil);
        const before = scoredOf(result);
        rows.push({ lead, current: before, draft: draftOf(before) });
        function draftOf(same: Scored): Scored | null {
          if (draft === null) return null;
          if (isSameScorer) return same;
          if (draft.compiled === current.compiled) return scoredOf(score(draft.scorer, signals.vector));
          return scoredOf(scoreAsOf(draft, history, lead.seenUntil).result);
        }
      },
      dropped(reason: DropReason) {
        dropped[reason] += 1;
      },
    },
    finish(tookMs: () => number) {
      const { population, chosen } = populationOf(rows, [current, draft]);
      chosen.sort(newestFirst);
      const labels = Uint8Array.from(chosen, ({ lead }) => lead.label);
      const times = chosen.flatMap(({ lead }) => (lead.moment === null ? [] : [lead.moment]));
      const isDated = times.length === chosen.length && chosen.length > 0;
      const from = isDated ? times.reduce((a, b) => Math.min(a, b)) : null;
      const to = isDated ? times.reduce((a, b) => Math.max(a, b)) : null;
      const before = sideFigures(current, labels, (at) => chosen[at]!.current);
      const after = draft && sideFigures(draft, labels, (at) => chosen[at]!.draft!);
      const compared = after && comparePaired(labels, before.replayed, after.replayed, { seed: SEED });
      const result: BacktestResult = {
        ...{ outcome, population, dropped, from, to, isSameScorer },
        leads: chosen.length,
        positives: labels.reduce((sum, label) => sum + label, 0),
        days: from === null || to === null || to - from < DAY_MS ? null : (to - from) / DAY_MS,
        current: before.side,
        draft: after?.side ?? null,
        comparison: compared?.ok ? compared.value : null,
        flips: draft && flipsOf(chosen, before.side, draft),
        tookMs: Math.round(tookMs()),
      };
      return { result, leads: leadsOf(chosen.slice(0, MOST_KEPT_LEADS)) };
    },
  };
}

const scoredOf = ({ total, unrounded }: Scored): Scored => ({ total, unrounded });

const newestFirst = (a: Row, b: Row) =>
  (b.lead.moment ?? 0) - (a.lead.moment ?? 0) || (a.lead.id < b.lead.id ? -1 : 1);

/** Fewer leads than this, or positives, tell nothing: then those a model learnt from are taken in, and it is said. */
const FEWEST_UNSEEN = 200;
const FEWEST_UNSEEN_POSITIVES = 15;

/** Leads that no model among the sides has learnt from, where there are enough of them. */
function populationOf(rows: readonly Row[], sides: readonly (Side | null)[]) {
  const learnt = sides.flatMap((side) => (side?.learnt ? [side.learnt] : []));
  const all = [...rows];
  if (learnt.length === 0) return { population: "all" as Population, chosen: all };
  let chosen = all;
  for (const { testFrom, testRows, split } of learnt) {
    if (split === "time" && testFrom !== null)
      chosen = chosen.filter(({ lead }) => lead.moment !== null && lead.moment >= testFrom);
    else if (split === "rows" && chosen.every(({ lead }) => lead.sequence !== null))
      chosen = chosen.toSorted((a, b) => a.lead.sequence! - b.lead.sequence!).slice(-testRows);
    else return { population: "known" as Population, chosen: all };
  }
  const positives = chosen.reduce((sum, { lead }) => sum + lead.label, 0);
  return chosen.length >= FEWEST_UNSEEN && positives >= FEWEST_UNSEEN_POSITIVES
    ? { population: "unseen" as Population, chosen }
    : { population: "known" as Population, chosen: all };
}

function sideFigures({ title, kind, bands }: Side, labels: Uint8Array, scoredAt: (at: number) => Scored) {
  const totals = Uint8Array.from(labels, (_, at) => scoredAt(at).total);
  const histogram: ScoreHistogram = scoreHistogram(totals, labels);
  const best = bands.bands[0]!.id;
  const side: ReplayedSide = { title, kind, bands, histogram };
  return {
    side,
    replayed: {
      scores: Float64Array.from(labels, (_, at) => scoredAt(at).unrounded),
      best: Uint8Array.from(totals, (total) => (bandFor(bands, total).id === best ? 1 : 0)),
    },
  };
}

/** Who would have been in another band. */
function flipsOf(
  rows: readonly Row[],
  { bands }: ReplayedSide,
  draft: Side,
): NonNullable<BacktestResult["flips"]> {
  const moves = new Map<string, { from: string; to: string; count: number }>();
  const flips: (PastFlip & { readonly reach: number })[] = [];
  for (const { lead, current, draft: after } of rows) {
    if (after === null) continue;
    const from = bandFor(bands, current.total);
    const to = bandFor(draft.bands, after.total);
    if (from.id === to.id) continue;
    const key = `${from.id} ${to.id}`;
    const known = moves.get(key) ?? { from: from.id, to: to.id, count: 0 };
    moves.set(key, { ...known, count: known.count + 1 });
    flips.push({
      leadId: lead.id,
      fromBand: from.id,
      toBand: to.id,
      fromScore: current.total,
      toScore: after.total,
      label: lead.label,
      decidedAt: lead.decidedAt,
      reach: Math.max(from.rank / bands.bands.length, to.rank / draft.bands.bands.length),
    });
  }
  const counted = [...moves.values()].sort(
    (a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1),
  );
  return {
    count: flips.length,
    moves: counted,
    leads: flips
      .sort((a, b) => b.reach - a.reach)
      .slice(0, MOST_FLIPS)
      .map(({ reach: _, ...flip }) => flip),
  };
}

const leadsOf = (rows: readonly Row[]): ReplayedLeads => ({
  ids: rows.map(({ lead }) => lead.id),
  totals: rows.map(({ current }) => current.total),
  labels: rows.map(({ lead }) => lead.label),
  decidedAt: rows.map(({ lead }) => lead.decidedAt),
});
