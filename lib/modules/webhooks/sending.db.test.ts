import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sendDeliveryJob, tidyDeliveriesJob } from "@/lib/modules/deliveries/jobs";
import { addDeliveries } from "@/lib/modules/deliveries/mutations";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { startJobRunner } from "@/lib/platform/jobs/runner";
import { testDatabase } from "@/lib/testing/database";
import { testMember, testTenant } from "@/lib/testing/people";
import { type HttpReceiver, httpReceiver } from "@/lib/testing/receivers";
import { isSignedWith } from "@/lib/testing/standard-webhooks";
import { addWebhook, removeWebhook, replay, rotateSecret, switchWebhook } from "./mutations";
import { MOST_TRIES } from "./patience";
import { sendToWebhook } from "./sending";

const database = testDatabase();
const NOW = new Date("2026-11-21T09:00:00Z");
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
let tenantId: string;
let userId: string;
let receiver: HttpReceiver;
let owner: pg.Client;
let webhookId: string;
let secret: string;

beforeAll(async () => {
  receiver = await httpReceiver();
  owner = new pg.Client({ connectionString: database.ownerUrl() });
  await owner.connect();
});
afterAll(async () => {
  await Promise.all([receiver.stop(), owner.end()]);
  allowPrivate("0");
});
function allowPrivate(allowed: "0" | "1") {
  process.env.FIRSTCALL_ALLOW_PRIVATE_HOOKS = allowed;
  forgetEnv();
}

const inTenant: <T>(work: Parameters<typeof withTenant<T>>[1]) => Promise<T> = (work) =>
  withTenant(tenantId, work);
const actor = () => ({ tenantId, userId });

beforeEach(async () => {
  allowPrivate("1");
  receiver.received.length = 0;
  receiver.answers = [];
  ({ tenantId } = await createWorkspace({ name: "Receivers" }));
  ({ userId } = await testMember(tenantId, "revops"));
  const wish = { url: `${receiver.url}/in?of=us`, description: "", events: ["lead.hot" as const] };
  const made = await inTenant((tx) => addWebhook(tx, actor(), wish, NOW));
  webhookId = made?.id ?? "";
  secret = made?.secret ?? "";
  await owner.query("DELETE FROM pgboss.job");
});

async function add(count = 1): Promise<string[]> {
  const wish = {
    ...{ channel: "webhook" as const, topic: "lead.hot", leadId: null, target: "", webhookId },
    body: { type: "lead.hot", timestamp: NOW.toISOString(), data: { lead: { name: "Åse – 北" }, a: 1 } },
  };
  return [
    ...(await inTenant((tx) =>
      addDeliveries(
        tx,
        tenantId,
        Array.from({ length: count }, () => wish),
        NOW,
      ),
    )),
  ];
}
const send = (id: string, at = NOW) => sendToWebhook(tenantId, id, () => at);
const rowOf = (id: string) => inTenant((tx) => tx.delivery.findFirstOrThrow({ where: { id } }));
const hook = () => inTenant((tx) => tx.webhook.findFirstOrThrow({ where: { id: webhookId } }));
const changeHook = (data: object) =>
  inTenant((tx) => tx.webhook.updateMany({ where: { id: webhookId }, data }));
const fails = (count: number, status = 503) => {
  receiver.answers = Array.from(
    { length: count },
    () => (response: import("node:http").ServerResponse) => response.writeHead(status).end("no room"),
  );
};
/** Seconds from now on at which the queue will try again. */
const waits = async (id: string) =>
  (
    await owner.query(
      `SELECT round(extract(epoch FROM start_after - created_on))::int AS wait FROM pgboss.job
        WHERE data->>'deliveryId' = $1 AND start_after > created_on ORDER BY created_on`,
      [id],
    )
  ).rows.map(({ wait }) => wait as number);

describe("a message", () => {
  it("arrives signed, as a receiver's own library checks it, and is noted with the answer", async () => {
    const [id = ""] = await add();
    await send(id);
    const [post] = receiver.received;
    expect(post).toMatchObject({
      path: "/in?of=us",
      headers: { "webhook-id": id, "content-type": "application/json; charset=utf-8" },
      body: { type: "lead.hot", timestamp: NOW.toISOString(), data: { lead: { name: "Åse – 北" } } },
    });
    const seconds = NOW.getTime() / 1_000;
    expect(isSignedWith(secret, post?.headers ?? {}, post?.text ?? "", seconds)).toBe(true);
    expect(isSignedWith(secret, post?.headers ?? {}, `${post?.text} `, seconds)).toBe(false);
    expect(isSignedWith(secret, post?.headers ?? {}, post?.text ?? "", seconds + 600)).toBe(false);
    expect(await rowOf(id)).toMatchObject({
      ...{ status: "sent", attempts: 1, answerStatus: 200, answer: "ok", sentAt: NOW, lastError: null },
    });
  });

  it("is sent by the queue, and once", async () => {
    const ids = await add(30);
    const runner = await startJobRunner({ "deliveries.send": sendDeliveryJob });
    await expect
      .poll(() => inTenant((tx) => tx.delivery.count({ where: { status: "sent" } })), { timeout: 15_000 })
      .toBe(30);
    await runner.stop();
    const arrived = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect(arrived.toSorted()).toEqual(ids.toSorted());
  });

  it("carries two signatures while the secret is replaced, and one afterwards", async () => {
    const [first = "", second = ""] = await add(2);
    const next = await inTenant((tx) => rotateSecret(tx, actor(), { id: webhookId, overlapHours: 1 }, NOW));
    await send(first, later(60));
    await send(second, later(3_601));
    const checks = receiver.received.map(({ headers, text }) =>
      [secret, next ?? ""].map((known) =>
        isSignedWith(known, headers, text, Number(headers["webhook-timestamp"])),
      ),
    );
    expect(checks).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(JSON.stringify(await hook())).not.toContain(secret.slice(6, 20));
  });

  it("that is not taken is tried nine times over a day, later each time, then kept with what was answered", async () => {
    const [id = ""] = await add();
    fails(MOST_TRIES);
    let at = NOW;
    for (let attempt = 1; attempt < MOST_TRIES; attempt += 1) {
      await send(id, at);
      const { nextAt, status, attempts } = await rowOf(id);
      expect({ status, attempts }).toEqual({ status: "waiting", attempts: attempt });
      at = new Date(nextAt as Date);
      // What the receiver's rest would add is not the matter here.
      await changeHook({ pausedUntil: null });
    }
    await send(id, at);
    expect(await waits(id)).toEqual([10, 60, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
    expect(await rowOf(id)).toMatchObject({
      ...{ status: "failed", attempts: MOST_TRIES, nextAt: null, lastError: "answered 503" },
      ...{ answerStatus: 503, answer: "no room" },
    });
    await send(id, at);
    expect(receiver.received).toHaveLength(MOST_TRIES);
  });

  it("waits as long as the receiver asks, to an hour", async () => {
    const ids = await add(2);
    for (const seconds of ["120", "900000"])
      receiver.answers.push((response) => response.writeHead(429, { "retry-after": seconds }).end());
    for (const id of ids) await send(id);
    expect(await waits(ids[0] ?? "")).toEqual([120]);
    expect(await waits(ids[1] ?? "")).toEqual([3_600]);
  });

  it("is not sent where a redirect leads, and is tried again", async () => {
    const [id = ""] = await add();
    receiver.answers.push((response) => response.writeHead(302, { location: `${receiver.url}/other` }).end());
    await send(id);
    expect(receiver.received).toHaveLength(1);
    expect(await rowOf(id)).toMatchObject({
      ...{ status: "waiting", answerStatus: 302, lastError: expect.stringMatching(/redirects are not/) },
    });
  });

  it("never reaches a private address, and is given up at once", async () => {
    allowPrivate("0");
    await changeHook({ url: receiver.url.replace("http:", "https:") });
    const [id = ""] = await add();
    await send(id);
    expect(receiver.received).toEqual([]);
    expect(await rowOf(id)).toMatchObject({
      ...{ status: "failed", answerStatus: null, lastError: "this address lies in a private network" },
    });
  });

  it("is given up where its secret cannot be opened any more, and says what to do", async () => {
    const [id = ""] = await add();
    const known = process.env.NEXTAUTH_SECRET;
    process.env.NEXTAUTH_SECRET = "another secret of the installation";
    forgetEnv();
    await send(id);
    process.env.NEXTAUTH_SECRET = known as string;
    forgetEnv();
    expect(receiver.received).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ status: "failed", lastError: expect.stringMatching(/new one/) });
  });

  it("keeps of a long answer its beginning, zero bytes left out", async () => {
    const [id = ""] = await add();
    receiver.answers.push((response) => response.writeHead(200).end(`\u0000${"x".repeat(100_000)}`));
    await send(id);
    const { answer, status } = await rowOf(id);
    expect({ status, length: answer?.length }).toEqual({ status: "sent", length: 2_000 });
  });
});

describe("a receiver that fails in a row", () => {
  it("gets a rest, in which nothing is tried and no try is counted, and is well again with one success", async () => {
    const ids = await add(8);
    fails(5);
    for (const id of ids.slice(0, 5)) await send(id);
    expect(await hook()).toMatchObject({ failures: 5, failingSince: NOW, pausedUntil: later(60) });
    await send(ids[5] ?? "", later(59));
    expect(receiver.received).toHaveLength(5);
    expect(await rowOf(ids[5] ?? "")).toMatchObject({ attempts: 0, status: "waiting", nextAt: later(60) });
    expect(await waits(ids[5] ?? "")).toEqual([1]);
    await send(ids[6] ?? "", later(60));
    expect(receiver.received).toHaveLength(6);
    expect(await hook()).toMatchObject({ failures: 0, failingSince: null, pausedUntil: null });
  });

  it("for five days is switched off, and those who look after it are told", async () => {
    const rep = await testMember(tenantId, "rep");
    const [id = "", other = ""] = await add(2);
    await changeHook({ failures: 40, failingSince: later(-5 * 86_400) });
    fails(1);
    await send(id);
    expect(await hook()).toMatchObject({ disabledAt: NOW, disabledWhy: "failing" });
    const alerts = await inTenant((tx) => tx.alert.findMany());
    expect(alerts).toMatchObject([{ userId, kind: "webhook_off", details: { why: "failing" } }]);
    expect(alerts.map((alert) => alert.userId)).not.toContain(rep.userId);
    await send(other);
    expect(receiver.received).toHaveLength(1);
    expect(await rowOf(other)).toMatchObject({
      status: "failed",
      attempts: 0,
      lastError: "the webhook is off",
    });
    const log = await inTenant((tx) => tx.auditEntry.findMany({ where: { action: "webhook.switched_off" } }));
    expect(log).toMatchObject([{ actorId: null, subjectId: webhookId, details: { why: "failing" } }]);
  });

  it("that answers that it is gone is switched off at once", async () => {
    const [id = ""] = await add();
    fails(1, 410);
    await send(id);
    expect(await hook()).toMatchObject({ disabledWhy: "gone" });
    expect(await rowOf(id)).toMatchObject({ status: "failed", answerStatus: 410 });
  });
});

describe("what was given up", () => {
  it("is sent again, one or all, once for two who press at the same time, and not while the webhook is off", async () => {
    const ids = await add(4);
    await inTenant((tx) => tx.delivery.updateMany({ data: { status: "failed", attempts: 9 } }));
    await owner.query("DELETE FROM pgboss.job");
    expect(await inTenant((tx) => replay(tx, actor(), { messageId: ids[0] ?? "" }))).toBe(1);
    const both = await Promise.all([
      inTenant((tx) => replay(tx, actor(), { webhookId })),
      inTenant((tx) => replay(tx, actor(), { webhookId })),
    ]);
    expect(both.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect((await owner.query("SELECT 1 FROM pgboss.job")).rowCount).toBe(4);
    for (const id of ids) await send(id);
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual(ids);

    await inTenant((tx) => tx.delivery.updateMany({ data: { status: "failed" } }));
    await inTenant((tx) => switchWebhook(tx, actor(), { id: webhookId, on: false }, NOW));
    expect(await inTenant((tx) => replay(tx, actor(), { webhookId }))).toBe(0);
  });

  it("of another workspace cannot be sent again, nor seen, nor taken away", async () => {
    const [id = ""] = await add();
    await inTenant((tx) => tx.delivery.updateMany({ data: { status: "failed" } }));
    const stranger = await testTenant("Stranger");
    const as = { tenantId: stranger, userId };
    expect(await withTenant(stranger, (tx) => replay(tx, as, { messageId: id }))).toBe(0);
    expect(await withTenant(stranger, (tx) => removeWebhook(tx, as, webhookId))).toBe(false);
    await sendToWebhook(stranger, id, () => NOW);
    expect(receiver.received).toEqual([]);
  });

  it("goes when its webhook is removed, and when it is long over", async () => {
    await add(1);
    await inTenant((tx) => removeWebhook(tx, actor(), webhookId));
    expect(await inTenant((tx) => tx.delivery.count())).toBe(0);
    const slack = {
      channel: "slack",
      topic: "hot",
      leadId: null,
      target: "https://x.example",
      body: {},
    } as const;
    const old = new Date(Date.now() - 40 * 86_400_000);
    await inTenant((tx) => addDeliveries(tx, tenantId, [slack, slack, slack], old));
    const [one, two] = await inTenant((tx) => tx.delivery.findMany({ orderBy: { id: "asc" } }));
    await inTenant(async (tx) => {
      await tx.delivery.updateMany({ where: { id: one?.id ?? "" }, data: { status: "sent" } });
      await tx.delivery.updateMany({ where: { id: two?.id ?? "" }, data: { status: "failed" } });
    });
    await tidyDeliveriesJob({ tenantId });
    expect((await inTenant((tx) => tx.delivery.findMany())).map(({ status }) => status).sort()).toEqual([
      "failed",
      "waiting",
    ]);
  });
});
