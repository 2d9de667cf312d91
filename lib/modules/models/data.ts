import type { ModelKind } from "@/lib/core/models/types";
import type { TrainingReport } from "@/lib/core/training/report";
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
  const people = await namesOf(tx, [
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

async function namesOf(tx: TenantTx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const people = await tx.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** The models of one run, simplest first. */
export async function modelsOfRun(
  tx: TenantTx,
  tenantId: string,
  runId: string,
): Promise<{ id: string; kind: ModelKind; version: string | null; hash: string }[]> {
  const rows = await tx.model.findMany({
    where: { tenantId, runId },
    orderBy: { createdAt: "asc" },
    select: { id: true, kind: true, version: true, hash: true },
  });
  const order = ["logistic", "forest", "boosted"];
  return rows
    .map((row) => ({ ...row, kind: row.kind as ModelKind }))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** The report a model comes from; null where it is gone. */
export async function reportOfModel(
  tx: TenantTx,
  tenantId: string,
  modelId: string,
): Promise<TrainingReport | null> {
  const row = await tx.model.findFirst({
    where: { tenantId, id: modelId },
    select: { run: { select: { report: true } } },
  });
  return (row?.run.report as unknown as TrainingReport | undefined) ?? null;
}

/** How many leads the version in use has scored: what a bar shows while rescoring follows a publish. */
export async function rescoreProgress(tx: TenantTx, tenantId: string): Promise<RescoreProgress> {
  const [row] = await tx.$queryRaw<RescoreProgress[]>`
    SELECT count(*) FILTER (WHERE l.score_hash = s.hash)::int AS done, count(*)::int AS total
      FROM leads l,
           (SELECT coalesce(
              (SELECT hash FROM rule_sets r WHERE r.tenant_id = w.tenant_id AND r.id = w.active_scorer_id),
              (SELECT hash FROM models m WHERE m.tenant_id = w.tenant_id AND m.id = w.active_scorer_id)) AS hash
              FROM workspace_settings w WHERE w.tenant_id = ${tenantId}::uuid) s
     WHERE l.tenant_id = ${tenantId}::uuid`;
  return row ?? { done: 0, total: 0 };
}
