import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { causeRef } from "@/lib/core/scoring/causes";
import type { BandSet } from "@/lib/core/scoring/types";
import { lockScorer, nextVersion, type Refusal, type Scope, switchTo } from "@/lib/modules/models/mutations";
import { type ActiveScorer, ruleSetOf, scorerById } from "@/lib/modules/scoring/data";
import { publishRuleSet } from "@/lib/modules/scoring/rule-sets";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";

export interface BandsWish {
  /** The version whose bands these are. */
  readonly scorerId: string;
  /** What is in use as far as the person knows: of two who publish at once, the second is told. */
  readonly expectedActiveId: string;
  /** Valid: the caller has asked `validateBands`. */
  readonly bands: BandSet;
  readonly note: string;
  /** Whether these very bands were backtested before. */
  readonly backtested: boolean;
}

export type BandsPublished = {
  readonly ok: true;
  readonly id: string;
  readonly version: string;
  readonly isInUse: boolean;
};

/**
 * Publishes a version that scores as another does, with bands of its own: versions are immutable, so that going back
 * brings the earlier bands back too. Where the other is in use, the new one takes over and leads change band without
 * being scored again; else it waits in the registry.
 */
export async function publishBands(
  tx: TenantTx,
  scope: Scope,
  { scorerId, expectedActiveId, bands, note, backtested }: BandsWish,
): Promise<BandsPublished | Refusal> {
  const { tenantId } = scope;
  const lock = await lockScorer(tx, tenantId, expectedActiveId);
  if (!lock.ok) return lock;
  const base = await scorerById(tx, scorerId);
  if (!base) return { ok: false, code: "not_found", message: "This version is not here any more." };
  if (canonicalJson(base.bandSet) === canonicalJson(bands))
    return { ok: false, code: "unchanged", message: `${base.version} has these bands already.` };
  const isInUse = lock.activeId === scorerId;
  const details = { backtested, bands: edgesOf(bands), from: base.version };
  const published =
    base.kind === "rules"
      ? await rulesWith(tx, scope, base, bands, { note, isInUse, details })
      : await modelWith(tx, scope, base, bands, { note, isInUse, details });
  await tx.scoringDraft.deleteMany({ where: { tenantId, userId: scope.actorId ?? "", kind: "bands" } });
  if (isInUse)
    await enqueue(tx, "scores.reband", {
      tenantId,
      toId: published.id,
      cause: causeRef("bands_published", { version: published.version }),
    });
  return { ok: true, ...published, isInUse };
}

interface Publishing {
  readonly note: string;
  readonly isInUse: boolean;
  readonly details: Readonly<Record<string, unknown>>;
}

async function rulesWith(
  tx: TenantTx,
  { tenantId, actorId, now }: Scope,
  base: ActiveScorer,
  bands: BandSet,
  { note, isInUse, details }: Publishing,
) {
  const { id, version } = await publishRuleSet(
    tx,
    tenantId,
    { ...ruleSetOf(base)!, bands },
    { actorId, note, now, takesOver: isInUse, details, scoresAs: base.scoresAs },
  );
  return { id, version };
}

/** The same artefact under a new version. */
async function modelWith(
  tx: TenantTx,
  { tenantId, actorId, now }: Scope,
  base: ActiveScorer,
  bands: BandSet,
  { note, isInUse, details }: Publishing,
) {
  const version = await nextVersion(tx, tenantId);
  const id = newId();
  const bandSetId = newId();
  await tx.bandSet.create({ data: { tenantId, id: bandSetId, bands: bands as object } });
  await tx.$executeRaw`
    INSERT INTO models (tenant_id, id, run_id, kind, version, artefact, hash, bands, band_set_id, held_out, note,
                        published_at, published_by, scores_as, created_at)
    SELECT tenant_id, ${id}::uuid, run_id, kind, ${version}, artefact, hash, ${JSON.stringify(bands)}::jsonb,
           ${bandSetId}::uuid, held_out, ${note}, ${now}::timestamptz, ${actorId}::uuid, ${base.scoresAs}::uuid, ${now}::timestamptz
      FROM models WHERE tenant_id = ${tenantId}::uuid AND id = ${base.id}::uuid`;
  if (isInUse) await switchTo(tx, tenantId, "model", id, now);
  await writeAudit(tx, {
    ...{ tenantId, actorId, subjectType: "model", subjectId: id },
    // What was in use when is read from "scorer.published".
    action: isInUse ? "scorer.published" : "model.published",
    details: { version, hash: base.hash, note, ...details },
  });
  return { id, version };
}

const edgesOf = ({ bands }: BandSet) => bands.map(({ name, from }) => `${name} ${from}`).join(", ");
