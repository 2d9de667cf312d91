import pg from "pg";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Rule } from "@/lib/core/rules/types";
import { causeRef } from "@/lib/core/scoring/causes";
import { goBackTo } from "@/lib/modules/models/mutations";
import { activeScorer, ruleSetOf } from "@/lib/modules/scoring/data";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { publishRuleSet } from "@/lib/modules/scoring/rule-sets";
import { verifyScore } from "@/lib/modules/scoring/verify";
import { checkTraining, learn } from "@/lib/modules/training/learn";
import { beginRun, createRun, finishRun } from "@/lib/modules/training/mutations";
import { TEST_NOW, WON_AFTER_A_DAY, writeHistory } from "@/lib/modules/training/testing";
import { settingsPages } from "@/lib/modules/workflow/types-nav";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { verifyVersionAction } from "./actions";
import { loadVersions } from "./loaders";

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
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

const database = testDatabase();
/** The workspace, and with it its first rules, is made by the clock; what follows comes after that. */
let begun = TEST_NOW;
const later = (minutes: number) => new Date(begun.getTime() + minutes * 60_000);
const LEADS = 500;
/** A signal of the tenant's own that nobody has shown: stored vectors leave its 0 out. */
const DANCES = {
  ...{ key: "own_dances", label: "Dances", type: "number", family: "custom", dimension: "engagement" },
  source: { kind: "events", match: { types: ["danced"] }, aggregate: "count", windowDays: null },
  modelled: false,
};
const NO_DANCE: Rule = {
  ...{ key: "no_dance", label: "Never danced", dimension: "engagement", signal: "own_dances", enabled: true },
  ...{ cap: null, decay: { kind: "none" }, per: "flat", condition: { op: "at_most", value: 0 }, points: 3 },
};
let tenantId: string;
let leadIds: string[];
const ids = { first: "", second: "", model: "" };

async function signIn(role: Role) {
  cookie.token = await sealSession({ ...(await testMember(tenantId, role)), sessionEpoch: 0 }, 3_600);
}
const inTenant = <T>(work: Parameters<typeof withTenant<T>>[1]) =>
  withTenant(tenantId, work, { timeoutMs: 60_000 });
const scoreAll = (minutes: number) =>
  inTenant((tx) =>
    rescoreLeads(tx, tenantId, leadIds, { moment: later(minutes), cause: causeRef("manual") }),
  );
async function tamper(sql: string, values: unknown[] = []) {
  const superuser = new pg.Client({ connectionString: database.superuserUrl() });
  await superuser.connect();
  await superuser.query(sql, values);
  await superuser.end();
}

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Versions" }));
  leadIds = await writeHistory(tenantId, LEADS);
  const rules = await inTenant((tx) => tx.ruleSet.findFirstOrThrow());
  begun = rules.publishedAt ?? TEST_NOW;
  await scoreAll(0);
  await inTenant(async (tx) => {
    const active = await activeScorer(tx);
    ids.first = active.id;
    const rules = ruleSetOf(active)!;
    const bands = { bands: rules.bands.bands.map((band, at) => (at === 0 ? { ...band, from: 60 } : band)) };
    await tx.signalDefinition.create({
      data: {
        tenantId,
        key: "own_dances",
        label: "Dances",
        type: "number",
        definition: DANCES,
        origin: "own",
      },
    });
    const changed = {
      ...rules,
      rules: [...rules.rules, NO_DANCE],
      caps: { ...rules.caps, intent: 40 },
      bands,
    };
    const note = "A wider intent";
    ids.second = (await publishRuleSet(tx, tenantId, changed, { actorId: null, note, now: later(1) })).id;
  });
  await scoreAll(2);
  const checked = await checkTraining(tenantId, WON_AFTER_A_DAY, TEST_NOW);
  const learnt = await learn(checked, WON_AFTER_A_DAY);
  if (!learnt.ok) throw new Error(learnt.reason);
  const scope = await inTenant((tx) =>
    createRun(tx, tenantId, WON_AFTER_A_DAY, { actorId: null, now: later(3), status: "queued" }),
  );
  await beginRun(scope, later(3));
  await finishRun(scope, { ...learnt, dataHash: checked.set.dataHash }, { actorId: null, now: later(3) });
  await inTenant(async (tx) => {
    const model = await tx.model.findFirstOrThrow({ where: { kind: "logistic" } });
    const bandSetId = newId();
    ids.model = model.id;
    await tx.bandSet.create({ data: { tenantId, id: bandSetId, bands: model.bands as object } });
    await tx.model.update({
      where: { tenantId_id: { tenantId, id: model.id } },
      data: { version: "Model v1", bandSetId, publishedAt: later(4) },
    });
    await goBackTo(
      tx,
      { tenantId, actorId: null, now: later(4) },
      { scorerId: model.id, expectedActiveId: null },
    );
  });
  await scoreAll(5);
}, 120_000);
beforeEach(() => {
  cookie.token = undefined;
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "scoring.manage");
  it(`${may ? "sees and verifies" : "neither sees nor verifies"} versions`, async () => {
    await signIn(role);
    expect(
      settingsPages(role).some(({ items }) => items.some(({ href }) => href === "/settings/versions")),
    ).toBe(may);
    if (!may) {
      await expect(loadVersions({})).rejects.toThrow("forbidden");
      expect(await verifyVersionAction(ids.first)).toMatchObject({ ok: false, code: "forbidden" });
      return;
    }
    expect((await loadVersions({})).versions.map(({ title }) => title)).toEqual([
      "Model v1",
      "Rules v2",
      "Rules v1",
    ]);
    expect(await verifyVersionAction(ids.first)).toMatchObject({ ok: true, isEqual: true });
  });
});

describe("versions", () => {
  it("say what each changed from the one before, and what going back would change", async () => {
    await signIn("revops");
    const { versions, comparison } = await loadVersions({ a: ids.second, b: ids.first });
    const [model, second, first] = versions;
    expect(second).toMatchObject({
      note: "A wider intent",
      before: "Rules v1",
      changes: ["Intent: cap 35 to 40", expect.stringMatching(/^Never danced added/), "Hot: from 70 to 60"],
    });
    expect(first).toMatchObject({ before: null, changes: [], state: "earlier" });
    expect(model).toMatchObject({
      state: "in_use",
      fromActive: [],
      inUse: [expect.stringMatching(/^Since/)],
    });
    expect(model?.changes[0]).toBe("Logistic regression instead of rules");
    expect(second?.fromActive[0]).toBe("Rules instead of logistic regression");
    expect(comparison).toEqual({ before: "Rules v1", after: "Rules v2", changes: second?.changes });
    expect((await loadVersions({ a: newId(), b: ids.first })).comparison).toBeNull();
  });

  it("verify two hundred past scores of each, chosen by chance, to the bit", async () => {
    await signIn("revops");
    for (const id of [ids.first, ids.second, ids.model])
      expect(await verifyVersionAction(id)).toMatchObject({
        isEqual: true,
        sentence: expect.stringMatching(/^\d+ of \d+ equal, bit for bit/),
        unequal: [],
      });
    expect(await verifyVersionAction(newId())).toMatchObject({ code: "not_found" });
    expect(await verifyVersionAction("?")).toMatchObject({ code: "not_found" });
  });

  it("verify each line of a lead's history, not the newest alone", async () => {
    const lines = await inTenant((tx) =>
      tx.scoreHistory.findMany({ where: { leadId: leadIds[0]! }, orderBy: { scoredOn: "asc" } }),
    );
    expect(lines.length).toBeGreaterThan(1);
    for (const { scoredOn, unrounded, scoreVersion } of lines)
      expect(await inTenant((tx) => verifyScore(tx, leadIds[0]!, scoredOn))).toMatchObject({
        ok: true,
        equal: true,
        stored: unrounded,
        scorer: scoreVersion,
      });
    expect(await inTenant((tx) => verifyScore(tx, leadIds[0]!, later(9_999)))).toEqual({
      ok: false,
      reason: "never_scored",
    });
  });

  it("still verify when a signal they read was switched off since", async () => {
    await tamper("UPDATE signal_definitions SET active = false WHERE tenant_id = $1", [tenantId]);
    await signIn("revops");
    expect(await verifyVersionAction(ids.second)).toMatchObject({ isEqual: true });
  });
});

describe("tampering shows:", () => {
  it("a stored signal that was changed makes its score unequal, and the row is named", async () => {
    const leadId = leadIds[3]!;
    const { scoredOn } = await inTenant((tx) =>
      tx.scoreHistory.findFirstOrThrow({ where: { leadId, scorerId: ids.model } }),
    );
    await tamper("DELETE FROM score_history WHERE scorer_id = $1 AND lead_id <> $2", [ids.model, leadId]);
    await tamper(
      `UPDATE score_history SET vector = jsonb_set(vector, '{v,email_opens_30d}', '7') WHERE lead_id = $1 AND scored_on = $2`,
      [leadId, scoredOn],
    );
    await signIn("admin");
    expect(await verifyVersionAction(ids.model)).toMatchObject({
      ok: true,
      isEqual: false,
      sentence: "0 of 1 equal. 1 score differs from what was stored:",
      unequal: [{ leadId, difference: expect.stringContaining("stored") }],
    });
    expect(await inTenant((tx) => verifyScore(tx, leadId, scoredOn))).toMatchObject({
      ok: true,
      equal: false,
    });
  });

  it("a model or rule set whose text was changed is not trusted at all, open in memory or not", async () => {
    await tamper(
      "UPDATE models SET artefact = replace(artefact, '\"intercept\":', '\"intercept\": ') WHERE id = $1",
      [ids.model],
    );
    await tamper(
      "UPDATE rule_sets SET definition = jsonb_set(definition, '{caps,intent}', '41') WHERE id = $1",
      [ids.second],
    );
    await signIn("admin");
    for (const id of [ids.model, ids.second])
      expect(await verifyVersionAction(id)).toMatchObject({
        isEqual: false,
        sentence: expect.stringContaining("its hash is another one"),
      });
    expect(await inTenant((tx) => verifyScore(tx, leadIds[3]!))).toEqual({
      ok: false,
      reason: "scorer_changed",
    });
    expect(await verifyVersionAction(ids.first)).toMatchObject({ isEqual: true });
  });
});
