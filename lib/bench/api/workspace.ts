import { fitPlatt } from "@/lib/core/calibration/platt";
import { openEstimator } from "@/lib/core/models/open-model";
import type { Estimator } from "@/lib/core/models/types";
import { OUTCOME_PRESETS } from "@/lib/core/outcomes/presets";
import { bandsByShare, RULES_DEFAULT_BANDS } from "@/lib/core/scoring/bands";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import { EMPTY_MARKET } from "@/lib/core/signals/market";
import { fitLinear } from "@/lib/core/training/fit-contender";
import type { TrainingReport } from "@/lib/core/training/report";
import { artefactOf } from "@/lib/core/training/trained-model";
import { trainBoosted } from "@/lib/core/trees/boosting";
import { callingThread } from "@/lib/core/trees/crew";
import { ensembleToJson } from "@/lib/core/trees/ensemble-json";
import { fitTreeEncoding, treeMatrix } from "@/lib/core/trees/tree-encoding";
import { createKey } from "@/lib/modules/keys/mutations";
import { modelsOfRun } from "@/lib/modules/models/data";
import { publishModel } from "@/lib/modules/models/mutations";
import { activeScorer } from "@/lib/modules/scoring/data";
import { beginRun, createRun, finishRun } from "@/lib/modules/training/mutations";
import { trainingSettingsSchema } from "@/lib/modules/training/types";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import type { BenchLeads } from "./leads";

export type Kind = "logistic" | "boosted";
export const KINDS: readonly Kind[] = ["logistic", "boosted"];

/** As many trees as the opponent's, of the same size. */
const TREES = { rounds: 100, mostLeaves: 31, mostDepth: 6, learningRate: 0.1 };

/** A workspace that scores by a model of this kind learnt from these leads, and a key to ask it. */
export async function scoringWorkspace(
  kind: Kind,
  leads: BenchLeads,
): Promise<{ tenantId: string; key: string }> {
  const now = new Date();
  const by = { actorId: null, now };
  const { tenantId } = await createWorkspace({ name: `Bench API ${kind} ${now.toISOString()}` });
  const settings = trainingSettingsSchema.parse({
    outcome: OUTCOME_PRESETS.won_deal,
    moment: { kind: "created_plus", hours: 24 },
  });
  const scope = await withTenant(tenantId, (tx) =>
    createRun(tx, tenantId, settings, { ...by, status: "queued" }),
  );
  await beginRun(scope, now);
  const report = {
    sufficiency: "enough",
    rows: leads.table.rows,
    proposal: null,
  } as unknown as TrainingReport;
  await finishRun(scope, { report, models: [modelOf(kind, leads)], dataHash: "bench" }, by);
  return withTenant(tenantId, async (tx) => {
    const [model] = await modelsOfRun(tx, tenantId, scope.runId);
    const { id: expectedActiveId } = await activeScorer(tx);
    const scopeOf = { tenantId, ...by };
    const published = await publishModel(tx, scopeOf, {
      modelId: model?.id ?? "",
      expectedActiveId,
      note: "bench",
    });
    if (!published.ok) throw new Error(published.message);
    const wish = {
      kind: "secret" as const,
      name: "bench",
      scopes: ["score" as const],
      limitPerMinute: 10_000_000,
    };
    const { made } = await createKey(tx, tenantId, { ...wish, expiresAt: null }, by);
    return { tenantId, key: made.text };
  });
}

function modelOf(kind: Kind, { table, labels }: BenchLeads) {
  const estimator = kind === "logistic" ? logisticOf(table, labels) : boostedOf(table, labels);
  const margins = openEstimator(estimator).margins(table);
  const platt = fitPlatt(margins, labels);
  if (!platt.ok) throw new Error(platt.reason);
  const artefact = artefactOf(estimator, platt.calibration, table, {
    definitions: [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS],
    market: EMPTY_MARKET,
    outcome: OUTCOME_PRESETS.won_deal,
  });
  const scores = [...margins].map((margin) => 100 / (1 + Math.exp(-margin)));
  return {
    kind,
    artefact,
    bands: bandsByShare(scores) ?? RULES_DEFAULT_BANDS,
    heldOut: { scores: [], labels: [] },
  };
}

function logisticOf(table: BenchLeads["table"], labels: Uint8Array): Estimator {
  const request = { table, labels, seed: 1, crew: callingThread, cancelled: () => false };
  const { estimator } = fitLinear(request, 1);
  if (!estimator) throw new Error("no logistic model");
  return estimator;
}

function boostedOf(table: BenchLeads["table"], labels: Uint8Array): Estimator {
  const encoding = fitTreeEncoding(table);
  const result = trainBoosted({ matrix: treeMatrix(encoding, table), labels }, TREES);
  if (!result.ok) throw new Error(result.reason);
  return { kind: "boosted", encoding, ensemble: ensembleToJson(result.ensemble) };
}
