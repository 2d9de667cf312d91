import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import type { ContenderKind, PairReport, TestFigures } from "@/lib/core/training/report";
import type { TenantTx } from "@/lib/platform/db/client";
import type { Switch } from "./periods";
import type { Proposal, ScorerVersion } from "./types";

/** What one run measured, without its charts. */
export interface RunFigures {
  readonly runId: string;
  readonly finishedAt: Date;
  readonly outcome: OutcomeDefinition;
  readonly testRows: number;
  readonly proposal: Proposal;
  readonly sufficiency: "enough" | "exploratory";
  readonly contenders: readonly {
    readonly kind: ContenderKind;
    readonly name: string;
    readonly test: TestFigures | null;
  }[];
  readonly pairs: readonly PairReport[];
}

/** Figures of every finished run, the newest first. */
export async function figuresOfRuns(tx: TenantTx, tenantId: string): Promise<RunFigures[]> {
  return tx.$queryRaw<RunFigures[]>`
    SELECT id AS "runId", coalesce(finished_at, created_at) AS "finishedAt", report->'outcome' AS outcome,
           (report->'split'->>'test')::int AS "testRows", report->'proposal' AS proposal,
           report->>'sufficiency' AS sufficiency, report->'pairs' AS pairs,
           (SELECT jsonb_agg(jsonb_build_object('kind', c->'kind', 'name', c->'name', 'test', c->'test'))
              FROM jsonb_array_elements(report->'contenders') c) AS contenders
      FROM training_runs
     WHERE tenant_id = ${tenantId}::uuid AND report IS NOT NULL
     ORDER BY created_at DESC, id DESC LIMIT 200`;
}

/** Where a version was measured: a model in its own run, rules in the newest run they took part in. */
export function measuredIn(
  runs: readonly RunFigures[],
  { kind, version, runId }: Pick<ScorerVersion, "kind" | "version" | "runId">,
): RunFigures | null {
  if (kind !== "rules") return runs.find((run) => run.runId === runId) ?? null;
  return (
    runs.find(({ contenders }) => contenders.some((one) => one.kind === "rules" && one.name === version)) ??
    null
  );
}

/** The run in which two versions were measured on the same test leads; null where there is none. */
export function measuredTogether(
  runs: readonly RunFigures[],
  a: Pick<ScorerVersion, "kind" | "version" | "runId">,
  b: Pick<ScorerVersion, "kind" | "version" | "runId">,
): RunFigures | null {
  const tookPart = (run: RunFigures, { kind, version, runId }: typeof a) =>
    kind === "rules"
      ? run.contenders.some((one) => one.kind === "rules" && one.name === version)
      : run.runId === runId;
  return runs.find((run) => tookPart(run, a) && tookPart(run, b)) ?? null;
}

/** The test figures of one kind in a run. */
export function testOf(run: RunFigures | null, kind: ContenderKind): TestFigures | null {
  return run?.contenders.find((contender) => contender.kind === kind)?.test ?? null;
}

/** Every time a version was put in use, the oldest first. */
export async function switchesOf(tx: TenantTx, tenantId: string): Promise<Switch[]> {
  return tx.$queryRaw<Switch[]>`
    SELECT subject_id AS "scorerId", created_at AS at FROM audit_log
     WHERE tenant_id = ${tenantId}::uuid AND subject_type IN ('rule_set', 'model')
       AND action IN ('scorer.published', 'scorer.rolled_back')
     ORDER BY created_at, id`;
}

export async function countLeads(tx: TenantTx, tenantId: string): Promise<{ all: number; open: number }> {
  const [row] = await tx.$queryRaw<{ all: number; open: number }[]>`
    SELECT count(*)::int AS "all", count(*) FILTER (WHERE is_open)::int AS open
      FROM leads WHERE tenant_id = ${tenantId}::uuid`;
  return row ?? { all: 0, open: 0 };
}
