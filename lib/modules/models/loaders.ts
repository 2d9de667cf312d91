import { sufficiencyOf } from "@/lib/core/outcomes/sufficiency";
import { memberForAction, requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { sufficiencySentence } from "@/lib/present/outcome-words";
import { outcomesOnOffer, workspaceOutcome } from "../outcomes/data";
import { scorerInUse } from "../scoring/in-use";
import { listRuns } from "../training/data";
import { listVersions, rescoreProgress } from "./data";
import { countLeads, figuresOfRuns, switchesOf } from "./data-registry";
import { periodsOf } from "./periods";
import { registryData } from "./registry-view";
import type { RegistryData, RegistryFilter, RescoringData } from "./types-screen";

const RUNS_SHOWN = 20;

/** What is in use, every version, and the runs they come from. */
export async function loadRegistry(filter: RegistryFilter): Promise<RegistryData> {
  const { tenantId, timeZone, role } = await requireMember("models.read");
  return withTenant(tenantId, async (tx) => {
    const runs = await listRuns(tx, tenantId, RUNS_SHOWN);
    return registryData({
      versions: await listVersions(tx, tenantId),
      runs,
      figures: await figuresOfRuns(tx, tenantId),
      periods: periodsOf(await switchesOf(tx, tenantId)),
      leads: await countLeads(tx, tenantId),
      rescoring: await rescoreProgress(tx, tenantId),
      start: runs.length === 0 ? await startOf(tx, tenantId) : null,
      filter,
      role,
      time: { now: now().getTime(), timeZone },
    });
  });
}

/** Whether there is enough to learn from, by the outcome that the workspace predicts. */
async function startOf(tx: TenantTx, tenantId: string): Promise<RegistryData["start"]> {
  const { outcome: predicted } = await workspaceOutcome(tx, tenantId);
  const outcome = (await outcomesOnOffer(tx, tenantId)).find((each) => each.outcome === predicted.outcome);
  const positives = outcome?.positive ?? 0;
  const labels = positives + (outcome?.negative ?? 0);
  const sufficiency = sufficiencyOf(labels, positives);
  return { labels, enough: sufficiency.level !== "too_few", sentence: sufficiencySentence(sufficiency) };
}

type Refused = { readonly ok: false; readonly code: string; readonly message: string };

/** For the bar that asks every second how far scoring by the version in use is. */
export async function loadRescoring(): Promise<
  { readonly ok: true; readonly data: RescoringData } | Refused
> {
  const asked = await memberForAction("models.read");
  if (!asked.ok) return asked;
  const { tenantId } = asked.member;
  return withTenant(tenantId, async (tx) => ({
    ok: true,
    data: {
      version: (await scorerInUse(tx, tenantId))?.version ?? "",
      ...(await rescoreProgress(tx, tenantId)),
    },
  }));
}
