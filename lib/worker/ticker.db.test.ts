import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lookForDue } from "@/lib/modules/due/look";
import { startDueWork } from "@/lib/modules/workflow/due-work";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { HOT_NOW, hotWorkspace, newLead, scoreNow, setWorkflow } from "@/lib/testing/hot-workspace";
import { startTicker } from "./ticker";
import { startWorker } from "./worker";

const database = testDatabase({ poolSize: 8 });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
let tenantId: string;
let owner: pg.Client;
const notices: string[] = [];

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl() });
  await owner.connect();
  owner.on("notification", ({ payload }) => notices.push(payload ?? ""));
  await owner.query("LISTEN firstcall_live");
});
afterAll(() => owner.end());
beforeEach(async () => {
  tenantId = await hotWorkspace();
  await refreshed(HOT_NOW);
  await owner.query("DELETE FROM pgboss.job");
});

// 11:01 to 11:01:15 of a Tuesday: no slot of five minutes or an hour begins.
const quiet = (from = HOT_NOW.getTime() + MINUTE) => ({
  since: new Date(from),
  now: new Date(from + 15_000),
});
const inTenant: <T>(work: Parameters<typeof withTenant<T>>[1]) => Promise<T> = (work) =>
  withTenant(tenantId, work);
const look = (span = quiet()) => inTenant((tx) => startDueWork(tx, tenantId, span));
const change = (id: string, data: object) =>
  inTenant((tx) => tx.lead.update({ where: { tenantId_id: { tenantId, id } }, data, select: { id: true } }));
const refreshed = (on: Date) =>
  inTenant((tx) => tx.workspaceSettings.update({ where: { tenantId }, data: { refreshedOn: on } }));
const jobs = async () =>
  (await owner.query<{ name: string }>("SELECT name FROM pgboss.job ORDER BY name")).rows.map(
    ({ name }) => name,
  );

async function activeOverride(
  expiresAt: Date,
  startedAt = new Date(expiresAt.getTime() - DAY),
): Promise<string> {
  const leadId = await newLead(tenantId);
  await scoreNow(tenantId, [leadId], HOT_NOW);
  await inTenant((tx) =>
    tx.override.create({
      data: {
        ...{
          tenantId,
          id: newId(),
          leadId,
          status: "active",
          kind: "score",
          score: 75,
          direction: "raised",
          days: 1,
        },
        ...{ effectiveScore: 75, effectiveBand: "hot", machineScore: 0, machineBand: "suppress" },
        ...{ category: "timing", reason: "Board meeting is on Thursday", startedAt, expiresAt },
      },
    }),
  );
  return leadId;
}

/** Notices come in the order of their commits: what lies between two of our own was told in between. */
async function fence(): Promise<number> {
  const mark = newId();
  await owner.query("SELECT pg_notify('firstcall_live', $1)", [mark]);
  await expect.poll(() => notices.includes(mark)).toBe(true);
  return notices.indexOf(mark);
}

/** Whether open pages of the workspace are told something while `work` runs. */
async function heard(work: () => Promise<unknown>): Promise<boolean> {
  const from = await fence();
  await work();
  return notices.slice(from, await fence()).includes(tenantId);
}

describe("a look at a workspace", () => {
  it("finds nothing while nothing is due", async () => {
    await newLead(tenantId);
    await activeOverride(new Date(HOT_NOW.getTime() + DAY));
    await owner.query("DELETE FROM pgboss.job");
    expect(await look()).toEqual([]);
    expect(await jobs()).toEqual([]);
  });

  it("has overrides ended that are over, or whose lead was closed an hour ago", async () => {
    await activeOverride(HOT_NOW);
    expect(await look()).toEqual(["overrides.expire"]);
    expect(await jobs()).toEqual(["overrides.expire"]);

    tenantId = await hotWorkspace();
    await refreshed(HOT_NOW);
    const leadId = await activeOverride(new Date(HOT_NOW.getTime() + DAY));
    await change(leadId, { status: "lost", closedAt: HOT_NOW });
    expect(await look()).toEqual([]);
    expect(await look(quiet(HOT_NOW.getTime() + 61 * MINUTE))).toEqual(["overrides.expire"]);
  });

  it("tells open pages of leads that came due or woke since the last look, and of no others", async () => {
    const [due, snoozed] = [await newLead(tenantId), await newLead(tenantId)];
    const { since, now } = quiet();
    expect(await heard(look)).toBe(false);
    await change(due, { dueAt: now, dueKind: "follow_up" });
    expect(await heard(look)).toBe(true);
    await change(due, { dueAt: since });
    expect(await heard(look)).toBe(false);
    await change(snoozed, { snoozedUntil: now });
    expect(await heard(look)).toBe(true);
    await change(snoozed, { snoozedUntil: new Date(now.getTime() + 1) });
    expect(await heard(look)).toBe(false);
  });

  it("has quiet leads scored once the workspace has another date, in its own zone", async () => {
    await globalDb().tenant.update({ where: { id: tenantId }, data: { timeZone: "Asia/Tokyo" } });
    // Midnight there is 15:00 in UTC.
    expect(await look(quiet(Date.parse("2026-11-17T14:51:00Z")))).toEqual([]);
    expect(await look(quiet(Date.parse("2026-11-17T15:01:00Z")))).toEqual(["scores.refresh"]);
    await owner.query("UPDATE pgboss.job SET state = 'active', started_on = now()");
    expect(await look(quiet(Date.parse("2026-11-17T15:02:00Z")))).toEqual([]);
  });

  it("has nurture run once an hour", async () => {
    const hour = new Date("2026-11-17T12:00:05Z");
    expect(await look({ since: new Date(hour.getTime() - 15_000), now: hour })).toEqual(["nurture.run"]);
    expect(await look({ since: hour, now: new Date(hour.getTime() + 15_000) })).toEqual([]);
  });

  it("has hot leads given out when the working day begins, and tries again every few minutes", async () => {
    await setWorkflow(tenantId, { routing: { mode: "round_robin" } });
    const leadId = await newLead(tenantId);
    await change(leadId, { dueAt: new Date(HOT_NOW.getTime() + 3 * DAY), dueKind: "respond" });
    const at = (text: string) => ({ since: new Date(Date.parse(text) - 15_000), now: new Date(text) });
    expect(await look(at("2026-11-17T08:58:10Z"))).toEqual([]);
    expect(await look(at("2026-11-17T09:00:10Z"))).toEqual(["leads.route", "nurture.run"]);
    expect(await look(at("2026-11-17T09:00:25Z"))).toEqual([]);
    expect(await look(at("2026-11-17T09:05:10Z"))).toEqual(["leads.route"]);
    expect(await look(at("2026-11-17T21:05:10Z"))).toEqual([]);
    await setWorkflow(tenantId, { routing: { mode: "off" } });
    expect(await look(at("2026-11-17T09:10:10Z"))).toEqual([]);
  });

  it("has leads scored whose wishes were left behind", async () => {
    const leadId = await newLead(tenantId);
    const wish = (requestedAt: Date) =>
      inTenant((tx) =>
        tx.pendingScore.create({
          data: { tenantId, id: newId(), leadId, cause: { key: "manual", args: {} }, requestedAt },
        }),
      );
    const { now } = quiet();
    await wish(new Date(now.getTime() - 5_000));
    expect(await look()).toEqual([]);
    await wish(new Date(now.getTime() - MINUTE));
    expect(await look()).toEqual(["scores.pending"]);
  });
});

describe("several processes that look at once", () => {
  it("leave a job each at most, and one look's failure stops no other's", async () => {
    await activeOverride(HOT_NOW);
    await owner.query("DELETE FROM pgboss.job");
    const broken = await hotWorkspace();
    await withTenant(broken, (tx) =>
      tx.workspaceSettings.update({
        where: { tenantId: broken },
        data: { workflow: { routing: "nonsense" } },
      }),
    );
    await Promise.all([lookForDue(quiet()), lookForDue(quiet()), lookForDue(quiet())]);
    const { rows } = await owner.query(
      "SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'overrides.expire' AND data->>'tenantId' = $1",
      [tenantId],
    );
    expect(rows[0].n).toBeGreaterThanOrEqual(1);
    expect(rows[0].n).toBeLessThanOrEqual(3);
    await lookForDue(quiet());
    await withTenant(broken, (tx) =>
      tx.workspaceSettings.update({ where: { tenantId: broken }, data: { workflow: {} } }),
    );
  });
});

describe("a worker", () => {
  it("ends an override by itself once its time is over", async () => {
    const leadId = await activeOverride(new Date(Date.now() - 1_000));
    const worker = await startWorker();
    const status = async () =>
      (await inTenant((tx) => tx.override.findFirstOrThrow({ where: { leadId }, select: { status: true } })))
        .status;
    await expect.poll(status, { timeout: 15_000 }).toBe("expired");
    await worker.stop();
    expect(await inTenant((tx) => tx.lead.findFirstOrThrow({ where: { id: leadId } }))).toMatchObject({
      effectiveScore: 0,
    });
  });

  it("looks again and again", async () => {
    const ticker = startTicker({ tickMs: 20 });
    await expect.poll(jobs, { timeout: 10_000 }).toContain("nurture.run");
    await activeOverride(new Date(Date.now() + 100));
    await expect.poll(jobs, { timeout: 10_000 }).toContain("overrides.expire");
    await ticker.stop();
  });
});
