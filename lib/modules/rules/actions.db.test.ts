import pg from "pg";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { OWN, sampleInput, WON } from "@/lib/core/models/testing";
import { weightedRuleSet } from "@/lib/core/rules/presets";
import type { Rule } from "@/lib/core/rules/types";
import { unpackVectors } from "@/lib/core/scoring/vector-columns";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import { trainContenders } from "@/lib/core/training/train";
import { startBacktestAction } from "@/lib/modules/backtests/actions";
import { keepDraftAction } from "@/lib/modules/drafts/actions";
import type { RulesDraft } from "@/lib/modules/drafts/types";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { modelsOfRun } from "@/lib/modules/models/data";
import { publishModel } from "@/lib/modules/models/mutations";
import { publishRuleSet } from "@/lib/modules/scoring/rule-sets";
import { beginRun, createRun, finishRun } from "@/lib/modules/training/mutations";
import { trainingSettingsSchema } from "@/lib/modules/training/types";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { publishRulesAction } from "./actions";
import { loadRulesPage, loadRulesSample } from "./loaders";

const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/navigation", () => ({
  forbidden: () => {
    throw new Error("forbidden");
  },
  redirect: () => {
    throw new Error("signed out");
  },
}));

const database = testDatabase();

let tenantId: string;
let baseId: string;

const { version: _, bands: __, ...weighted } = weightedRuleSet();
const draft = (change: Partial<RulesDraft> = {}): RulesDraft => ({ ...weighted, ...change });
const withRule = (key: string, change: object): RulesDraft =>
  draft({
    rules: weighted.rules.map((rule) => (rule.key === key ? ({ ...rule, ...change } as Rule) : rule)),
  });
const six = withRule("pricing_view", { points: 6 });

async function signIn(role: Role, tenant = tenantId): Promise<string> {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member.userId;
}
const wish = (content: RulesDraft, more: object = {}) => ({
  ...{ baseId, activeId: baseId, content, note: "Pricing counts more", takesOver: true },
  ...more,
});
const settings = () => withTenant(tenantId, (tx) => tx.workspaceSettings.findFirstOrThrow());
const audited = (action: string) =>
  withTenant(tenantId, (tx) => tx.auditEntry.findMany({ where: { action }, orderBy: { createdAt: "desc" } }));
/** Causes of the scorings of everything that wait in the queue. */
async function rescores(): Promise<unknown[]> {
  const owner = new pg.Client({ connectionString: database.superuserUrl() });
  await owner.connect();
  const { rows } = await owner.query(
    "SELECT data->'cause' AS cause FROM pgboss.job WHERE data->>'tenantId' = $1 AND name = 'scores.rescore_all' ORDER BY created_on",
    [tenantId],
  );
  await owner.end();
  return rows.map(({ cause }) => cause);
}
const versions = () => withTenant(tenantId, (tx) => tx.ruleSet.count());

beforeEach(async () => {
  cookie.token = undefined;
  ({ tenantId } = await createWorkspace({ name: "Rule makers" }));
  baseId = (await settings()).activeScorerId!;
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "scoring.manage");
  it(`${may ? "opens the page and publishes" : "neither opens the page nor publishes"}`, async () => {
    const userId = await signIn(role);
    const published = await publishRulesAction(wish(six));
    const sample = await loadRulesSample({ market: null, moment: null, lead: null });
    if (!may) {
      expect(published).toMatchObject({ ok: false, code: "forbidden" });
      expect(sample).toMatchObject({ ok: false, code: "forbidden" });
      await expect(loadRulesPage()).rejects.toThrow("forbidden");
      expect(await versions()).toBe(1);
      return;
    }
    expect(published).toMatchObject({ ok: true, version: "Rules v2", takesOver: true });
    expect(sample).toMatchObject({ ok: true });
    expect(await audited("scorer.published")).toMatchObject([
      {
        actorId: userId,
        details: {
          version: "Rules v2",
          note: "Pricing counts more",
          from: "Rules v1",
          backtested: false,
          changes: ["Viewed pricing: +4 to +6 each"],
          changeCount: 1,
        },
      },
      { actorId: null },
    ]);
    expect(await loadRulesPage()).toMatchObject({
      base: { version: "Rules v2" },
      inUse: { version: "Rules v2", kind: "rules" },
      nextVersion: "Rules v3",
      draft: null,
    });
  });
});

describe("publishing rules", () => {
  it("takes over with the bands there were, drops the draft and has every lead scored again", async () => {
    await signIn("revops");
    await keepDraftAction({ kind: "rules", baseId, content: six });
    expect((await loadRulesPage()).draft?.content).toEqual(six);
    const answer = await publishRulesAction(wish(six));
    const id = answer.ok ? answer.id : "";
    expect(await settings()).toMatchObject({ activeScorerKind: "rules", activeScorerId: id });
    const page = await loadRulesPage();
    expect(page.draft).toBeNull();
    expect(page.ruleSet.bands).toEqual(weightedRuleSet().bands);
    expect(page.ruleSet.rules.find(({ key }) => key === "pricing_view")).toMatchObject({ points: 6 });
    expect(await rescores()).toMatchObject([{ key: "rules_published", args: { version: "Rules v2" } }]);
  });
  it("is refused where other rules were published meanwhile, and keeps the draft", async () => {
    await signIn("revops");
    await keepDraftAction({ kind: "rules", baseId, content: six });
    await withTenant(tenantId, (tx) =>
      publishRuleSet(
        tx,
        tenantId,
        { ...weightedRuleSet(), ...withRule("docs_view", { points: 1 }) },
        { actorId: null, note: "Docs", now: new Date() },
      ),
    );
    expect(await publishRulesAction(wish(six))).toMatchObject({
      ok: false,
      code: "overtaken",
      message: expect.stringContaining("Somebody published Rules v2 meanwhile"),
    });
    expect(await versions()).toBe(2);
    expect((await loadRulesPage()).draft).toMatchObject({ baseId, baseVersion: "Rules v1", content: six });
  });
  it("is refused where another version was put in use meanwhile", async () => {
    await signIn("revops");
    expect(await publishRulesAction(wish(six, { activeId: newId() }))).toMatchObject({
      code: "overtaken",
      message: expect.stringContaining("Somebody put Rules v1 in use meanwhile"),
    });
    expect(await versions()).toBe(1);
  });
  it.each([
    [withRule("pricing_view", { points: Number.NaN }), "Write points as a number from −100 to 100."],
    [withRule("unsubscribed", { points: 5 }), "Negative rules take points away"],
    [withRule("pricing_view", { cap: 0 }), "A cap is a number above 0, at most 100."],
    [withRule("pricing_view", { signal: "nobody_knows" }), "Its signal is not in the catalogue any more."],
    [withRule("industry_fit", { condition: { op: "one_of", values: [] } }), "Say which value is meant."],
    [
      withRule("decision_maker", { condition: { op: "at_least", value: 2 } }),
      "asks what this signal never says",
    ],
    [draft({ rules: [...weighted.rules, weighted.rules[0]!] }), "This rule is in the list twice."],
    [draft({ rules: [] }), "There is no rule left."],
    [
      draft({ caps: { ...weighted.caps, intent: -1 } }),
      "The cap of Intent is a number above 0, at most 100.",
    ],
    [
      draft({ rules: Array.from({ length: 201 }, (_, n) => ({ ...weighted.rules[1]!, key: `r${n}` })) }),
      "At most 200 rules can be published.",
    ],
  ])("refuses what cannot be, in words (%#)", async (content, words) => {
    await signIn("revops");
    expect(await publishRulesAction(wish(content))).toMatchObject({
      ok: false,
      code: "invalid",
      message: expect.stringContaining(words),
    });
    expect(await versions()).toBe(1);
  });
  it("refuses a draft that changes nothing, an empty note and a shape that is not read", async () => {
    await signIn("admin");
    expect(await publishRulesAction(wish(draft()))).toMatchObject({ code: "unchanged" });
    expect(await publishRulesAction(wish(six, { note: "  " }))).toMatchObject({
      code: "invalid",
      message: "Write in a few words what was changed.",
    });
    expect(await publishRulesAction(wish(six, { version: "Rules v9" }))).toMatchObject({ code: "invalid" });
    cookie.token = undefined;
    expect(await publishRulesAction(wish(six))).toMatchObject({ code: "signed_out" });
    expect(await versions()).toBe(1);
  });
  it("freezes the market lists, tidied, and keeps them as the workspace's", async () => {
    await signIn("revops");
    const market = {
      ...weighted.market,
      territories: ["Norway ", "norway"],
      competitorDomains: ["www.rival.example"],
    };
    expect(await publishRulesAction(wish(draft({ market })))).toMatchObject({ ok: true });
    const tidy = { ...weighted.market, territories: ["norway"], competitorDomains: ["rival.example"] };
    expect((await loadRulesPage()).ruleSet.market).toEqual(tidy);
    expect((await settings()).market).toEqual(tidy);
  });
  it("knows whether this very draft was backtested", async () => {
    await signIn("revops");
    expect(await startBacktestAction({ kind: "rules", scorerId: baseId, content: six })).toMatchObject({
      ok: true,
    });
    await withTenant(tenantId, (tx) => tx.backtest.updateMany({ data: { status: "done" } }));
    await publishRulesAction(wish(six));
    expect((await audited("scorer.published"))[0]).toMatchObject({ details: { backtested: true } });
  });
});

describe("while a model scores", () => {
  /** Trained once; every workspace stores it as its own. */
  const trained = trainContenders({
    ...sampleInput(1_200, 3),
    definitions: [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS, ...OWN],
  });

  async function modelInUse(): Promise<string> {
    if (!trained.ok) throw new Error(trained.reason);
    const now = new Date();
    const wished = trainingSettingsSchema.parse({
      outcome: WON,
      moment: { kind: "created_plus", hours: 24 },
    });
    const scope = await withTenant(tenantId, (tx) =>
      createRun(tx, tenantId, wished, { actorId: null, now, status: "queued" }),
    );
    await beginRun(scope, now);
    await finishRun(
      scope,
      {
        report: { ...trained.report, sufficiency: "enough" },
        models: trained.models,
        dataHash: "d".repeat(64),
      },
      { actorId: null, now },
    );
    return withTenant(tenantId, async (tx) => {
      const [model] = await modelsOfRun(tx, tenantId, scope.runId);
      await publishModel(
        tx,
        { tenantId, actorId: null, now },
        { modelId: model!.id, expectedActiveId: baseId, note: "" },
      );
      return model!.id;
    });
  }

  it("rules wait in the registry, or take over where that is wished", async () => {
    const modelId = await modelInUse();
    await signIn("revops");
    expect(await loadRulesPage()).toMatchObject({
      base: { id: baseId, version: "Rules v1" },
      inUse: { id: modelId, version: "Model v1", kind: "model" },
    });
    // The page was loaded before the model was put in use.
    expect(await publishRulesAction(wish(six))).toMatchObject({
      code: "overtaken",
      message: expect.stringContaining("Somebody put Model v1 in use meanwhile"),
    });
    const waiting = await publishRulesAction(wish(six, { activeId: modelId, takesOver: false }));
    expect(waiting).toMatchObject({ ok: true, version: "Rules v2", takesOver: false });
    expect((await settings()).activeScorerId).toBe(modelId);
    expect(await audited("rules.published")).toHaveLength(1);
    expect(await rescores()).toMatchObject([{ key: "model_published" }]);
    const next = await loadRulesPage();
    expect(next).toMatchObject({ base: { version: "Rules v2" }, inUse: { kind: "model" } });
    const taking = await publishRulesAction(
      wish(withRule("pricing_view", { points: 7 }), { baseId: next.base.id, activeId: modelId }),
    );
    expect(taking).toMatchObject({ ok: true, version: "Rules v3", takesOver: true });
    expect(await settings()).toMatchObject({ activeScorerKind: "rules" });
    expect((await rescores()).at(-1)).toMatchObject({ args: { version: "Rules v3" } });
  }, 60_000);
});

describe("the sample", () => {
  it("is measured by the draft's market lists where they differ, as of the same moment", async () => {
    await signIn("revops");
    const fields = { first_name: "Anna", last_name: "Berg", company: "Fabrik", industry: "Steel" };
    await withTenant(tenantId, (tx) =>
      ingestLeads(tx, tenantId, [{ externalId: "A", fields }], {
        ...{ knownFrom: "always", source: "test", now: new Date() },
      }),
    );
    const [lead = ""] = (await withTenant(tenantId, (tx) => tx.lead.findMany())).map(({ id }) => id);
    const plain = await loadRulesSample({ market: null, moment: null, lead: null });
    if (!plain.ok) throw new Error(plain.message);
    expect(plain.data).toMatchObject({ names: ["Anna Berg"], companies: ["Fabrik"], of: 1, areOpen: true });
    const market = { ...weighted.market, industries: { target: ["steel"], adjacent: [], poor: [] } };
    const { moment } = plain.data.vectors;
    const targeted = await loadRulesSample({ market, moment, lead: null });
    if (!targeted.ok) throw new Error(targeted.message);
    expect(targeted.data.vectors.moment).toBe(moment);
    const fitOf = (sample: typeof plain.data) => unpackVectors(sample.vectors)[0]?.values.industry_fit;
    expect([fitOf(plain.data), fitOf(targeted.data)]).toEqual(["neutral", "target"]);
    // One lead alone is measured whether it was drawn or not; a lead of nobody's is none.
    const alone = await loadRulesSample({ market, moment, lead });
    expect(alone.ok && alone.data.vectors).toEqual(targeted.data.vectors);
    const nobody = await loadRulesSample({ market: null, moment, lead: newId() });
    expect(nobody.ok && nobody.data.ids).toEqual([]);
    expect(await loadRulesSample({ market: { target: [] }, moment: null, lead: null })).toMatchObject({
      code: "invalid",
    });
  });
});
