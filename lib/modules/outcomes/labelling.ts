import { type Label, labelAt, type RecordedOutcome } from "@/lib/core/outcomes/label";
import { predictionMoment } from "@/lib/core/outcomes/moment";
import type { LeadHistory } from "@/lib/core/signals/types";
import { lastFactAt } from "@/lib/modules/scoring/score-lead";
import type { TenantTx } from "@/lib/platform/db/client";
import type { Predicted } from "./types";

/**
 * Whether the events of decided leads go on after creation, as a log of the work on them does: then, where a decision
 * is not dated, the last event stands for it, as it does in scoring. Visits from before creation say nothing of the kind.
 */
export async function eventsRunOn(tx: TenantTx, tenantId: string, outcome: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ median_s: number | null }[]>`
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM l.last_activity_at - l.created_at))::float8
             AS median_s
      FROM leads l
      JOIN outcomes o ON o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.kind = ${outcome}
     WHERE l.tenant_id = ${tenantId}::uuid AND o.value <> 'undecided' AND o.decided_at IS NULL`;
  return (row?.median_s ?? 0) > 3_600;
}

export interface LabelledLead {
  /** When the lead would have been scored; null for values as imported. */
  readonly at: number | null;
  readonly outcome: RecordedOutcome | null;
  readonly label: Label;
}

/**
 * What became of one lead, seen from the moment it would have been scored at. The one way to it: for training, for
 * what a choice of outcome means, and for replays.
 *
 * @param now epoch ms; nothing after it is seen
 */
export function labelLead(
  history: LeadHistory,
  recorded: RecordedOutcome | null,
  { outcome: definition, moment }: Predicted,
  { isRunningLog, now }: { readonly isRunningLog: boolean; readonly now: number },
): LabelledLead {
  const outcome = isRunningLog ? datedByLastFact(recorded, history) : recorded;
  const at = predictionMoment(moment, history);
  const label: Label =
    at === null && moment.kind !== "as_imported"
      ? { dropped: "no_moment" }
      : labelAt({ definition, moment: at, history, outcome, now });
  return { at, outcome, label };
}

function datedByLastFact(outcome: RecordedOutcome | null, history: LeadHistory): RecordedOutcome | null {
  if (outcome === null || outcome.value === "undecided" || outcome.decidedAt !== null) return outcome;
  return { ...outcome, decidedAt: lastFactAt(history) };
}
