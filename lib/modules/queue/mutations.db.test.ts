import { beforeAll, describe, expect, it } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { getTimeline } from "@/lib/modules/leads/data-lead";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { ROLES, type Role } from "@/lib/platform/auth/roles";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { calledBands, getDayCounts, getQueueCounts, getQueueMarks, getQueueRows } from "./data";
import { actOnLead } from "./mutations";
import { assignLeads, snoozeLeads } from "./mutations-many";
import { undoActivities, undoActivity } from "./mutations-undo";
import type { Actor, Deed } from "./types";

testDatabase({ poolSize: 8 });

// A Tuesday, 11:00 in UTC, the zone of the workspace.
const NOW = new Date("2026-11-17T11:00:00Z");
const HOUR = 3_600_000;
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR);
let tenantId: string;
let maya: Actor;
let tomas: Actor;
let ruth: Actor;
let serial = 0;

const inTenant: <T>(work: Parameters<typeof withTenant<T>>[1]) => Promise<T> = (work) =>
  withTenant(tenantId, work);

async function actor(role: Role): Promise<Actor> {
  return { tenantId, userId: (await testMember(tenantId, role)).userId, role };
}

async function newLead(change: { ownerId?: string; band?: "hot" | "warm" } = {}): Promise<string> {
  serial += 1;
  const number = serial;
  return inTenant(async (tx) => {
    const { leads } = await ingestLeads(
      tx,
      tenantId,
      [
        {
          externalId: `Q-${number}`,
          createdAt: later(-24),
          fields: { email: `q${number}@firm.example`, first_name: "Petra", last_name: `Vogel ${number}` },
          ...(change.ownerId ? { ownerId: change.ownerId } : {}),
          outcome: { kind: "won_deal", value: "undecided" },
        },
      ],
      { knownFrom: later(-24), source: "test", now: NOW },
    );
    const leadId = leads[0]!.leadId;
    await rescoreLeads(tx, tenantId, [leadId], { moment: NOW, cause: causeRef("lead_created") });
    if (change.band)
      await tx.lead.updateMany({
        where: { id: leadId },
        data: {
          ...{ effectiveBand: change.band, effectiveScore: change.band === "hot" ? 80 : 50, bandSince: NOW },
          ...{ dueKind: "respond", dueAt: later(change.band === "hot" ? 2 : 24) },
        },
      });
    return leadId;
  });
}

const act = (who: Actor, leadId: string, deed: Deed, { at = NOW, id = newId() } = {}) =>
  inTenant((tx) => actOnLead(tx, who, { id, leadId, deed }, at));
const undo = (who: Actor, id: string, at = later(0.001)) => inTenant((tx) => undoActivity(tx, who, id, at));
const leadOf = (id: string) => inTenant((tx) => tx.lead.findFirstOrThrow({ where: { tenantId, id } }));
const call = (outcome: "no_answer" | "connected" | "voicemail" | "meeting_booked" | "bad_number"): Deed => ({
  kind: "call",
  outcome,
  note: null,
  reason: null,
});
const outcomesOf = (leadId: string) =>
  inTenant((tx) => tx.outcome.findMany({ where: { leadId }, orderBy: { kind: "asc" } }));

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Queue" }));
  [maya, tomas, ruth] = [await actor("rep"), await actor("rep"), await actor("manager")];
});

describe("a call", () => {
  it("that nobody answered is a fact, claims the lead and brings it back in two working hours", async () => {
    const leadId = await newLead({ band: "hot" });
    expect(await act(maya, leadId, call("no_answer"))).toEqual({
      ...{ ok: true, isRepeat: false },
      dueAt: later(2).getTime(),
    });
    expect(await leadOf(leadId)).toMatchObject({
      ...{ ownerId: maya.userId, status: "working", dueKind: "follow_up", dueAt: later(2) },
      ...{ lastContactAt: NOW, firstContactAt: NOW },
    });
    const { events } = await inTenant((tx) => getTimeline(tx, tenantId, leadId, { before: null, limit: 9 }));
    expect(events[0]).toMatchObject({
      type: "call_logged",
      properties: { outcome: "no_answer", by: maya.userId },
    });
  });

  it("that connected raises the engagement at once and leaves nothing due, even where the band rises by it", async () => {
    const leadId = await newLead({ band: "warm" });
    const before = (await leadOf(leadId)).scoreTotal!;
    await act(maya, leadId, { ...call("connected"), note: "Send the Nordic references" } as Deed);
    const lead = await leadOf(leadId);
    expect(lead.scoreTotal).toBeGreaterThan(before);
    expect(lead).toMatchObject({ dueAt: null, dueKind: null, status: "working" });
  });

  it("with a message left comes back the next working morning, a booked meeting is a label and a status", async () => {
    const [voicemail, met] = [await newLead(), await newLead()];
    await act(maya, voicemail, call("voicemail"));
    expect((await leadOf(voicemail)).dueAt).toEqual(new Date("2026-11-18T09:00:00Z"));
    await act(maya, met, call("meeting_booked"));
    expect(await leadOf(met)).toMatchObject({ status: "qualified", dueAt: null });
    expect(await outcomesOf(met)).toMatchObject([
      { kind: "qualified_meeting", value: "positive", decidedAt: NOW },
      { kind: "won_deal", value: "undecided" },
    ]);
  });

  it("with a reason for no interest ends the lead, and is a negative label", async () => {
    const leadId = await newLead();
    await act(maya, leadId, { kind: "call", outcome: "not_interested", note: null, reason: "no_budget" });
    expect(await leadOf(leadId)).toMatchObject({ status: "disqualified", closedAt: NOW, dueAt: null });
    expect(await outcomesOf(leadId)).toMatchObject([{ kind: "won_deal", value: "negative" }]);
    expect(await act(maya, leadId, call("connected"))).toEqual({ ok: false, code: "closed" });
  });

  it("sent twice is logged once, and its id is good for nothing else", async () => {
    const [leadId, other] = [await newLead(), await newLead()];
    const id = newId();
    const [first, second] = await Promise.all([
      act(maya, leadId, call("no_answer"), { id }),
      act(maya, leadId, call("no_answer"), { id }),
    ]);
    expect([first, second].map((answer) => answer.ok && answer.isRepeat).sort()).toEqual([false, true]);
    expect(await inTenant((tx) => tx.activity.count({ where: { leadId } }))).toBe(1);
    expect(await act(maya, other, call("no_answer"), { id })).toEqual({ ok: false, code: "used" });
    expect(await act(tomas, leadId, call("no_answer"), { id })).toEqual({ ok: false, code: "used" });
  });

  it("is audited in the same transaction", async () => {
    const leadId = await newLead();
    await act(maya, leadId, call("no_answer"));
    const entries = await inTenant((tx) => tx.auditEntry.findMany({ where: { subjectId: leadId } }));
    expect(entries).toMatchObject([
      { action: "lead.call_logged", actorId: maya.userId, details: { outcome: "no_answer" } },
    ]);
  });
});

describe("two people and one lead", () => {
  it("one of ten who claim it at once has it, the others are told whose it is", async () => {
    const leadId = await newLead({ band: "hot" });
    const people = await Promise.all(Array.from({ length: 10 }, () => actor("rep")));
    const answers = await Promise.all(people.map((who) => act(who, leadId, { kind: "claim" })));
    const won = people.filter((_, index) => answers[index]!.ok);
    expect(won).toHaveLength(1);
    expect((await leadOf(leadId)).ownerId).toBe(won[0]!.userId);
    for (const answer of answers.filter(({ ok }) => !ok))
      expect(answer).toMatchObject({ code: "taken", byName: expect.stringMatching(/^Test rep/) });
    expect(await inTenant((tx) => tx.assignment.findMany({ where: { leadId } }))).toMatchObject([
      { cause: "claimed", toUserId: won[0]!.userId, fromUserId: null },
    ]);
  });

  it("a rep works on own and unclaimed leads, a manager on any, everybody may leave a note", async () => {
    const leadId = await newLead({ ownerId: tomas.userId });
    for (const deed of [
      call("no_answer"),
      { kind: "claim" },
      { kind: "email" },
      { kind: "snooze", until: later(24).getTime(), wakes: false },
      { kind: "assign", toUserId: maya.userId },
      { kind: "disqualify", reason: "no_need", note: null },
    ] as Deed[])
      expect(await act(maya, leadId, deed), deed.kind).toMatchObject({ ok: false, code: "taken" });
    expect(await act(maya, leadId, { kind: "note", text: "Met her at the fair" })).toMatchObject({
      ok: true,
    });
    expect((await leadOf(leadId)).ownerId).toBe(tomas.userId);
    expect(await act(ruth, leadId, { kind: "assign", toUserId: maya.userId })).toMatchObject({ ok: true });
    expect((await leadOf(leadId)).ownerId).toBe(maya.userId);
    expect(await inTenant((tx) => tx.alert.findMany({ where: { leadId } }))).toMatchObject([
      { userId: maya.userId, kind: "assigned", details: { by: ruth.userId } },
    ]);
  });

  it("nobody who has gone, reads only or is of another workspace gets a lead", async () => {
    const leadId = await newLead();
    const [gone, leader] = [await actor("rep"), await actor("leader")];
    await inTenant((tx) =>
      tx.membership.updateMany({ where: { userId: gone.userId }, data: { deactivatedAt: NOW } }),
    );
    for (const toUserId of [gone.userId, leader.userId, newId()])
      expect(await act(maya, leadId, { kind: "assign", toUserId })).toEqual({
        ok: false,
        code: "no_such_person",
      });
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    const answer = await withTenant(elsewhere, (tx) =>
      actOnLead(tx, { ...maya, tenantId: elsewhere }, { id: newId(), leadId, deed: call("no_answer") }, NOW),
    );
    expect(answer).toEqual({ ok: false, code: "gone" });
  });
});

describe("undo", () => {
  it.each<[string, Deed]>([
    ["a call", call("no_answer")],
    ["a booked meeting", call("meeting_booked")],
    ["a disqualification", { kind: "disqualify", reason: "no_need", note: null }],
    ["a snooze", { kind: "snooze", until: NOW.getTime() + HOUR, wakes: true }],
    ["a claim", { kind: "claim" }],
    ["a mail", { kind: "email" }],
  ])("of %s leaves the lead, its score and its labels as they were", async (_, deed) => {
    const leadId = await newLead({ band: "hot" });
    await inTenant((tx) => rescoreLeads(tx, tenantId, [leadId], { moment: NOW, cause: causeRef("refresh") }));
    const ignored = {
      topReasons: 0,
      scoreUpdatedOn: 0,
      scoreChangedOn: 0,
      previousScore: 0,
      previousBand: 0,
    };
    const kept = async () => ({ ...(await leadOf(leadId)), ...ignored, lastActivityAt: 0 });
    const before = [await kept(), (await outcomesOf(leadId)).map(({ kind, value }) => [kind, value])];
    const id = newId();
    expect(await act(maya, leadId, deed, { id })).toMatchObject({ ok: true });
    expect(await undo(maya, id)).toMatchObject({ ok: true, isRepeat: false });
    expect([await kept(), (await outcomesOf(leadId)).map(({ kind, value }) => [kind, value])]).toEqual(
      before,
    );
    expect(await undo(maya, id)).toMatchObject({ ok: true, isRepeat: true });
  });

  it("leaves no trace of the call in the score, and the timeline forgets it", async () => {
    const leadId = await newLead();
    const id = newId();
    await act(maya, leadId, call("connected"), { id });
    await undo(maya, id);
    const { events } = await inTenant((tx) => getTimeline(tx, tenantId, leadId, { before: null, limit: 9 }));
    expect(events.map(({ type }) => type)).not.toContain("call_logged");
    const later1 = await inTenant((tx) =>
      rescoreLeads(tx, tenantId, [leadId], { moment: later(1), cause: causeRef("manual") }),
    );
    expect(later1.moved).toEqual([]);
    expect((await leadOf(leadId)).firstContactAt).toBeNull();
  });

  it("is the actor's alone, for a minute, and not once somebody has done something since", async () => {
    const leadId = await newLead();
    const [first, second] = [newId(), newId()];
    await act(maya, leadId, { kind: "claim" }, { id: first });
    expect(await undo(ruth, first)).toEqual({ ok: false, code: "gone" });
    expect(await undo(maya, first, later(1))).toEqual({ ok: false, code: "too_late" });
    await act(ruth, leadId, { kind: "note", text: "Budget confirmed" }, { id: second, at: later(0.001) });
    expect(await undo(maya, first, later(0.002))).toMatchObject({ ok: false, code: "worked_since" });
  });
});

describe("many at once", () => {
  it("does what may be done, names what may not, and takes it back", async () => {
    const [free, mine, theirs] = [
      await newLead(),
      await newLead({ ownerId: maya.userId }),
      await newLead({ ownerId: tomas.userId }),
    ];
    const stranger = newId();
    const leadIds = [free, mine, theirs, stranger, free];
    const done = await inTenant((tx) => assignLeads(tx, maya, { leadIds, toUserId: maya.userId }, NOW));
    expect(done.activityIds).toHaveLength(1);
    expect(done.refused).toEqual([
      { leadId: mine, code: "unchanged" },
      { leadId: theirs, code: "not_yours" },
      { leadId: stranger, code: "gone" },
    ]);
    expect(await inTenant((tx) => undoActivities(tx, maya, done.activityIds, later(0.001)))).toEqual({
      ...{ undone: 1, refused: 0 },
    });
    expect((await leadOf(free)).ownerId).toBeNull();
    await inTenant((tx) => assignLeads(tx, ruth, { leadIds: [free, mine], toUserId: tomas.userId }, NOW));
    const told = await inTenant((tx) => tx.alert.findMany({ where: { userId: tomas.userId, leadId: null } }));
    expect(told).toMatchObject([{ kind: "assigned", details: { by: ruth.userId, leads: 2 } }]);
    const snoozed = await inTenant((tx) => snoozeLeads(tx, ruth, { leadIds, until: later(24) }, NOW));
    expect(snoozed.activityIds).toHaveLength(3);
    const past = await inTenant((tx) => snoozeLeads(tx, ruth, { leadIds: [free], until: NOW }, NOW));
    expect(past.refused).toEqual([{ leadId: free, code: "past" }]);
  });
});

describe("the queue", () => {
  it("holds own and unclaimed leads that are due, soonest first, follow-ups apart, sleepers not", async () => {
    const { tenantId: own } = await createWorkspace({ name: "Own queue" });
    const keep = tenantId;
    tenantId = own;
    try {
      const me = await actor("rep");
      const other = await actor("rep");
      const hot = await newLead({ band: "hot", ownerId: me.userId });
      const pool = await newLead({ band: "hot" });
      await newLead({ band: "hot", ownerId: other.userId });
      const warm = await newLead({ band: "warm" });
      await newLead();
      const asleep = await newLead({ band: "hot" });
      await act(me, asleep, { kind: "snooze", until: later(3).getTime(), wakes: false });
      const again = await newLead({ band: "hot" });
      await act(me, again, call("no_answer"));
      const tomorrow = await newLead({ band: "hot" });
      await act(me, tomorrow, call("voicemail"));
      await inTenant((tx) => tx.lead.updateMany({ where: { id: pool }, data: { dueAt: later(-1) } }));
      const scope = async (now: Date) => ({
        ...{ tenantId, userId: me.userId, now },
        workflow: await inTenant((tx) => getWorkflow(tx, tenantId)),
        bandSet: { bands: [] },
      });
      const at = await scope(NOW);
      const rows = await inTenant((tx) => getQueueRows(tx, at));
      const of = (band: string | null, kind = "respond") =>
        rows.filter((row) => row.dueKind === kind && row.effectiveBand === band).map(({ id }) => id);
      expect(of("hot")).toEqual([pool, hot]);
      expect(of("warm")).toEqual([warm]);
      expect(rows.filter(({ dueKind }) => dueKind === "follow_up").map(({ id }) => id)).toEqual([again]);
      expect(await inTenant((tx) => getQueueCounts(tx, at))).toMatchObject({ today: 3, overdue: 1 });
      expect(await inTenant((tx) => getDayCounts(tx, at))).toEqual({ called: 2, connected: 0, meetings: 0 });
      expect((await inTenant((tx) => getQueueMarks(tx, at))).map(({ id }) => id)).toEqual([
        ...[pool, hot, again, warm],
      ]);
      // The sleeper is back after its time, without anybody's doing.
      const woken = await inTenant(async (tx) => getQueueRows(tx, await scope(later(3))));
      expect(woken.map(({ id }) => id)).toContain(asleep);
    } finally {
      tenantId = keep;
    }
  });

  it("is of the bands that promise an answer within a day", () => {
    const band = (id: string, minutes: number | null) => ({
      ...{ id, name: id, from: 0, rank: 1, action: id, tone: id },
      respondWithinMinutes: minutes,
    });
    expect(
      calledBands({ bands: [band("a", 60), band("b", 1_440), band("c", 10_080), band("d", null)] }).map(
        ({ id }) => id,
      ),
    ).toEqual(["a", "b"]);
  });

  it("says of every role what it may do", async () => {
    const { PERMISSIONS } = await import("@/lib/platform/auth/roles");
    const workers: readonly Role[] = PERMISSIONS["leads.work"];
    expect(ROLES.filter((role) => workers.includes(role))).toEqual(["rep", "manager", "admin"]);
  });
});
