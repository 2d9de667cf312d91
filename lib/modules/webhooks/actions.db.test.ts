import { beforeEach, describe, expect, it, vi } from "vitest";
import { addDeliveries } from "@/lib/modules/deliveries/mutations";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import {
  addWebhookAction,
  changeWebhookAction,
  messageAction,
  removeWebhookAction,
  replayAllAction,
  replayMessageAction,
  rotateSecretAction,
  switchWebhookAction,
  testWebhookAction,
} from "./actions";
import { loadWebhooksPage } from "./loaders";
import { EVENT_TYPES, MOST_WEBHOOKS } from "./types";

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

const URL_ = "https://hooks.example/in/verysecretpath";
const WISH = { url: URL_, description: "Warehouse", events: ["lead.hot", "lead.band_changed"] };
let tenantId: string;

async function signIn(role: Role, tenant = tenantId) {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}
async function added(wish: object = WISH): Promise<{ id: string; secret: string }> {
  const answer = await addWebhookAction(wish);
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}
async function failedMessage(webhookId: string): Promise<string> {
  return withTenant(tenantId, async (tx) => {
    const wish = { channel: "webhook", topic: "lead.hot", leadId: null, target: URL_, webhookId } as const;
    const [id = ""] = await addDeliveries(
      tx,
      tenantId,
      [{ ...wish, body: { type: "lead.hot" } }],
      new Date(),
    );
    await tx.delivery.update({
      where: { tenantId_id: { tenantId, id } },
      data: {
        status: "failed",
        attempts: 9,
        lastError: "answered 503",
        answerStatus: 503,
        answer: "no room",
      },
    });
    return id;
  });
}
const page = (show?: string) => loadWebhooksPage({ show, before: undefined });
const audited = () =>
  withTenant(tenantId, (tx) =>
    tx.auditEntry.findMany({ where: { subjectType: "webhook" }, orderBy: { id: "asc" } }),
  );

beforeEach(async () => {
  cookie.token = undefined;
  ({ tenantId } = await createWorkspace({ name: "Receivers" }));
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "webhooks.manage");
  it(`${may ? "looks after" : "neither sees nor changes"} webhooks`, async () => {
    await signIn("admin");
    const { id } = await added();
    const message = await failedMessage(id);
    const before = (await audited()).length;
    const member = await signIn(role);
    const answers = {
      add: await addWebhookAction({ ...WISH, description: "Another" }),
      change: await changeWebhookAction({ id, ...WISH, description: "Renamed" }),
      rotate: await rotateSecretAction({ id, overlapHours: 24 }),
      test: await testWebhookAction({ id }),
      one: await replayMessageAction({ id: message }),
      all: await replayAllAction({ id }),
      state: await messageAction({ id: message }),
      off: await switchWebhookAction({ id, on: false }),
      remove: await removeWebhookAction({ id }),
    };
    if (!may) {
      for (const answer of Object.values(answers)) expect(answer).toMatchObject({ code: "forbidden" });
      await expect(page()).rejects.toThrow("forbidden");
      expect(await audited()).toHaveLength(before);
      return;
    }
    for (const answer of Object.values(answers)) expect(answer).toMatchObject({ ok: true });
    const log = (await audited()).slice(before);
    expect(log.map(({ action }) => action)).toEqual([
      ...["webhook.added", "webhook.changed", "webhook.secret_rotated", "webhook.tested"],
      ...["webhook.replayed", "webhook.switched_off", "webhook.removed"],
    ]);
    expect(log.every(({ actorId }) => actorId === member.userId)).toBe(true);
  });
});

describe("a secret", () => {
  it("is told once, sealed in the database, and neither in the log nor on the page", async () => {
    await signIn("revops");
    const { id, secret } = await added();
    const rotated = await rotateSecretAction({ id, overlapHours: 1 });
    const shown = JSON.stringify([await page(), await audited()]);
    const stored = await withTenant(tenantId, (tx) => tx.webhook.findFirstOrThrow({ where: { id } }));
    for (const each of [secret, rotated.ok ? rotated.secret : ""]) {
      expect(each).toMatch(/^whsec_/);
      expect(shown).not.toContain(each.slice(6, 30));
      expect(JSON.stringify(stored)).not.toContain(each.slice(6, 30));
    }
    expect(stored.secret).toMatch(/^v1\./);
    expect(JSON.stringify(await audited())).not.toContain("verysecret");
    expect((await page()).webhooks[0]).toMatchObject({
      secret: expect.stringMatching(/^whsec_….{4}$/),
      previous: expect.stringMatching(/signs along until/),
    });
  });
});

describe("a webhook", () => {
  it("is refused with what is wrong, at its field", async () => {
    await signIn("revops");
    const cases: [object, object][] = [
      [{ url: "ftp://x.example" }, { url: expect.stringMatching(/https/) }],
      [{ url: "http://hooks.example/in" }, { url: expect.stringMatching(/https/) }],
      [{ url: "https://127.0.0.1/in" }, { url: expect.stringMatching(/private network/) }],
      [{ url: "https://[::1]/in" }, { url: expect.stringMatching(/private network/) }],
      [{ url: "https://me:pw@hooks.example" }, { url: expect.stringMatching(/signed instead/) }],
      [{ url: "" }, { url: "Write where messages go." }],
      [{ url: `https://x.example${"/x".repeat(300)}` }, { url: "Use at most 500 characters." }],
      [{ events: [] }, { events: "Choose at least one thing to tell of." }],
      [{ events: ["lead.exploded"] }, { events: "Choose among what is on offer." }],
      [{ description: "x".repeat(121) }, { description: "Use at most 120 characters." }],
    ];
    for (const [change, fields] of cases)
      expect(await addWebhookAction({ ...WISH, ...change })).toMatchObject({ code: "invalid", fields });
    for (const broken of [null, {}, "x", { ...WISH, secret: "whsec_mine" }])
      expect(await addWebhookAction(broken)).toMatchObject({ code: "invalid" });
    expect(await rotateSecretAction({ id: newId(), overlapHours: 5 })).toMatchObject({ code: "invalid" });
    expect((await page()).webhooks).toEqual([]);
  });

  it("is one of twenty at most", async () => {
    await signIn("revops");
    for (let index = 0; index < MOST_WEBHOOKS; index += 1) await added();
    expect(await addWebhookAction(WISH)).toMatchObject({ code: "too_many" });
  });

  it("of another workspace, or of none, is gone", async () => {
    await signIn("admin");
    const { id } = await added();
    const message = await failedMessage(id);
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    await signIn("admin", elsewhere);
    for (const gone of [id, newId()]) {
      expect(await changeWebhookAction({ id: gone, ...WISH })).toMatchObject({ code: "gone" });
      expect(await rotateSecretAction({ id: gone, overlapHours: 0 })).toMatchObject({ code: "gone" });
      expect(await switchWebhookAction({ id: gone, on: false })).toMatchObject({ code: "gone" });
      expect(await removeWebhookAction({ id: gone })).toMatchObject({ code: "gone" });
      expect(await testWebhookAction({ id: gone })).toMatchObject({ code: "off" });
      expect(await replayAllAction({ id: gone })).toEqual({ ok: true, count: 0 });
    }
    expect(await replayMessageAction({ id: message })).toMatchObject({ code: "gone" });
    expect(await page()).toMatchObject({ webhooks: [], messages: [] });
  });

  it("that is off is neither tested nor replayed, and says so", async () => {
    await signIn("revops");
    const { id } = await added();
    const message = await failedMessage(id);
    await switchWebhookAction({ id, on: false });
    expect(await testWebhookAction({ id })).toMatchObject({ code: "off" });
    expect(await replayMessageAction({ id: message })).toMatchObject({ code: "off" });
    await switchWebhookAction({ id, on: true });
    expect(await replayMessageAction({ id: message })).toMatchObject({
      ok: true,
      message: { status: "waiting", state: "Waiting" },
    });
  });
});

describe("the page", () => {
  it("shows what was given up with what was answered, and every kind of message as it is sent", async () => {
    await signIn("revops");
    const { id } = await added();
    const message = await failedMessage(id);
    await testWebhookAction({ id });
    const all = await page();
    expect(all.webhooks).toMatchObject([
      { id, url: URL_, description: "Warehouse", isOn: true, state: "On", tone: "good", failed: 1 },
    ]);
    expect(all.messages).toHaveLength(2);
    const failed = await page("failed");
    expect(failed.messages).toMatchObject([
      {
        ...{ id: message, what: "Hot lead", state: "Given up after 9 tries: answered 503" },
        answer: { status: 503, text: "no room" },
      },
    ]);
    expect(failed.messages[0]?.to).toBe("hooks.example/…path");
    expect(all.examples.map(({ type }) => type)).toEqual(EVENT_TYPES);
    for (const { type, body } of all.examples) expect(JSON.parse(body)).toMatchObject({ type, data: {} });
  });

  it("goes back page by page without losing or repeating a message", async () => {
    await signIn("revops");
    const { id } = await added();
    await withTenant(tenantId, (tx) =>
      addDeliveries(
        tx,
        tenantId,
        Array.from({ length: 120 }, () => ({
          ...{ channel: "webhook" as const, topic: "lead.hot", leadId: null, target: URL_, webhookId: id },
          body: { type: "lead.hot" },
        })),
        new Date(),
      ),
    );
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const part = await loadWebhooksPage({ show: undefined, before });
      seen.push(...part.messages.map((each) => each.id));
      before = part.older ?? undefined;
    } while (before);
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
    expect((await loadWebhooksPage({ show: "nonsense", before: "nonsense" })).isFirst).toBe(true);
  });
});
