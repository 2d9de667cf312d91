import type { SignalTable } from "@/lib/core/encoding/table";
import { type TableBuilder, tableBuilder } from "@/lib/core/encoding/table-builder";
import { labelAt, type RecordedOutcome } from "@/lib/core/outcomes/label";
import { predictionMoment } from "@/lib/core/outcomes/moment";
import type { DropCounts, DropReason, OutcomeDefinition, PredictionMoment } from "@/lib/core/outcomes/types";
import type { BandSet } from "@/lib/core/scoring/types";
import type { LeadHistory, MarketSettings, SignalDefinition } from "@/lib/core/signals/types";
import { type ActiveScorer, currentRules } from "@/lib/modules/scoring/data";
import { type LoadedHistory, loadHistories } from "@/lib/modules/scoring/histories";
import { lastFactAt, scoreAsOf } from "@/lib/modules/scoring/score-lead";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { sha256OfParts } from "@/lib/platform/hash";
import { type SeenAfter, seenAfterCounter } from "./seen-after";

export interface TrainingSetRequest {
  readonly outcome: OutcomeDefinition;
  readonly moment: PredictionMoment;
  /** The present of the run: what was decided or happened after it is not seen. */
  readonly now: Date;
  /** rules: also what rules alone read and no model is offered (competitor, free mail...). */
  readonly signalsFor?: "models" | "rules";
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void | Promise<void>) | undefined;
}

/** Leads as of their moments, with what became of them: what is learnt from. */
export interface TrainingSet {
  readonly table: SignalTable;
  readonly labels: Uint8Array;
  readonly leadIds: readonly string[];
  /** Prediction moments, else the rows' order in their file; null where neither is known of every lead. */
  readonly order: { readonly kind: "time" | "rows"; readonly values: Float64Array } | null;
  /** The rows' order in their file, also where there are times; null where it is not known of every lead. */
  readonly rowOrder: { readonly kind: "rows"; readonly values: Float64Array } | null;
  /** Unrounded scores by the rules, on the same signals as of the same moments. */
  readonly ruleScores: Float64Array;
  readonly ruleVersion: string;
  readonly ruleBands: BandSet;
  readonly definitions: readonly SignalDefinition[];
  readonly market: MarketSettings;
  readonly dropped: DropCounts;
  /** By signal of an attribute: how much of it was first written after the outcome was decided. */
  readonly seenAfterOutcome: Readonly<Record<string, SeenAfter>>;
  /** False for values as imported: that they were known in time is the file's word. */
  readonly isPointInTime: boolean;
  /** sha256 of signals, labels and lead ids. */
  readonly dataHash: string;
}

const CHUNK = 1_500;

/**
 * Measures every lead as of its prediction moment through the one `signalsAsOf`, and looks forward for its label.
 * A transaction a chunk; memory grows with columns, not with events.
 */
export async function loadTrainingSet(tenantId: string, request: TrainingSetRequest): Promise<TrainingSet> {
  const { rules, total, isRunningLog } = await withTenant(tenantId, async (tx) => ({
    rules: await currentRules(tx),
    total: await tx.lead.count(),
    isRunningLog: await eventsRunOn(tx, tenantId, request),
  }));
  const collector = collectorFor(rules, request, isRunningLog);
  let after = "00000000-0000-0000-0000-000000000000";
  let done = 0;
  for (;;) {
    request.signal?.throwIfAborted();
    const chunk = await withTenant(tenantId, (tx) => readChunk(tx, tenantId, request, after), {
      timeoutMs: 60_000,
    });
    const last = chunk.at(-1);
    if (last === undefined) return collector.finish();
    after = last.id;
    for (const row of chunk) collector.add(row);
    done += chunk.length;
    await request.onProgress?.(done, total);
  }
}

/**
 * Whether the events of decided leads go on after creation, as a log of the work on them does: then, where a decision
 * is not dated, the last event stands for it, as it does in scoring. Visits from before creation say nothing of the kind.
 */
async function eventsRunOn(
  tx: TenantTx,
  tenantId: string,
  { outcome }: TrainingSetRequest,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ median_s: number | null }[]>`
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM l.last_activity_at - l.created_at))::float8
             AS median_s
      FROM leads l
      JOIN outcomes o ON o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.kind = ${outcome.outcome}
     WHERE l.tenant_id = ${tenantId}::uuid AND o.value <> 'undecided' AND o.decided_at IS NULL`;
  return (row?.median_s ?? 0) > 3_600;
}

interface ChunkRow {
  readonly id: string;
  readonly sequence: number | null;
  readonly loaded: LoadedHistory;
  readonly outcome: RecordedOutcome | null;
}

async function readChunk(
  tx: TenantTx,
  tenantId: string,
  { outcome }: TrainingSetRequest,
  after: string,
): Promise<ChunkRow[]> {
  const rows = await tx.$queryRaw<
    { id: string; sequence: number | null; value: RecordedOutcome["value"] | null; decided: number | null }[]
  >`
    SELECT l.id, l.sequence::float8 AS sequence, o.value,
           round(extract(epoch FROM o.decided_at) * 1000)::float8 AS decided
      FROM leads l
      LEFT JOIN outcomes o ON o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.kind = ${outcome.outcome}
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id > ${after}::uuid
     ORDER BY l.id LIMIT ${CHUNK}`;
  const histories = await loadHistories(
    tx,
    rows.map(({ id }) => id),
  );
  const byId = new Map(histories.map((loaded) => [loaded.leadId, loaded]));
  return rows.flatMap(({ id, sequence, value, decided }) => {
    const loaded = byId.get(id);
    return loaded
      ? [{ id, sequence, loaded, outcome: value === null ? null : { value, decidedAt: decided } }]
      : [];
  });
}

interface Collector {
  add(row: ChunkRow): void;
  finish(): TrainingSet;
}

function collectorFor(
  rules: ActiveScorer,
  { outcome: definition, moment, now, signalsFor = "models" }: TrainingSetRequest,
  isRunningLog: boolean,
): Collector {
  const modelled = rules.definitions.filter((each) => each.modelled || signalsFor === "rules");
  const table: TableBuilder = tableBuilder(modelled);
  const labels: number[] = [];
  const leadIds: string[] = [];
  const moments: number[] = [];
  const sequences: (number | null)[] = [];
  const ruleScores: number[] = [];
  const dropped: Record<DropReason, number> = {
    immature: 0,
    decided_before_moment: 0,
    undecided: 0,
    no_moment: 0,
  };
  const seenAfter = seenAfterCounter(modelled);
  const isPointInTime = moment.kind !== "as_imported";
  return {
    add({ id, sequence, loaded: { history }, outcome: recorded }) {
      const outcome = isRunningLog ? datedByLastFact(recorded, history) : recorded;
      const at = predictionMoment(moment, history);
      if (at === null && isPointInTime) {
        dropped.no_moment += 1;
        return;
      }
      const label = labelAt({ definition, moment: at, history, outcome, now: now.getTime() });
      if ("dropped" in label) {
        dropped[label.dropped] += 1;
        return;
      }
      // As imported: the values as they stand, and of dated facts those before the decision.
      const seenUntil = at ?? outcome?.decidedAt ?? now.getTime();
      const { signals, result } = scoreAsOf(rules, history, seenUntil);
      table.add(signals.vector.values);
      labels.push(label.label);
      leadIds.push(id);
      moments.push(at ?? history.createdAt ?? Number.NaN);
      sequences.push(sequence);
      ruleScores.push(result.unrounded);
      seenAfter.add(history, outcome?.decidedAt ?? null);
    },
    finish() {
      const finished = table.finish();
      const outcomes = Uint8Array.from(labels);
      return {
        table: finished,
        labels: outcomes,
        leadIds,
        order: timeOrder(moments) ?? rowOrder(sequences),
        rowOrder: rowOrder(sequences),
        ruleScores: Float64Array.from(ruleScores),
        ruleVersion: rules.version,
        ruleBands: rules.bandSet,
        definitions: rules.definitions,
        market: rules.market,
        dropped,
        seenAfterOutcome: seenAfter.finish(),
        isPointInTime,
        dataHash: hashOf(finished, outcomes, leadIds),
      };
    },
  };
}

function datedByLastFact(outcome: RecordedOutcome | null, history: LeadHistory): RecordedOutcome | null {
  if (outcome === null || outcome.value === "undecided" || outcome.decidedAt !== null) return outcome;
  return { ...outcome, decidedAt: lastFactAt(history) };
}

const varies = (values: readonly (number | null)[]) => values.some((value) => value !== values[0]);

/** Null where a lead has no time, or all have the same. */
function timeOrder(moments: readonly number[]): TrainingSet["order"] {
  return moments.every(Number.isFinite) && varies(moments)
    ? { kind: "time", values: Float64Array.from(moments) }
    : null;
}

function rowOrder(sequences: readonly (number | null)[]): TrainingSet["rowOrder"] {
  return sequences.every((sequence) => sequence !== null) && varies(sequences)
    ? { kind: "rows", values: Float64Array.from(sequences) }
    : null;
}

function hashOf(table: SignalTable, labels: Uint8Array, leadIds: readonly string[]): string {
  return sha256OfParts(
    (function* parts() {
      for (const column of table.columns) {
        yield `${column.key} ${column.type}`;
        if (column.type === "category") yield JSON.stringify(column.levels);
        const { buffer, byteOffset, byteLength } = column.values;
        yield new Uint8Array(buffer, byteOffset, byteLength);
      }
      yield labels;
      yield leadIds.join();
    })(),
  );
}
