import type { RecordedOutcome } from "@/lib/core/outcomes/label";
import type { DropReason, OutcomeDefinition, PredictionMoment } from "@/lib/core/outcomes/types";
import type { LeadHistory } from "@/lib/core/signals/types";
import { eventsRunOn, labelLead } from "@/lib/modules/outcomes/labelling";
import { type LoadedHistory, loadHistories } from "@/lib/modules/scoring/histories";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";

export interface LabelledLeadsRequest {
  readonly outcome: OutcomeDefinition;
  readonly moment: PredictionMoment;
  /** The present of the run: what was decided or happened after it is not seen. */
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void | Promise<void>) | undefined;
  /** Leads a transaction. */
  readonly chunkSize?: number;
}

/** A lead of the past with what became of it. */
export interface LabelledLead {
  readonly id: string;
  /** Order of its row in a file; null where it came in no file. */
  readonly sequence: number | null;
  readonly history: LeadHistory;
  /** When it would have been scored, epoch ms; null for values as imported. */
  readonly moment: number | null;
  /** Signals are measured as of here: the moment, or for values as imported just before the decision. */
  readonly seenUntil: number;
  readonly label: 0 | 1;
  readonly decidedAt: number | null;
}

export interface LeadVisitor {
  lead(lead: LabelledLead): void;
  /** `lead` is there where it could be measured all the same: what became of it is not known yet. */
  dropped(reason: DropReason, lead?: MeasurableLead): void;
}

export type MeasurableLead = Pick<LabelledLead, "history" | "moment" | "seenUntil">;

const CHUNK = 1_500;

/**
 * Every lead of the workspace as of its prediction moment, with its label: what training learns from and what a
 * backtest replays. A transaction a chunk; the next chunk is read while this one is worked on.
 */
export async function visitLabelledLeads(
  tenantId: string,
  request: LabelledLeadsRequest,
  visitor: LeadVisitor,
): Promise<void> {
  const { chunkSize = CHUNK } = request;
  const { total, isRunningLog } = await withTenant(tenantId, async (tx) => ({
    total: await tx.lead.count(),
    isRunningLog: await eventsRunOn(tx, tenantId, request.outcome.outcome),
  }));
  const read = (after: string) =>
    withTenant(tenantId, (tx) => readChunk(tx, tenantId, request, after, chunkSize), { timeoutMs: 60_000 });
  const label = labeller(request, isRunningLog);
  let next = read("00000000-0000-0000-0000-000000000000");
  let done = 0;
  for (;;) {
    request.signal?.throwIfAborted();
    const chunk = await next;
    const last = chunk.at(-1);
    if (last === undefined) return;
    next = read(last.id);
    // Whoever ends early must not leave a refusal that nobody hears.
    next.catch(() => undefined);
    for (const row of chunk) {
      const found = label(row);
      if ("dropped" in found) visitor.dropped(found.dropped, found.lead);
      else visitor.lead(found);
    }
    done += chunk.length;
    await request.onProgress?.(done, total);
  }
}

interface Dropped {
  readonly dropped: DropReason;
  readonly lead?: MeasurableLead;
}

function labeller(request: LabelledLeadsRequest, isRunningLog: boolean) {
  const now = request.now.getTime();
  return ({ id, sequence, loaded: { history }, outcome: recorded }: ChunkRow): LabelledLead | Dropped => {
    const { at, outcome, label } = labelLead(history, recorded, request, { isRunningLog, now });
    if ("dropped" in label) {
      const { dropped } = label;
      const isMeasurable = at !== null && at <= now && dropped !== "decided_before_moment";
      return isMeasurable ? { dropped, lead: { history, moment: at, seenUntil: at } } : { dropped };
    }
    const decidedAt = outcome?.decidedAt ?? null;
    return {
      ...{ id, sequence, history, decidedAt },
      moment: at,
      // As imported: the values as they stand, and of dated facts those before the decision.
      seenUntil: at ?? decidedAt ?? now,
      label: label.label,
    };
  };
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
  { outcome }: Pick<LabelledLeadsRequest, "outcome">,
  after: string,
  chunkSize: number,
): Promise<ChunkRow[]> {
  const rows = await tx.$queryRaw<
    { id: string; sequence: number | null; value: RecordedOutcome["value"] | null; decided: number | null }[]
  >`
    SELECT l.id, l.sequence::float8 AS sequence, o.value,
           round(extract(epoch FROM o.decided_at) * 1000)::float8 AS decided
      FROM leads l
      LEFT JOIN outcomes o ON o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.kind = ${outcome.outcome}
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id > ${after}::uuid
     ORDER BY l.id LIMIT ${chunkSize}`;
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
