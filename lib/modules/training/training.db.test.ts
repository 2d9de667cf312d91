import { beforeAll, describe, expect, it, vi } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { definitionForAttribute } from "@/lib/core/signals/own-signals";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { getBandSet } from "@/lib/modules/leads/data-context";
import { getStoredScore } from "@/lib/modules/leads/data-lead";
import { modelsOfRun } from "@/lib/modules/models/data";
import { modelWordsOf } from "@/lib/modules/models/observed";
import { hasDatedHistories, outcomesOnOffer } from "@/lib/modules/outcomes/data";
import { activeScorer } from "@/lib/modules/scoring/data";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { verifyScore } from "@/lib/modules/scoring/verify";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { testDatabase } from "@/lib/testing/database";
import { getRun, listRuns } from "./data";
import { checkTrainingJob, trainJob } from "./jobs";
import { checkTraining } from "./learn";
import { decide } from "./leave-out";
import { cancelRun, createRun, queueTraining, type RunScope, requestTraining } from "./mutations";
import { TEST_NOW, WON_AFTER_A_DAY, writeHistory } from "./testing";
import { loadTrainingSet } from "./training-set";
import type { TrainingSettings } from "./types";

testDatabase();
const DAY = 86_400_000;
let tenantId: string;
let leadIds: string[];
const inTenant: <T>(work: Parameters<typeof withTenant<T>>[1]) => Promise<T> = (work) =>
  withTenant(tenantId, work, { timeoutMs: 60_000 });
const runOf = ({ runId }: RunScope) => inTenant((tx) => getRun(tx, tenantId, runId));
const wish = { outcome: WON_AFTER_A_DAY.outcome, moment: WON_AFTER_A_DAY.moment, now: TEST_NOW };
const context = (signal = new AbortController().signal) => ({ signal, jobId: "job" });

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Training" }));
  leadIds = await writeHistory(tenantId, 1_200);
}, 120_000);

describe("the training set", () => {
  it("measures every lead a day after creation and labels it by what came within the window", async () => {
    const set = await loadTrainingSet(tenantId, wish);
    expect(set.labels).toHaveLength(1_200);
    expect(set.order?.kind).toBe("time");
    expect(set.isPointInTime).toBe(true);
    const positives = set.labels.reduce((sum, label) => sum + label, 0);
    expect(positives / 1_200).toBeGreaterThan(0.2);
    const demo = set.table.columns.find(({ key }) => key === "demo_requests_90d")!;
    expect(demo.values.some((value) => value === 1)).toBe(true);
    expect(set.ruleScores.some((score) => score > 10)).toBe(true);
    expect(set.dropped).toEqual({ immature: 0, decided_before_moment: 0, undecided: 0, no_moment: 0 });
  });

  it("is the same, to its hash, whatever happened and was written after the moments", async () => {
    const before = await loadTrainingSet(tenantId, wish);
    await inTenant(async (tx) => {
      // A leak, planted: after each win somebody writes the deal's stage and the customer celebrates.
      await ingestLeads(
        tx,
        tenantId,
        leadIds.slice(0, 300).map((_, index) => ({
          externalId: `T-${index}`,
          fields: { job_title: "Chief Executive", deal_stage: "closed" },
        })),
        { knownFrom: new Date(TEST_NOW.getTime() - DAY), source: "crm", now: TEST_NOW },
      );
      await ingestEvents(
        tx,
        tenantId,
        leadIds.slice(0, 300).map((leadId) => ({
          subject: { leadId },
          type: "demo_requested",
          occurredAt: new Date(TEST_NOW.getTime() - 2 * DAY),
        })),
        { now: TEST_NOW },
      );
    });
    const after = await loadTrainingSet(tenantId, wish);
    expect(after.dataHash).toBe(before.dataHash);
    expect(after.ruleScores).toEqual(before.ruleScores);
  });

  it("drops, and counts, what cannot be learnt from", async () => {
    const early = await loadTrainingSet(tenantId, { ...wish, now: new Date(TEST_NOW.getTime() - 60 * DAY) });
    expect(early.dropped.immature).toBeGreaterThan(50);
    expect(early.labels.length + early.dropped.immature).toBe(1_200);
    const late = await loadTrainingSet(tenantId, {
      ...wish,
      moment: { kind: "created_plus", hours: 24 * 30 },
    });
    expect(late.dropped.decided_before_moment).toBeGreaterThan(300);
    const never = await loadTrainingSet(tenantId, {
      ...wish,
      moment: { kind: "behaviour", types: ["trial_started"], count: 1 },
    });
    expect(never.dropped.no_moment).toBe(1_200);
  });

  it("refuses a leak that is handed in as a column", async () => {
    const planted = await createWorkspace({ name: "Planted" });
    await writeHistory(planted.tenantId, 400);
    const inPlanted: typeof inTenant = (work) => withTenant(planted.tenantId, work, { timeoutMs: 60_000 });
    await inPlanted(async (tx) => {
      const definition = definitionForAttribute("Deal stage", "category");
      await tx.signalDefinition.create({
        data: {
          tenantId: planted.tenantId,
          key: definition.key,
          label: definition.label,
          type: definition.type,
          definition: definition as object,
          origin: "import",
        },
      });
      const leads = await tx.lead.findMany({ select: { externalId: true, status: true } });
      await ingestLeads(
        tx,
        planted.tenantId,
        leads.map(({ externalId, status }) => ({
          externalId: externalId!,
          fields: { "Deal stage": status === "won" ? "Contract signed" : "Gone quiet" },
        })),
        { knownFrom: "always", source: "crm.csv", now: TEST_NOW },
      );
    });
    const { check } = await checkTraining(planted.tenantId, WON_AFTER_A_DAY, TEST_NOW);
    const found = check.findings.find(({ key }) => key === "deal_stage");
    expect(found?.verdict).toBe("leak");
    expect(decide(check.findings, WON_AFTER_A_DAY).leaveOut).toContainEqual({
      key: "deal_stage",
      why: "leak",
    });
    const insisted = { ...WON_AFTER_A_DAY, keepLeaks: [{ key: "deal_stage", reason: "known on day one" }] };
    expect(decide(check.findings, insisted).leaveOut).toEqual([]);
  });

  it("tells what the workspace has to offer", async () => {
    expect(await inTenant((tx) => hasDatedHistories(tx, tenantId))).toBe(true);
    expect(await inTenant((tx) => outcomesOnOffer(tx, tenantId))).toMatchObject([
      { outcome: "won_deal", undecided: 0, dated: 1_200 },
    ]);
  });
});

describe("a run", () => {
  const begin = (settings: TrainingSettings = WON_AFTER_A_DAY) =>
    inTenant((tx) => createRun(tx, tenantId, settings, { actorId: null, now: TEST_NOW }));

  it("is checked, decided about, trained and stored with its models", async () => {
    const scope = await begin();
    await checkTrainingJob({ ...scope }, context());
    const checked = await runOf(scope);
    expect(checked).toMatchObject({
      status: "checked",
      check: { rows: 1_200, sufficiency: { level: "enough" } },
    });
    expect(checked!.check!.waiting!.map(({ moment }) => moment)).toContainEqual({
      kind: "created_plus",
      hours: 0,
    });
    expect(await inTenant((tx) => queueTraining(tx, scope, checked!.settings, null))).toBe(true);
    expect(await inTenant((tx) => queueTraining(tx, scope, checked!.settings, null))).toBe(false);
    await trainJob({ ...scope }, context());
    const done = await runOf(scope);
    expect(done).toMatchObject({ status: "done", progress: { share: 1 } });
    expect(done!.report!.contenders).toHaveLength(5);
    expect(done!.dataHash).toMatch(/^[0-9a-f]{64}$/);
    const models = await inTenant((tx) => modelsOfRun(tx, tenantId, scope.runId));
    expect(models.map(({ kind, version }) => [kind, version])).toEqual([
      ["logistic", null],
      ["forest", null],
      ["boosted", null],
    ]);
    const stored = await inTenant((tx) => tx.model.findFirstOrThrow({ where: { id: models[0]!.id } }));
    expect(sha256Hex(stored.artefact)).toBe(stored.hash);
  }, 60_000);

  it("that is stopped in the middle starts over elsewhere and ends in the same models", async () => {
    const scope = await inTenant((tx) =>
      requestTraining(tx, tenantId, WON_AFTER_A_DAY, { actorId: null, now: TEST_NOW }),
    );
    const stopping = new AbortController();
    const stopped = trainJob({ ...scope }, context(stopping.signal));
    await vi.waitFor(async () => expect((await runOf(scope))?.progress).toBeTruthy(), {
      timeout: 30_000,
      interval: 50,
    });
    stopping.abort(new Error("the process is stopping"));
    await expect(stopped).rejects.toThrow("the process is stopping");
    expect((await runOf(scope))?.status).toBe("running");
    await trainJob({ ...scope }, context());
    const again = await runOf(scope);
    expect(again?.status).toBe("done");
    const [first] = await inTenant((tx) => listRuns(tx, tenantId)).then((runs) =>
      runs.filter(({ id, status }) => id !== scope.runId && status === "done"),
    );
    const hashes = async (runId: string) =>
      (await inTenant((tx) => modelsOfRun(tx, tenantId, runId))).map(({ hash }) => hash);
    expect(await hashes(scope.runId)).toEqual(await hashes(first!.id));
    // Once done, a job delivered twice does nothing.
    await trainJob({ ...scope }, context());
    expect(await hashes(scope.runId)).toHaveLength(3);
  }, 60_000);

  it("that somebody cancels stops, and leaves nothing behind", async () => {
    const scope = await inTenant((tx) =>
      requestTraining(tx, tenantId, WON_AFTER_A_DAY, { actorId: null, now: TEST_NOW }),
    );
    const training = trainJob({ ...scope }, context());
    await vi.waitFor(async () => expect((await runOf(scope))?.progress).toBeTruthy(), {
      timeout: 30_000,
      interval: 50,
    });
    expect(await inTenant((tx) => cancelRun(tx, scope, { actorId: null, now: TEST_NOW }))).toBe(true);
    await training;
    expect(await runOf(scope)).toMatchObject({ status: "cancelled", report: null });
    expect(await inTenant((tx) => modelsOfRun(tx, tenantId, scope.runId))).toEqual([]);
    expect(await inTenant((tx) => cancelRun(tx, scope, { actorId: null, now: TEST_NOW }))).toBe(false);
  }, 60_000);

  it("puts its model in use, on record, where it was asked to and the model beats the rules", async () => {
    const scope = await inTenant((tx) =>
      requestTraining(
        tx,
        tenantId,
        { ...WON_AFTER_A_DAY, publishWhenProposed: true },
        { actorId: null, now: TEST_NOW },
      ),
    );
    await trainJob({ ...scope }, context());
    expect((await runOf(scope))!.report!.proposal.kind).not.toBeNull();
    const active = await inTenant((tx) => activeScorer(tx));
    expect(active).toMatchObject({ kind: "model", version: "Model v1" });
    const audit = await inTenant((tx) => tx.auditEntry.findFirst({ where: { subjectType: "model" } }));
    expect(audit).toMatchObject({ action: "scorer.published", actorId: null });
    // Lists and pages take their bands from whatever is in use.
    expect(await inTenant((tx) => getBandSet(tx, tenantId))).toEqual(active.bandSet);
    await inTenant((tx) =>
      rescoreLeads(tx, tenantId, leadIds.slice(0, 50), { moment: TEST_NOW, cause: causeRef("refresh") }),
    );
    expect(await inTenant((tx) => verifyScore(tx, leadIds[7]!))).toMatchObject({
      ok: true,
      equal: true,
      scorer: "Model v1",
    });
    const words = await inTenant(async (tx) => {
      const stored = await getStoredScore(tx, tenantId, leadIds[7]!);
      return modelWordsOf(tx, tenantId, stored!);
    });
    expect(words).toMatchObject({ outcome: { kind: "won_deal" }, observed: { rate: expect.any(Number) } });
  }, 60_000);

  it("with too little to learn from is refused with what is missing", async () => {
    const other = await createWorkspace({ name: "Small" });
    await writeHistory(other.tenantId, 60);
    const scope = await withTenant(other.tenantId, (tx) =>
      createRun(tx, other.tenantId, WON_AFTER_A_DAY, { actorId: null, now: TEST_NOW }),
    );
    await checkTrainingJob({ ...scope }, context());
    const run = await withTenant(other.tenantId, (tx) => getRun(tx, other.tenantId, scope.runId));
    expect(run).toMatchObject({ status: "refused", failure: { code: "too_few" } });
    expect(run!.failure!.message).toContain("940 more with a known outcome");
    // Another tenant's run is not there.
    expect(await inTenant((tx) => getRun(tx, tenantId, scope.runId))).toBeNull();
  }, 60_000);
});
