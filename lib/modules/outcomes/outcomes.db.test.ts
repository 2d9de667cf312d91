import { beforeAll, describe, expect, it } from "vitest";
import { OUTCOME_PRESETS } from "@/lib/core/outcomes/presets";
import { WON_AFTER_A_DAY, writeHistory } from "@/lib/modules/training/testing";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { workspaceOutcome } from "./data";

testDatabase();

let tenantId: string;
const outcomeNow = (of = tenantId) => withTenant(of, (tx) => workspaceOutcome(tx, of));

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Predictors" }));
  await writeHistory(tenantId, 40);
}, 60_000);

describe("what a workspace predicts", () => {
  it("is the commonest outcome recorded, a day after creation, where nobody chose", async () => {
    await withTenant(
      tenantId,
      (tx) =>
        tx.$executeRaw`UPDATE outcomes SET kind = 'qualified_meeting' WHERE tenant_id = ${tenantId}::uuid`,
    );
    expect(await outcomeNow()).toEqual({
      outcome: OUTCOME_PRESETS.qualified_meeting,
      moment: { kind: "created_plus", hours: 24 },
      source: "default",
    });
  });

  it("has neither window nor moment where leads have no dated past", async () => {
    const { tenantId: empty } = await createWorkspace({ name: "Undated" });
    expect(await outcomeNow(empty)).toEqual({
      outcome: { ...OUTCOME_PRESETS.won_deal, windowDays: null },
      moment: { kind: "as_imported" },
      source: "default",
    });
  });

  it("is what the model in use was taught, and what was set goes before that", async () => {
    const taught = { ...WON_AFTER_A_DAY, outcome: { ...OUTCOME_PRESETS.won_deal, windowDays: 60 } };
    const runId = newId();
    const modelId = newId();
    await withTenant(tenantId, async (tx) => {
      await tx.$executeRaw`
        INSERT INTO training_runs (tenant_id, id, status, settings, as_of)
        VALUES (${tenantId}::uuid, ${runId}::uuid, 'done', ${JSON.stringify(taught)}::jsonb, now())`;
      await tx.$executeRaw`
        INSERT INTO models (tenant_id, id, run_id, kind, artefact, hash, bands, held_out)
        VALUES (${tenantId}::uuid, ${modelId}::uuid, ${runId}::uuid, 'logistic', '{}', 'none', '[]', '[]')`;
      await tx.$executeRaw`
        UPDATE workspace_settings SET active_scorer_kind = 'model', active_scorer_id = ${modelId}::uuid
         WHERE tenant_id = ${tenantId}::uuid`;
    });
    expect(await outcomeNow()).toEqual({ outcome: taught.outcome, moment: taught.moment, source: "model" });
    const set = { outcome: OUTCOME_PRESETS.paid_trial, moment: { kind: "first_session_end" } };
    await withTenant(
      tenantId,
      (tx) => tx.$executeRaw`
        UPDATE workspace_settings SET outcome = ${JSON.stringify(set)}::jsonb WHERE tenant_id = ${tenantId}::uuid`,
    );
    expect(await outcomeNow()).toEqual({ ...set, source: "set" });
  });
});
