import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { OUTCOME_PRESETS } from "@/lib/core/outcomes/presets";
import { checkTraining } from "@/lib/modules/training/learn";
import { TEST_NOW, WON_AFTER_A_DAY, writeHistory } from "@/lib/modules/training/testing";
import { settingsPages } from "@/lib/modules/workflow/types-nav";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { previewOutcomeAction, saveOutcomeAction } from "./actions";
import { chosenOutcome, workspaceOutcome } from "./data";
import { loadOutcomePage } from "./loaders";
import { previewOutcome } from "./preview";

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

testDatabase();

const BOUGHT_IN_30 = {
  outcome: { ...OUTCOME_PRESETS.won_deal, windowDays: 30 },
  moment: { kind: "created_plus" as const, hours: 48 },
};
let tenantId: string;

async function signIn(role: Role, tenant = tenantId) {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}
const inTenant = <T>(work: Parameters<typeof withTenant<T>>[1]) => withTenant(tenantId, work);
const versionNow = async () => {
  await signIn("revops");
  return (await loadOutcomePage()).version;
};
const audited = () => inTenant((tx) => tx.auditEntry.findMany({ where: { action: "outcome.changed" } }));

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Choosers" }));
  await writeHistory(tenantId, 300);
}, 60_000);
beforeEach(async () => {
  cookie.token = undefined;
  await inTenant(
    (tx) => tx.$executeRaw`UPDATE workspace_settings SET outcome = NULL WHERE tenant_id = ${tenantId}::uuid`,
  );
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "scoring.manage");
  it(`${may ? "opens, counts and sets" : "neither opens, counts nor sets"} the outcome`, async () => {
    const version = await versionNow();
    const before = (await audited()).length;
    const { userId } = await signIn(role);
    expect(
      settingsPages(role).some(({ items }) => items.some(({ href }) => href === "/settings/outcome")),
    ).toBe(may);
    const saved = await saveOutcomeAction({ version, predicted: BOUGHT_IN_30 });
    if (!may) {
      await expect(loadOutcomePage()).rejects.toThrow("forbidden");
      expect(await previewOutcomeAction(BOUGHT_IN_30)).toMatchObject({ code: "forbidden" });
      expect(saved).toMatchObject({ code: "forbidden" });
      expect(await inTenant((tx) => chosenOutcome(tx, tenantId))).toBeNull();
      return;
    }
    expect(await previewOutcomeAction(BOUGHT_IN_30)).toMatchObject({ ok: true, preview: { leads: 300 } });
    expect(saved).toMatchObject({ ok: true });
    expect(await inTenant((tx) => workspaceOutcome(tx, tenantId))).toEqual({
      ...BOUGHT_IN_30,
      source: "set",
    });
    const entries = (await audited()).slice(before);
    expect(entries).toMatchObject([{ actorId: userId, details: { before: null, after: BOUGHT_IN_30 } }]);
    // The same again is not noted again.
    const { version: now } = await loadOutcomePage();
    expect(await saveOutcomeAction({ version: now, predicted: BOUGHT_IN_30 })).toMatchObject({ ok: true });
    expect(await audited()).toHaveLength(before + 1);
  });
});

describe("the outcome", () => {
  it("is not set by who is signed out, and elsewhere changes nothing here", async () => {
    const version = await versionNow();
    cookie.token = undefined;
    expect(await saveOutcomeAction({ version, predicted: BOUGHT_IN_30 })).toMatchObject({
      code: "signed_out",
    });
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    await signIn("admin", elsewhere);
    expect(
      await saveOutcomeAction({ version, predicted: { ...BOUGHT_IN_30, moment: { kind: "as_imported" } } }),
    ).toMatchObject({ ok: true });
    expect(await inTenant((tx) => chosenOutcome(tx, tenantId))).toBeNull();
  });

  it("of two who save at once is the first's, and the second is told by whom", async () => {
    const version = await versionNow();
    await saveOutcomeAction({ version, predicted: BOUGHT_IN_30 });
    const second = await saveOutcomeAction({ version, predicted: WON_AFTER_A_DAY_ALONE });
    expect(second).toMatchObject({
      code: "changed",
      message: expect.stringMatching(/^Test revops \d+ saved other values/),
    });
    expect(await inTenant((tx) => chosenOutcome(tx, tenantId))).toEqual(BOUGHT_IN_30);
    const theirs = second.ok || second.code !== "changed" ? "" : second.version;
    expect(await saveOutcomeAction({ version: theirs, predicted: null })).toMatchObject({ ok: true });
    expect(await inTenant((tx) => chosenOutcome(tx, tenantId))).toBeNull();
  });

  it("is refused in words at its field where it cannot be", async () => {
    const version = await versionNow();
    const save = (outcome: object, moment: object) =>
      saveOutcomeAction({
        version,
        predicted: { outcome: { ...BOUGHT_IN_30.outcome, ...outcome }, moment },
      });
    expect(await save({ windowDays: -1, name: "" }, { kind: "created_plus", hours: null })).toMatchObject({
      code: "invalid",
      fields: {
        "predicted.outcome.windowDays": "The window is at least a day.",
        "predicted.outcome.name": "Say what a positive outcome is called.",
        "predicted.moment.hours": "Write a number of hours, from 0 to 2,160.",
      },
    });
    expect(await save({}, { kind: "calendar", at: 0 })).toMatchObject({ code: "invalid" });
    expect(await save({ outcome: "renewal", kind: "own" }, BOUGHT_IN_30.moment)).toMatchObject({
      code: "refused",
      message: "No lead of this workspace has that outcome any more. Choose another one.",
    });
    expect(await save({}, { kind: "behaviour", types: ["demo_danced"], count: 1 })).toMatchObject({
      message: "No lead has ever shown “demo danced”. Choose another behaviour.",
    });
    expect(await inTenant((tx) => chosenOutcome(tx, tenantId))).toBeNull();
  });

  it("has no window where values count as imported", async () => {
    const version = await versionNow();
    await saveOutcomeAction({ version, predicted: { ...BOUGHT_IN_30, moment: { kind: "as_imported" } } });
    expect(await inTenant((tx) => chosenOutcome(tx, tenantId))).toMatchObject({
      outcome: { windowDays: null },
    });
  });
});

describe("what a choice means", () => {
  const moments = [
    { kind: "created_plus" as const, hours: 24 },
    { kind: "first_session_end" as const },
    { kind: "behaviour" as const, types: ["demo_requested"], count: 1 },
    { kind: "as_imported" as const },
  ];
  it.each(moments)("is counted as training counts it: %o", async (moment) => {
    const predicted = { outcome: { ...OUTCOME_PRESETS.won_deal, windowDays: 150 }, moment };
    const { check } = await checkTraining(tenantId, { ...WON_AFTER_A_DAY, ...predicted }, TEST_NOW);
    const preview = await inTenant((tx) => previewOutcome(tx, tenantId, predicted, TEST_NOW));
    expect(preview).toEqual({
      leads: 300,
      read: 300,
      labels: check.rows,
      positives: check.positives,
      dropped: check.dropped,
      sufficiency: check.sufficiency,
    });
  });
});

const WON_AFTER_A_DAY_ALONE = { outcome: WON_AFTER_A_DAY.outcome, moment: WON_AFTER_A_DAY.moment };
