import { beforeEach, describe, expect, it, vi } from "vitest";
import { loadAlertsSettings, loadNurtureSettings } from "@/lib/modules/workflow/loaders-settings";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { deliveryAction, retryDeliveryAction, sendTestAction } from "./actions";
import { addDeliveries } from "./mutations";

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
    throw new Error("redirect");
  },
}));

testDatabase();

const SLACK = "https://hooks.slack.example/services/T01/B02/verysecret";
const NOW = new Date("2026-11-20T10:00:00Z");
let tenantId: string;

async function signIn(role: Role, tenant = tenantId) {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}
async function given(status: "failed" | "sent"): Promise<string> {
  return withTenant(tenantId, async (tx) => {
    const wish = {
      channel: "slack" as const,
      ...{ topic: "hot", leadId: null, target: SLACK, body: { text: "x" } },
    };
    const [id = ""] = await addDeliveries(tx, tenantId, [wish], NOW);
    const lastError = status === "failed" ? "answered 404" : null;
    await tx.delivery.updateMany({ where: { tenantId, id }, data: { status, attempts: 3, lastError } });
    return id;
  });
}
const stateOf = (id: string) =>
  withTenant(tenantId, (tx) => tx.delivery.findFirstOrThrow({ where: { tenantId, id } }));
const jobsFor = (id: string) =>
  withTenant(
    tenantId,
    (tx) => tx.$queryRaw<unknown[]>`
      SELECT 1 FROM pgboss.job WHERE name = 'deliveries.send' AND data->>'deliveryId' = ${id}`,
  );

beforeEach(async () => {
  cookie.token = undefined;
  ({ tenantId } = await createWorkspace({ name: "Messages" }));
  await withTenant(tenantId, (tx) =>
    tx.workspaceSettings.update({
      where: { tenantId },
      data: { workflow: { alerts: { slackUrl: SLACK }, nurture: { webhookUrl: SLACK } } },
    }),
  );
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "workflow.manage");
  it(`${may ? "tests, retries and reads" : "neither tests, retries nor reads"} deliveries`, async () => {
    const id = await given("failed");
    await signIn(role);
    const tested = await sendTestAction({ target: "slack" });
    const retried = await retryDeliveryAction({ id });
    const read = await deliveryAction({ id });
    if (!may) {
      for (const answer of [tested, retried, read]) expect(answer).toMatchObject({ code: "forbidden" });
      expect(await stateOf(id)).toMatchObject({ status: "failed", attempts: 3 });
      await expect(loadAlertsSettings()).rejects.toThrow("forbidden");
      await expect(loadNurtureSettings()).rejects.toThrow("forbidden");
      return;
    }
    if (!tested.ok) throw new Error(tested.message);
    expect(await stateOf(tested.delivery.id)).toMatchObject({
      ...{ topic: "test", target: SLACK, status: "waiting" },
      body: { text: expect.stringContaining("A test of Firstcall's alerts for Messages") },
    });
    expect(await jobsFor(tested.delivery.id)).toHaveLength(1);
    expect(retried).toMatchObject({ ok: true, delivery: { id, status: "waiting", attempts: 0 } });
    expect(read).toMatchObject({ ok: true, delivery: { id, status: "waiting" } });
  });
});

describe("a test", () => {
  it("that waits is not sent a second time", async () => {
    await signIn("revops");
    const first = await sendTestAction({ target: "slack" });
    expect(await sendTestAction({ target: "slack" })).toEqual(first);
  });
  it("needs an address, or a mail server, and a kind that exists", async () => {
    await signIn("revops");
    expect(await sendTestAction({ target: "webhook" })).toMatchObject({ ok: true });
    await withTenant(tenantId, (tx) =>
      tx.workspaceSettings.update({ where: { tenantId }, data: { workflow: {} } }),
    );
    expect(await sendTestAction({ target: "slack" })).toMatchObject({
      code: "no_address",
      message: "No address is saved. Save one first, then test it.",
    });
    expect(await sendTestAction({ target: "email" })).toMatchObject({ code: "no_mail" });
    for (const broken of [{ target: "pigeon" }, { target: "slack", url: SLACK }, null])
      expect(await sendTestAction(broken)).toMatchObject({ code: "invalid" });
  });
});

describe("a retry", () => {
  it("begins once, is written down once, and leaves alone what was sent", async () => {
    await signIn("revops");
    const failed = await given("failed");
    const sent = await given("sent");
    const before = (await jobsFor(failed)).length;
    await Promise.all([retryDeliveryAction({ id: failed }), retryDeliveryAction({ id: failed })]);
    expect((await jobsFor(failed)).length).toBe(before + 1);
    expect(await retryDeliveryAction({ id: sent })).toMatchObject({ ok: true, delivery: { status: "sent" } });
    const entries = await withTenant(tenantId, (tx) =>
      tx.auditEntry.findMany({ where: { action: "delivery.retried" } }),
    );
    expect(entries.map(({ subjectId }) => subjectId)).toEqual([failed]);
  });
  it("of another workspace's message, or of none, is told that it is gone", async () => {
    const id = await given("failed");
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    await signIn("admin", elsewhere);
    for (const wish of [{ id }, { id: newId() }, { id: "x" }, null]) {
      expect(await retryDeliveryAction(wish)).toMatchObject({ code: "gone" });
      expect(await deliveryAction(wish)).toMatchObject({ code: "gone" });
    }
    expect(await stateOf(id)).toMatchObject({ status: "failed" });
  });
});

describe("the settings page", () => {
  it("never brings an address along, wherever it stands", async () => {
    await given("failed");
    await signIn("revops");
    const page = await loadAlertsSettings();
    expect(page).toMatchObject({
      slack: "https://hooks.slack.example/…cret",
      mail: null,
      deliveries: [{ what: "Hot lead", to: "Chat, hooks.slack.example/…cret", lastError: "answered 404" }],
    });
    const nurture = await loadNurtureSettings();
    expect(nurture.webhook).toBe("https://hooks.slack.example/…cret");
    expect(JSON.stringify([page, nurture])).not.toContain("verysecret");
  });
});
