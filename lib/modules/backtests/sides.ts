import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import type { Scorer } from "@/lib/core/scoring/score";
import type { BandSet } from "@/lib/core/scoring/types";
import { type CompiledSignals, compileSignals } from "@/lib/core/signals/compile";
import type { TrainingReport } from "@/lib/core/training/report";
import { type ActiveScorer, openedModel, ruleSignals, scorerById } from "@/lib/modules/scoring/data";
import type { TenantTx } from "@/lib/platform/db/client";
import type { BacktestDraft } from "./types";

/** A scorer ready to be replayed. */
export interface Side {
  readonly title: string;
  readonly kind: "rules" | "model";
  readonly scorer: Scorer;
  readonly compiled: CompiledSignals;
  readonly bands: BandSet;
  /** What a model learnt from, so that it is not tested on it; null for rules. */
  readonly learnt: LearntFrom | null;
}

export interface LearntFrom {
  /** Epoch ms of the first test lead; null where rows have no times. */
  readonly testFrom: number | null;
  /** How many rows were kept for the test; they are the last in the file where there are no times. */
  readonly testRows: number;
  readonly split: TrainingReport["split"]["kind"];
}

/** A published version or a trained model; null where there is no such any more. */
export async function sideOf(tx: TenantTx, tenantId: string, id: string): Promise<Side | null> {
  const published = await scorerById(tx, id);
  if (published) return sideOfScorer(tx, tenantId, published);
  const row = await tx.model.findFirst({
    where: { tenantId, id },
    select: { id: true, hash: true, bands: true },
  });
  if (!row) return null;
  const { model, compiled } = await openedModel(tx, row.id, row.hash);
  const bands = row.bands as unknown as BandSet;
  const ref = { kind: model.artefact.estimator.kind, version: "Trained model", hash: row.hash };
  return {
    ...{ title: ref.version, kind: "model", compiled, bands },
    scorer: { ref, model, bands },
    learnt: await learntFrom(tx, tenantId, id),
  };
}

async function sideOfScorer(tx: TenantTx, tenantId: string, active: ActiveScorer): Promise<Side> {
  const { id, version, kind, scorer, compiled, bandSet } = active;
  const learnt = kind === "model" ? await learntFrom(tx, tenantId, id) : null;
  return { title: version, kind, scorer, compiled, bands: bandSet, learnt };
}

async function learntFrom(tx: TenantTx, tenantId: string, modelId: string): Promise<LearntFrom | null> {
  const [row] = await tx.$queryRaw<{ split: TrainingReport["split"] | null }[]>`
    SELECT r.report->'split' AS split
      FROM models m JOIN training_runs r ON r.tenant_id = m.tenant_id AND r.id = m.run_id
     WHERE m.tenant_id = ${tenantId}::uuid AND m.id = ${modelId}::uuid`;
  return row?.split
    ? { testFrom: row.split.testFrom, testRows: row.split.test, split: row.split.kind }
    : null;
}

/** The current side with what a draft changes. Null where the draft names a version that is gone. */
export async function draftSide(
  tx: TenantTx,
  tenantId: string,
  current: Side,
  draft: BacktestDraft,
): Promise<Side | null> {
  switch (draft.kind) {
    case "bands":
      return { ...current, title: "Draft", bands: draft.bands };
    case "scorer":
      return sideOf(tx, tenantId, draft.scorerId);
    case "rules": {
      const ruleSet = { ...draft.definition, bands: draft.bands };
      const definitions = await ruleSignals(tx);
      const isSame =
        "ruleSet" in current.scorer &&
        canonicalJson(current.scorer.ruleSet.market) === canonicalJson(ruleSet.market);
      return {
        ...{ title: "Draft", kind: "rules", bands: draft.bands, learnt: null },
        scorer: { ref: { kind: "rules", version: "Draft", hash: "" }, ruleSet },
        compiled: isSame ? current.compiled : compileSignals(definitions, ruleSet.market),
      };
    }
  }
}
