import pg from "pg";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { OWN, sampleInput, WON } from "@/lib/core/models/testing";
import { causeRef } from "@/lib/core/scoring/causes";
import type { BandSet } from "@/lib/core/scoring/types";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import type { TrainingInput } from "@/lib/core/training/input";
import { trainContenders } from "@/lib/core/training/train";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { activeScorer, openedModel } from "@/lib/modules/scoring/data";
import { rescoreAll, rescoreLeads } from "@/lib/modules/scoring/rescore";
import { verifyScore } from "@/lib/modules/scoring/verify";
import { beginRun, createRun, finishRun } from "@/lib/modules/training/mutations";
import { trainingSettingsSchema } from "@/lib/modules/training/types";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember } from "@/lib/testing/people";
import { publishModelAction, rollBackAction } from "./actions";
import { listVersions, modelsOfRun, rescoreProgress } from "./data";
import { flipsOf } from "./flips";
import { loadRegistry, loadRescoring } from "./loaders";
import { loadCompare, loadFlips } from "./loaders-compare";
import { loadPublish } from "./loaders-publish";
import { goBackTo, publishModel } from "./mutations";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

const database = testDatabase();
const NOW = new Date("2026-11-17T08:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const SETTINGS = trainingSettingsSchema.parse({ outcome: WON, moment: { kind: "created_plus", hours: 24 } });
const LEADS = 30;

/** Trained once; every workspace of this file stores it as its own run. */
const trained = trainContenders({
  ...sampleInput(1_200, 3),
  definitions: [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS, ...OWN],
});

async function signIn(member: TestMember | undefined): Promise<void> {
  cookie.token = member ? await sealSession({ ...member, sessionEpoch: 0 }, 3_600) : undefined;
}

async function storeRun(tenantId: string, sufficiency: TrainingInput["sufficiency"] = "enough") {
  if (!trained.ok) throw new Error(trained.reason);
  const scope = await withTenant(tenantId, (tx) =>
    createRun(tx, tenantId, SETTINGS, { actorId: null, now: NOW, status: "queued" }),
  );
  await beginRun(scope, NOW);
  const report = { ...trained.report, sufficiency };
  await finishRun(
    scope,
    { report, models: trained.models, dataHash: "d".repeat(64) },
    { actorId: null, now: NOW },
  );
  const models = await withTenant(tenantId, (tx) => modelsOfRun(tx, tenantId, scope.runId));
  return { runId: scope.runId, models, modelId: models.find(({ kind }) => kind === "logistic")!.id };
}

async function workspace(name: string, status: "new" | "lost" = "new") {
  const { tenantId } = await createWorkspace({ name });
  const rulesId = await activeId(tenantId);
  const leadIds = await withTenant(tenantId, async (tx) => {
    const { leads } = await ingestLeads(
      tx,
      tenantId,
      Array.from({ length: LEADS }, (_, index) => ({
        externalId: `L-${index}`,
        createdAt: NOW,
        status,
        fields: {
          email: `l${index}@firm.example`,
          job_title: index % 3 === 0 ? "Chief Operating Officer" : "Analyst",
          "Minutes on site": index * 30,
          "Lead origin": index % 4 === 0 ? "Referral" : "Form",
        },
      })),
      { knownFrom: "always", source: "test", now: NOW },
    );
    const ids = leads.map(({ leadId }) => leadId);
    await rescoreLeads(tx, tenantId, ids, { moment: NOW, cause: causeRef("imported") });
    return ids;
  });
  return { tenantId, rulesId, leadIds, ...(await storeRun(tenantId)) };
}

const activeId = (tenantId: string) => withTenant(tenantId, async (tx) => (await activeScorer(tx)).id);
const publish = (
  { tenantId, modelId }: { tenantId: string; modelId: string },
  expectedActiveId: string | null,
  note = "",
  now = NOW,
) =>
  withTenant(tenantId, (tx) =>
    publishModel(tx, { tenantId, actorId: null, now }, { modelId, expectedActiveId, note }),
  );
const audits = (tenantId: string) =>
  withTenant(tenantId, (tx) =>
    tx.auditEntry.findMany({ where: { action: { startsWith: "scorer." } }, orderBy: { id: "asc" } }),
  );

/** Jobs of a tenant that wait in the queue, as the owner sees them. */
async function waitingJobs(tenantId: string): Promise<{ name: string; cause: unknown }[]> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query(
      "SELECT name, data->'cause' AS cause FROM pgboss.job WHERE data->>'tenantId' = $1 AND name LIKE 'scores.%' ORDER BY created_on",
      [tenantId],
    );
    return rows;
  });
}

async function asOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: database.superuserUrl() });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

beforeEach(() => signIn(undefined));

describe("publishing a model", () => {
  it("gives it a version, freezes its bands, switches the one setting, is audited and has leads scored again", async () => {
    const here = await workspace("Publishing");
    const { tenantId, modelId, rulesId } = here;
    expect(await publish(here, rulesId, "First try")).toEqual({ ok: true, id: modelId, version: "Model v1" });
    const active = await withTenant(tenantId, activeScorer);
    expect(active).toMatchObject({ id: modelId, kind: "model", version: "Model v1" });
    await withTenant(tenantId, async (tx) => {
      expect(await tx.workspaceSettings.findFirst()).toMatchObject({
        activeScorerKind: "model",
        activeScorerId: modelId,
      });
      const model = await tx.model.findFirstOrThrow({ where: { id: modelId }, include: { bandSet: true } });
      expect(model).toMatchObject({ note: "First try", publishedAt: NOW });
      expect(model.bandSet?.bands).toEqual(model.bands);
      expect(active.bandSet).toEqual(model.bands as unknown as BandSet);
    });
    expect((await audits(tenantId)).at(-1)).toMatchObject({
      action: "scorer.published",
      subjectId: modelId,
      details: { version: "Model v1", note: "First try", hash: active.hash },
    });
    expect(await waitingJobs(tenantId)).toEqual([
      { name: "scores.rescore_all", cause: { key: "model_published", args: { version: "Model v1" } } },
    ]);
    expect(await withTenant(tenantId, (tx) => rescoreProgress(tx, tenantId))).toEqual({
      done: 0,
      total: LEADS,
    });
  });

  it("leaves scores behind that verify to the bit, and progress that is complete", async () => {
    const here = await workspace("Verifying");
    const { tenantId, rulesId, leadIds } = here;
    await publish(here, rulesId);
    await rescoreAll(tenantId, { moment: later(1), cause: causeRef("model_published"), chunkSize: 8 });
    for (const leadId of leadIds.slice(0, 5))
      expect(await withTenant(tenantId, (tx) => verifyScore(tx, leadId))).toMatchObject({
        ok: true,
        equal: true,
        scorer: "Model v1",
      });
    expect(await withTenant(tenantId, (tx) => rescoreProgress(tx, tenantId))).toEqual({
      done: LEADS,
      total: LEADS,
    });
  });

  it("by two at once: one wins, the other is told who did, and nothing of theirs is written", async () => {
    const here = await workspace("Racing");
    const { tenantId, rulesId, models } = here;
    const outcomes = await Promise.all(
      models.slice(0, 2).map(({ id }) => publish({ tenantId, modelId: id }, rulesId)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      code: "overtaken",
      message: expect.stringContaining("Model v1"),
    });
    const versions = await withTenant(tenantId, (tx) => listVersions(tx, tenantId));
    expect(versions.filter(({ kind, publishedAt }) => kind !== "rules" && publishedAt)).toHaveLength(1);
    expect(await waitingJobs(tenantId)).toHaveLength(1);
  });

  it("is refused a second time, for an exploratory run, and for another workspace's model", async () => {
    const here = await workspace("Refusing");
    const { tenantId, rulesId, modelId } = here;
    const exploratory = await storeRun(tenantId, "exploratory");
    expect(await publish({ tenantId, modelId: exploratory.modelId }, rulesId)).toMatchObject({
      ok: false,
      code: "exploratory",
    });
    const stranger = await createWorkspace({ name: "Stranger" });
    expect(
      await publish({ tenantId: stranger.tenantId, modelId }, await activeId(stranger.tenantId)),
    ).toMatchObject({ ok: false, code: "not_found" });
    expect(await withTenant(stranger.tenantId, (tx) => modelsOfRun(tx, tenantId, here.runId))).toEqual([]);
    expect(await activeId(tenantId)).toBe(rulesId);
    expect(await waitingJobs(tenantId)).toEqual([]);
    await publish(here, rulesId);
    expect(await publish(here, modelId)).toMatchObject({ ok: false, code: "published" });
  });
});

describe("rolling back", () => {
  it("puts the version before in use with its bands, is audited, and is refused where it is in use already", async () => {
    const here = await workspace("Rolling back");
    const { tenantId, rulesId, modelId } = here;
    const before = await withTenant(tenantId, activeScorer);
    await publish(here, rulesId);
    const back = (scorerId: string, expectedActiveId: string) =>
      withTenant(tenantId, (tx) =>
        goBackTo(tx, { tenantId, actorId: null, now: later(5) }, { scorerId, expectedActiveId }),
      );
    expect(await back(rulesId, rulesId)).toMatchObject({ ok: false, code: "overtaken" });
    expect(await back(rulesId, modelId)).toMatchObject({ ok: true, version: before.version });
    expect(await withTenant(tenantId, activeScorer)).toMatchObject({
      id: rulesId,
      kind: "rules",
      bandSet: before.bandSet,
    });
    expect((await audits(tenantId)).at(-1)).toMatchObject({
      action: "scorer.rolled_back",
      subjectId: rulesId,
      details: { from: modelId },
    });
    expect((await waitingJobs(tenantId)).at(-1)).toMatchObject({ cause: { key: "rolled_back" } });
    expect(await back(rulesId, rulesId)).toMatchObject({ ok: false, code: "in_use" });
    const unpublished = here.models.find(({ id }) => id !== modelId)!;
    expect(await back(unpublished.id, rulesId)).toMatchObject({ ok: false, code: "not_found" });
  });
});

describe("a stored model", () => {
  it("that was tampered with is not scored with", async () => {
    const { tenantId, models, rulesId } = await workspace("Tampering");
    // Trees, which nothing else in this file opens: what is open already is what was proven.
    const { id, hash } = models.find(({ kind }) => kind === "boosted")!;
    await asOwner((owner) =>
      owner.query(
        `UPDATE models SET artefact = replace(artefact, '"version":1', '"version": 1') WHERE tenant_id = $1 AND id = $2`,
        [tenantId, id],
      ),
    );
    await expect(withTenant(tenantId, (tx) => openedModel(tx, id, hash))).rejects.toThrow(
      "changed after training",
    );
    await expect(flipsOf(tenantId, id, NOW)).rejects.toThrow("changed after training");
    // Even published it does not score: the job fails instead, and the rules can be put back.
    await publish({ tenantId, modelId: id }, rulesId);
    await signIn(await testMember(tenantId, "admin"));
    expect(await loadRegistry("all")).toMatchObject({ inUse: { id }, previous: { id: rulesId } });
    expect(await loadFlips(rulesId)).toMatchObject({ compared: LEADS });
    expect(await loadFlips(id)).toBeNull();
    await expect(rescoreAll(tenantId, { moment: NOW, cause: causeRef("model_published") })).rejects.toThrow(
      "changed after training",
    );
    expect(
      await withTenant(tenantId, (tx) =>
        goBackTo(tx, { tenantId, actorId: null, now: NOW }, { scorerId: rulesId, expectedActiveId: id }),
      ),
    ).toMatchObject({ ok: true });
  });

  it("cannot be changed by the program itself", async () => {
    const { tenantId, modelId } = await workspace("Immutable");
    await expect(
      withTenant(tenantId, (tx) => tx.model.updateMany({ where: { id: modelId }, data: { artefact: "{}" } })),
    ).rejects.toThrow();
  });
});

describe("the registry", () => {
  let here: Awaited<ReturnType<typeof workspace>>;
  let stranger: TestMember;
  const people = new Map<Role, TestMember>();
  beforeAll(async () => {
    here = await workspace("Registry");
    for (const role of ROLES) people.set(role, await testMember(here.tenantId, role));
    stranger = await testMember((await createWorkspace({ name: "Elsewhere" })).tenantId, "admin");
  });

  const wish = () => ({ modelId: here.modelId, expectedActiveId: here.rulesId, note: "" });

  it.each(["rep", "manager", "leader"] as const)("is read by a %s, who may not publish", async (role) => {
    await signIn(people.get(role));
    expect(await loadRegistry("all")).toMatchObject({ mayPublish: false, inUse: { id: here.rulesId } });
    expect(await publishModelAction(wish())).toMatchObject({ ok: false, code: "forbidden" });
    expect(await rollBackAction({ scorerId: here.modelId, expectedActiveId: here.rulesId })).toMatchObject({
      ok: false,
      code: "forbidden",
    });
    await expect(loadPublish(here.modelId)).rejects.toThrow();
    expect(await activeId(here.tenantId)).toBe(here.rulesId);
  });

  it("tells nothing to the signed out, and another workspace's admin finds no such model", async () => {
    expect(await publishModelAction(wish())).toMatchObject({ ok: false, code: "signed_out" });
    expect(await loadRescoring()).toMatchObject({ ok: false, code: "signed_out" });
    await signIn(stranger);
    const elsewhere = await activeId(stranger.tenantId);
    expect(await publishModelAction({ ...wish(), expectedActiveId: elsewhere })).toMatchObject({
      ok: false,
      code: "not_found",
    });
    expect((await loadRegistry("all")).versions.map(({ id }) => id)).toEqual([elsewhere]);
    expect(await loadFlips(here.modelId)).toBeNull();
    await expect(loadPublish(here.modelId)).rejects.toThrow();
    await expect(loadCompare({ a: here.modelId, b: here.rulesId })).rejects.toThrow();
  });

  it("takes no more than it asked for", async () => {
    await signIn(people.get("revops"));
    for (const bad of [
      null,
      "x",
      { ...wish(), modelId: "x" },
      { ...wish(), expectedActiveId: null },
      { ...wish(), version: "Model v9" },
    ])
      expect(await publishModelAction(bad)).toMatchObject({ ok: false, code: "invalid" });
    expect(await publishModelAction({ ...wish(), note: "n".repeat(301) })).toMatchObject({
      ok: false,
      code: "invalid",
      message: "The note is at most 300 characters.",
    });
    expect(await activeId(here.tenantId)).toBe(here.rulesId);
  });

  it("shows what is ready, who changes band and how two versions compare", async () => {
    await signIn(people.get("revops"));
    const page = await loadPublish(here.modelId);
    expect(page).toMatchObject({ refusal: null, active: { id: here.rulesId }, leads: LEADS });
    expect(page.readiness).toHaveLength(6);
    expect(page.bands.map(({ band }) => band.name)).toEqual(["Hot", "Warm", "Nurture", "Suppress"]);
    const flips = (await loadFlips(here.modelId))!;
    expect(flips.compared).toBe(LEADS);
    expect(flips.cells.flat().reduce((sum, { count }) => sum + count, 0)).toBe(LEADS);
    expect(flips.changed).toBe(
      flips.cells
        .flatMap((row, at) => row.filter((_, to) => flips.to[to]?.name !== flips.from[at]?.name))
        .reduce((sum, { count }) => sum + count, 0),
    );
    const compared = await loadCompare({ a: here.modelId, b: here.rulesId });
    expect(compared).toMatchObject({ first: { id: here.rulesId }, isSameTest: true });
    expect(compared.rows[0]?.verdict).toBeTruthy();
    const models = await loadCompare({ a: here.models[0]?.id, b: here.models[1]?.id });
    expect(models).toMatchObject({ isSameTest: true, candidate: null });
    await expect(loadCompare({ a: here.modelId, b: here.modelId })).rejects.toThrow();
  });

  it("lays closed leads side by side where none is open", async () => {
    const past = await workspace("Only the past", "lost");
    await signIn(await testMember(past.tenantId, "revops"));
    expect(await loadFlips(past.modelId)).toMatchObject({
      compared: LEADS,
      sentence: expect.stringContaining("none of them open"),
    });
  });

  it("is published from and rolled back by revops and admins, and tells the history of it", async () => {
    await signIn(people.get("revops"));
    expect(await publishModelAction({ ...wish(), note: "  because  " })).toMatchObject({ ok: true });
    expect((await audits(here.tenantId)).at(-1)).toMatchObject({
      details: { note: "because", backtested: false },
    });
    const after = await loadRegistry("published");
    expect(after).toMatchObject({
      inUse: { id: here.modelId, title: "Model v1" },
      previous: { id: here.rulesId },
      rescoring: { version: "Model v1", done: 0, total: LEADS },
    });
    expect(after.versions.find(({ id }) => id === here.modelId)).toMatchObject({
      state: "in_use",
      note: "because",
      dataHash: "dddddddd",
      publishedBy: expect.stringContaining("Test revops"),
    });
    expect(after.versions.find(({ id }) => id === here.rulesId)?.state).toBe("earlier");
    expect(await loadRescoring()).toMatchObject({ ok: true, data: { version: "Model v1", done: 0 } });
    expect(await loadPublish(here.modelId)).toMatchObject({
      refusal: { title: "Model v1 is published already" },
    });
    expect(await loadFlips(here.rulesId)).toMatchObject({ compared: LEADS });
    await signIn(people.get("admin"));
    const back = { scorerId: here.rulesId, expectedActiveId: here.modelId };
    expect(await rollBackAction(back)).toMatchObject({ ok: true });
    expect(await rollBackAction(back)).toMatchObject({ ok: false, code: "overtaken" });
    expect(await loadRegistry("all")).toMatchObject({
      inUse: { id: here.rulesId },
      previous: { id: here.modelId, title: "Model v1" },
    });
  });
});
