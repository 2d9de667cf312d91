import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember } from "@/lib/testing/people";
import {
  approveRequestAction,
  declineRequestAction,
  extendOverrideAction,
  overrideFormAction,
  requestOverrideAction,
  revertOverrideAction,
  setOverrideAction,
  withdrawRequestAction,
} from "./actions";
import { daysOn, scoredLead, TUESDAY, wishOf } from "./testing";

/** The browser's cookie and the clock; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
const clock = vi.hoisted(() => ({ at: new Date(0) }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("@/lib/platform/clock", () => ({ now: () => clock.at }));

testDatabase();

const people = new Map<Role, TestMember>();
let tenantId: string;
let stranger: TestMember;

async function signIn(member: TestMember | undefined): Promise<void> {
  cookie.token = member ? await sealSession({ ...member, sessionEpoch: 0 }, 400 * 86_400) : undefined;
}
const as = (role: Role) => signIn(people.get(role));
const leadOf = (leadId: string) =>
  withTenant(tenantId, (tx) => tx.lead.findFirstOrThrow({ where: { tenantId, id: leadId } }));
const overrideOf = (id: string) =>
  withTenant(tenantId, (tx) => tx.override.findFirst({ where: { tenantId, id } }));
const audits = (id: string) =>
  withTenant(tenantId, async (tx) =>
    (await tx.auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } })).map(
      ({ action }) => action,
    ),
  );

beforeAll(async () => {
  clock.at = TUESDAY;
  tenantId = (await createWorkspace({ name: "Overriders" })).tenantId;
  for (const role of ROLES) people.set(role, await testMember(tenantId, role));
  stranger = await testMember((await createWorkspace({ name: "Elsewhere" })).tenantId, "admin");
});
beforeEach(() => {
  clock.at = TUESDAY;
  cookie.token = undefined;
});

describe.each(["manager", "admin"] as const)("a %s", (role) => {
  it("sets, extends and reverts, and each is written down", async () => {
    const leadId = await scoredLead(tenantId);
    await as(role);
    const wish = wishOf(leadId);
    expect(await setOverrideAction(wish)).toEqual({ ok: true, id: wish.id, status: "active" });
    expect(await leadOf(leadId)).toMatchObject({
      ...{ effectiveScore: 75, effectiveBand: "hot", scoreBand: "nurture" },
      dueKind: "respond",
      dueAt: new Date("2026-11-17T12:00:00Z"),
    });
    const from = daysOn(14).toISOString();
    const longer = { id: wish.id, from, expiry: { kind: "days", days: 7 } };
    expect(await extendOverrideAction(longer)).toMatchObject({ ok: true });
    expect(await extendOverrideAction(longer)).toMatchObject({ ok: true });
    expect((await overrideOf(wish.id))?.expiresAt).toEqual(daysOn(21));
    expect(await revertOverrideAction({ id: wish.id })).toEqual({
      ok: true,
      id: wish.id,
      status: "reverted",
    });
    const lead = await leadOf(leadId);
    expect(lead.effectiveScore).toBe(lead.scoreTotal);
    expect(lead).toMatchObject({ effectiveBand: "nurture", dueAt: null });
    expect(await audits(wish.id)).toEqual(["override.set", "override.extended", "override.reverted"]);
  });

  it("approves and declines what a rep asks for", async () => {
    const leadId = await scoredLead(tenantId);
    const [first, second] = [wishOf(leadId), wishOf(leadId, { value: { kind: "band", band: "warm" } })];
    await as("rep");
    expect(await requestOverrideAction(first)).toEqual({ ok: true, id: first.id, status: "requested" });
    expect((await leadOf(leadId)).effectiveBand).toBe("nurture");
    await as(role);
    expect(await declineRequestAction({ id: first.id, note: "Not yet." })).toMatchObject({
      status: "declined",
    });
    await as("rep");
    expect(await requestOverrideAction(second)).toMatchObject({ ok: true });
    await as(role);
    clock.at = daysOn(3);
    expect(await approveRequestAction({ id: second.id, replaces: null })).toMatchObject({ status: "active" });
    // Counted from the approval; a band alone clamps the machine's score into it.
    expect((await overrideOf(second.id))?.expiresAt).toEqual(daysOn(17));
    expect(await leadOf(leadId)).toMatchObject({ effectiveScore: 40, effectiveBand: "warm" });
    expect(await audits(first.id)).toEqual(["override.requested", "override.declined"]);
    expect(await audits(second.id)).toEqual(["override.requested", "override.approved"]);
  });
});

describe.each(["rep", "revops", "leader"] as const)("a %s", (role) => {
  it("neither sets, extends, reverts, approves nor declines", async () => {
    const leadId = await scoredLead(tenantId);
    const asked = await scoredLead(tenantId);
    const [wish, request] = [wishOf(leadId), wishOf(asked)];
    await as("manager");
    await setOverrideAction(wish);
    await as("rep");
    await requestOverrideAction(request);
    await as(role);
    const forbidden = { ok: false, code: "forbidden" };
    expect(await setOverrideAction(wishOf(asked))).toMatchObject(forbidden);
    expect(await revertOverrideAction({ id: wish.id })).toMatchObject(forbidden);
    const extended = { id: wish.id, from: daysOn(14).toISOString(), expiry: { kind: "days", days: 7 } };
    expect(await extendOverrideAction(extended)).toMatchObject(forbidden);
    expect(await approveRequestAction({ id: request.id, replaces: null })).toMatchObject(forbidden);
    expect(await declineRequestAction({ id: request.id, note: null })).toMatchObject(forbidden);
    expect(await overrideOf(wish.id)).toMatchObject({ status: "active", expiresAt: daysOn(14) });
    expect(await overrideOf(request.id)).toMatchObject({ status: "requested" });
    expect((await leadOf(asked)).effectiveBand).toBe("nurture");
    expect(await audits(wish.id)).toEqual(["override.set"]);
  });
});

describe("asking for an override", () => {
  it.each(["manager", "revops", "leader", "admin"] as const)("is not a %s's to do", async (role) => {
    const leadId = await scoredLead(tenantId);
    await as(role);
    const wish = wishOf(leadId);
    expect(await requestOverrideAction(wish)).toMatchObject({ ok: false, code: "forbidden" });
    expect(await overrideOf(wish.id)).toBeNull();
  });

  it("is withdrawn by who asked, and by nobody else", async () => {
    const leadId = await scoredLead(tenantId);
    const wish = wishOf(leadId);
    await as("rep");
    await requestOverrideAction(wish);
    expect(await overrideFormAction({ leadId })).toMatchObject({
      message: "You have asked for 75 already. Withdraw that first.",
    });
    for (const other of ["manager", "admin", "leader", "revops"] as const) {
      await as(other);
      expect(await withdrawRequestAction({ id: wish.id })).toMatchObject({ ok: false, code: "not_yours" });
    }
    await as("rep");
    expect(await withdrawRequestAction({ id: wish.id })).toMatchObject({ ok: true, status: "withdrawn" });
    expect(await withdrawRequestAction({ id: wish.id })).toMatchObject({ ok: true, status: "withdrawn" });
    await as("manager");
    expect(await approveRequestAction({ id: wish.id, replaces: null })).toMatchObject({ code: "decided" });
    expect(await audits(wish.id)).toEqual(["override.requested", "override.withdrawn"]);
  });

  it("opens a form that says who is asked; a manager's says what happens; others get none", async () => {
    const leadId = await scoredLead(tenantId);
    await as("rep");
    const asked = await overrideFormAction({ leadId });
    expect(asked).toMatchObject({ ok: true, form: { mode: "request", standing: null, defaultDays: 14 } });
    if (asked.ok)
      expect(asked.form.consequences[0]?.lead).toMatch(/^Test manager \d+ and Test admin \d+ are asked\.$/);
    await as("manager");
    const set = await overrideFormAction({ leadId });
    expect(set).toMatchObject({ ok: true, form: { mode: "set", machine: { bandId: "nurture" } } });
    if (set.ok)
      expect(set.form.consequences[0]).toEqual({
        bandId: "hot",
        lead: "Ingrid moves to Hot now.",
        rest: "Nobody owns it yet: everybody who takes leads is told, and whoever takes it has until 12:00 to call.",
      });
    for (const role of ["revops", "leader"] as const) {
      await as(role);
      expect(await overrideFormAction({ leadId })).toMatchObject({ ok: false, code: "forbidden" });
    }
  });
});

describe("every override action", () => {
  it("refuses the signed out, and knows no lead and no override of another workspace", async () => {
    const leadId = await scoredLead(tenantId);
    const other = await scoredLead(tenantId);
    const [wish, request] = [wishOf(leadId), wishOf(other)];
    const all = (set: object) => [
      () => setOverrideAction(set),
      () => revertOverrideAction({ id: wish.id }),
      () =>
        extendOverrideAction({
          id: wish.id,
          from: daysOn(14).toISOString(),
          expiry: { kind: "days", days: 7 },
        }),
      () => approveRequestAction({ id: request.id, replaces: null }),
      () => declineRequestAction({ id: request.id, note: null }),
      () => withdrawRequestAction({ id: request.id }),
      () => overrideFormAction({ leadId }),
    ];
    await as("manager");
    await setOverrideAction(wish);
    await as("rep");
    await requestOverrideAction(request);
    await signIn(undefined);
    for (const action of [...all(wishOf(other)), () => requestOverrideAction(wishOf(leadId))])
      expect(await action()).toMatchObject({ ok: false, code: "signed_out" });
    await signIn(stranger);
    for (const action of all(wishOf(other)))
      expect(await action()).toMatchObject({ ok: false, code: "not_found" });
    // Not even the id of an override is told: it is free there.
    expect(await setOverrideAction(wishOf(leadId, { id: wish.id }))).toMatchObject({ code: "not_found" });
    expect(await overrideOf(wish.id)).toMatchObject({ status: "active" });
    expect(await overrideOf(request.id)).toMatchObject({ status: "requested" });
  });

  it("names what is wrong with a form, in its field, and changes nothing", async () => {
    const leadId = await scoredLead(tenantId);
    await as("manager");
    const score = (value: unknown) => ({ value: { kind: "score", score: value } });
    const bad: [object, string, RegExp][] = [
      [score(101), "value", /0 to 100/],
      [score(-1), "value", /0 to 100/],
      [score(74.5), "value", /0 to 100/],
      [score("75"), "value", /0 to 100/],
      [score((await leadOf(leadId)).scoreTotal), "value", /machine says \d+ Nurture already/],
      [{ value: { kind: "band", band: "tepid" } }, "value", /not in use any more/],
      [{ value: { kind: "band", band: "nurture" } }, "value", /already/],
      [{ value: {} }, "value", /Choose a score or a band/],
      [{ category: "mood" }, "category", /what kind/],
      [{ reason: "" }, "reason", /at least 10 characters/],
      [{ reason: "          \n    " }, "reason", /at least 10 characters/],
      [{ reason: `  On leave\u200b\u200b ` }, "reason", /at least 10 characters/],
      [{ reason: "😀😀😀😀😀" }, "reason", /at least 10 characters/],
      [{ reason: "x".repeat(1_001) }, "reason", /at most 1000/],
      [{ note: "x".repeat(1_001) }, "note", /at most 1000/],
      [{ expiry: { kind: "days", days: 0 } }, "expiry", /1 to 365/],
      [{ expiry: { kind: "days", days: 400 } }, "expiry", /1 to 365/],
      [{ expiry: { kind: "date", date: "2026-11-16" } }, "expiry", /over/],
      [{ expiry: { kind: "date", date: "2026-02-30" } }, "expiry", /Choose the day/],
      [{ expiry: { kind: "date", date: "9999-01-01" } }, "expiry", /at most 365 days/],
    ];
    for (const [change, field, message] of bad) {
      const wish = wishOf(leadId, change);
      const answer = await setOverrideAction(wish);
      expect(answer, JSON.stringify(change)).toMatchObject({ ok: false, field });
      expect("message" in answer && answer.message, JSON.stringify(change)).toMatch(message);
      expect(await overrideOf(wish.id)).toBeNull();
    }
    for (const wish of [null, {}, { ...wishOf(leadId), extra: 1 }, wishOf("x"), wishOf(leadId, { id: "x" })])
      expect(await setOverrideAction(wish)).toMatchObject({ ok: false, code: "invalid" });
    expect(await setOverrideAction(wishOf(newId()))).toMatchObject({ code: "not_found" });
    expect(await revertOverrideAction({ id: newId() })).toMatchObject({ code: "not_found" });
    expect(await leadOf(leadId)).toMatchObject({ effectiveBand: "nurture", dueAt: null });
  });
});
