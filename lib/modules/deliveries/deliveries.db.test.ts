import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { startJobRunner } from "@/lib/platform/jobs/runner";
import { testDatabase } from "@/lib/testing/database";
import { testTenant } from "@/lib/testing/people";
import { type HttpReceiver, httpReceiver, type MailReceiver, mailReceiver } from "@/lib/testing/receivers";
import { sendDeliveryJob } from "./jobs";
import { addDeliveries, MOST_ATTEMPTS } from "./mutations";
import type { DeliveryWish } from "./types";

const database = testDatabase();
const now = new Date("2026-11-17T08:00:00Z");
let tenantId: string;
let hooks: HttpReceiver;
let mails: MailReceiver;
let owner: pg.Client;

function setEnv(values: Record<string, string | undefined>) {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  forgetEnv();
}

beforeAll(async () => {
  [hooks, mails] = await Promise.all([httpReceiver(), mailReceiver()]);
  owner = new pg.Client({ connectionString: database.ownerUrl() });
  await owner.connect();
  tenantId = await testTenant();
});
afterAll(async () => {
  await Promise.all([hooks.stop(), mails.stop(), owner.end()]);
  setEnv({ SMTP_URL: undefined, MAIL_FROM: undefined, FIRSTCALL_ALLOW_PRIVATE_HOOKS: undefined });
});
beforeEach(async () => {
  setEnv({
    SMTP_URL: mails.url,
    MAIL_FROM: "Firstcall <firstcall@halden.example>",
    FIRSTCALL_ALLOW_PRIVATE_HOOKS: "1",
  });
  hooks.received.length = 0;
  hooks.answers = [];
  mails.refusals = [];
  await owner.query("DELETE FROM pgboss.job");
});

const slack = (): DeliveryWish => ({
  ...{ channel: "slack", topic: "hot", leadId: null, target: `${hooks.url}/slack` },
  body: { text: "Elena Marchetti is Hot: 78" },
});
const mail = (): DeliveryWish => ({
  ...{ channel: "email", topic: "hot", leadId: null, target: "maya@halden.example" },
  body: { subject: "Elena Marchetti is Hot: 78", text: "Call her – now.", html: "<p>Call her – now.</p>" },
});

async function add(wish: DeliveryWish): Promise<string> {
  await withTenant(tenantId, (tx) => addDeliveries(tx, tenantId, [wish], now));
  const row = await withTenant(tenantId, (tx) => tx.delivery.findFirstOrThrow({ orderBy: { id: "desc" } }));
  return row.id;
}
const rowOf = (id: string) => withTenant(tenantId, (tx) => tx.delivery.findFirstOrThrow({ where: { id } }));
const send = (deliveryId: string) => sendDeliveryJob({ tenantId, deliveryId });

describe("a message", () => {
  it("is sent by the queue once the transaction that asked for it has committed, and never without", async () => {
    const undone = withTenant(tenantId, async (tx) => {
      await addDeliveries(tx, tenantId, [slack()], now);
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect((await owner.query("SELECT 1 FROM pgboss.job")).rowCount).toBe(0);

    const id = await add(slack());
    const runner = await startJobRunner({ "deliveries.send": sendDeliveryJob });
    await expect.poll(async () => (await rowOf(id)).status, { timeout: 10_000 }).toBe("sent");
    await runner.stop();
    expect(hooks.received).toMatchObject([{ path: "/slack", body: { text: "Elena Marchetti is Hot: 78" } }]);
    expect(await rowOf(id)).toMatchObject({ attempts: 1, lastError: null });
  });

  it("is tried again by the queue, later, after an answer of 500", async () => {
    hooks.answers.push((response) => response.writeHead(500).end());
    const id = await add(slack());
    const runner = await startJobRunner({ "deliveries.send": sendDeliveryJob });
    const waiting = async () =>
      (
        await owner.query(
          "SELECT start_after > now() + interval '3 seconds' AS later FROM pgboss.job WHERE state = 'retry'",
        )
      ).rows;
    await expect.poll(waiting, { timeout: 10_000 }).toEqual([{ later: true }]);
    expect(await rowOf(id)).toMatchObject({ status: "waiting", attempts: 1, lastError: "answered 500" });
    await owner.query("UPDATE pgboss.job SET start_after = now()");
    await expect.poll(async () => (await rowOf(id)).status, { timeout: 10_000 }).toBe("sent");
    await runner.stop();
    expect(await rowOf(id)).toMatchObject({ attempts: 2, lastError: null });
    expect(hooks.received).toHaveLength(2);
  });

  it("that was sent is not sent again", async () => {
    const id = await add(slack());
    await send(id);
    await send(id);
    expect(hooks.received).toHaveLength(1);
    expect((await rowOf(id)).attempts).toBe(1);
  });

  it("that was redirected, or refused for good, ends at once", async () => {
    hooks.answers.push((response) => response.writeHead(301, { location: "/elsewhere" }).end());
    const id = await add(slack());
    await send(id);
    expect(await rowOf(id)).toMatchObject({
      status: "failed",
      lastError: expect.stringMatching(/redirects are not/),
    });
    expect(hooks.received).toHaveLength(1);
  });

  it("never reaches a private address", async () => {
    setEnv({ FIRSTCALL_ALLOW_PRIVATE_HOOKS: "0" });
    const id = await add({ ...slack(), target: hooks.url.replace("http:", "https:") });
    await send(id);
    expect(await rowOf(id)).toMatchObject({
      status: "failed",
      lastError: "this address lies in a private network",
    });
    expect(hooks.received).toEqual([]);
  });

  it("ends as failed after the last try, with the reason", async () => {
    hooks.answers = Array.from({ length: 20 }, () => (response) => response.writeHead(503).end());
    const id = await add(slack());
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1)
      await expect(send(id)).rejects.toThrow("answered 503");
    await send(id);
    await send(id);
    expect(await rowOf(id)).toMatchObject({
      status: "failed",
      attempts: MOST_ATTEMPTS,
      lastError: "answered 503",
    });
  });

  it("of another tenant is not there", async () => {
    const id = await add(slack());
    await sendDeliveryJob({ tenantId: await testTenant("Stranger"), deliveryId: id });
    expect(hooks.received).toEqual([]);
    expect((await rowOf(id)).status).toBe("waiting");
  });
});

describe("a mail", () => {
  it("arrives in both forms, from whom the server is told", async () => {
    const id = await add(mail());
    await send(id);
    expect((await rowOf(id)).status).toBe("sent");
    const last = mails.received.at(-1);
    expect(last?.to).toEqual(["maya@halden.example"]);
    expect(last?.source).toMatch(/^From: Firstcall <firstcall@halden\.example>/m);
    expect(last?.source).toMatch(/^Subject: Elena Marchetti is Hot: 78/m);
    expect(last?.source).toMatch(/text\/plain/);
    expect(last?.source).toMatch(/text\/html/);
  });

  it("is tried again when the server asks for patience, and ends when it refuses", async () => {
    mails.refusals = [
      { code: 451, message: "greylisted" },
      { code: 550, message: "no such mailbox" },
    ];
    const id = await add(mail());
    await expect(send(id)).rejects.toThrow(/451/);
    expect((await rowOf(id)).status).toBe("waiting");
    await send(id);
    expect(await rowOf(id)).toMatchObject({ status: "failed", lastError: expect.stringMatching(/550/) });
  });

  it("cannot carry a header of somebody's making", async () => {
    const id = await add({
      ...mail(),
      channel: "email",
      body: { subject: "Hot\r\nBcc: all@halden.example", text: "x", html: "x" },
    });
    await send(id);
    expect(mails.received.at(-1)?.to).toEqual(["maya@halden.example"]);
    expect(mails.received.at(-1)?.source).not.toMatch(/^Bcc:/m);
  });

  it("is given up at once where no server is configured any more", async () => {
    setEnv({ SMTP_URL: undefined });
    const id = await add(mail());
    await send(id);
    expect(await rowOf(id)).toMatchObject({ status: "failed", lastError: "no SMTP server is configured" });
  });
});
