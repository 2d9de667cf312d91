import { beforeEach, describe, expect, it, vi } from "vitest";
import { memberForAction, requireMember } from "@/lib/platform/auth/member";
import { ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { now } from "@/lib/platform/clock";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { joinTenant, type TestMember, testMember, testTenant } from "@/lib/testing/people";
import {
  changeRoleAction,
  createResetLinkAction,
  deactivateAction,
  inviteMemberAction,
  reactivateAction,
  revokeInvitationAction,
  switchWorkspaceAction,
} from "./actions-people";
import { inviteMember } from "./invitations";
import { loadPeoplePage } from "./loaders";

/** What Next gives a request: one cookie jar, no headers, redirects that throw. */
const jar = vi.hoisted(() => new Map<string, string>());
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    set: (name: string, value: string) => jar.set(name, value),
  }),
  headers: async () => new Headers({ host: "localhost:3000" }),
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

testDatabase();

const COOKIE = "next-auth.session-token";
const members = {} as Record<Role, TestMember>;
let target: TestMember;
let tenantId: string;

beforeEach(async () => {
  tenantId = await testTenant();
  for (const role of ROLES) members[role] = await testMember(tenantId, role);
  target = await testMember(tenantId, "rep");
  jar.clear();
});

async function actAs({ userId, tenantId: workspace }: TestMember): Promise<void> {
  jar.set(COOKIE, await sealSession({ userId, tenantId: workspace, sessionEpoch: 0 }, 3600));
}

const invitation = async () => {
  const result = await inviteMember(members.admin, { email: "open@fjordline.example", role: "rep" }, now());
  return result.ok ? result.invitationId : "";
};

const ACTIONS: Record<string, () => Promise<{ ok: boolean; code?: string }>> = {
  "invite somebody": () => inviteMemberAction({ email: "new@fjordline.example", role: "rep" }),
  "take an invitation back": async () => revokeInvitationAction({ invitationId: await invitation() }),
  "change a role": () => changeRoleAction({ userId: target.userId, role: "leader" }),
  "deactivate somebody": () => deactivateAction({ userId: target.userId }),
  "reactivate somebody": () => reactivateAction({ userId: target.userId }),
  "make a reset link": () => createResetLinkAction({ userId: target.userId }),
};

describe.each(Object.entries(ACTIONS))("%s", (_, act) => {
  it("is an admin's", async () => {
    await actAs(members.admin);
    expect(await act()).toMatchObject({ ok: true });
  });

  it.each(ROLES.filter((role) => role !== "admin"))("is refused to a %s", async (role) => {
    await actAs(members[role]);
    expect(await act()).toMatchObject({ ok: false, code: "forbidden" });
  });

  it("is refused to somebody signed out", async () => {
    expect(await act()).toMatchObject({ ok: false, code: "signed_out" });
  });

  it("is refused to an admin deactivated a moment ago", async () => {
    await actAs(members.admin);
    await withTenant(tenantId, (tx) =>
      tx.membership.updateMany({ where: { userId: members.admin.userId }, data: { deactivatedAt: now() } }),
    );
    expect(await act()).toMatchObject({ ok: false, code: "signed_out" });
  });
});

describe("what an action is given", () => {
  it.each([
    [changeRoleAction, { userId: "not an id", role: "rep" }],
    [changeRoleAction, { userId: "0190aaaa-0000-7000-8000-000000000001", role: "owner" }],
    [changeRoleAction, { userId: "0190aaaa-0000-7000-8000-000000000001", role: "rep", tenantId: "x" }],
    [inviteMemberAction, { email: "no mail", role: "rep" }],
    [inviteMemberAction, null],
    [createResetLinkAction, { userId: ["0190aaaa-0000-7000-8000-000000000001"] }],
  ])("is checked strictly (%#)", async (action, input) => {
    await actAs(members.admin);
    expect(await action(input)).toMatchObject({ ok: false, code: "invalid" });
  });
});

describe("a page", () => {
  it("lets an admin read the people, and nobody else", async () => {
    await actAs(members.admin);
    expect((await loadPeoplePage()).people).toHaveLength(6);
    await actAs(members.revops);
    await expect(loadPeoplePage()).rejects.toThrow("forbidden");
  });

  it("sends those who are signed out to the sign-in page", async () => {
    await expect(requireMember()).rejects.toThrow("redirect /signin");
  });

  it("sees a role change at the next request", async () => {
    await actAs(members.rep);
    expect(await memberForAction("people.manage")).toMatchObject({ code: "forbidden" });
    await withTenant(tenantId, (tx) =>
      tx.membership.updateMany({ where: { userId: members.rep.userId }, data: { role: "admin" } }),
    );
    expect(await memberForAction("people.manage")).toMatchObject({ ok: true, member: { role: "admin" } });
  });
});

describe("switching the workspace", () => {
  it("goes on in another workspace of the same person, and ends when the session would have", async () => {
    const other = await testTenant("Aalborg");
    await joinTenant(members.rep.userId, other, "leader");
    await actAs(members.rep);
    await expect(switchWorkspaceAction({ tenantId: other })).rejects.toThrow("redirect /");
    expect(await memberForAction()).toMatchObject({ member: { tenantId: other, role: "leader" } });
  });

  it("is refused for a workspace one does not belong to", async () => {
    await actAs(members.admin);
    const before = jar.get(COOKIE);
    expect(await switchWorkspaceAction({ tenantId: await testTenant("Other") })).toMatchObject({
      code: "forbidden",
    });
    expect(jar.get(COOKIE)).toBe(before);
  });

  it("is refused to a session from before a new password", async () => {
    await actAs(members.rep);
    await globalDb().user.update({
      where: { id: members.rep.userId },
      data: { sessionEpoch: { increment: 1 } },
    });
    expect(await switchWorkspaceAction({ tenantId })).toMatchObject({ code: "forbidden" });
  });
});
