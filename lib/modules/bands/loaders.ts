import { notFound } from "next/navigation";
import { z } from "zod";
import { backtestContext } from "@/lib/modules/backtests/data";
import { standingRun } from "@/lib/modules/backtests/mutations";
import type { BacktestRequest } from "@/lib/modules/backtests/types";
import { getDraft } from "@/lib/modules/drafts/data";
import { listVersions, rescoreProgress } from "@/lib/modules/models/data";
import { workspaceOutcome } from "@/lib/modules/outcomes/data";
import { scorerById } from "@/lib/modules/scoring/data";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { versionTitle } from "@/lib/present/registry-words";
import type { BandsPage, Standing } from "./types";

/** The bands of the version in use, or of another published one; with what they meant for the leads of the past. */
export async function loadBandsPage(asked: string | null): Promise<BandsPage> {
  const { tenantId, userId } = await requireMember("scoring.manage");
  const at = now();
  return withTenant(tenantId, async (tx) => {
    const active = await scorerInUse(tx, tenantId);
    if (!active) throw new Error("this workspace has no published scorer");
    if (asked !== null && !z.uuid().safeParse(asked).success) notFound();
    const scorer = await scorerById(tx, asked ?? active.id);
    if (!scorer) notFound();
    const versions = (await listVersions(tx, tenantId)).filter(({ publishedAt }) => publishedAt !== null);
    const isActive = scorer.id === active.id;
    const draft = await getDraft(tx, tenantId, userId, "bands");
    const progress = await rescoreProgress(tx, tenantId);
    return {
      scorer: { id: scorer.id, version: scorer.version, kind: scorer.kind, isActive },
      active: { id: active.id, version: active.version },
      versions: versions.map((version) => ({
        id: version.id,
        title: versionTitle(version),
        detail: version.isActive ? "in use" : "earlier",
      })),
      bands: scorer.bandSet,
      // A draft of another version's bands is shown where that version is looked at.
      draft: draft && (draft.baseId === scorer.id || isActive) ? draft : null,
      standing: await standingOf(tx, tenantId, scorer.id, at),
      open: isActive ? await openByScore(tx, tenantId) : null,
      context: await backtestContext(tx, tenantId, at),
      rescoring: progress.done < progress.total ? { version: active.version, ...progress } : null,
    };
  });
}

/** The newest replay of this version. */
async function standingOf(tx: TenantTx, tenantId: string, scorerId: string, at: Date): Promise<Standing> {
  const { outcome, moment } = await workspaceOutcome(tx, tenantId);
  const request: BacktestRequest = { scorerId, draft: null, outcome, moment };
  const { done, runningId, failed } = await standingRun(tx, tenantId, request, at);
  if (done?.result) return { state: "done", backtestId: done.id, result: done.result, asOf: done.asOf };
  if (runningId !== null) return { state: "running", backtestId: runningId };
  return { state: "failed", message: failed?.message ?? "The replay did not finish." };
}

async function openByScore(tx: TenantTx, tenantId: string): Promise<number[]> {
  const rows = await tx.$queryRaw<{ score: number; count: number }[]>`
    SELECT score_total AS score, count(*)::int AS count FROM leads
     WHERE tenant_id = ${tenantId}::uuid AND is_open AND score_total IS NOT NULL GROUP BY score_total`;
  const counts = new Array<number>(101).fill(0);
  for (const { score, count } of rows) counts[score] = count;
  return counts;
}
