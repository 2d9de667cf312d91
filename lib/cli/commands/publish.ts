import { causeRef } from "@/lib/core/scoring/causes";
import { listVersions, modelsOfRun } from "@/lib/modules/models/data";
import { goBackTo, publishModel, type Refusal } from "@/lib/modules/models/mutations";
import { activeScorer } from "@/lib/modules/scoring/data";
import { rescoreAll } from "@/lib/modules/scoring/rescore";
import type { ScoreCause } from "@/lib/modules/scoring/types";
import { newestFinishedRun } from "@/lib/modules/training/data";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { formatNumber } from "@/lib/present/format";
import type { Command } from "./command";
import { UsageError } from "./import-options";
import { endProgress, showProgress, tell, type WorkspaceCall, withWorkspace } from "./with-workspace";

const text = { type: "string" } as const;

/** Exit codes of both: 0 done, 1 refused, 2 the call was wrong. */
export const publishCommand: Command = {
  summary: "put the newest run's proposed model in use",
  run: (args, { root }) =>
    withWorkspace(
      args,
      root,
      `npm run firstcall -- publish --workspace NAME [--model logistic|forest|boosted] [--note TEXT] [--json]

  --model KIND   another model of the newest run than the proposed one
`,
      { model: text, note: text },
      runPublish,
    ),
};

export const rollbackCommand: Command = {
  summary: "put an earlier version back in use",
  run: (args, { root }) =>
    withWorkspace(
      args,
      root,
      `npm run firstcall -- rollback --workspace NAME [--to VERSION] [--json]

  --to "Rules v1"   which published version; the one before when not given
`,
      { to: text },
      runRollback,
    ),
};

async function runPublish(call: WorkspaceCall): Promise<number> {
  const { tenantId } = call.workspace;
  const { model: wish, note = "Published from the command line" } = call.options;
  const run = await withTenant(tenantId, (tx) => newestFinishedRun(tx, tenantId));
  if (!run?.report) return refused("Nothing has been trained here yet.");
  const kind = wish ?? run.report.proposal.kind;
  if (kind === null)
    return refused(
      `The newest run proposes no model (${run.report.proposal.why.replaceAll("_", " ")}). To publish one all the same, name it: --model boosted`,
    );
  const outcome = await withTenant(tenantId, async (tx) => {
    const model = (await modelsOfRun(tx, tenantId, run.id)).find((each) => each.kind === kind);
    if (!model) throw new UsageError(`--model is logistic, forest or boosted, not "${kind}".`);
    return publishModel(
      tx,
      { tenantId, actorId: null, now: now() },
      { modelId: model.id, expectedActiveId: null, note },
    );
  });
  if (!outcome.ok) return refused(outcome.message);
  tell(`${outcome.version} is in use.`);
  await rescore(call, causeRef("model_published", { version: outcome.version }));
  return 0;
}

async function runRollback(call: WorkspaceCall): Promise<number> {
  const { tenantId } = call.workspace;
  const versions = await withTenant(tenantId, (tx) => listVersions(tx, tenantId));
  const published = versions.filter(({ version }) => version !== null);
  const wanted = call.options.to;
  const target =
    wanted === undefined
      ? published[published.findIndex(({ isActive }) => isActive) + 1]
      : published.find(({ version }) => version!.toLowerCase() === wanted.toLowerCase());
  if (!target)
    return refused(
      wanted === undefined
        ? "There is no earlier version to go back to."
        : `There is no version "${wanted}". Published: ${published.map(({ version }) => version).join(", ")}.`,
    );
  const outcome: { ok: true; version: string } | Refusal = await withTenant(tenantId, (tx) =>
    goBackTo(tx, { tenantId, actorId: null, now: now() }, { scorerId: target.id, expectedActiveId: null }),
  );
  if (!outcome.ok) return refused(outcome.message);
  tell(`${outcome.version} is in use again.`);
  await rescore(call, causeRef("rolled_back", { version: outcome.version }));
  return 0;
}

function refused(message: string): number {
  tell(message);
  return 1;
}

/** Scores all leads here and now, so that the command ends with the list as it will be shown. */
export async function rescore(
  { workspace: { tenantId, slug }, json, signal }: WorkspaceCall,
  cause: ScoreCause,
): Promise<void> {
  const { scored, changed } = await rescoreAll(tenantId, {
    moment: now(),
    cause,
    signal,
    onProgress: (done, total) =>
      showProgress("Scoring", `${formatNumber(done)} of ${formatNumber(total)} leads`),
  });
  endProgress();
  const { version, bands } = await withTenant(tenantId, async (tx) => {
    const scorer = await activeScorer(tx);
    const counts = await tx.lead.groupBy({ by: ["scoreBand"], where: { tenantId }, _count: true });
    return {
      version: scorer.version,
      bands: scorer.bandSet.bands.map(({ id, name, from }) => ({
        name,
        from,
        leads: counts.find(({ scoreBand }) => scoreBand === id)?._count ?? 0,
      })),
    };
  });
  if (json) console.log(JSON.stringify({ workspace: slug, version, scored, changed, bands }, null, 2));
  else {
    console.log(`${version}: ${formatNumber(scored)} leads scored, ${formatNumber(changed)} changed`);
    for (const { name, from, leads } of bands)
      console.log(`  ${name.padEnd(12)} from ${from}: ${formatNumber(leads)} leads`);
  }
}
