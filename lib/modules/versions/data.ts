import { type ComparableModel, diffModels } from "@/lib/core/models/diff";
import type { ModelKind } from "@/lib/core/models/types";
import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import { type ComparableRules, diffRuleSets } from "@/lib/core/rules/diff";
import { diffBands } from "@/lib/core/scoring/bands-diff";
import type { BandSet } from "@/lib/core/scoring/types";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import { namesOfUsers } from "@/lib/modules/users/data";
import type { TenantTx } from "@/lib/platform/db/client";
import { contenderName } from "@/lib/present/outcome-words";
import type { VersionChange } from "@/lib/present/versions-words";

interface Published {
  readonly id: string;
  readonly version: string;
  readonly hash: string;
  readonly note: string | null;
  readonly publishedAt: Date;
  readonly publishedByName: string | null;
}

/** A published configuration, with all that it can be compared by. */
export type PublishedVersion =
  | (Published & { readonly kind: "rules"; readonly rules: ComparableRules; readonly bands: BandSet })
  | (Published & { readonly kind: "model"; readonly model: ComparableModel; readonly bands: BandSet });

/** The newest published versions, rules and models, the newest first. */
export async function publishedVersions(tx: TenantTx, tenantId: string): Promise<PublishedVersion[]> {
  const rules = await tx.ruleSet.findMany({
    where: { tenantId, publishedAt: { not: null } },
    include: { bandSet: { select: { bands: true } } },
  });
  // The trees of a model are megabytes; only what can be compared comes out of the database.
  const models = await tx.$queryRaw<ModelRow[]>`
    SELECT m.id, m.version, m.hash, m.note, m.published_at, m.published_by, m.kind, m.run_id, b.bands,
           a.artefact->'outcome' AS outcome,
           (SELECT coalesce(json_agg(json_build_object('key', s->'key', 'label', s->'label')), '[]')
              FROM json_array_elements(a.artefact->'signals') s) AS signals
      FROM models m
      JOIN band_sets b ON b.tenant_id = m.tenant_id AND b.id = m.band_set_id
      CROSS JOIN LATERAL (SELECT m.artefact::json AS artefact) a
     WHERE m.tenant_id = ${tenantId}::uuid AND m.published_at IS NOT NULL`;
  const names = await namesOfUsers(tx, [
    ...rules.map(({ publishedBy }) => publishedBy),
    ...models.map(({ published_by }) => published_by),
  ]);
  const all = [
    ...rules.map(({ publishedAt, publishedBy, bandSet, ...row }): PublishedVersion => {
      const bands = bandSet.bands as unknown as BandSet;
      return {
        kind: "rules",
        ...{ id: row.id, version: row.version, hash: row.hash, note: row.note, bands },
        publishedAt: publishedAt ?? row.createdAt,
        publishedByName: names.get(publishedBy ?? "") ?? null,
        rules: { ...(row.definition as unknown as ComparableRules), bands },
      };
    }),
    ...models.map((row): PublishedVersion => {
      const { id, version, hash, note, bands, outcome } = row;
      return {
        kind: "model",
        ...{ id, version, hash, note, bands },
        publishedAt: row.published_at,
        publishedByName: names.get(row.published_by ?? "") ?? null,
        model: { kind: row.kind, hash, runId: row.run_id, outcome, signals: row.signals, bands },
      };
    }),
  ];
  return all.sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || (a.id < b.id ? 1 : -1));
}

interface ModelRow {
  id: string;
  version: string;
  hash: string;
  note: string | null;
  published_at: Date;
  published_by: string | null;
  kind: ModelKind;
  run_id: string;
  bands: BandSet;
  outcome: OutcomeDefinition;
  signals: { key: string; label: string }[];
}

/** What the scorer of a version is called: "Boosted trees", "Rules". */
export const scorerName = (version: PublishedVersion): string =>
  contenderName(version.kind === "rules" ? "rules" : version.model.kind);

/** What changed from one version to another, of whatever kinds. */
export function diffVersions(before: PublishedVersion, after: PublishedVersion): VersionChange[] {
  if (before.kind === "rules" && after.kind === "rules") return diffRuleSets(before.rules, after.rules);
  if (before.kind === "model" && after.kind === "model") return diffModels(before.model, after.model);
  return [
    { kind: "scorer", before: scorerName(before).toLowerCase(), after: scorerName(after) },
    ...diffBands(before.bands, after.bands),
  ];
}

/** What signals are called, those switched off since included. */
export async function signalNames(tx: TenantTx, tenantId: string): Promise<(key: string) => string> {
  const own = await tx.signalDefinition.findMany({ where: { tenantId }, select: { key: true, label: true } });
  const names = new Map([
    ...[...DEFAULT_SIGNALS, ...CONDITION_SIGNALS].map(({ key, label }) => [key, label] as const),
    ...own.map(({ key, label }) => [key, label] as const),
  ]);
  return (key) => names.get(key) ?? key;
}
