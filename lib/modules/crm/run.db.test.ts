import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { withTenant } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { startJobRunner } from "@/lib/platform/jobs/runner";
import { type CrmServer, hubspotServer, salesforceServer, TOKEN } from "@/lib/testing/crm-servers";
import { testDatabase } from "@/lib/testing/database";
import { becomeHot, HOT_NOW, happens, hotWorkspace, newLead, scoreNow } from "@/lib/testing/hot-workspace";
import { testMember } from "@/lib/testing/people";
import { startDueRuns } from "./due";
import { crmRunJob } from "./jobs";
import { type Actor, cancelRun, disconnect, goOnWithRun, saveConnection, startRun } from "./mutations";
import { workOnRun } from "./run";
import type { ConnectionInput, CrmKind, Findings, RunMode, RunWhich } from "./types";

const database = testDatabase({ poolSize: 8 });
const later = (ms: number) => new Date(HOT_NOW.getTime() + ms);
let hubspot: CrmServer;
let salesforce: CrmServer;
let owner: pg.Client;
let tenantId: string;
let actor: Actor;

beforeAll(async () => {
  process.env.FIRSTCALL_ALLOW_PRIVATE_HOOKS = "1";
  forgetEnv();
  [hubspot, salesforce] = await Promise.all([hubspotServer(), salesforceServer()]);
  owner = new pg.Client({ connectionString: database.ownerUrl() });
  await owner.connect();
});
afterAll(async () => {
  await Promise.all([hubspot.stop(), salesforce.stop(), owner.end()]);
  delete process.env.FIRSTCALL_ALLOW_PRIVATE_HOOKS;
  forgetEnv();
});
beforeEach(async () => {
  for (const server of [hubspot, salesforce]) {
    server.asked.length = 0;
    server.instead = [];
    server.records.clear();
  }
  tenantId = await hotWorkspace();
  const { userId } = await testMember(tenantId, "revops");
  actor = { tenantId, userId };
  await owner.query("DELETE FROM pgboss.job");
});

const inTenant: <T>(work: Parameters<typeof withTenant<T>>[1]) => Promise<T> = (work) =>
  withTenant(tenantId, work);

async function connect(more: Partial<ConnectionInput> = {}): Promise<void> {
  const wish: ConnectionInput = {
    ...{
      kind: "hubspot",
      version: "none",
      baseUrl: hubspot.url,
      auth: "token",
      clientId: null,
      secret: TOKEN,
    },
    ...{ object: "contacts", matchOurs: "email", matchTheirs: "email", everyMinutes: null },
    mapping: [
      { ours: "score", theirs: "firstcall_score" },
      { ours: "band", theirs: "firstcall_band" },
      { ours: "reason_1", theirs: "firstcall_reason" },
    ],
    ...more,
  };
  expect(await inTenant((tx) => saveConnection(tx, actor, wish, HOT_NOW))).toMatchObject({ kind: "saved" });
}
async function start(which: RunWhich = "changed", mode: RunMode = "write", kind: CrmKind = "hubspot") {
  const id = await inTenant((tx) =>
    startRun(tx, tenantId, { kind, mode, which }, { actorId: actor.userId, now: HOT_NOW }),
  );
  return id ?? "";
}
const work = (id: string, at = later(1_000)) => workOnRun(tenantId, id, () => at);
const runOf = (id: string) => inTenant((tx) => tx.crmRun.findFirstOrThrow({ where: { id } }));
async function write(which: RunWhich = "changed", at = later(1_000)) {
  const id = await start(which);
  await work(id, at);
  return runOf(id);
}
/** Scored leads, known there by their address. */
async function leads(count: number, isThere = true): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await newLead(tenantId));
  await scoreNow(tenantId, ids, HOT_NOW, causeRef("imported"));
  if (isThere)
    for (const id of ids) {
      const lead = await inTenant((tx) => tx.lead.findFirstOrThrow({ where: { id } }));
      hubspot.records.set(`hs-${id}`, { email: lead.email });
    }
  return ids;
}
const there = (leadId: string | undefined) => hubspot.records.get(`hs-${leadId}`);
const updates = () => hubspot.asked.filter(({ path }) => path.endsWith("/batch/update"));
const waiting = async () =>
  (
    await owner.query(
      "SELECT round(extract(epoch FROM start_after - created_on))::int AS wait FROM pgboss.job WHERE name = 'crm.run' AND start_after > created_on",
    )
  ).rows.map(({ wait }) => wait as number);

describe("a run", () => {
  it("is done by the queue: scores, bands and reasons are there, worded for as long as they lie there", async () => {
    await connect();
    const [first] = await leads(2);
    await becomeHot(tenantId, first ?? "", later(500));
    const id = await start();
    const runner = await startJobRunner({ "crm.run": crmRunJob });
    await expect.poll(async () => (await runOf(id)).status, { timeout: 10_000 }).toBe("done");
    await runner.stop();
    expect(there(first)).toMatchObject({
      ...{
        firstcall_score: "80",
        firstcall_band: "Hot",
        firstcall_reason: expect.stringMatching(/^Requested a demo on 17 November/),
      },
    });
    expect(await runOf(id)).toMatchObject({ total: 2, written: 2, refused: 0, skipped: 0, problem: null });
  });

  it("writes again only what changed, and everything when asked to", async () => {
    await connect();
    const [first, second] = await leads(2);
    expect(await write()).toMatchObject({ total: 2, written: 2 });
    hubspot.asked.length = 0;
    expect(await write("changed", later(2_000))).toMatchObject({ total: 0, written: 0 });
    expect(updates()).toEqual([]);
    await becomeHot(tenantId, first ?? "", later(5_000));
    // Scored anew, and to the same.
    await scoreNow(tenantId, [second ?? ""], later(5_000));
    expect(await write("changed", later(6_000))).toMatchObject({ total: 2, written: 1, skipped: 1 });
    expect(await write("changed", later(7_000))).toMatchObject({ total: 0 });
    expect(await write("all", later(8_000))).toMatchObject({ total: 2, written: 2 });
  });

  it("keeps which lead was refused and why, and tries those alone when asked to", async () => {
    await connect();
    const [known] = await leads(1);
    const [stranger] = await leads(1, false);
    const nobody = await newLead(tenantId, { fields: { email: "" } });
    const twin = await newLead(tenantId, { externalId: "twin" });
    await inTenant(async (tx) => {
      const { email } = await tx.lead.findFirstOrThrow({ where: { id: known ?? "" } });
      await tx.lead.update({
        where: { tenantId_id: { tenantId, id: twin } },
        data: { email },
        select: { id: true },
      });
    });
    await scoreNow(tenantId, [nobody, twin], HOT_NOW, causeRef("imported"));
    expect(await write()).toMatchObject({ status: "done", total: 4, written: 1, refused: 2, skipped: 1 });
    const refused = await inTenant((tx) => tx.crmLead.findMany({ where: { error: { not: null } } }));
    expect(Object.fromEntries(refused.map(({ leadId, error }) => [leadId, error]))).toEqual({
      [stranger ?? ""]: expect.stringMatching(/may be deleted or not exist/),
      [twin]: expect.stringMatching(/same value/),
    });
    const lead = await inTenant((tx) => tx.lead.findFirstOrThrow({ where: { id: stranger ?? "" } }));
    hubspot.records.set(`hs-${stranger}`, { email: lead.email });
    expect(await write("failed", later(3_000))).toMatchObject({ total: 2, written: 2 });
    expect(await inTenant((tx) => tx.crmLead.count({ where: { error: { not: null } } }))).toBe(0);
  });

  it("waits as long as it is asked to and goes on by itself, and gives up when that has no end", async () => {
    await connect();
    await leads(3);
    hubspot.instead = Array.from({ length: 6 }, () => ({
      path: /batch\/update/,
      answer: (response: import("node:http").ServerResponse) =>
        response.writeHead(429, { "retry-after": "9" }).end("{}"),
    }));
    const id = await start();
    await work(id);
    expect(await runOf(id)).toMatchObject({
      status: "running",
      misses: 1,
      problem: expect.stringMatching(/patience/),
    });
    expect(await waiting()).toEqual([9]);
    hubspot.instead = [];
    await work(id);
    expect(await runOf(id)).toMatchObject({ status: "done", written: 3, misses: 0, problem: null });
  });

  it("that finds nobody there six times in a row ends, and goes on where it was when told to", async () => {
    await connect();
    const ids = await leads(201);
    // The second batch breaks off in the middle of an answer.
    const breaks = {
      path: /batch\/update/,
      answer: (response: import("node:http").ServerResponse) => response.destroy(),
    };
    const passes = { path: /batch\/update/, answer: null };
    hubspot.instead = [passes, passes, ...Array.from({ length: 6 }, () => breaks)];
    const id = await start();
    for (let attempt = 0; attempt < 6; attempt += 1) await work(id);
    expect(await runOf(id)).toMatchObject({
      ...{
        status: "failed",
        written: 200,
        total: 201,
        problem: expect.stringMatching(/could not be reached/),
      },
    });
    expect((await waiting()).toSorted((a, b) => a - b)).toEqual([15, 30, 60, 120, 240]);
    hubspot.asked.length = 0;
    expect(await inTenant((tx) => goOnWithRun(tx, actor, id))).toBe(true);
    await work(id);
    expect(await runOf(id)).toMatchObject({ status: "done", written: 201, problem: null });
    expect(updates().map(({ body }) => (body as { inputs: unknown[] }).inputs.length)).toEqual([1]);
    expect(ids.every((leadId) => there(leadId)?.firstcall_score === "0")).toBe(true);
  });

  it("without access, or with a field that is not there, ends at once and says what to do", async () => {
    await connect({ secret: "another token" });
    await leads(1);
    expect(await write()).toMatchObject({
      status: "failed",
      problem: expect.stringMatching(/401/),
      written: 0,
    });
    await inTenant((tx) => disconnect(tx, actor, "hubspot"));
    await connect({ mapping: [{ ours: "score", theirs: "nowhere" }] });
    expect(await write()).toMatchObject({
      ...{ status: "failed", problem: "These fields do not exist there: nowhere. Make them, or map others." },
    });
    expect(updates()).toEqual([]);
  });

  it("is one at a time, can be stopped, and goes on with what was left", async () => {
    await connect();
    await leads(2);
    const id = await start();
    expect(await start()).toBe("");
    expect(await inTenant((tx) => cancelRun(tx, actor, id, HOT_NOW))).toBe(true);
    await work(id);
    expect(updates()).toEqual([]);
    expect(await runOf(id)).toMatchObject({ status: "cancelled", written: 0 });
    expect(await inTenant((tx) => goOnWithRun(tx, actor, id))).toBe(true);
    await work(id);
    expect(await runOf(id)).toMatchObject({ status: "done", written: 2 });
  });

  it("of another workspace is not there", async () => {
    await connect();
    await leads(1);
    const id = await start();
    const mine = tenantId;
    const elsewhere = await hotWorkspace();
    await workOnRun(elsewhere, id, () => HOT_NOW);
    tenantId = mine;
    expect(await runOf(id)).toMatchObject({ status: "waiting" });
    expect(hubspot.asked).toEqual([]);
  });
});

describe("a trial", () => {
  it("shows for ten leads what would be written, who is there, and which fields are not; and writes nothing", async () => {
    await connect({
      mapping: [
        { ours: "score", theirs: "firstcall_score" },
        { ours: "band", theirs: "no_such_field" },
        { ours: "link", theirs: "hs_object_id" },
      ],
    });
    await leads(11);
    await leads(1, false);
    const id = await start("changed", "trial");
    await work(id);
    const run = await runOf(id);
    expect(run).toMatchObject({ status: "done", mode: "trial", total: 12, written: 0 });
    const findings = run.findings as unknown as Findings;
    expect(findings).toMatchObject({
      missing: ["no_such_field"],
      readOnly: ["hs_object_id"],
      noMatch: false,
    });
    expect(findings.leads).toHaveLength(10);
    expect(findings.leads[0]).toMatchObject({
      ...{ leadId: expect.any(String), key: expect.stringMatching(/@/), isThere: true },
      values: [
        { field: "firstcall_score", value: "0" },
        { field: "no_such_field", value: "Suppress" },
        { field: "hs_object_id", value: expect.stringMatching(/^http/) },
      ],
    });
    expect(updates()).toEqual([]);
    expect(await inTenant((tx) => tx.crmLead.count())).toBe(0);
  });
});

describe("salesforce", () => {
  it("is written to by client credentials, by an external id, each refusal with its reason", async () => {
    await connect({
      ...{
        kind: "salesforce",
        baseUrl: salesforce.url,
        auth: "client",
        clientId: "app",
        secret: "right secret",
      },
      ...{ object: "Lead", matchOurs: "external_id", matchTheirs: "Email" },
      mapping: [{ ours: "score", theirs: "Firstcall_Score__c" }],
    });
    const [first = "", second = ""] = await leads(2, false);
    const lead = await inTenant((tx) => tx.lead.findFirstOrThrow({ where: { id: first } }));
    salesforce.records.set("00Q1", { Email: lead.externalId });
    salesforce.instead = [
      {
        path: /oauth2\/token/,
        answer: (response) =>
          response
            .writeHead(200, { "content-type": "application/json" })
            .end(JSON.stringify({ access_token: TOKEN, instance_url: salesforce.url })),
      },
    ];
    const id = await start("changed", "write", "salesforce");
    await work(id);
    expect(await runOf(id)).toMatchObject({ status: "done", written: 1, refused: 1 });
    expect(salesforce.records.get("00Q1")).toMatchObject({ Firstcall_Score__c: 0 });
    const refused = await inTenant((tx) => tx.crmLead.findFirstOrThrow({ where: { leadId: second } }));
    expect(refused.error).toBe("No Lead there has this Email");
  });
});

describe("what is written by itself", () => {
  const due = (at: Date) => inTenant((tx) => startDueRuns(tx, tenantId, at));
  it("follows changes, at most so often, and not while a run is open or nothing changed", async () => {
    await connect({ everyMinutes: 15 });
    expect(await due(HOT_NOW)).toEqual([]);
    const [first = ""] = await leads(1);
    expect(await due(HOT_NOW)).toEqual(["hubspot"]);
    expect(await due(later(20 * 60_000))).toEqual([]);
    const [run] = await inTenant((tx) => tx.crmRun.findMany());
    expect(run).toMatchObject({ startedBy: null, which: "changed", mode: "write" });
    await work(run?.id ?? "");
    expect(await due(later(20 * 60_000))).toEqual([]);
    await happens(tenantId, first, "demo_requested", later(60_000));
    await scoreNow(tenantId, [first], later(61_000));
    expect(await due(later(14 * 60_000))).toEqual([]);
    expect(await due(later(16 * 60_000))).toEqual(["hubspot"]);
  });
  it("stops after a run that gave up, for a day", async () => {
    await connect({ everyMinutes: 15, secret: "another token" });
    await leads(1);
    await due(HOT_NOW);
    const [run] = await inTenant((tx) => tx.crmRun.findMany());
    await work(run?.id ?? "");
    expect(await due(later(60 * 60_000))).toEqual([]);
    expect(await due(later(25 * 60 * 60_000))).toEqual(["hubspot"]);
  });
});
