import { OWN, sampleInput, WON } from "@/lib/core/models/testing";
import type { ModelKind } from "@/lib/core/models/types";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import type { TrainingOutcome } from "@/lib/core/training/input";
import { trainContenders } from "@/lib/core/training/train";
import { modelsOfRun } from "@/lib/modules/models/data";
import { beginRun, createRun, finishRun } from "@/lib/modules/training/mutations";
import { trainingSettingsSchema } from "@/lib/modules/training/types";
import { withTenant } from "@/lib/platform/db/client";

let trained: TrainingOutcome | undefined;

/** A workspace's finished run with a model of each kind, learnt once a test file; the id of one, not yet published. */
export async function storedModel(tenantId: string, kind: ModelKind, now = new Date()): Promise<string> {
  trained ??= trainContenders({
    ...sampleInput(1_200, 3),
    definitions: [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS, ...OWN],
  });
  if (!trained.ok) throw new Error(trained.reason);
  const settings = trainingSettingsSchema.parse({
    outcome: WON,
    moment: { kind: "created_plus", hours: 24 },
  });
  const by = { actorId: null, now };
  const scope = await withTenant(tenantId, (tx) =>
    createRun(tx, tenantId, settings, { ...by, status: "queued" }),
  );
  await beginRun(scope, now);
  const { report, models } = trained;
  await finishRun(scope, { report, models, dataHash: "d".repeat(64) }, by);
  const stored = await withTenant(tenantId, (tx) => modelsOfRun(tx, tenantId, scope.runId));
  const found = stored.find((model) => model.kind === kind);
  if (!found) throw new Error(`no ${kind} among the models`);
  return found.id;
}
