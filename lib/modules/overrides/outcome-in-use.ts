import { OUTCOME_PRESETS, outcomeOf } from "@/lib/core/outcomes/presets";
import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import { outcomesOnOffer } from "@/lib/modules/training/data";
import { trainingSettingsSchema } from "@/lib/modules/training/types";
import type { TenantTx } from "@/lib/platform/db/client";

/**
 * What overrides are judged by: the outcome that the model in use was taught; where rules are in use, the commonest
 * one recorded. Its window counts from the moment of the override.
 */
export async function outcomeInUse(tx: TenantTx, tenantId: string): Promise<OutcomeDefinition> {
  const [model] = await tx.$queryRaw<{ settings: unknown }[]>`
    SELECT r.settings
      FROM workspace_settings w
      JOIN models m ON m.tenant_id = w.tenant_id AND m.id = w.active_scorer_id
      JOIN training_runs r ON r.tenant_id = m.tenant_id AND r.id = m.run_id
     WHERE w.tenant_id = ${tenantId}::uuid`;
  const commonest = model ? undefined : (await outcomesOnOffer(tx, tenantId))[0];
  const definition = model
    ? trainingSettingsSchema.parse(model.settings).outcome
    : commonest
      ? outcomeOf(commonest.outcome)
      : OUTCOME_PRESETS.won_deal;
  return { ...definition, anchor: "prediction_moment" };
}
