import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { OWN, sampleInput } from "@/lib/core/models/testing";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import type { TrainingReport } from "@/lib/core/training/report";
import { trainContenders } from "@/lib/core/training/train";
import { modelsOfRun } from "@/lib/modules/models/data";
import { publishModel } from "@/lib/modules/models/mutations";
import { checkTraining } from "@/lib/modules/training/learn";
import { createRun, finishRun, saveCheck } from "@/lib/modules/training/mutations";
import { TEST_NOW, WON_AFTER_A_DAY, writeHistory } from "@/lib/modules/training/testing";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { ROLES } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember } from "@/lib/testing/people";
import { publishSuggested } from "./accept-suggestions";
import { publishSuggestedAction } from "./actions-suggest";
import { activeScorer, currentRules, ruleSetOf } from "./data";
import { loadSuggestions } from "./loaders-suggest";
import { readingsOf, suggestionBasis } from "./suggest";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

testDatabase();

async function signIn(member: TestMember): Promise<void> {
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
}

/** 500 leads of whom those who opened a mail bought; a run that has finished, with what its guard found. */
async function workspace(name: string) {
  const { tenantId } = await createWorkspace({ name });
  await writeHistory(tenantId, 500);
  const { check } = await checkTraining(tenantId, WON_AFTER_A_DAY, TEST_NOW);
  const scope = await withTenant(tenantId, (tx) =>
    createRun(tx, tenantId, WON_AFTER_A_DAY, { actorId: null, now: TEST_NOW, status: "checking" }),
  );
  await saveCheck(scope, check);
  const report = { sufficiency: "enough" } as TrainingReport;
  await withTenant(tenantId, (tx) =>
    tx.trainingRun.update({
      where: { tenantId_id: { tenantId, id: scope.runId } },
      data: { status: "done", report: report as object, finishedAt: TEST_NOW },
      select: { id: true },
    }),
  );
  const rulesId = await withTenant(tenantId, async (tx) => (await activeScorer(tx)).id);
  return { tenantId, rulesId, runId: scope.runId };
}

async function suggestionsOf(tenantId: string) {
  const basis = await withTenant(tenantId, (tx) => suggestionBasis(tx, tenantId));
  const { readings } = await readingsOf(tenantId, basis!);
  return readings.filter(({ suggested }) => suggested !== null);
}

const scopeOf = (tenantId: string) => ({ tenantId, actorId: null, now: TEST_NOW });
const inUse = (tenantId: string) => withTenant(tenantId, (tx) => activeScorer(tx));
const audits = (tenantId: string, action: string) =>
  withTenant(tenantId, (tx) => tx.auditEntry.findMany({ where: { action }, orderBy: { id: "asc" } }));

let shared: Awaited<ReturnType<typeof workspace>>;
beforeAll(async () => {
  shared = await workspace("Suggested");
}, 120_000);
beforeEach(() => {
  cookie.token = undefined;
});

describe("what history suggests", () => {
  it("raises what went together with winning, as of the moment of scoring", async () => {
    const basis = await withTenant(shared.tenantId, (tx) => suggestionBasis(tx, shared.tenantId));
    const { readings, rows, positives } = await readingsOf(shared.tenantId, basis!);
    // The run's test part, the newest 15 %, is not read.
    expect(rows).toBe(425);
    expect(positives).toBeGreaterThan(80);
    const opened = readings.find(({ rule }) => rule.key === "email_open")!;
    expect(opened).toMatchObject({ verdict: "change", reachNow: 2, reachSuggested: 25 });
    expect(opened.positivesWith / opened.leadsWith).toBeGreaterThan(0.5);
    // Only rules read it, and no model is offered it: it is measured all the same.
    expect(readings.find(({ rule }) => rule.key === "competitor")!.verdict).toBe("too_few");
  });
  it("is nothing before a training run has finished", async () => {
    const { tenantId } = await createWorkspace({ name: "Young" });
    expect(await withTenant(tenantId, (tx) => suggestionBasis(tx, tenantId))).toBeNull();
    await signIn(await testMember(tenantId, "rep"));
    expect(await loadSuggestions()).toBeNull();
  });
  it("is read by every role, of its own workspace alone", async () => {
    for (const role of ROLES) {
      await signIn(await testMember(shared.tenantId, role));
      const data = await loadSuggestions();
      expect(data).toMatchObject({ runId: shared.runId, mayPublish: role === "revops" || role === "admin" });
      expect(data!.groups.flatMap(({ rows }) => rows.map(({ key }) => key))).toContain("email_open");
      expect(JSON.stringify(data)).not.toMatch(/NaN|undefined/);
    }
  });
});

describe("accepting", () => {
  it("publishes a version with the accepted points alone, on record, and has every lead scored again", async () => {
    const { tenantId, rulesId, runId } = await workspace("Accepting");
    const before = await inUse(tenantId);
    const member = await testMember(tenantId, "revops");
    await signIn(member);
    const answer = await publishSuggestedAction({
      rulesId,
      runId,
      accepted: [{ key: "email_open", points: 25 }],
    });
    expect(answer).toMatchObject({ ok: true, version: "Rules v2", takesOver: true });
    const after = await inUse(tenantId);
    const old = ruleSetOf(before)!.rules;
    const changed = ruleSetOf(after)!.rules.filter(
      (rule, at) => JSON.stringify(rule) !== JSON.stringify(old[at]),
    );
    expect(changed).toMatchObject([{ key: "email_open", cap: 25 }]);
    expect(after.bandSet).toEqual(before.bandSet);
    const [entry] = await audits(tenantId, "rules.suggestions_accepted");
    expect(entry).toMatchObject({
      actorId: member.userId,
      details: { from: "Rules v1", run: runId, changes: [{ rule: "email_open", from: 2, to: 25 }] },
    });
    expect(await audits(tenantId, "scorer.published")).toHaveLength(2);
    // What was accepted is not suggested again.
    expect((await suggestionsOf(tenantId)).map(({ rule }) => rule.key)).not.toContain("email_open");
    // The page that is still open on the old rules is told.
    const again = await publishSuggestedAction({
      rulesId,
      runId,
      accepted: [{ key: "email_open", points: 25 }],
    });
    expect(again).toMatchObject({ ok: false, code: "overtaken" });
  }, 60_000);
  it("takes points from history, never from the wish", async () => {
    const { tenantId, rulesId, runId } = shared;
    for (const accepted of [[{ key: "email_open", points: 24 }], [{ key: "competitor", points: 0 }]]) {
      const answer = await publishSuggested(scopeOf(tenantId), { rulesId, runId, accepted });
      expect(answer).toMatchObject({ ok: false, code: "changed" });
    }
    expect((await inUse(tenantId)).version).toBe("Rules v1");
  });
  it("lets one of two at once win and tells the other", async () => {
    const { tenantId, rulesId, runId } = await workspace("Racing");
    const wish = { rulesId, runId, accepted: [{ key: "email_open", points: 25 }] };
    const answers = await Promise.all([
      publishSuggested(scopeOf(tenantId), wish),
      publishSuggested(scopeOf(tenantId), wish),
    ]);
    expect(answers.map((answer) => (answer.ok ? "won" : answer.code)).sort()).toEqual(["overtaken", "won"]);
    expect((await inUse(tenantId)).version).toBe("Rules v2");
  }, 60_000);
  it("is refused to who may not publish, and for what cannot be read", async () => {
    const { tenantId, rulesId, runId } = shared;
    const wish = { rulesId, runId, accepted: [{ key: "email_open", points: 25 }] };
    for (const role of ["rep", "manager", "leader"] as const) {
      await signIn(await testMember(tenantId, role));
      expect(await publishSuggestedAction(wish)).toMatchObject({ ok: false, code: "forbidden" });
    }
    await signIn(await testMember(tenantId, "admin"));
    expect(await publishSuggestedAction({ ...wish, accepted: [] })).toMatchObject({
      code: "invalid",
      message: "Accept at least one suggestion.",
    });
    expect(await publishSuggestedAction({ ...wish, extra: 1 })).toMatchObject({ code: "invalid" });
    expect((await inUse(tenantId)).version).toBe("Rules v1");
  });
});

describe("while a model scores", () => {
  it("it goes on, and the new rules wait in the registry to be compared with and to go over to", async () => {
    const { tenantId, rulesId, runId } = await workspace("Modelled");
    const modelId = await modelInUse(tenantId, runId);
    await signIn(await testMember(tenantId, "admin"));
    expect(await loadSuggestions()).toMatchObject({ modelInUse: "Model v1", rulesId });
    const answer = await publishSuggestedAction({
      rulesId,
      runId,
      accepted: [{ key: "email_open", points: 25 }],
    });
    expect(answer).toMatchObject({ ok: true, version: "Rules v2", takesOver: false });
    expect((await inUse(tenantId)).id).toBe(modelId);
    expect(await withTenant(tenantId, async (tx) => (await currentRules(tx)).version)).toBe("Rules v2");
    // When which version was in use is read from "scorer.published": the waiting one is not among them.
    const versions = (entries: { details: unknown }[]) =>
      entries.map(({ details }) => (details as { version: string }).version);
    expect(versions(await audits(tenantId, "scorer.published"))).toEqual(["Rules v1", "Model v1"]);
    expect(versions(await audits(tenantId, "rules.published"))).toEqual(["Rules v2"]);
  }, 60_000);
});

/** A model of the run, published and in use. */
async function modelInUse(tenantId: string, runId: string): Promise<string> {
  const trained = trainContenders({
    ...sampleInput(1_200, 3),
    definitions: [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS, ...OWN],
  });
  if (!trained.ok) throw new Error(trained.reason);
  await withTenant(tenantId, (tx) =>
    tx.trainingRun.update({
      where: { tenantId_id: { tenantId, id: runId } },
      data: { status: "running", finishedAt: null },
      select: { id: true },
    }),
  );
  const { report, models } = trained;
  await finishRun(
    { tenantId, runId },
    { report: { ...report, sufficiency: "enough" }, models, dataHash: "d".repeat(64) },
    { actorId: null, now: TEST_NOW },
  );
  const stored = await withTenant(tenantId, (tx) => modelsOfRun(tx, tenantId, runId));
  const modelId = stored.find(({ kind }) => kind === "logistic")!.id;
  const published = await withTenant(tenantId, (tx) =>
    publishModel(tx, scopeOf(tenantId), { modelId, expectedActiveId: null, note: "" }),
  );
  if (!published.ok) throw new Error(published.message);
  return modelId;
}
