import { OUTCOME_PRESETS, outcomeOf } from "@/lib/core/outcomes/presets";
import type { TenantTx } from "@/lib/platform/db/client";
import { type Predicted, predictedSchema, type WorkspaceOutcome } from "./types";

/** What the workspace predicts: what somebody set, else what holds without a choice. */
export async function workspaceOutcome(tx: TenantTx, tenantId: string): Promise<WorkspaceOutcome> {
  const set = await chosenOutcome(tx, tenantId);
  return set ? { ...set, source: "set" } : followedOutcome(tx, tenantId);
}

/** What somebody set; null where the workspace follows the version in use. */
export async function chosenOutcome(tx: TenantTx, tenantId: string): Promise<Predicted | null> {
  const [row] = await tx.$queryRaw<{ outcome: unknown }[]>`
    SELECT outcome FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid`;
  return row?.outcome ? predictedSchema.parse(row.outcome) : null;
}

/**
 * What holds without a choice: what the model in use was taught; else the commonest outcome recorded, looked at a day
 * after creation, or with the values as imported where leads have no dated past.
 */
export async function followedOutcome(
  tx: TenantTx,
  tenantId: string,
): Promise<Predicted & { readonly source: "model" | "default" }> {
  const [row] = await tx.$queryRaw<{ settings: unknown }[]>`
    SELECT r.settings
      FROM workspace_settings w
      JOIN models m ON m.tenant_id = w.tenant_id AND m.id = w.active_scorer_id
      JOIN training_runs r ON r.tenant_id = m.tenant_id AND r.id = m.run_id
     WHERE w.tenant_id = ${tenantId}::uuid`;
  if (row) return { ...predictedSchema.parse(row.settings), source: "model" };
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

/** Who set it last, and when; null where nobody has. */
export async function lastOutcomeChange(
  tx: TenantTx,
  tenantId: string,
): Promise<{ readonly name: string; readonly at: Date } | null> {
  const rows = await tx.$queryRaw<{ name: string; at: Date }[]>`
    SELECT u.name, a.created_at AS at
      FROM audit_log a JOIN users u ON u.id = a.actor_id
     WHERE a.tenant_id = ${tenantId}::uuid AND a.subject_type = 'outcome'
     ORDER BY a.created_at DESC, a.id DESC LIMIT 1`;
  return rows[0] ?? null;
}
