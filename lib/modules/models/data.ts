import type { ModelKind } from "@/lib/core/models/types";
import { CONTENDERS } from "@/lib/core/training/report";
import { alikeOf } from "@/lib/modules/scoring/data";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { bandByScore } from "@/lib/modules/scoring/reband";
import { namesOfUsers } from "@/lib/modules/users/data";
import type { TenantTx } from "@/lib/platform/db/client";
import type { RescoreProgress, ScorerVersion } from "./types";

/** Every published version and every trained model, the newest first. */
export async function listVersions(tx: TenantTx, tenantId: string): Promise<ScorerVersion[]> {
  const settings = await tx.workspaceSettings.findFirst({ select: { activeScorerId: true } });
  const activeId = settings?.activeScorerId ?? null;
  const rules = await tx.ruleSet.findMany({
    where: { tenantId, publishedAt: { not: null } },
    select: {
      id: true,
      version: true,
      hash: true,
      note: true,
      createdAt: true,
      publishedAt: true,
      publishedBy: true,
    },
  });
  const models = await tx.$queryRaw<ModelRow[]>`
    SELECT m.id, m.kind, m.version, m.hash, m.note, m.run_id, m.created_at, m.published_at, m.published_by,
           r.data_hash, (r.report->>'rows')::int AS rows, r.report->>'sufficiency' AS sufficiency
      FROM models m JOIN training_runs r ON r.tenant_id = m.tenant_id AND r.id = m.run_id
     WHERE m.tenant_id = ${tenantId}::uuid`;
  const people = await namesOfUsers(tx, [
    ...rules.map(({ publishedBy }) => publishedBy),
    ...models.map(({ published_by }) => published_by),
  ]);
  const versions: ScorerVersion[] = [
    ...rules.map(
      ({ id, version, hash, note, createdAt, publishedAt, publishedBy }): ScorerVersion => ({
        ...{ id, version, hash, note, createdAt, publishedAt },
        kind: "rules",
        isActive: id === activeId,
        publishedByName: people.get(publishedBy ?? "") ?? null,
        ...{ runId: null, dataHash: null, rows: null, isExploratory: false },
      }),
    ),
    ...models.map(
      (row): ScorerVersion => ({
        ...{
          id: row.id,
          kind: row.kind,
          version: row.version,
          hash: row.hash,
          note: row.note,
          rows: row.rows,
        },
        isActive: row.id === activeId,
        createdAt: row.created_at,
        publishedAt: row.published_at,
        publishedByName: people.get(row.published_by ?? "") ?? null,
        runId: row.run_id,
        dataHash: row.data_hash,
        isExploratory: row.sufficiency === "exploratory",
      }),
    ),
  ];
  const when = ({ publishedAt, createdAt }: ScorerVersion) => (publishedAt ?? createdAt).getTime();
  return versions.sort((a, b) => when(b) - when(a) || (a.id < b.id ? 1 : -1));
}

interface ModelRow {
  id: string;
  kind: ModelKind;
  version: string | null;
  hash: string;
  note: string | null;
  run_id: string;
  created_at: Date;
  published_at: Date | null;
  published_by: string | null;
  data_hash: string | null;
  rows: number | null;
  sufficiency: string | null;
}

/** The models of one run, simplest first. */
export async function modelsOfRun(
  tx: TenantTx,
  tenantId: string,
  runId: string,
): Promise<{ id: string; kind: ModelKind; version: string | null; hash: string }[]> {
  const rows = await tx.model.findMany({
    where: { tenantId, runId },
    select: { id: true, kind: true, version: true, hash: true },
  });
  return rows
    .map((row) => ({ ...row, kind: row.kind as ModelKind }))
    .sort((a, b) => CONTENDERS.indexOf(a.kind) - CONTENDERS.indexOf(b.kind));
}

/**
 * How many leads stand as the version in use has them: scored by it, or by one that scores as it does, and in the band
 * it says. What a bar shows while rescoring or re-banding follows a publish.
 */
export async function rescoreProgress(tx: TenantTx, tenantId: string): Promise<RescoreProgress> {
  const active = await scorerInUse(tx, tenantId);
  const alike = active ? [...(await alikeOf(tx, active.id))] : [];
  const bands = active ? bandByScore(active.bands) : [];
  const [row] = await tx.$queryRaw<RescoreProgress[]>`
    SELECT count(*) FILTER (WHERE score_version = ANY (${alike}::text[])
                              AND score_band = (${bands}::text[])[score_total + 1])::int AS done,
           count(*)::int AS total
      FROM leads WHERE tenant_id = ${tenantId}::uuid`;
  return row ?? { done: 0, total: 0 };
}
