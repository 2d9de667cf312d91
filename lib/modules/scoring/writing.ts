import { compactVector } from "@/lib/core/scoring/vector-json";
import type { TenantTx } from "@/lib/platform/db/client";
import type { ActiveScorer } from "./data";
import { type LeadScoring, storedFactor } from "./score-lead";
import type { NextStanding } from "./standing";
import { REST_FACTOR, type ScoreCause, type TopReasons } from "./types";

export interface ScoreWrite {
  readonly leadId: string;
  readonly scoring: LeadScoring;
  readonly top: TopReasons;
  /** Score, band, version or top reasons differ: history and factors are written. */
  readonly changed: boolean;
  /** Score or band differ: the lead shows an arrow. */
  readonly moved: boolean;
  readonly previous: { readonly score: number; readonly band: string | null } | null;
  readonly firstContact: LeadScoring | null;
  readonly cause: ScoreCause;
  /** What counts, and what is due. */
  readonly next: NextStanding;
  /** The lead did something: a snooze that waits for it ends. */
  readonly wakes: boolean;
  /** When it did so last, where that is not written yet. */
  readonly activityAt: Date | null;
}

/** Points under this are merged into one `rest` line when stored. */
const SMALLEST_STORED_POINTS = 0.05;

/** Snapshot of every lead, history and factors of those that changed: three statements, whatever the number. */
export async function writeScores(
  tx: TenantTx,
  tenantId: string,
  writes: readonly ScoreWrite[],
  scorer: ActiveScorer,
  moment: Date,
): Promise<void> {
  if (writes.length === 0) return;
  await writeSnapshots(tx, tenantId, writes, scorer, moment);
  const changed = writes.filter((write) => write.changed);
  if (changed.length === 0) return;
  await writeHistory(
    tx,
    tenantId,
    scorer,
    changed.map(({ leadId, scoring, cause }) => ({ leadId, scoredOn: moment, scoring, cause })),
  );
  await writeFactors(tx, tenantId, changed, scorer, moment);
}

async function writeSnapshots(
  tx: TenantTx,
  tenantId: string,
  writes: readonly ScoreWrite[],
  scorer: ActiveScorer,
  moment: Date,
): Promise<void> {
  const rows = writes.map(
    ({ leadId, scoring: { result }, top, moved, previous, firstContact, next, wakes, activityAt }) => ({
      id: leadId,
      total: result.total,
      unrounded: result.unrounded,
      margin: result.margin ?? 0,
      probability: result.probability,
      fit: Math.round(result.fitScore),
      intent: Math.round(result.intentScore),
      band: result.bandId,
      top,
      moved,
      previous_score: previous?.score ?? null,
      previous_band: previous?.band ?? null,
      contact_at: firstContact ? new Date(firstContact.moment).toISOString() : null,
      contact_score: firstContact?.result.total ?? null,
      contact_band: firstContact?.result.bandId ?? null,
      contact_probability: firstContact?.result.probability ?? null,
      effective_score: next.effective.score,
      effective_band: next.effective.bandId,
      ...dueColumns(next.due),
      wakes,
      activity_at: activityAt?.toISOString() ?? null,
    }),
  );
  await tx.$executeRaw`
    UPDATE leads l
       SET score_total = r.total, score_unrounded = r.unrounded, score_margin = r.margin, probability = r.probability,
           fit_score = r.fit, intent_score = r.intent, score_band = r.band, score_version = ${scorer.version},
           score_hash = ${scorer.hash}, score_updated_on = ${moment}::timestamptz,
           previous_score = CASE WHEN r.moved THEN r.previous_score ELSE l.previous_score END,
           previous_band = CASE WHEN r.moved THEN r.previous_band ELSE l.previous_band END,
           score_changed_on = CASE WHEN r.moved THEN ${moment}::timestamptz ELSE l.score_changed_on END,
           effective_score = r.effective_score, effective_band = r.effective_band, top_reasons = r.top,
           last_activity_at = greatest(l.last_activity_at, r.activity_at),
           band_since = r.band_since, due_at = r.due_at, due_kind = r.due_kind,
           snoozed_until = CASE WHEN r.wakes AND l.snooze_wakes THEN NULL ELSE l.snoozed_until END,
           first_contact_at = coalesce(l.first_contact_at, r.contact_at),
           first_contact_score = coalesce(l.first_contact_score, r.contact_score),
           first_contact_band = coalesce(l.first_contact_band, r.contact_band),
           first_contact_probability = coalesce(l.first_contact_probability, r.contact_probability),
           first_contact_version = coalesce(
             l.first_contact_version, CASE WHEN r.contact_at IS NOT NULL THEN ${scorer.version} END)
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
           id uuid, total int, unrounded numeric, margin float8, probability float8, fit int, intent int, band text,
           top jsonb, moved boolean, previous_score int, previous_band text, contact_at timestamptz,
           contact_score int, contact_band text, contact_probability float8, effective_score int, effective_band text, band_since timestamptz,
           due_at timestamptz, due_kind text, wakes boolean, activity_at timestamptz)
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = r.id`;
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function dueColumns({ bandSince, dueAt, dueKind }: NextStanding["due"]) {
  return { band_since: iso(bandSince), due_at: iso(dueAt), due_kind: dueKind };
}

/** For leads whose score stays and whose override began or ended. */
export async function writeEffective(
  tx: TenantTx,
  tenantId: string,
  writes: readonly { readonly leadId: string; readonly next: NextStanding }[],
): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.map(({ leadId, next }) => ({
    id: leadId,
    effective_score: next.effective.score,
    effective_band: next.effective.bandId,
    ...dueColumns(next.due),
  }));
  await tx.$executeRaw`
    UPDATE leads l
       SET effective_score = r.effective_score, effective_band = r.effective_band, band_since = r.band_since,
           due_at = r.due_at, due_kind = r.due_kind
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
           id uuid, effective_score int, effective_band text, band_since timestamptz, due_at timestamptz, due_kind text)
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = r.id`;
}

export interface HistoryWrite {
  readonly leadId: string;
  readonly scoredOn: Date;
  readonly scoring: LeadScoring;
  readonly cause: ScoreCause;
}

/** Everything needed to compute the score again, bit for bit. */
export async function writeHistory(
  tx: TenantTx,
  tenantId: string,
  scorer: ActiveScorer,
  entries: readonly HistoryWrite[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ leadId, scoredOn, scoring: { result, moment, signals }, cause }) => ({
    lead_id: leadId,
    scored_on: scoredOn.toISOString(),
    total: result.total,
    unrounded: result.unrounded,
    margin: result.margin,
    probability: result.probability,
    band: result.bandId,
    moment: new Date(moment).toISOString(),
    vector: compactVector(signals.vector, scorer.definitions),
    cause,
  }));
  await tx.$executeRaw`
    INSERT INTO score_history (tenant_id, lead_id, scored_on, total, unrounded, margin, probability, band,
                               score_version, score_hash, scorer_id, moment, vector, cause)
    SELECT ${tenantId}::uuid, r.lead_id, r.scored_on, r.total, r.unrounded, r.margin, r.probability, r.band,
           ${scorer.version}, ${scorer.hash}, ${scorer.id}::uuid, r.moment, r.vector, r.cause
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
           lead_id uuid, scored_on timestamptz, total int, unrounded float8, margin float8, probability float8,
           band text, moment timestamptz, vector jsonb, cause jsonb)
    ON CONFLICT (tenant_id, lead_id, scored_on) DO NOTHING`;
}

async function writeFactors(
  tx: TenantTx,
  tenantId: string,
  writes: readonly ScoreWrite[],
  scorer: ActiveScorer,
  moment: Date,
): Promise<void> {
  const rows = writes.flatMap(factorRows);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO lead_score_factors (tenant_id, lead_id, created_on, factor_key, factor_category, model_version, points, details)
    SELECT ${tenantId}::uuid, r.lead_id, ${moment}::timestamptz, r.factor_key, r.factor_category, ${scorer.version},
           r.points, r.details
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
           lead_id uuid, factor_key text, factor_category text, points numeric, details jsonb)
    ON CONFLICT (tenant_id, lead_id, created_on, factor_key) DO NOTHING`;
}

function factorRows({ leadId, scoring }: ScoreWrite) {
  const stored = scoring.result.factors.filter((factor) => Math.abs(factor.points) >= SMALLEST_STORED_POINTS);
  const rest = scoring.result.factors.filter((factor) => Math.abs(factor.points) < SMALLEST_STORED_POINTS);
  const rows = stored.map((factor) => {
    const { key, dimension, points, ...details } = storedFactor(factor);
    return {
      lead_id: leadId,
      factor_key: key,
      factor_category: dimension,
      points,
      details: details as object,
    };
  });
  if (rest.length === 0) return rows;
  const points = rest.reduce((sum, factor) => sum + factor.points, 0);
  const first = rest[0]!;
  return [
    ...rows,
    {
      lead_id: leadId,
      factor_key: REST_FACTOR,
      factor_category: first.dimension,
      points,
      details: { count: rest.length } as object,
    },
  ];
}
