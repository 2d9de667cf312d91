import { NextRequest } from "next/server";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/(app)/overrides/export/route";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { Prisma, withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember } from "@/lib/testing/people";
import {
  approveRequestAction,
  requestOverrideAction,
  revertOverrideAction,
  setOverrideAction,
} from "./actions";
import { moreOverridesAction } from "./actions-ledger";
import { loadLedger, loadVerdict, loadWaitingRequests } from "./loaders-ledger";
import { EMPTY_LEDGER_QUERY } from "./query-ledger-url";
import { daysOn, scoredLead, TUESDAY, wishOf } from "./testing";

/** The browser's cookie and the clock; the rest is the real path. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
const clock = vi.hoisted(() => ({ at: new Date(0) }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/navigation", () => ({
  redirect: (path: string) => {
    throw new Error(`redirect ${path}`);
  },
  forbidden: () => {
    throw new Error("forbidden");
  },
}));
vi.mock("@/lib/platform/clock", () => ({ now: () => clock.at }));

testDatabase();

const people = new Map<Role, TestMember>();
let tenantId: string;
let stranger: TestMember;
/** In the order in which they came to be: set, set and reverted, requested. */
const ids = { set: "", reverted: "", requested: "" };

async function signIn(member: TestMember | undefined): Promise<void> {
  cookie.token = member ? await sealSession({ ...member, sessionEpoch: 0 }, 400 * 86_400) : undefined;
}
const as = (role: Role) => signIn(people.get(role));
const get = (search = "") => GET(new NextRequest(`http://localhost/overrides/export${search}`));
const lines = async (response: Response) => (await response.text()).trim().split("\r\n");

beforeAll(async () => {
  clock.at = TUESDAY;
  tenantId = (await createWorkspace({ name: "Ledger" })).tenantId;
  for (const role of ROLES) people.set(role, await testMember(tenantId, role));
  stranger = await testMember((await createWorkspace({ name: "Elsewhere" })).tenantId, "admin");
  const set = wishOf(await scoredLead(tenantId), { reason: '=HYPERLINK("http://evil.example")' });
  const reverted = wishOf(await scoredLead(tenantId), {
    value: { kind: "score", score: 4 },
    category: "not_a_fit",
  });
  const requested = wishOf(await scoredLead(tenantId), { value: { kind: "band", band: "warm" } });
  await as("manager");
  expect(await setOverrideAction(set)).toMatchObject({ ok: true });
  await as("admin");
  clock.at = daysOn(1);
  expect(await setOverrideAction(reverted)).toMatchObject({ ok: true });
  clock.at = daysOn(2);
  expect(await revertOverrideAction({ id: reverted.id })).toMatchObject({ ok: true });
  await as("rep");
  clock.at = daysOn(3);
  expect(await requestOverrideAction(requested)).toMatchObject({ ok: true });
  Object.assign(ids, { set: set.id, reverted: reverted.id, requested: requested.id });
});
beforeEach(() => {
  clock.at = daysOn(3);
  cookie.token = undefined;
});

describe("the ledger", () => {
  it.each(ROLES)("is read by a %s, newest first, with what became of each", async (role) => {
    await as(role);
    const { page, counts, managers } = await loadLedger(EMPTY_LEDGER_QUERY);
    expect(counts).toEqual({ all: 3, active: 1, matching: 3 });
    expect(page.items.map(({ id }) => id)).toEqual([ids.requested, ids.reverted, ids.set]);
    expect(page.items.map(({ happened }) => happened.what)).toEqual([
      "Waiting for a manager",
      expect.stringMatching(/^Open, machine now \d+$/),
      "Waiting for the call",
    ]);
    expect(page.items[1]?.expires).toEqual({ what: "Reverted", when: "19 Nov" });
    expect(managers.map(({ id }) => id).sort()).toEqual(
      [people.get("manager")!.userId, people.get("admin")!.userId].sort(),
    );
    expect((await loadVerdict()).headline).toBe("Too few to say yet: 0 overrides have had 90 days.");
  });

  it("is closed to the signed out, and empty to another workspace", async () => {
    await expect(loadLedger(EMPTY_LEDGER_QUERY)).rejects.toThrow("redirect /signin");
    await expect(loadVerdict()).rejects.toThrow("redirect /signin");
    expect(await moreOverridesAction({})).toMatchObject({ ok: false, code: "signed_out" });
    await signIn(stranger);
    expect(await loadLedger(EMPTY_LEDGER_QUERY)).toMatchObject({ counts: { all: 0 }, waiting: [], own: [] });
    expect(await loadWaitingRequests()).toBe(0);
  });

  it("puts requests before those who decide, and their own before those who asked", async () => {
    for (const role of ["manager", "admin"] as const) {
      await as(role);
      expect((await loadLedger(EMPTY_LEDGER_QUERY)).waiting).toMatchObject([
        { id: ids.requested, to: { score: 40 }, replaces: null, holds: "for 14 days" },
      ]);
      expect(await loadWaitingRequests()).toBe(1);
    }
    for (const role of ["rep", "revops", "leader"] as const) {
      await as(role);
      const { waiting, own } = await loadLedger(EMPTY_LEDGER_QUERY);
      expect(waiting).toBeNull();
      expect(own.map(({ id }) => id)).toEqual(role === "rep" ? [ids.requested] : []);
      expect(await loadWaitingRequests()).toBe(0);
    }
  });

  it.each([
    [{ states: ["active"] as const }, ["set"]],
    [{ states: ["reverted", "requested"] as const }, ["requested", "reverted"]],
    [{ directions: ["lowered"] as const }, ["reverted"]],
    [{ categories: ["offline_knowledge"] as const, directions: ["raised"] as const }, ["requested", "set"]],
    [{ states: ["declined"] as const }, []],
  ])("is narrowed by %o", async (filter, expected) => {
    await as("leader");
    const { page, counts } = await loadLedger({ ...EMPTY_LEDGER_QUERY, ...filter });
    expect(page.items.map(({ id }) => id)).toEqual(expected.map((key) => ids[key as keyof typeof ids]));
    expect(counts).toEqual({ all: 3, active: 1, matching: expected.length });
  });

  it("is narrowed by manager", async () => {
    await as("rep");
    const managers = [people.get("admin")!.userId];
    const { page } = await loadLedger({ ...EMPTY_LEDGER_QUERY, managers });
    expect(page.items.map(({ id }) => id)).toEqual([ids.reverted]);
  });
});

describe("its export", () => {
  it.each(ROLES)("is taken by a %s, by the filter, and written down", async (role) => {
    await as(role);
    const response = await get("?status=active,reverted&reason=nonsense");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toContain("overrides-2026-11-20.csv");
    const [header, ...rows] = await lines(response);
    expect(header).toMatch(/^id,status,lead_id/);
    expect(rows).toHaveLength(2);
    const written = await withTenant(tenantId, (tx) =>
      tx.auditEntry.findFirst({ where: { action: "overrides.exported" }, orderBy: { id: "desc" } }),
    );
    expect(written).toMatchObject({
      actorId: people.get(role)?.userId,
      details: { count: 2, filter: "status=active,reverted" },
    });
  });

  it("runs nothing in a spreadsheet", async () => {
    await as("leader");
    const text = await (await get("?status=active")).text();
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  });

  it("is refused to the signed out, and has nothing of another workspace", async () => {
    expect((await get()).status).toBe(401);
    await signIn(stranger);
    expect(await lines(await get())).toHaveLength(1);
  });
});

describe("more of it", () => {
  it("is asked for strictly", async () => {
    await as("rep");
    const query = EMPTY_LEDGER_QUERY;
    for (const input of [null, {}, { query, after: "x" }, { query: { ...query, more: 1 }, after: "x" }])
      expect(await moreOverridesAction(input)).toMatchObject({ ok: false, code: "invalid" });
    const after = Buffer.from(JSON.stringify([daysOn(3).getTime(), ids.requested])).toString("base64url");
    const more = await moreOverridesAction({ query, after });
    expect(more.ok && more.page.items.map(({ id }) => id)).toEqual([ids.reverted, ids.set]);
  });
});

describe("nobody can edit or delete an entry", () => {
  const inTenant = <T>(work: Parameters<typeof withTenant<T>>[1]) => withTenant(tenantId, work);

  it("not the role that the product runs as: no deletion, and no word of what was said", async () => {
    await expect(inTenant((tx) => tx.override.deleteMany())).rejects.toThrow(/permission denied/);
    for (const column of [
      "reason",
      "category",
      "note",
      "score",
      "band",
      "kind",
      "lead_id",
      "days",
      "requested_by",
    ])
      await expect(
        inTenant((tx) => tx.$executeRaw`UPDATE overrides SET ${Prisma.raw(`${column} = ${column}`)}`),
        column,
      ).rejects.toThrow(/permission denied/);
  });

  it("not what an override in force replaced, nor by whom; and of one that is over nothing at all", async () => {
    const settled = {
      ...{
        machineScore: 1,
        machineBand: "hot",
        effectiveScore: 99,
        effectiveBand: "warm",
        direction: "lowered",
      },
      ...{
        decidedBy: null,
        decidedAt: daysOn(-1),
        decisionNote: "x",
        startedAt: daysOn(-9),
        scoreVersion: "x",
      },
    };
    for (const [column, value] of Object.entries(settled))
      await expect(
        inTenant((tx) => tx.override.updateMany({ where: { id: ids.set }, data: { [column]: value } })),
        column,
      ).rejects.toThrow(/in force/);
    for (const data of [{ endedAt: daysOn(2) }, { status: "active" }, { expiresAt: daysOn(40) }])
      await expect(
        inTenant((tx) => tx.override.updateMany({ where: { id: ids.reverted }, data })),
      ).rejects.toThrow(/is over/);
    expect(await inTenant((tx) => tx.override.count())).toBe(3);
  });

  it("while a request still goes its way", async () => {
    await as("manager");
    expect(await approveRequestAction({ id: ids.requested, replaces: null })).toMatchObject({ ok: true });
    expect(await loadWaitingRequests()).toBe(0);
  });
});
