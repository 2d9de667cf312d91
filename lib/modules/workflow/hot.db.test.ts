import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { withTenant } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { testDatabase } from "@/lib/testing/database";
import {
  becomeHot,
  HOT_NOW,
  happens,
  hotWorkspace,
  newLead,
  scoreNow,
  setWorkflow,
} from "@/lib/testing/hot-workspace";
import { joinTenant, type TestMember, testMember } from "@/lib/testing/people";
import { getWorkflow } from "./data";
import { routeWaiting } from "./waiting-hot";

const database = testDatabase({ poolSize: 10 });
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const later = (ms: number) => new Date(HOT_NOW.getTime() + ms);
const TURNS = { mode: "round_robin" as const };
let tenantId: string;
let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl() });
  await owner.connect();
});
afterAll(() => owner.end());
beforeEach(async () => {
  tenantId = await hotWorkspace({ routing: TURNS });
  await owner.query("DELETE FROM pgboss.job");
});

const inTenant: <T>(work: Parameters<typeof withTenant<T>>[1]) => Promise<T> = (work) =>
  withTenant(tenantId, work);
const reps = (count: number): Promise<TestMember[]> =>
  Array.from({ length: count }).reduce<Promise<TestMember[]>>(
    async (all) => [...(await all), await testMember(tenantId, "rep")],
    Promise.resolve([]),
  );
const change = (userId: string, data: object) =>
  inTenant((tx) => tx.membership.update({ where: { tenantId_userId: { tenantId, userId } }, data }));
const ownerOf = async (id: string) =>
  (await inTenant((tx) => tx.lead.findFirstOrThrow({ where: { id } }))).ownerId;
const alerts = (leadId: string) =>
  inTenant((tx) =>
    tx.alert.findMany({ where: { leadId }, orderBy: [{ createdAt: "asc" }, { userId: "asc" }] }),
  );
const deliveries = () => inTenant((tx) => tx.delivery.findMany({ orderBy: { id: "asc" } }));
async function hotLead(at = HOT_NOW, record: Parameters<typeof newLead>[1] = {}): Promise<string> {
  const leadId = await newLead(tenantId, record);
  await becomeHot(tenantId, leadId, at);
  return leadId;
}
async function routeNow(at: Date): Promise<number> {
  return inTenant(async (tx) => {
    const scorer = await scorerInUse(tx, tenantId);
    const workflow = await getWorkflow(tx, tenantId);
    return routeWaiting(tx, tenantId, { now: at, bandSet: scorer!.bands, workflow });
  });
}

describe("a lead that rises into the best band", () => {
  it("gets an owner, an assignment, an alert and lines in the log, with its score or not at all", async () => {
    const [rep] = await reps(1);
    const leadId = await hotLead();
    expect(await ownerOf(leadId)).toBe(rep?.userId);
    const assignments = await inTenant((tx) => tx.assignment.findMany({ where: { leadId } }));
    expect(assignments).toMatchObject([
      { toUserId: rep?.userId, fromUserId: null, byUserId: null, cause: "routed", at: HOT_NOW },
    ]);
    expect(await alerts(leadId)).toMatchObject([
      { userId: rep?.userId, kind: "hot", details: { score: 80, band: "Hot", routed: true } },
    ]);
    const log = await inTenant((tx) =>
      tx.auditEntry.findMany({ where: { action: "lead.routed", subjectId: leadId } }),
    );
    expect(log).toMatchObject([{ actorId: null, details: { to: rep?.userId } }]);

    const other = await newLead(tenantId);
    await happens(tenantId, other, "demo_requested", later(-1_000));
    const undone = inTenant(async (tx) => {
      const { rescoreLeads } = await import("@/lib/modules/scoring/rescore");
      await rescoreLeads(tx, tenantId, [other], { moment: HOT_NOW, cause: causeRef("activity") });
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect(await ownerOf(other)).toBeNull();
    expect(await alerts(other)).toEqual([]);
  });

  it("keeps the owner it has, who alone is told", async () => {
    const [, mine] = await reps(2);
    const leadId = await hotLead(HOT_NOW, { ownerId: mine!.userId });
    expect(await ownerOf(leadId)).toBe(mine?.userId);
    expect(await alerts(leadId)).toMatchObject([
      { userId: mine?.userId, kind: "hot", details: { routed: false } },
    ]);
    expect(await inTenant((tx) => tx.assignment.count())).toBe(0);
  });

  it("with a cause that moves thousands is neither given away nor announced", async () => {
    await reps(1);
    const leadId = await newLead(tenantId);
    await happens(tenantId, leadId, "demo_requested", later(-1_000));
    await scoreNow(tenantId, [leadId], HOT_NOW, causeRef("rules_published", { version: "Rules v9" }));
    expect(await ownerOf(leadId)).toBeNull();
    expect(await alerts(leadId)).toEqual([]);
  });

  it("goes to reps who take leads, and to nobody else", async () => {
    const [away, gone] = await reps(2);
    await change(away!.userId, { takesLeads: false });
    await change(gone!.userId, { deactivatedAt: HOT_NOW });
    await testMember(tenantId, "manager");
    expect(await ownerOf(await hotLead())).toBeNull();
  });

  it("goes where its territory is looked after", async () => {
    const [nordic, free] = await reps(2);
    await change(nordic!.userId, { territories: ["norway"] });
    const owners = [];
    for (const country of ["Norway", "Norway", "Spain"])
      owners.push(await ownerOf(await hotLead(HOT_NOW, { fields: { country } })));
    expect(owners).toEqual([nordic?.userId, nordic?.userId, free?.userId]);
  });

  it("passes over who has no room, and goes to the one named for the rest", async () => {
    const [full] = await reps(1);
    const manager = await testMember(tenantId, "manager");
    await change(full!.userId, { capacity: 2 });
    const first = [await hotLead(), await hotLead(), await hotLead()];
    expect(await Promise.all(first.map(ownerOf))).toEqual([full?.userId, full?.userId, null]);
    await setWorkflow(tenantId, { routing: { ...TURNS, fallbackUserId: manager.userId } });
    expect(await ownerOf(await hotLead())).toBe(manager.userId);
    await change(manager.userId, { deactivatedAt: HOT_NOW });
    expect(await ownerOf(await hotLead())).toBeNull();
  });

  it("of a batch is given round, the best first", async () => {
    const people = await reps(3);
    const leads = await Promise.all(Array.from({ length: 9 }, () => newLead(tenantId)));
    for (const leadId of leads) await happens(tenantId, leadId, "demo_requested", later(-1_000));
    await scoreNow(tenantId, leads, HOT_NOW);
    const owners = await Promise.all(leads.map(ownerOf));
    for (const { userId } of people) expect(owners.filter((each) => each === userId)).toHaveLength(3);
  });
});

describe("30 scorings at once", () => {
  it("stay fair, and give no lead twice", async () => {
    const people = await reps(4);
    const leads = await Promise.all(Array.from({ length: 30 }, () => newLead(tenantId)));
    for (const leadId of leads) await happens(tenantId, leadId, "demo_requested", later(-1_000));
    await Promise.all(leads.map((leadId, index) => scoreNow(tenantId, [leadId], later(30 - index))));
    const rows = await inTenant((tx) => tx.assignment.findMany());
    expect(rows).toHaveLength(30);
    expect(new Set(rows.map(({ leadId }) => leadId)).size).toBe(30);
    const counts = people.map(({ userId }) => rows.filter(({ toUserId }) => toUserId === userId).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it("give nobody more than there is room for", async () => {
    const people = await reps(3);
    for (const { userId } of people) await change(userId, { capacity: 4 });
    await setWorkflow(tenantId, { routing: { mode: "least_loaded" } });
    const leads = await Promise.all(Array.from({ length: 30 }, () => newLead(tenantId)));
    for (const leadId of leads) await happens(tenantId, leadId, "demo_requested", later(-1_000));
    await Promise.all(leads.map((leadId) => scoreNow(tenantId, [leadId], HOT_NOW)));
    const owners = await Promise.all(leads.map(ownerOf));
    for (const { userId } of people) expect(owners.filter((each) => each === userId)).toHaveLength(4);
    expect(owners.filter((each) => each === null)).toHaveLength(18);
  });
});

describe("outside working hours", () => {
  const night = later(10 * HOUR);
  const morning = later(22 * HOUR);

  it("a lead waits in the pool, everybody is told, and in the morning it is given out once", async () => {
    const people = await reps(2);
    const leadId = await hotLead(night);
    expect(await ownerOf(leadId)).toBeNull();
    expect((await alerts(leadId)).map(({ userId, kind }) => [userId, kind])).toEqual(
      people.map(({ userId }) => [userId, "hot"]),
    );
    expect(await routeNow(night)).toBe(0);
    expect(await routeNow(morning)).toBe(1);
    expect(await ownerOf(leadId)).toBe(people[0]?.userId);
    expect((await alerts(leadId)).at(-1)).toMatchObject({ userId: people[0]?.userId, kind: "assigned" });
    expect(await routeNow(morning)).toBe(0);
  });

  it("a lead is given out at once where the workspace wants that", async () => {
    await setWorkflow(tenantId, { routing: { ...TURNS, workingHoursOnly: false } });
    const [rep] = await reps(1);
    expect(await ownerOf(await hotLead(night))).toBe(rep?.userId);
  });

  it("a lead that somebody gave back stays in the pool", async () => {
    const [rep] = await reps(1);
    const leadId = await hotLead();
    await inTenant(async (tx) => {
      await tx.lead.update({ where: { tenantId_id: { tenantId, id: leadId } }, data: { ownerId: null } });
      const given = {
        toUserId: null,
        fromUserId: rep!.userId,
        byUserId: rep!.userId,
        cause: "released",
        at: later(HOUR),
      };
      await tx.assignment.create({ data: { ...given, tenantId, id: crypto.randomUUID(), leadId } });
    });
    expect(await routeNow(later(2 * HOUR))).toBe(0);
    expect(await ownerOf(leadId)).toBeNull();
  });
});

describe("an announcement", () => {
  it("is made once within the cooling time, and again after it", async () => {
    await reps(1);
    const leadId = await hotLead();
    // After a week a request is worth less: the lead falls, and rises again with the next one.
    await scoreNow(tenantId, [leadId], later(8 * DAY));
    await becomeHot(tenantId, leadId, later(8 * DAY + HOUR));
    expect(await alerts(leadId)).toHaveLength(2);
    await setWorkflow(tenantId, { routing: TURNS, alerts: { coolingHours: 24 * 30 } });
    await scoreNow(tenantId, [leadId], later(16 * DAY));
    await becomeHot(tenantId, leadId, later(16 * DAY + HOUR));
    expect(await alerts(leadId)).toHaveLength(2);
  });

  it("is made once where many scorings find the same rise at once", async () => {
    await reps(3);
    const leadId = await newLead(tenantId);
    await happens(tenantId, leadId, "demo_requested", later(-1_000));
    await Promise.all(Array.from({ length: 8 }, (_, index) => scoreNow(tenantId, [leadId], later(index))));
    expect(await alerts(leadId)).toHaveLength(1);
    expect(await inTenant((tx) => tx.assignment.count())).toBe(1);
  });

  it("reaches everybody who takes leads while the lead is nobody's", async () => {
    await setWorkflow(tenantId, {});
    const [first, second, third] = await reps(3);
    await change(third!.userId, { takesLeads: false });
    await testMember(tenantId, "manager");
    const leadId = await hotLead();
    expect((await alerts(leadId)).map(({ userId }) => userId)).toEqual([first?.userId, second?.userId]);
  });

  it("reaches the pool's people where the owner has left", async () => {
    const [stays, left] = await reps(2);
    const leadId = await newLead(tenantId, { ownerId: left!.userId });
    await change(left!.userId, { deactivatedAt: HOT_NOW });
    await becomeHot(tenantId, leadId, HOT_NOW);
    expect((await alerts(leadId)).map(({ userId }) => userId)).toEqual([stays?.userId]);
  });

  it("switched off is not made, but whoever is given the lead hears of it", async () => {
    await setWorkflow(tenantId, { routing: TURNS, alerts: { hot: false } });
    const [rep] = await reps(1);
    const leadId = await hotLead();
    expect(await alerts(leadId)).toMatchObject([{ userId: rep?.userId, kind: "assigned" }]);
  });

  it("of another tenant reaches nobody here", async () => {
    const [rep] = await reps(1);
    const elsewhere = await hotWorkspace({ routing: TURNS });
    const theirs = await newLead(elsewhere);
    await becomeHot(elsewhere, theirs, HOT_NOW);
    expect(await inTenant((tx) => tx.alert.count())).toBe(0);
    await joinTenant(rep!.userId, elsewhere, "rep");
    const next = await newLead(elsewhere);
    await becomeHot(elsewhere, next, HOT_NOW);
    expect(await inTenant((tx) => tx.alert.count())).toBe(0);
  });
});

describe("outside the product", () => {
  const setEnv = (values: Record<string, string>) => {
    Object.assign(process.env, values);
    forgetEnv();
  };
  const clearEnv = () => {
    for (const name of ["SMTP_URL", "MAIL_FROM", "NEXTAUTH_URL"]) delete process.env[name];
    forgetEnv();
  };

  it("a mail goes to each who is told and a message to the chat, each a job", async () => {
    setEnv({
      SMTP_URL: "smtp://mail.example",
      MAIL_FROM: "a@b.example",
      NEXTAUTH_URL: "https://firstcall.example",
    });
    const slackUrl = "https://hooks.slack.example/T1";
    await setWorkflow(tenantId, { routing: TURNS, alerts: { slackUrl } });
    const [rep] = await reps(2);
    const leadId = await hotLead(HOT_NOW, {
      fields: { company: "Corvane Logistics", job_title: "VP Operations" },
    });
    const rows = await deliveries();
    expect(rows).toMatchObject([
      { channel: "email", target: rep?.email, topic: "hot", leadId, status: "waiting" },
      { channel: "slack", target: slackUrl, topic: "hot", leadId },
    ]);
    const mail = rows[0]?.body as { subject: string; text: string };
    expect(mail.subject).toMatch(/^Elena Marchetti \d+ is Hot: 80$/);
    expect(mail.text).toContain("VP Operations, Corvane Logistics");
    expect(mail.text).toContain(`https://firstcall.example/leads/${leadId}`);
    const { rows: jobs } = await owner.query("SELECT data FROM pgboss.job WHERE name = 'deliveries.send'");
    expect(jobs.map((job) => job.data.deliveryId).sort()).toEqual(rows.map(({ id }) => id).sort());
    clearEnv();
  });

  it("nothing goes by mail without a server, or where the workspace does not want it", async () => {
    await reps(1);
    await hotLead();
    expect(await deliveries()).toEqual([]);
    setEnv({ SMTP_URL: "smtp://mail.example", MAIL_FROM: "a@b.example" });
    await setWorkflow(tenantId, { routing: TURNS, alerts: { email: false } });
    await hotLead();
    expect(await deliveries()).toEqual([]);
    clearEnv();
  });

  it("cools as in the product, also where alerts are off", async () => {
    await setWorkflow(tenantId, {
      alerts: { hot: false, slackUrl: "https://hooks.slack.example/T1", coolingHours: 24 * 30 },
    });
    await reps(1);
    const leadId = await hotLead();
    await scoreNow(tenantId, [leadId], later(8 * DAY));
    await becomeHot(tenantId, leadId, later(8 * DAY + HOUR));
    expect(await deliveries()).toHaveLength(1);
  });
});
