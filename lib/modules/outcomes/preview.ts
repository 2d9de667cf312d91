import type { RecordedOutcome } from "@/lib/core/outcomes/label";
import { sufficiencyOf } from "@/lib/core/outcomes/sufficiency";
import type { DropReason } from "@/lib/core/outcomes/types";
import type { LeadHistory } from "@/lib/core/signals/types";
import { loadHistories } from "@/lib/modules/scoring/histories";
import type { TenantTx } from "@/lib/platform/db/client";
import { eventsRunOn, labelLead } from "./labelling";
import type { OutcomePreview, Predicted } from "./types";

/** So many leads are read with all their events; of more, as many chosen by chance, always the same ones. */
const MOST_READ = 6_000;
const CHUNK = 1_500;

/**
 * What a choice of outcome and moment means on the leads there are: how many could be learnt from, how many of those
 * are positive, and why the others cannot. Labelled as training labels them. Dates alone are read where they decide.
 */
export async function previewOutcome(
  tx: TenantTx,
  tenantId: string,
  predicted: Predicted,
  now: Date,
): Promise<OutcomePreview> {
  const { outcome, moment } = predicted;
  const isRunningLog = await eventsRunOn(tx, tenantId, outcome.outcome);
  const isByDates =
    !isRunningLog &&
    outcome.anchor !== "first_touch" &&
    moment.kind !== "behaviour" &&
    moment.kind !== "first_session_end";
  const rows = await recordedOutcomes(tx, tenantId, outcome.outcome, isByDates ? null : MOST_READ);
  const dropped: Record<DropReason, number> = {
    immature: 0,
    decided_before_moment: 0,
    undecided: 0,
    no_moment: 0,
  };
  let labels = 0;
  let positives = 0;
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK);
    const histories = isByDates ? null : await historiesOf(tx, chunk);
    for (const row of chunk) {
      const history = histories?.get(row.id) ?? { createdAt: row.created, events: [], visitors: [] };
      const recorded = row.value === null ? null : { value: row.value, decidedAt: row.decided };
      const { label } = labelLead(history, recorded, predicted, { isRunningLog, now: now.getTime() });
      if ("dropped" in label) dropped[label.dropped] += 1;
      else {
        labels += 1;
        positives += label.label;
      }
    }
  }
  const leads = await countLeads(tx, tenantId);
  const scale = rows.length === 0 ? 1 : leads / rows.length;
  return {
    leads,
    read: rows.length,
    labels,
    positives,
    dropped,
    sufficiency: sufficiencyOf(Math.round(labels * scale), Math.round(positives * scale)),
  };
}

interface RecordedRow {
  readonly id: string;
  readonly created: number | null;
  readonly value: RecordedOutcome["value"] | null;
  readonly decided: number | null;
}

async function recordedOutcomes(
  tx: TenantTx,
  tenantId: string,
  outcome: string,
  most: number | null,
): Promise<RecordedRow[]> {
  return tx.$queryRaw<RecordedRow[]>`
    SELECT l.id, round(extract(epoch FROM l.created_at) * 1000)::float8 AS created, o.value,
           round(extract(epoch FROM o.decided_at) * 1000)::float8 AS decided
      FROM leads l
      LEFT JOIN outcomes o ON o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.kind = ${outcome}
     WHERE l.tenant_id = ${tenantId}::uuid
     ORDER BY hashtextextended(l.id::text, 0) LIMIT ${most}::int`;
}

async function historiesOf(
  tx: TenantTx,
  rows: readonly RecordedRow[],
): Promise<ReadonlyMap<string, LeadHistory>> {
  const loaded = await loadHistories(
    tx,
    rows.map(({ id }) => id),
  );
  return new Map(loaded.map(({ leadId, history }) => [leadId, history]));
}

async function countLeads(tx: TenantTx, tenantId: string): Promise<number> {
  return tx.lead.count({ where: { tenantId } });
}
