import { beforeEach, describe, expect, it } from "vitest";
import { applyEffective } from "@/lib/modules/scoring/apply-effective";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { HOT_NOW, happens, hotWorkspace, newLead, scoreNow, setWorkflow } from "@/lib/testing/hot-workspace";
import { runNurture } from "./jobs";
import { leaveReason } from "./leave-reason";

testDatabase();

const DAY = 86_400_000;
const WEBHOOK = "https://hooks.mailtool.example/firstcall";
const later = (days: number) => new Date(HOT_NOW.getTime() + days * DAY);
let tenantId: string;

beforeEach(async () => {
  tenantId = await hotWorkspace({ nurture: { afterDays: 7, webhookUrl: WEBHOOK } });
});

const inTenant: <T>(work: Parameters<typeof withTenant<T>>[1]) => Promise<T> = (work) =>
  withTenant(tenantId, work);
const enrolments = (leadId: string) =>
  inTenant((tx) => tx.nurtureEnrolment.findMany({ where: { leadId }, orderBy: { enrolledAt: "asc" } }));
const told = () =>
  inTenant(async (tx) =>
    (await tx.delivery.findMany({ orderBy: { id: "asc" } })).map(({ target, body }) => ({ target, body })),
  );
const change = (id: string, data: object) =>
  inTenant((tx) => tx.lead.update({ where: { tenantId_id: { tenantId, id } }, data, select: { id: true } }));

/** A Warm lead whom somebody called in vain, so many days ago. */
async function silentLead(daysAgo: number): Promise<string> {
  const leadId = await newLead(tenantId, {}, later(-20));
  await happens(tenantId, leadId, "page_view", later(-1), { page: "pricing", path: "/pricing" });
  await happens(tenantId, leadId, "call_logged", later(-daysAgo), { outcome: "no_answer" });
  await scoreNow(tenantId, [leadId], HOT_NOW);
  await change(leadId, { lastContactAt: later(-daysAgo) });
  return leadId;
}

describe("a lead of the second-best band without a reply", () => {
  it("is enrolled after so many days, once, and the mail tool hears of it", async () => {
    const silent = await silentLead(7);
    const recent = await silentLead(6.9);
    const untouched = await newLead(tenantId);
    expect(await runNurture(tenantId, HOT_NOW)).toEqual({ enrolled: 1, left: 0 });
    expect(await enrolments(silent)).toMatchObject([{ band: "warm", enrolledAt: HOT_NOW, leftAt: null }]);
    for (const other of [recent, untouched]) expect(await enrolments(other)).toEqual([]);
    expect(await told()).toMatchObject([
      {
        target: WEBHOOK,
        body: {
          type: "nurture.enrolled",
          lead: { id: silent, band: "warm", score: 45, first_name: "Elena" },
        },
      },
    ]);
    expect(await runNurture(tenantId, later(0.01))).toEqual({ enrolled: 0, left: 0 });
  });

  it("is enrolled by several processes at once only once", async () => {
    const leadId = await silentLead(8);
    await Promise.all(Array.from({ length: 4 }, () => runNurture(tenantId, HOT_NOW)));
    expect(await enrolments(leadId)).toHaveLength(1);
    expect(await told()).toHaveLength(1);
  });

  it("is not enrolled while nurture is off, nor in another band, nor when it is closed", async () => {
    await silentLead(8);
    await setWorkflow(tenantId, { nurture: { enabled: false } });
    expect(await runNurture(tenantId, HOT_NOW)).toEqual({ enrolled: 0, left: 0 });
    await setWorkflow(tenantId, {});
    const [hot, closed] = [await silentLead(8), await silentLead(8)];
    await happens(tenantId, hot, "demo_requested", later(-0.5));
    await scoreNow(tenantId, [hot], HOT_NOW);
    await change(closed, { status: "lost" });
    expect(await runNurture(tenantId, HOT_NOW)).toMatchObject({ enrolled: 1 });
    for (const other of [hot, closed]) expect(await enrolments(other)).toEqual([]);
  });

  it("is not enrolled when it replied or answered since, but is when that was before", async () => {
    const [replied, answered, before, undone] = await Promise.all([8, 8, 8, 8].map(silentLead));
    await happens(tenantId, replied!, "email_replied", later(-5));
    await happens(tenantId, answered!, "call_logged", later(-5), { outcome: "connected" });
    await happens(tenantId, before!, "email_replied", later(-9));
    await happens(tenantId, undone!, "email_replied", later(-5));
    await inTenant(async (tx) => {
      const event = await tx.event.findFirstOrThrow({ where: { leadId: undone!, type: "email_replied" } });
      const flag = {
        tenantId,
        eventId: event.id,
        occurredAt: event.occurredAt,
        flag: "undone",
        reason: "taken back",
      };
      await tx.eventFlag.create({ data: flag });
    });
    await runNurture(tenantId, HOT_NOW);
    const lengths = await Promise.all(
      [replied, answered, before, undone].map(async (id) => (await enrolments(id!)).length),
    );
    expect(lengths).toEqual([0, 0, 1, 1]);
  });

  it("is not enrolled when it wants no mail, or gets none", async () => {
    const leads = await Promise.all([8, 8, 8].map(silentLead));
    const types = ["email_unsubscribed", "email_marked_spam", "email_bounced"];
    for (const [index, leadId] of leads.entries()) await happens(tenantId, leadId, types[index]!, later(-12));
    expect(await runNurture(tenantId, HOT_NOW)).toMatchObject({ enrolled: 0 });
  });

  it("of another tenant is left alone", async () => {
    const leadId = await silentLead(8);
    await runNurture(await hotWorkspace(), HOT_NOW);
    expect(await enrolments(leadId)).toEqual([]);
  });
});

describe("an enrolled lead", () => {
  let leadId: string;
  beforeEach(async () => {
    leadId = await silentLead(8);
    await runNurture(tenantId, HOT_NOW);
  });

  it.each([
    ["replied", "email_replied", {}],
    ["answered", "call_logged", { outcome: "not_interested" }],
  ])(
    "that %s leaves with the score of its reply, and the mail tool hears why",
    async (reason, type, properties) => {
      await happens(tenantId, leadId, type, later(1), properties);
      await scoreNow(tenantId, [leadId], later(1.001));
      expect(await enrolments(leadId)).toMatchObject([{ leftAt: later(1.001), leftReason: reason }]);
      expect((await told()).at(-1)).toMatchObject({
        body: { type: "nurture.left", reason, lead: { id: leadId } },
      });
      expect(await runNurture(tenantId, later(30))).toMatchObject({ enrolled: 0 });
    },
  );

  it("that nobody reached by another call stays", async () => {
    await happens(tenantId, leadId, "call_logged", later(1), { outcome: "voicemail" });
    await scoreNow(tenantId, [leadId], later(1.001));
    expect(await enrolments(leadId)).toMatchObject([{ leftAt: null }]);
  });

  it("that becomes hot leaves, and comes back when it is silent in its old band", async () => {
    await happens(tenantId, leadId, "demo_requested", later(1));
    await scoreNow(tenantId, [leadId], later(1.001));
    expect(await enrolments(leadId)).toMatchObject([{ leftReason: "band_changed" }]);
    // After a month the view is forgotten, and the request worth 60 points: Warm.
    await scoreNow(tenantId, [leadId], later(30.5));
    expect(await runNurture(tenantId, later(30.5))).toMatchObject({ enrolled: 1 });
    expect(await enrolments(leadId)).toHaveLength(2);
  });

  it("that a person sets elsewhere leaves, too", async () => {
    await inTenant(async (tx) => {
      await tx.override.create({
        data: {
          ...{
            tenantId,
            id: newId(),
            leadId,
            status: "active",
            kind: "band",
            band: "suppress",
            direction: "lowered",
          },
          ...{
            effectiveScore: 19,
            effectiveBand: "suppress",
            machineScore: 45,
            machineBand: "warm",
            days: 14,
          },
          ...{
            category: "timing",
            reason: "Budget is frozen until spring",
            startedAt: later(1),
            expiresAt: later(15),
          },
        },
      });
      await applyEffective(tx, tenantId, [leadId], { now: later(1) });
    });
    expect(await enrolments(leadId)).toMatchObject([{ leftReason: "band_changed" }]);
  });

  it("that was closed without a scoring leaves with the next run, also while nurture is off", async () => {
    await change(leadId, { status: "lost" });
    await setWorkflow(tenantId, { nurture: { enabled: false } });
    expect(await runNurture(tenantId, later(1))).toEqual({ enrolled: 0, left: 1 });
    expect(await enrolments(leadId)).toMatchObject([{ leftReason: "closed", leftAt: later(1) }]);
  });
});

describe("why a lead leaves", () => {
  const enrolled = { isOpen: true, band: "warm", nowIn: "warm", reply: null };
  it.each([
    [enrolled, null],
    [{ ...enrolled, reply: "email_replied", isOpen: false }, "replied"],
    [{ ...enrolled, reply: "call_logged" }, "answered"],
    [{ ...enrolled, isOpen: false, nowIn: "hot" }, "closed"],
    [{ ...enrolled, nowIn: "hot" }, "band_changed"],
    [{ ...enrolled, nowIn: null }, "band_changed"],
  ])("%j: %s", (state, reason) => expect(leaveReason(state)).toBe(reason));
});
