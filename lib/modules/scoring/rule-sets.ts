import type { RuleSet } from "@/lib/core/rules/types";
import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { newId } from "@/lib/platform/ids";

export interface PublishedRuleSet {
  readonly id: string;
  readonly version: string;
  readonly hash: string;
}

/**
 * Publishes a rule set with its bands as a new immutable version and puts it in use, in the caller's transaction.
 * The version is "Rules vN"; the hash covers rules, caps, market and bands. Rescoring is the caller's next step.
 * With `takesOver` false it stands in the registry, to go over to later, and whatever scores goes on.
 */
export async function publishRuleSet(
  tx: TenantTx,
  tenantId: string,
  ruleSet: RuleSet,
  {
    actorId,
    note,
    now,
    takesOver = true,
    details = {},
    scoresAs = null,
  }: {
    readonly actorId: string | null;
    readonly note: string;
    readonly now: Date;
    readonly takesOver?: boolean;
    /** The version it scores as, where only its bands are others. */
    readonly scoresAs?: string | null;
    /** What else the audit log should know. */
    readonly details?: Readonly<Record<string, unknown>>;
  },
): Promise<PublishedRuleSet> {
  const { bands, ...rules } = ruleSet;
  // Two publishers must not both become "Rules v7": the settings row is the lock.
  await tx.$executeRaw`SELECT 1 FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
  const version = `Rules v${(await tx.ruleSet.count()) + 1}`;
  const definition = { ...rules, version };
  const hash = sha256Hex(canonicalJson({ ...definition, bands }));
  const id = newId();
  const bandSetId = newId();
  await tx.bandSet.create({ data: { tenantId, id: bandSetId, bands: bands as object } });
  await tx.ruleSet.create({
    data: {
      tenantId,
      id,
      version,
      definition: definition as object,
      bandSetId,
      hash,
      note,
      publishedAt: now,
      publishedBy: actorId,
      scoresAs,
    },
  });
  if (takesOver)
    await tx.workspaceSettings.update({
      where: { tenantId },
      data: { activeScorerKind: "rules", activeScorerId: id, updatedAt: now },
    });
  await writeAudit(tx, {
    tenantId,
    actorId,
    // What was in use when is read from "scorer.published": a version that only waits must not be among them.
    action: takesOver ? "scorer.published" : "rules.published",
    subjectType: "rule_set",
    subjectId: id,
    details: { version, hash, note, ...details },
  });
  return { id, version, hash };
}
