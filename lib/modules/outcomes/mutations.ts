import { OUTCOME_PRESETS } from "@/lib/core/outcomes/presets";
import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { chosenOutcome, hasDatedHistories, lastOutcomeChange, outcomesOnOffer, ownEventTypes } from "./data";
import type { OutcomeInput, Predicted } from "./types";

export type OutcomeSaved =
  | { readonly kind: "saved"; readonly version: string; readonly changed: boolean }
  | {
      readonly kind: "changed";
      readonly version: string;
      readonly by: { readonly name: string; readonly at: Date } | null;
    }
  | { readonly kind: "refused"; readonly message: string };

/** Names what is stored: two people who began with the same version saw the same. */
export const versionOfOutcome = (set: Predicted | null): string =>
  sha256Hex(canonicalJson(set as unknown as Record<string, unknown> | null)).slice(0, 24);

/** Sets what the workspace predicts, or lets it follow the version in use again, where nobody was faster. */
export async function saveOutcome(
  tx: TenantTx,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  { version, predicted }: OutcomeInput,
): Promise<OutcomeSaved> {
  await tx.$queryRaw`SELECT 1 FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
  const before = await chosenOutcome(tx, tenantId);
  const current = versionOfOutcome(before);
  if (current !== version)
    return { kind: "changed", version: current, by: await lastOutcomeChange(tx, tenantId) };
  const after = predicted && normalised(predicted);
  const next = versionOfOutcome(after);
  if (next === current) return { kind: "saved", version: next, changed: false };
  const message = after && (await refusalOf(tx, tenantId, after));
  if (message) return { kind: "refused", message };
  await tx.$executeRaw`
    UPDATE workspace_settings SET outcome = ${after && JSON.stringify(after)}::jsonb, updated_at = now()
     WHERE tenant_id = ${tenantId}::uuid`;
  await writeAudit(tx, {
    tenantId,
    actorId: userId,
    action: "outcome.changed",
    subjectType: "outcome",
    details: { before, after },
  });
  return { kind: "saved", version: next, changed: true };
}

/** As imported there is no date that a window could count from. */
export function normalised({ outcome, moment }: Predicted): Predicted {
  return moment.kind === "as_imported"
    ? { outcome: { ...outcome, windowDays: null }, moment }
    : { outcome, moment };
}

async function refusalOf(
  tx: TenantTx,
  tenantId: string,
  { outcome, moment }: Predicted,
): Promise<string | null> {
  const known = await outcomesOnOffer(tx, tenantId);
  const isPreset = Object.values(OUTCOME_PRESETS).some((preset) => preset.outcome === outcome.outcome);
  if (!isPreset && !known.some((each) => each.outcome === outcome.outcome))
    return "No lead of this workspace has that outcome any more. Choose another one.";
  if (moment.kind === "as_imported") return null;
  if (known.length > 0 && !(await hasDatedHistories(tx, tenantId)))
    return "Leads here have no dates, so there is no moment to look at them: choose the values as they were imported.";
  if (moment.kind !== "behaviour") return null;
  const types = await ownEventTypes(tx, tenantId);
  const unknown = moment.types.find((type) => !types.includes(type));
  return unknown
    ? `No lead has ever shown “${unknown.replaceAll("_", " ")}”. Choose another behaviour.`
    : null;
}
