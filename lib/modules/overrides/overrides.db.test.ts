import { beforeAll, describe, expect, it } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import type { Role } from "@/lib/platform/auth/roles";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { expireOverrides } from "./jobs";
import { type Actor, requestOverride, setOverride } from "./mutations";
import { approveRequest, declineRequest, withdrawRequest } from "./mutations-decide";
import { extendOverride, revertOverride } from "./mutations-end";
import { daysOn, raiseLead, scoredLead, TUESDAY, wishOf } from "./testing";
import type { OverrideOutcome, OverrideWish } from "./types";

testDatabase({ poolSize: 8 });

let tenantId: string;
let [ruth, jonas, maya]: Actor[] = [];

async function person(role: Role, name: string): Promise<Actor> {
  const { userId } = await testMember(tenantId, role);
  const { globalDb } = await import("@/lib/platform/db/client");
  await globalDb().user.update({ where: { id: userId }, data: { name } });
  return { tenantId, userId, name, timeZone: "Europe/Oslo" };
}

type Work<T> = (
  tx: Parameters<Parameters<typeof withTenant>[1]>[0],
  actor: Actor,
  wish: T,
  now: Date,
) => Promise<OverrideOutcome>;
const as = <T>(actor: Actor | undefined, work: Work<T>, wish: T, now = TUESDAY) =>
  withTenant(tenantId, (tx) => work(tx, actor as Actor, wish, now));
const set = (wish: OverrideWish, actor = ruth, now = TUESDAY) => as(actor, setOverride, wish, now);

const leadOf = (leadId: string) =>
  withTenant(tenantId, (tx) => tx.lead.findFirstOrThrow({ where: { tenantId, id: leadId } }));
const overrideOf = (id: string) =>
  withTenant(tenantId, (tx) => tx.override.findFirstOrThrow({ where: { tenantId, id } }));
const alertsOf = (leadId: string, kind: string) =>
  withTenant(tenantId, (tx) =>
    tx.alert.findMany({ where: { tenantId, leadId, kind }, orderBy: { id: "asc" } }),
  );
const audits = (leadId: string) =>
  withTenant(tenantId, async (tx) => {
    const rows = await tx.auditEntry.findMany({ where: { subjectType: "override" }, orderBy: { id: "asc" } });
    return rows.flatMap((row) =>
      (row.details as { leadId?: string }).leadId === leadId ? [row.action] : [],
    );
  });

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Ledger" }));
  ruth = await person("manager", "Ruth Adeyemi");
  jonas = await person("admin", "Jonas Weber");
  maya = await person("rep", "Maya Lindqvist");
});

describe("an override", () => {
  it("sent twice is one, and answers the same; its form serves for nothing else", async () => {
    const leadId = await scoredLead(tenantId);
    const wish = wishOf(leadId);
    const [first, second] = [await set(wish), await set(wish)];
    expect(second).toEqual(first);
    expect(await audits(leadId)).toEqual(["override.set"]);
    expect(await set({ ...wish, value: { kind: "score", score: 10 } })).toMatchObject({ code: "used" });
    expect(await set(wish, jonas)).toMatchObject({ code: "used" });
    expect(await set(wishOf(await scoredLead(tenantId), { id: wish.id }))).toMatchObject({ code: "used" });
    expect((await leadOf(leadId)).effectiveScore).toBe(75);
    // Also after it has ended: the replay does not bring it back.
    await as(ruth, revertOverride, { id: wish.id });
    expect(await set(wish)).toEqual(first);
    expect((await leadOf(leadId)).effectiveBand).toBe("nurture");
  });

  it("is set by one of two managers at once, and the other is told whose stands", async () => {
    const leadId = await scoredLead(tenantId);
    const outcomes = await Promise.all([set(wishOf(leadId)), set(wishOf(leadId), jonas)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const lost = outcomes.find(({ ok }) => !ok);
    expect(lost).toMatchObject({ code: "stands" });
    const winner = outcomes[0]?.ok ? "Ruth Adeyemi" : "Jonas Weber";
    expect(lost).toMatchObject({
      message: `${winner}’s override to 75 stands since Tue 17 Nov, 11:00. Close this and look at it before you change it.`,
    });
    expect(await audits(leadId)).toEqual(["override.set"]);
  });

  it("gives way to another in one step, and who set it is told", async () => {
    const leadId = await scoredLead(tenantId);
    const [first, second] = [wishOf(leadId), wishOf(leadId, { value: { kind: "score", score: 5 } })];
    await set(first);
    expect(await set(second, jonas)).toMatchObject({ code: "stands" });
    expect(await set({ ...second, replaces: first.id }, jonas, daysOn(1))).toMatchObject({ ok: true });
    expect(await overrideOf(first.id)).toMatchObject({
      ...{ status: "replaced", endedAt: daysOn(1), endedBy: jonas?.userId, reason: first.reason },
    });
    expect(await overrideOf(second.id)).toMatchObject({ status: "active", direction: "lowered" });
    expect(await leadOf(leadId)).toMatchObject({ effectiveScore: 5, effectiveBand: "suppress" });
    expect(await audits(leadId)).toEqual(["override.set", "override.replaced", "override.set"]);
    expect(await alertsOf(leadId, "override_ended")).toMatchObject([
      { userId: ruth?.userId, details: { how: "replaced", by: "Jonas Weber", kind: "score", value: "75" } },
    ]);
  });

  it("of a band moves with the machine inside it, and is named by the band", async () => {
    const leadId = await scoredLead(tenantId);
    await set(wishOf(leadId, { value: { kind: "band", band: "warm" } }));
    expect(await leadOf(leadId)).toMatchObject({ effectiveScore: 40, effectiveBand: "warm" });
    await raiseLead(tenantId, leadId, daysOn(1));
    const lead = await leadOf(leadId);
    expect(lead.scoreBand).toBe("hot");
    expect(lead).toMatchObject({ effectiveScore: 69, effectiveBand: "warm" });
  });

  it("is refused on a lead that is closed or was never scored", async () => {
    const closed = await scoredLead(tenantId, { status: "won", closedAt: daysOn(-0.5) });
    expect(await set(wishOf(closed))).toMatchObject({ code: "closed" });
    const { leads } = await withTenant(tenantId, (tx) =>
      ingestLeads(tx, tenantId, [{ externalId: "never", fields: { company: "Nordhem" } }], {
        ...{ knownFrom: "always", source: "test", now: TUESDAY },
      }),
    );
    expect(await set(wishOf(leads[0]!.leadId))).toMatchObject({ code: "never_scored" });
  });

  it("holds to the end of a day in the workspace's zone", async () => {
    const wish = wishOf(await scoredLead(tenantId), { expiry: { kind: "date", date: "2026-11-20" } });
    await set(wish);
    expect(await overrideOf(wish.id)).toMatchObject({ expiresAt: new Date("2026-11-20T23:00:00Z"), days: 4 });
    const summer = wishOf(await scoredLead(tenantId), { expiry: { kind: "days", days: 140 } });
    await set(summer);
    // The clocks go forward on 28 March 2027; the time of day stays 11:00.
    expect((await overrideOf(summer.id)).expiresAt).toEqual(new Date("2027-04-06T09:00:00Z"));
  });
});

describe("a request", () => {
  it("is put to every manager and admin once, and one at a time", async () => {
    const leadId = await scoredLead(tenantId);
    const wish = wishOf(leadId);
    expect(await as(maya, requestOverride, wish)).toEqual(await as(maya, requestOverride, wish));
    const alerts = await alertsOf(leadId, "override_requested");
    expect(alerts.map(({ userId }) => userId).sort()).toEqual([ruth?.userId, jonas?.userId].sort());
    expect(alerts[0]?.details).toMatchObject({ by: "Maya Lindqvist", kind: "score", value: "75" });
    const again = await as(maya, requestOverride, wishOf(leadId));
    expect(again).toMatchObject({ code: "asked_already" });
    expect(await audits(leadId)).toEqual(["override.requested"]);
    expect((await leadOf(leadId)).effectiveBand).toBe("nurture");
  });

  it("is approved by one of two managers at once, and who asked is told", async () => {
    const leadId = await scoredLead(tenantId);
    const wish = wishOf(leadId);
    await as(maya, requestOverride, wish);
    const approve = { id: wish.id, replaces: null };
    const outcomes = await Promise.all([
      as(ruth, approveRequest, approve),
      as(jonas, approveRequest, approve),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: "decided" });
    expect(await alertsOf(leadId, "override_decided")).toMatchObject([
      { userId: maya?.userId, details: { how: "approved" } },
    ]);
    expect(await audits(leadId)).toEqual(["override.requested", "override.approved"]);
  });

  it("is decided by nobody who asked for it, whatever their role is by now", async () => {
    const wish = wishOf(await scoredLead(tenantId));
    await as(jonas, requestOverride, wish);
    expect(await as(jonas, approveRequest, { id: wish.id, replaces: null })).toMatchObject({
      code: "own_request",
    });
    expect(await as(jonas, declineRequest, { id: wish.id, note: null })).toMatchObject({
      code: "own_request",
    });
    expect(await as(jonas, withdrawRequest, { id: wish.id })).toMatchObject({ ok: true });
  });

  it("takes the place of the override that whoever approves has seen, and of no other", async () => {
    const leadId = await scoredLead(tenantId);
    const [standing, wish] = [wishOf(leadId), wishOf(leadId, { value: { kind: "band", band: "warm" } })];
    await as(maya, requestOverride, wish);
    await set(standing);
    expect(await as(jonas, approveRequest, { id: wish.id, replaces: null })).toMatchObject({
      code: "stands",
    });
    expect((await leadOf(leadId)).effectiveScore).toBe(75);
    expect(await as(jonas, approveRequest, { id: wish.id, replaces: standing.id })).toMatchObject({
      ok: true,
    });
    expect(await overrideOf(standing.id)).toMatchObject({ status: "replaced" });
    expect((await leadOf(leadId)).effectiveBand).toBe("warm");
  });

  it("for a day that is over, or for what the machine says by now, can only be declined", async () => {
    const dated = wishOf(await scoredLead(tenantId), { expiry: { kind: "date", date: "2026-11-19" } });
    await as(maya, requestOverride, dated);
    expect(await as(ruth, approveRequest, { id: dated.id, replaces: null }, daysOn(5))).toMatchObject({
      code: "past",
    });
    expect(await as(ruth, declineRequest, { id: dated.id, note: null }, daysOn(5))).toMatchObject({
      ok: true,
    });
    const leadId = await scoredLead(tenantId);
    const same = wishOf(leadId, { value: { kind: "band", band: "hot" } });
    await as(maya, requestOverride, same);
    await raiseLead(tenantId, leadId, daysOn(1));
    expect(await as(ruth, approveRequest, { id: same.id, replaces: null }, daysOn(1))).toMatchObject({
      code: "same",
      message: "The machine says the same by now. Decline the request; nothing was changed.",
    });
  });
});

describe("the machine's score", () => {
  it("goes on beside an override, and crossing it is noted once while the override stands", async () => {
    const leadId = await scoredLead(tenantId);
    const wish = wishOf(leadId, { value: { kind: "score", score: 72 } });
    await set(wish);
    await withTenant(tenantId, (tx) =>
      rescoreLeads(tx, tenantId, [leadId], { moment: daysOn(0.5), cause: causeRef("refresh") }),
    );
    expect(await overrideOf(wish.id)).toMatchObject({ crossedAt: null });
    for (const days of [1, 2]) await raiseLead(tenantId, leadId, daysOn(days));
    const lead = await leadOf(leadId);
    expect(lead.scoreTotal).toBeGreaterThan(72);
    expect(lead).toMatchObject({ effectiveScore: 72, effectiveBand: "hot" });
    const row = await overrideOf(wish.id);
    expect(row).toMatchObject({ status: "active", crossedAt: daysOn(1), machineScore: expect.any(Number) });
    expect(await alertsOf(leadId, "override_crossed")).toMatchObject([
      { userId: ruth?.userId, details: { machine: row.crossedScore, value: "72" } },
    ]);
  });
});

describe("the end of an override", () => {
  it("comes with its expiry, once, however many servers look", async () => {
    const leadId = await scoredLead(tenantId);
    const wish = wishOf(leadId, { expiry: { kind: "days", days: 3 } });
    await set(wish);
    await expireOverrides(tenantId, daysOn(2.9));
    expect(await overrideOf(wish.id)).toMatchObject({ status: "active" });
    const ended = await Promise.all([1, 2, 3].map(() => expireOverrides(tenantId, daysOn(3))));
    expect(ended.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await overrideOf(wish.id)).toMatchObject({ status: "expired", endedAt: daysOn(3), endedBy: null });
    const lead = await leadOf(leadId);
    expect(lead.effectiveScore).toBe(lead.scoreTotal);
    expect(await audits(leadId)).toEqual(["override.set", "override.expired"]);
    expect(await alertsOf(leadId, "override_ended")).toMatchObject([
      { userId: ruth?.userId, details: { how: "expired", by: null } },
    ]);
  });

  it("is told to who set it when somebody else reverts, and not when they do it themselves", async () => {
    const [theirs, own] = [await scoredLead(tenantId), await scoredLead(tenantId)];
    const [first, second] = [wishOf(theirs), wishOf(own)];
    await set(first);
    await set(second);
    await as(jonas, revertOverride, { id: first.id });
    await as(ruth, revertOverride, { id: second.id });
    expect(await alertsOf(theirs, "override_ended")).toMatchObject([
      { userId: ruth?.userId, details: { how: "reverted", by: "Jonas Weber" } },
    ]);
    expect(await alertsOf(own, "override_ended")).toEqual([]);
    expect(await as(ruth, revertOverride, { id: first.id })).toMatchObject({
      message: "Jonas Weber has reverted this override, Tue 17 Nov, 11:00. Nothing was changed.",
    });
  });

  it("that nobody has carried out yet is carried out first, whatever is asked", async () => {
    const leadId = await scoredLead(tenantId);
    const wish = wishOf(leadId);
    await set(wish);
    expect(await as(ruth, revertOverride, { id: wish.id }, daysOn(15))).toMatchObject({ code: "ended" });
    expect(await overrideOf(wish.id)).toMatchObject({ status: "expired" });
    expect((await leadOf(leadId)).effectiveBand).toBe("nurture");
    const next = wishOf(leadId);
    await set(next, ruth, daysOn(15));
    const changed = wishOf(leadId, { replaces: next.id, value: { kind: "score", score: 60 } });
    expect(await set(changed, ruth, daysOn(30))).toMatchObject({ ok: true });
    expect(await overrideOf(next.id)).toMatchObject({ status: "expired" });
  });

  it("moves once where two extend at once, and never nearer", async () => {
    const wish = wishOf(await scoredLead(tenantId));
    await set(wish);
    const from = daysOn(14).toISOString();
    const by = (days: number) => ({ id: wish.id, from, expiry: { kind: "days" as const, days } });
    const outcomes = await Promise.all([as(ruth, extendOverride, by(7)), as(jonas, extendOverride, by(30))]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: "changed" });
    const now = (await overrideOf(wish.id)).expiresAt!.toISOString();
    const nearer = { id: wish.id, from: now, expiry: { kind: "date" as const, date: "2026-11-18" } };
    expect(await as(ruth, extendOverride, nearer)).toMatchObject({ code: "not_later", field: "expiry" });
  });

  it("comes with the closing of its lead, an hour later, so that an undone closing costs nothing", async () => {
    const leadId = await scoredLead(tenantId);
    const wish = wishOf(leadId);
    await set(wish);
    const close = (status: string, closedAt: Date | null) =>
      withTenant(tenantId, (tx) =>
        tx.lead.update({ where: { tenantId_id: { tenantId, id: leadId } }, data: { status, closedAt } }),
      );
    await close("lost", daysOn(1));
    await expireOverrides(tenantId, new Date(daysOn(1).getTime() + 3_000_000));
    expect(await overrideOf(wish.id)).toMatchObject({ status: "active" });
    await expireOverrides(tenantId, new Date(daysOn(1).getTime() + 3_600_000));
    expect(await overrideOf(wish.id)).toMatchObject({ status: "expired", endedAt: daysOn(1) });
    expect(await alertsOf(leadId, "override_ended")).toMatchObject([{ details: { how: "lead_closed" } }]);
  });
});
