import { OUTCOME_PRESETS, outcomeOf } from "@/lib/core/outcomes/presets";
import type { TenantTx } from "@/lib/platform/db/client";
import { type Predicted, predictedSchema, type WorkspaceOutcome } from "./types";

/**
 * What the workspace predicts: what somebody set; else what the model in use was taught; else the commonest outcome
 * recorded, looked at a day after creation, or with the values as imported where leads have no dated past.
 */
export async function workspaceOutcome(tx: TenantTx, tenantId: string): Promise<WorkspaceOutcome> {
  const [row] = await tx.$queryRaw<{ set: unknown; taught: unknown }[]>`
    SELECT w.outcome AS set, r.settings AS taught
      FROM workspace_settings w
      LEFT JOIN models m ON m.tenant_id = w.tenant_id AND m.id = w.active_scorer_id
      LEFT JOIN training_runs r ON r.tenant_id = m.tenant_id AND r.id = m.run_id
     WHERE w.tenant_id = ${tenantId}::uuid`;
  if (row?.set) return { ...predictedSchema.parse(row.set), source: "set" };
  if (row?.taught) return { ...predictedSchema.parse(row.taught), source: "model" };
  const [commonest] = await outcomesOnOffer(tx, tenantId);
  const isDated = await hasDatedHistories(tx, tenantId);
  const definition = commonest ? outcomeOf(commonest.outcome) : OUTCOME_PRESETS.won_deal;
  return { ...asRecorded(definition, isDated), source: "default" };
}

/** Without dates nothing lies within a window: the decision is the label, and values count as imported. */
export function asRecorded(outcome: Predicted["outcome"], isDated: boolean): Predicted {
  return isDated
    ? { outcome, moment: { kind: "created_plus", hours: 24 } }
    : { outcome: { ...outcome, windowDays: null }, moment: { kind: "as_imported" } };
}

export interface OutcomeOnOffer {
  readonly outcome: string;
  readonly positive: number;
  readonly negative: number;
  readonly undecided: number;
  /** Decided ones with a date. */
  readonly dated: number;
}

/** Which outcomes the workspace has recorded, the commonest first. */
export async function outcomesOnOffer(tx: TenantTx, tenantId: string): Promise<OutcomeOnOffer[]> {
  return tx.$queryRaw<OutcomeOnOffer[]>`
    SELECT kind AS outcome,
           count(*) FILTER (WHERE value = 'positive')::int AS positive,
           count(*) FILTER (WHERE value = 'negative')::int AS negative,
           count(*) FILTER (WHERE value = 'undecided')::int AS undecided,
           count(*) FILTER (WHERE value <> 'undecided' AND decided_at IS NOT NULL)::int AS dated
      FROM outcomes WHERE tenant_id = ${tenantId}::uuid
     GROUP BY kind ORDER BY count(*) DESC, kind`;
}

/** Whether the workspace's leads are dated and have events of their own: else values count as imported. */
export async function hasDatedHistories(tx: TenantTx, tenantId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ dated: boolean; lived: boolean }[]>`
    SELECT coalesce(avg((created_at IS NOT NULL)::int) >= 0.8, false) AS dated,
           EXISTS (SELECT 1 FROM events
                    WHERE tenant_id = ${tenantId}::uuid AND type NOT IN ('attributes_set', 'status_changed')) AS lived
      FROM leads WHERE tenant_id = ${tenantId}::uuid`;
  return row?.dated === true && row.lived;
}

/** Types of what leads do, the commonest first: what a behaviour threshold can be made of. */
export async function ownEventTypes(tx: TenantTx, tenantId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ type: string }[]>`
    SELECT type FROM events
     WHERE tenant_id = ${tenantId}::uuid AND type NOT IN ('attributes_set', 'status_changed')
     GROUP BY type ORDER BY count(*) DESC LIMIT 40`;
  return rows.map(({ type }) => type);
}
