import { outcomeOf } from "@/lib/core/outcomes/presets";
import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import { workspaceOutcome } from "@/lib/modules/outcomes/data";
import type { TenantTx } from "@/lib/platform/db/client";

/**
 * What overrides are judged by: what the workspace predicts, its window counted from the moment of the override. Each
 * override is dated, so that where nobody chose, the usual window holds even for leads that have no dates.
 */
export async function outcomeInUse(tx: TenantTx, tenantId: string): Promise<OutcomeDefinition> {
  const { outcome, source } = await workspaceOutcome(tx, tenantId);
  const definition = source === "default" ? outcomeOf(outcome.outcome) : outcome;
  return { ...definition, anchor: "prediction_moment" };
}
