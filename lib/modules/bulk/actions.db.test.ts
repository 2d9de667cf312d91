import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember } from "@/lib/testing/people";
import {
  bulkAssignAction,
  bulkChoicesAction,
  bulkSnoozeAction,
  bulkUndoAction,
  countMatchingAction,
} from "./actions";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

testDatabase();

const NOW = new Date();
const people = new Map<Role, TestMember>();
let tenantId: string;
let maya: TestMember;
let tomas: TestMember;
let serial = 0;

const next = () => {
  serial += 1;
  return serial;
};

async function signIn(member: TestMember | undefined): Promise<void> {
  cookie.token = member ? await sealSession({ ...member, sessionEpoch: 0 }, 3_600) : undefined;
}

/** Open leads of these owners, of a source of their own; null: unclaimed. */
async function leads(owners: readonly (string | null)[], source = `src${next()}`): Promise<string[]> {
  return withTenant(tenantId, async (tx) => {
    const done = await ingestLeads(
      tx,
      tenantId,
      owners.map((ownerId) => ({
        externalId: `L-${next()}`,
        createdAt: NOW,
        fields: { last_name: `Lead ${serial}`, source },
        ...(ownerId ? { ownerId } : {}),
      })),
      { knownFrom: "always", source: "test", now: NOW },
    );
    const ids = done.leads.map(({ leadId }) => leadId);
    await rescoreLeads(tx, tenantId, ids, { moment: NOW, cause: causeRef("imported") });
    return ids;
  });
}

const ownersOf = (ids: readonly string[]) =>
  withTenant(tenantId, async (tx) => {
    const rows = await tx.lead.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, ownerId: true },
    });
    return ids.map((id) => rows.find((row) => row.id === id)?.ownerId ?? null);
  });
const snoozedOf = (ids: readonly string[]) =>
  withTenant(tenantId, (tx) =>
    tx.lead.count({ where: { id: { in: [...ids] }, snoozedUntil: { not: null } } }),
  );
const audited = (ids: readonly string[], action: string) =>
  withTenant(tenantId, (tx) => tx.auditEntry.count({ where: { subjectId: { in: [...ids] }, action } }));
const ticked = (ids: readonly string[]) => ({ kind: "ticked" as const, ids });
const tomorrow = { kind: "choice", choice: "tomorrow" };

beforeAll(async () => {
  tenantId = (await createWorkspace({ name: "Bulk" })).tenantId;
  for (const role of ROLES) people.set(role, await testMember(tenantId, role));
  maya = await testMember(tenantId, "rep");
  tomas = await testMember(tenantId, "rep");
});
beforeEach(() => signIn(undefined));

describe.each(ROLES)("a %s", (role) => {
  const works = can(role, "leads.work");
  const any = can(role, "leads.assign");

  it(`${any ? "assigns and snoozes any leads" : works ? "assigns and snoozes own and unclaimed leads" : "neither assigns nor snoozes"}`, async () => {
    const me = people.get(role)!;
    const ids = await leads([null, me.userId, tomas.userId]);
    await signIn(me);
    const assigned = await bulkAssignAction({ selection: ticked(ids), toUserId: maya.userId });
    if (!works) {
      expect(assigned).toMatchObject({ ok: false, code: "forbidden" });
      for (const answer of [
        await bulkSnoozeAction({ selection: ticked(ids), until: tomorrow }),
        await bulkUndoAction({ activityIds: [newId()] }),
        await countMatchingAction(""),
        await bulkChoicesAction(),
      ])
        expect(answer).toMatchObject({ ok: false, code: "forbidden" });
      expect(await ownersOf(ids)).toEqual([null, me.userId, tomas.userId]);
      expect(await snoozedOf(ids)).toBe(0);
      return;
    }
    const name = expect.stringMatching(
      any
        ? /^3 leads assigned to Test rep \d+$/
        : /^2 leads assigned to Test rep \d+\. 1 belongs to somebody else and stayed\.$/,
    );
    expect(assigned).toMatchObject({ ok: true, done: any ? 3 : 2, message: name });
    expect(await ownersOf(ids)).toEqual([maya.userId, maya.userId, any ? maya.userId : tomas.userId]);
    expect(await audited(ids, "lead.assigned")).toBe(any ? 3 : 2);

    const more = await leads([null, me.userId, tomas.userId]);
    const slept = await bulkSnoozeAction({ selection: ticked(more), until: tomorrow });
    expect(slept).toMatchObject({ ok: true, done: any ? 3 : 2 });
    expect(await snoozedOf(more)).toBe(any ? 3 : 2);
  });
});

describe("many leads at once", () => {
  it("are taken back while nobody has worked on them since; the others stay, and are told", async () => {
    const ids = await leads([null, null, null]);
    await signIn(maya);
    const done = await bulkAssignAction({ selection: ticked(ids), toUserId: maya.userId });
    if (!done.ok) throw new Error(done.message);
    expect(done.message).toBe("3 leads assigned to you");
    const [activity] = await withTenant(tenantId, (tx) =>
      tx.activity.findMany({ where: { leadId: ids[0]!, actorId: maya.userId } }),
    );
    expect(done.activityIds).toContain(activity?.id);
    await bulkSnoozeAction({ selection: ticked([ids[1]!]), until: tomorrow });
    // Somebody else's undo is not theirs to make.
    await signIn(tomas);
    expect(await bulkUndoAction({ activityIds: done.activityIds })).toMatchObject({
      ok: true,
      message: expect.stringMatching(/^Nothing was undone/),
    });
    await signIn(maya);
    expect(await bulkUndoAction({ activityIds: done.activityIds })).toMatchObject({
      ok: true,
      message: "2 leads are as they were. 1 stayed: it has been worked on since, or it was too late.",
    });
    expect(await ownersOf(ids)).toEqual([null, maya.userId, null]);
  });

  it("go back into the pool, and each that stays is counted with its reason", async () => {
    const [mine, theirs, free] = await leads([maya.userId, tomas.userId, null]);
    const [closed] = await leads([maya.userId]);
    await withTenant(tenantId, (tx) =>
      tx.lead.updateMany({ where: { id: closed! }, data: { status: "won", closedAt: NOW } }),
    );
    await signIn(maya);
    const answer = await bulkAssignAction({
      selection: ticked([mine!, theirs!, free!, closed!, newId()]),
      toUserId: null,
    });
    expect(answer).toMatchObject({
      done: 1,
      message:
        "1 lead put back into the pool. 1 belongs to somebody else and stayed; 1 was unclaimed already; 1 is closed and stayed; 1 is not here any more.",
    });
    expect(await ownersOf([mine!, theirs!, free!])).toEqual([null, tomas.userId, null]);
  });

  it("are given to nobody who has gone, only reads, or is of another workspace", async () => {
    const ids = await leads([null]);
    const gone = await testMember(tenantId, "rep");
    await withTenant(tenantId, (tx) =>
      tx.membership.updateMany({ where: { userId: gone.userId }, data: { deactivatedAt: NOW } }),
    );
    const stranger = await testMember((await createWorkspace({ name: "Elsewhere" })).tenantId, "rep");
    await signIn(people.get("manager"));
    for (const toUserId of [gone.userId, people.get("leader")!.userId, stranger.userId])
      expect(await bulkAssignAction({ selection: ticked(ids), toUserId })).toMatchObject({
        code: "no_such_person",
      });
    expect(await ownersOf(ids)).toEqual([null]);
    const choices = await bulkChoicesAction();
    if (!choices.ok) throw new Error(choices.message);
    const offered = choices.choices.people.map(({ id }) => id);
    expect(offered).toContain(tomas.userId);
    for (const id of [
      gone.userId,
      people.get("leader")!.userId,
      people.get("revops")!.userId,
      stranger.userId,
    ])
      expect(offered).not.toContain(id);
    // Another workspace's people find none of these leads.
    await signIn(stranger);
    expect(await bulkAssignAction({ selection: ticked(ids), toUserId: stranger.userId })).toMatchObject({
      done: 0,
      message: "No lead was assigned. 1 is not here any more.",
    });
  });

  it("is refused to who is signed out, and for what cannot be read", async () => {
    const ids = await leads([null]);
    expect(await bulkAssignAction({ selection: ticked(ids), toUserId: null })).toMatchObject({
      code: "signed_out",
    });
    await signIn(maya);
    for (const selection of [
      ticked([]),
      ticked(["x"]),
      ticked(Array.from({ length: 201 }, newId)),
      { kind: "all", query: "", count: 1_001 },
      { kind: "all", query: "", count: 0 },
      { ...ticked(ids), more: 1 },
    ])
      expect(await bulkAssignAction({ selection, toUserId: maya.userId })).toMatchObject({ code: "invalid" });
    for (const until of [
      { kind: "choice", choice: "never" },
      { kind: "date", date: "soon" },
      { kind: "date", date: "2026-02-31" },
    ])
      expect(await bulkSnoozeAction({ selection: ticked(ids), until })).toMatchObject({ code: "invalid" });
    for (const date of ["2020-01-01", "2999-01-01"])
      expect(await bulkSnoozeAction({ selection: ticked(ids), until: { kind: "date", date } })).toMatchObject(
        {
          code: "past",
          message: expect.stringContaining("still to come"),
        },
      );
    expect(await snoozedOf(ids)).toBe(0);
    expect(await bulkUndoAction({ activityIds: [] })).toMatchObject({ code: "invalid" });
  });
});

describe("all that match a filter", () => {
  it("are found by the server, for this person, and acted on as counted", async () => {
    const source = "Trade fair";
    const ids = await leads([null, maya.userId, tomas.userId], source);
    const query = `view=open&source=${encodeURIComponent(source)}`;
    await signIn(maya);
    expect(await countMatchingAction(query)).toEqual({ ok: true, count: 3 });
    expect(await countMatchingAction(`${query}&owner=me`)).toEqual({ ok: true, count: 1 });
    expect(await countMatchingAction(`${query}&owner=none,me&after=abc`)).toEqual({ ok: true, count: 2 });

    // One more came in since it was counted.
    const all = { kind: "all" as const, query, count: 2 };
    expect(await bulkAssignAction({ selection: all, toUserId: maya.userId })).toMatchObject({
      code: "changed",
      message: expect.stringMatching(/^3 leads match now, not 2\./),
    });
    expect(await ownersOf(ids)).toEqual([null, maya.userId, tomas.userId]);

    const done = await bulkAssignAction({ selection: { ...all, count: 3 }, toUserId: maya.userId });
    expect(done).toMatchObject({
      done: 1,
      message: "1 lead assigned to you. 1 was yours already; 1 belongs to somebody else and stayed.",
    });
    expect(await ownersOf(ids)).toEqual([maya.userId, maya.userId, tomas.userId]);
    expect(
      await bulkSnoozeAction({
        selection: { kind: "all", query: "q=nobodyiscalledso", count: 5 },
        until: tomorrow,
      }),
    ).toMatchObject({ code: "none" });
  });

  it("are refused beyond a thousand, and done up to it", async () => {
    const source = "Big list";
    // A thousand of them, without the scores that nothing here asks for.
    await withTenant(
      tenantId,
      (tx) => tx.$executeRaw`
        INSERT INTO leads (tenant_id, id, external_id, source, status)
        SELECT ${tenantId}::uuid, uuidv7(), 'big-' || n, ${source}, 'new' FROM generate_series(1, 1000) n`,
    );
    const query = `source=${encodeURIComponent(source)}`;
    const selection = { kind: "all" as const, query, count: 1_000 };
    await signIn(people.get("manager"));
    const done = await bulkSnoozeAction({ selection, until: { kind: "choice", choice: "next_week" } });
    expect(done).toMatchObject({ ok: true, done: 1_000 });
    await leads([null], source);
    expect(await countMatchingAction(query)).toMatchObject({ code: "too_many" });
    expect(await bulkSnoozeAction({ selection, until: tomorrow })).toMatchObject({ code: "too_many" });
  }, 120_000);
});
