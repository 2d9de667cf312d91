import { causeRef, type ScoreCause } from "@/lib/core/scoring/causes";
import type { BandSet } from "@/lib/core/scoring/types";
import type { TrainingReport } from "@/lib/core/training/report";
import { alikeOf } from "@/lib/modules/scoring/data";
import { publishedVersion } from "@/lib/modules/scoring/in-use";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";

export interface Scope {
  readonly tenantId: string;
  readonly actorId: string | null;
  readonly now: Date;
}

export type Refusal = { readonly ok: false; readonly code: string; readonly message: string };
export type InUse = { readonly ok: true; readonly id: string; readonly version: string };

const GONE: Refusal = { ok: false, code: "not_found", message: "This version is not here any more." };

/**
 * Puts a trained model in use: gives it its version, freezes its bands, switches the one setting, and has every lead
 * scored again. Of two who publish at once, one wins; the other is told, because `expectedActiveId` is no longer true.
 */
export async function publishModel(
  tx: TenantTx,
  { tenantId, actorId, now }: Scope,
  {
    modelId,
    expectedActiveId,
    note,
    backtested,
  }: {
    modelId: string;
    expectedActiveId: string | null;
    note: string;
    /** Whether a person had it replayed beside the version in use; left out where no person publishes. */
    backtested?: boolean;
  },
): Promise<InUse | Refusal> {
  const lock = await lockScorer(tx, tenantId, expectedActiveId);
  if (!lock.ok) return lock;
  const model = await tx.model.findFirst({
    where: { tenantId, id: modelId },
    select: { id: true, version: true, hash: true, bands: true, run: { select: { report: true } } },
  });
  if (!model) return GONE;
  if (model.version !== null)
    return {
      ok: false,
      code: "published",
      message: `${model.version} is published already. Go back to it instead.`,
    };
  const report = model.run.report as unknown as TrainingReport | null;
  if (report?.sufficiency !== "enough")
    return {
      ok: false,
      code: "exploratory",
      message: "This run is exploratory: it had too few leads to publish a model from.",
    };
  const version = await nextVersion(tx, tenantId);
  const bandSetId = newId();
  await tx.bandSet.create({ data: { tenantId, id: bandSetId, bands: model.bands as unknown as object } });
  await tx.model.update({
    where: { tenantId_id: { tenantId, id: modelId } },
    data: { version, bandSetId, note, publishedAt: now, publishedBy: actorId },
    select: { id: true },
  });
  await switchTo(tx, tenantId, "model", modelId, now);
  await writeAudit(tx, {
    tenantId,
    actorId,
    action: "scorer.published",
    subjectType: "model",
    subjectId: modelId,
    details: {
      ...{ version, hash: model.hash, note, bands: edgesOf(model.bands as unknown as BandSet) },
      ...(backtested === undefined ? {} : { backtested }),
    },
  });
  await rescoreEverything(tx, tenantId, "model_published", version);
  return { ok: true, id: modelId, version };
}

/** What the next published model is called; holds for whoever has locked the setting. */
export async function nextVersion(tx: TenantTx, tenantId: string): Promise<string> {
  return `Model v${(await tx.model.count({ where: { tenantId, publishedAt: { not: null } } })) + 1}`;
}

/** Puts an earlier published version back in use, its bands with it: one setting, at once. */
export async function goBackTo(
  tx: TenantTx,
  { tenantId, actorId, now }: Scope,
  { scorerId, expectedActiveId }: { scorerId: string; expectedActiveId: string | null },
): Promise<InUse | Refusal> {
  const lock = await lockScorer(tx, tenantId, expectedActiveId);
  if (!lock.ok) return lock;
  const found = await publishedVersion(tx, tenantId, scorerId);
  if (!found) return GONE;
  if (lock.activeId === scorerId)
    return { ok: false, code: "in_use", message: `${found.version} is in use already.` };
  await switchTo(tx, tenantId, found.kind, scorerId, now);
  await writeAudit(tx, {
    tenantId,
    actorId,
    action: "scorer.rolled_back",
    subjectType: found.kind === "model" ? "model" : "rule_set",
    subjectId: scorerId,
    details: { version: found.version, from: lock.activeId },
  });
  const alike = await alikeOf(tx, scorerId);
  const active = lock.activeId === null ? null : await publishedVersion(tx, tenantId, lock.activeId);
  // Scores stay where only bands differ.
  if (active && alike.has(active.version))
    await enqueue(tx, "scores.reband", {
      tenantId,
      toId: scorerId,
      cause: causeRef("rolled_back", { version: found.version }),
    });
  else await rescoreEverything(tx, tenantId, "rolled_back", found.version);
  return { ok: true, id: scorerId, version: found.version };
}

/** The settings row is the lock of who scores. Null `expectedActiveId`: whatever is in use. */
export async function lockScorer(
  tx: TenantTx,
  tenantId: string,
  expectedActiveId: string | null,
): Promise<{ readonly ok: true; readonly activeId: string | null } | Refusal> {
  const [row] = await tx.$queryRaw<{ active: string | null }[]>`
    SELECT active_scorer_id AS active FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
  if (expectedActiveId === null || row?.active === expectedActiveId)
    return { ok: true, activeId: row?.active ?? null };
  const other = row?.active ? await publishedVersion(tx, tenantId, row.active) : null;
  return {
    ok: false,
    code: "overtaken",
    message: `Somebody put ${other?.version ?? "another version"} in use meanwhile. Look at it, then decide again.`,
  };
}

export async function switchTo(
  tx: TenantTx,
  tenantId: string,
  kind: "rules" | "model",
  id: string,
  now: Date,
): Promise<void> {
  await tx.workspaceSettings.update({
    where: { tenantId },
    data: { activeScorerKind: kind, activeScorerId: id, updatedAt: now },
  });
}

async function rescoreEverything(
  tx: TenantTx,
  tenantId: string,
  cause: ScoreCause,
  version: string,
): Promise<void> {
  await enqueue(tx, "scores.rescore_all", { tenantId, cause: causeRef(cause, { version }) });
}

const edgesOf = ({ bands }: BandSet) => bands.map(({ name, from }) => `${name} ${from}`).join(", ");
