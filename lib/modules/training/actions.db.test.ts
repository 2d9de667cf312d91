import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { cancelRunAction, startRunAction, trainRunAction } from "./actions";
import { getRun } from "./data";
import { checkTraining } from "./learn";
import { createRun, saveCheck } from "./mutations";
import { TEST_NOW, WON_AFTER_A_DAY, writeHistory } from "./testing";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

testDatabase();

const wish = { outcome: WON_AFTER_A_DAY.outcome, moment: WON_AFTER_A_DAY.moment };
const decision = { leaveOut: [], keepLeaks: [], keepSuspects: [] };
let tenantId: string;

async function signIn(role: Role, tenant = tenantId) {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}

/** A run whose leads are measured and which waits for a decision. */
async function checkedRun(): Promise<string> {
  const { check } = await checkTraining(tenantId, WON_AFTER_A_DAY, TEST_NOW);
  const scope = await withTenant(tenantId, (tx) =>
    createRun(tx, tenantId, WON_AFTER_A_DAY, { actorId: null, now: TEST_NOW, status: "checking" }),
  );
  await saveCheck(scope, check);
  return scope.runId;
}

const statusOf = (runId: string) =>
  withTenant(tenantId, async (tx) => (await getRun(tx, tenantId, runId))?.status);
const audited = (action: string, runId: string) =>
  withTenant(tenantId, (tx) => tx.auditEntry.findMany({ where: { action, subjectId: runId } }));

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Trainers" }));
  await writeHistory(tenantId, 500);
}, 120_000);
beforeEach(() => {
  cookie.token = undefined;
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "models.train");
  it(`${may ? "starts, trains and cancels" : "neither starts, trains nor cancels"} a run`, async () => {
    const runId = await checkedRun();
    const member = await signIn(role);
    const started = await startRunAction(wish);
    const training = await trainRunAction(runId, decision);
    if (!may) {
      expect(started).toMatchObject({ ok: false, code: "forbidden" });
      expect(training).toMatchObject({ ok: false, code: "forbidden" });
      expect(await cancelRunAction(runId)).toMatchObject({ ok: false, code: "forbidden" });
      expect(await statusOf(runId)).toBe("checked");
      return;
    }
    expect(started).toMatchObject({ ok: true });
    expect(training).toEqual({ ok: true });
    expect(await statusOf(runId)).toBe("queued");
    expect(await audited("training.started", runId)).toMatchObject([{ actorId: member.userId }]);
    // A form sent twice changes nothing more.
    expect(await trainRunAction(runId, decision)).toMatchObject({ ok: false, code: "gone" });
    expect(await audited("training.started", runId)).toHaveLength(1);
    expect(await cancelRunAction(runId)).toEqual({ ok: true });
    expect(await statusOf(runId)).toBe("cancelled");
  });
});

describe("a training action", () => {
  it("is refused to who is signed out, and to another workspace's people as if there were no such run", async () => {
    const runId = await checkedRun();
    expect(await startRunAction(wish)).toMatchObject({ code: "signed_out" });
    expect(await trainRunAction(runId, decision)).toMatchObject({ code: "signed_out" });
    expect(await cancelRunAction(runId)).toMatchObject({ code: "signed_out" });
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    await signIn("admin", elsewhere);
    expect(await trainRunAction(runId, decision)).toMatchObject({ code: "gone" });
    expect(await cancelRunAction(runId)).toMatchObject({ code: "gone" });
    expect(await statusOf(runId)).toBe("checked");
  });
  it("names what it cannot read", async () => {
    const runId = await checkedRun();
    await signIn("revops");
    expect(await startRunAction({ ...wish, extra: 1 })).toMatchObject({ code: "invalid" });
    const other = { ...wish, outcome: { ...wish.outcome, outcome: "no_such_outcome" } };
    expect(await startRunAction(other)).toMatchObject({ code: "no_outcome" });
    expect(await trainRunAction("no id", decision)).toMatchObject({ code: "gone" });
    expect(await trainRunAction(newId(), decision)).toMatchObject({ code: "gone" });
    const curt = { ...decision, keepLeaks: [{ key: "stage", reason: "short" }] };
    expect(await trainRunAction(runId, curt)).toMatchObject({
      code: "invalid",
      message: "Say why in at least 10 characters.",
    });
    expect(await statusOf(runId)).toBe("checked");
  });
});
