import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember } from "@/lib/testing/people";
import { actAction, undoAction } from "./actions";
import { loadQueue, loadQueueLead, loadQueueMarks, loadQueueView, rememberLook } from "./loaders";
import { parseQueueQuery, queueHref } from "./query";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/navigation", () => ({
  forbidden: () => {
    throw new Error("403");
  },
  redirect: (to: string) => {
    throw new Error(`to ${to}`);
  },
}));

testDatabase();
let tenantId: string;
let serial = 0;

async function signIn(role: Role, tenant = tenantId): Promise<TestMember> {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}

/** A lead that has asked for a demo this morning; hot, unclaimed. */
async function hotLead(): Promise<string> {
  serial += 1;
  const number = serial;
  const now = new Date();
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  return withTenant(tenantId, async (tx) => {
    const { leads } = await ingestLeads(
      tx,
      tenantId,
      [
        {
          externalId: `A-${number}`,
          createdAt: before(2_000),
          fields: {
            ...{ email: `a${number}@firm.example`, first_name: "Elena", last_name: `Marchetti ${number}` },
            ...{ company: "Corvane", job_title: "Chief Operating Officer", employees: 2_000 },
            ...{ phone: "+39 02 5550 0142", country: "Italy", city: "Milan" },
          },
        },
      ],
      { knownFrom: before(2_000), source: "test", now },
    );
    const leadId = leads[0]!.leadId;
    const types = ["trial_started", "page_view", "page_view", "page_view", "email_replied", "email_clicked"];
    await ingestEvents(
      tx,
      tenantId,
      [
        ...types.map((type, index) => ({
          ...{ subject: { leadId }, type, occurredAt: before(90 + index) },
          properties: { page: "pricing", path: "/pricing" },
        })),
        {
          ...{ subject: { leadId }, type: "demo_requested", occurredAt: before(60) },
          properties: { message: "3 warehouses" },
        },
      ],
      { now },
    );
    await rescoreLeads(tx, tenantId, [leadId], { moment: now, cause: causeRef("lead_created") });
    return leadId;
  });
}

const wish = (leadId: string, deed: Parameters<typeof actAction>[0]["deed"]) => ({
  id: newId(),
  leadId,
  deed,
});

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Acting" }));
});
beforeEach(() => {
  cookie.token = undefined;
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "leads.work");
  it(`${may ? "sees and works" : "neither sees nor works"} a queue`, async () => {
    const leadId = await hotLead();
    await signIn(role);
    const query = parseQueueQuery({});
    if (!may) {
      await expect(loadQueue(query)).rejects.toThrow("403");
      for (const answer of [
        await loadQueueView(query),
        await loadQueueMarks(query),
        await loadQueueLead(leadId),
      ])
        expect(answer).toMatchObject({ ok: false, code: "forbidden" });
      expect(await actAction(wish(leadId, { kind: "claim" }))).toMatchObject({ code: "forbidden" });
      expect(await undoAction(newId())).toMatchObject({ code: "forbidden" });
      return;
    }
    const page = await loadQueue(query);
    expect(page.view.sections[0]).toMatchObject({ key: "hot", title: "Hot, by time left to call" });
    expect(page.view.sections[0]?.rows.map(({ id }) => id)).toContain(leadId);
    const call = wish(leadId, { kind: "call", outcome: "no_answer" });
    expect(await actAction(call)).toMatchObject({ ok: true });
    expect(await undoAction(call.id)).toEqual({ ok: true, leadId });
  });
});

describe("one lead of the queue", () => {
  it("is told whole: why, what to say, where it is noon, and what a call would add", async () => {
    const leadId = await hotLead();
    await signIn("rep");
    const answer = await loadQueueLead(leadId);
    if (!answer.ok) throw new Error(answer.message);
    const lead = answer.data;
    expect(lead).toMatchObject({
      ...{ company: "Corvane", mayWork: true, isOpen: true, ownerId: null },
      next: "Call within 2 hours",
      place: expect.stringMatching(/^Milan, Italy, \d\d:\d\d there$/),
    });
    expect(lead.reasons).toHaveLength(3);
    expect(lead.opening.text).toContain("You asked for a demo");
    expect(lead.opening.text).toContain("“3 warehouses”");
    expect(lead.connectedEffect).toBeGreaterThan(0);
    expect(lead.due).toMatchObject({ kind: "respond", isTimed: true });
    expect(JSON.stringify(lead)).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("tells what changed since one last looked, by the points", async () => {
    const leadId = await hotLead();
    const rep = await signIn("rep");
    expect(await rememberLook(leadId)).toMatchObject({ ok: true });
    await withTenant(tenantId, async (tx) => {
      const past = new Date(Date.now() - 3 * 3_600_000);
      await tx.leadLook.updateMany({
        where: { leadId, userId: rep.userId },
        data: { at: past, score: 44, band: "warm" },
      });
    });
    const answer = await loadQueueLead(leadId);
    expect(answer).toMatchObject({
      data: {
        change: {
          since: expect.stringMatching(/^Since you last looked, (today|yesterday)/),
          from: { score: 44, band: { name: "Warm" } },
          to: { band: { name: "Hot" } },
        },
      },
    });
  });

  it("is not there for another workspace, nor by a malformed id", async () => {
    const leadId = await hotLead();
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    await signIn("rep", elsewhere);
    expect(await loadQueueLead(leadId)).toMatchObject({ code: "not_found" });
    expect(await loadQueueLead("../../etc")).toMatchObject({ code: "not_found" });
    expect(await rememberLook(leadId)).toMatchObject({ code: "not_found" });
    expect(await actAction(wish(leadId, { kind: "claim" }))).toMatchObject({
      ...{ ok: false, code: "gone" },
      message: "This lead is not here any more.",
    });
  });
});

describe("what cannot be done", () => {
  it("is told in words, and changes nothing", async () => {
    const leadId = await hotLead();
    await signIn("rep");
    const messageOf = async (deed: unknown) => {
      const answer = await actAction({ id: newId(), leadId, deed } as never);
      return answer.ok ? "done" : answer.message;
    };
    expect(await messageOf({ kind: "note", text: "   " })).toBe("The note is empty.");
    expect(await messageOf({ kind: "snooze", until: Date.now() - 1 })).toBe(
      "Choose a time that is still to come.",
    );
    expect(await messageOf({ kind: "disqualify", reason: "because" })).toBe("Say why: choose a reason.");
    for (const deed of [{ kind: "call", outcome: "won" }, { kind: "claim", extra: 1 }, { kind: "fly" }, null])
      expect(await actAction({ id: newId(), leadId, deed } as never)).toMatchObject({ code: "invalid" });
    expect(await actAction({ id: "1", leadId, deed: { kind: "claim" } })).toMatchObject({ code: "invalid" });
    expect(await withTenant(tenantId, (tx) => tx.activity.count({ where: { leadId } }))).toBe(0);
  });

  it("is to the signed out everything", async () => {
    const leadId = await hotLead();
    expect(await actAction(wish(leadId, { kind: "claim" }))).toMatchObject({ code: "signed_out" });
    expect(await loadQueueMarks(parseQueueQuery({}))).toMatchObject({ code: "signed_out" });
    await expect(loadQueue(parseQueueQuery({}))).rejects.toThrow(/to \/signin/);
  });

  it("of a lead that somebody has is told with who that is", async () => {
    const leadId = await hotLead();
    await signIn("rep");
    await actAction(wish(leadId, { kind: "claim" }));
    await signIn("rep");
    expect(await actAction(wish(leadId, { kind: "call", outcome: "connected" }))).toMatchObject({
      code: "taken",
      message: expect.stringMatching(/^Test rep \d+ has Elena Marchetti \d+ already. Nothing was changed.$/),
    });
  });
});

describe("the queue's address", () => {
  it("holds its state, and nothing that it does not know", () => {
    const lead = newId();
    const query = parseQueueQuery({ show: "pool", band: "hot,warm,<b>", lead, extra: "1" });
    expect(query).toEqual({ show: "pool", bands: ["hot", "warm"], lead, saved: null });
    expect(queueHref(query)).toBe(`/queue?show=pool&band=hot,warm&lead=${lead}`);
    expect(parseQueueQuery({ show: "evil", lead: "1" })).toEqual({
      ...{ show: "all", bands: [], lead: null, saved: null },
    });
    expect(queueHref()).toBe("/queue");
  });
});
