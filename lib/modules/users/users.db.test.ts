import { beforeEach, describe, expect, it } from "vitest";
import { writeAudit } from "@/lib/platform/audit";
import { checkPassword } from "@/lib/platform/auth/authenticate";
import { findMember } from "@/lib/platform/auth/membership";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { joinTenant, type TestMember, testMember, testTenant } from "@/lib/testing/people";
import { getInvitations, getPeople, invitationByToken } from "./data";
import { acceptInvitation, inviteMember, revokeInvitation } from "./invitations";
import { changeRole, deactivateMembership, ensureUser, reactivateMembership } from "./mutations";
import {
  createResetLink,
  createResetLinkByEmail,
  requestReset,
  resetLinkWorks,
  resetPassword,
} from "./password-resets";
import { ensureSetupToken, setupLinkWorks } from "./setup";

testDatabase({ poolSize: 6 });

const NINE = Date.parse("2026-03-02T09:00:00Z");
const DAY = 86_400_000;
const now = new Date(NINE);
const later = (days: number) => new Date(NINE + days * DAY);
const PASSWORD = "grey heron, low tide";

let tenantId: string;
let admin: TestMember;
let rep: TestMember;
beforeEach(async () => {
  tenantId = await testTenant();
  admin = await testMember(tenantId, "admin");
  rep = await testMember(tenantId, "rep");
});

const audit = (tenant = tenantId) =>
  withTenant(tenant, (tx) => tx.auditEntry.findMany({ orderBy: { id: "asc" } })).then((rows) =>
    rows.map((row) => row.action),
  );
const roleOf = async ({ userId }: TestMember) =>
  (await findMember({ userId, tenantId, sessionEpoch: 0 }))?.role ?? null;

function succeeded<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  expect(result).toMatchObject({ ok: true });
  return result as Extract<T, { ok: true }>;
}

describe("roles and memberships", () => {
  it("changes a role at once and writes it down", async () => {
    succeeded(await changeRole(admin, { userId: rep.userId, role: "manager" }));
    expect(await roleOf(rep)).toBe("manager");
    const [entry] = await withTenant(tenantId, (tx) => tx.auditEntry.findMany());
    expect(entry).toMatchObject({
      action: "membership.role_changed",
      actorId: admin.userId,
      subjectId: rep.userId,
      details: { from: "rep", to: "manager" },
    });
  });

  it("writes the change and its audit row together or not at all", async () => {
    await expect(
      withTenant(tenantId, async (tx) => {
        await tx.membership.updateMany({ where: { userId: rep.userId }, data: { role: "leader" } });
        await writeAudit(tx, { tenantId, actorId: "not a uuid", action: "x.y", subjectType: "user" });
      }),
    ).rejects.toThrow();
    expect(await roleOf(rep)).toBe("rep");
    expect(await audit()).toEqual([]);
  });

  it("writes nothing when nothing changes", async () => {
    succeeded(await changeRole(admin, { userId: rep.userId, role: "rep" }));
    succeeded(await reactivateMembership(admin, rep.userId));
    expect(await audit()).toEqual([]);
  });

  it("deactivates and reactivates", async () => {
    succeeded(await deactivateMembership(admin, rep.userId, now));
    expect(await roleOf(rep)).toBeNull();
    succeeded(await reactivateMembership(admin, rep.userId));
    expect(await roleOf(rep)).toBe("rep");
    expect(await audit()).toEqual(["membership.deactivated", "membership.reactivated"]);
  });

  it("refuses one's own role, one who is no admin, and people of another workspace", async () => {
    expect(await changeRole(admin, { userId: admin.userId, role: "rep" })).toMatchObject({
      code: "own_role",
    });
    expect(await changeRole(rep, { userId: admin.userId, role: "rep" })).toMatchObject({ code: "forbidden" });
    const stranger = await testMember(await testTenant("Other"), "rep");
    expect(await changeRole(admin, { userId: stranger.userId, role: "admin" })).toMatchObject({
      code: "not_found",
    });
    expect(await deactivateMembership(admin, stranger.userId, now)).toMatchObject({ code: "not_found" });
    expect(await audit()).toEqual([]);
  });

  it("waits for another admin's change, and then no longer counts on a role that is gone", async () => {
    const second = await testMember(tenantId, "admin");
    let change: ReturnType<typeof changeRole> | undefined;
    await withTenant(tenantId, async (tx) => {
      await tx.membership.updateMany({ where: { userId: admin.userId }, data: { role: "rep" } });
      let settled = false;
      change = changeRole(admin, { userId: second.userId, role: "rep" }).finally(() => {
        settled = true;
      });
      // Commit once the other one waits for us; or has not waited at all, which is what the test is about.
      for (let waiting = 0; waiting === 0 && !settled; ) {
        const [row] = await tx.$queryRaw<
          { count: bigint }[]
        >`SELECT count(*) FROM pg_locks WHERE NOT granted`;
        waiting = Number(row?.count);
      }
    });
    expect(await change).toMatchObject({ code: "forbidden" });
    expect(await roleOf(second)).toBe("admin");
  });
});

describe("invitations", () => {
  const invite = async (email = "petra@fjordline.example", moment = now) =>
    succeeded(await inviteMember(admin, { email, role: "manager" }, moment));
  const accept = (token: string, moment = now) =>
    acceptInvitation({ token, name: "Petra Vogel", password: PASSWORD, address: null }, moment);

  it("makes a member who can sign in", async () => {
    const { token } = await invite("Petra@Fjordline.example");
    const { claims } = succeeded(await accept(token));
    expect(await findMember(claims)).toMatchObject({
      role: "manager",
      email: "petra@fjordline.example",
      tenantId,
    });
    expect(
      succeeded(
        await checkPassword({ email: "petra@fjordline.example", password: PASSWORD, address: null }, now),
      ).userId,
    ).toBe(claims.userId);
    expect(await audit()).toEqual(["invitation.created", "invitation.accepted"]);
  });

  it("keeps a hash of the link only", async () => {
    const { token, invitationId } = await invite("hash@fjordline.example");
    const row = await withTenant(tenantId, (tx) =>
      tx.invitation.findFirstOrThrow({ where: { id: invitationId } }),
    );
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it("is used once, by one of ten who accept at the same time", async () => {
    const { token } = await invite("ten@fjordline.example");
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => accept(token)));
    const wins = results.filter((result) => result.status === "fulfilled" && result.value.ok);
    expect(wins).toHaveLength(1);
    expect(results.filter((result) => result.status === "rejected")).toEqual([]);
    expect(await globalDb().user.count({ where: { email: "ten@fjordline.example" } })).toBe(1);
    expect(await accept(token)).toMatchObject({ code: "accepted" });
  });

  it("expires after seven days", async () => {
    const { token } = await invite("late@fjordline.example");
    expect(await accept(token, later(7))).toMatchObject({ code: "expired" });
  });

  it("stops working when taken back, and when a newer one is made", async () => {
    const first = await invite("twice@fjordline.example");
    const second = await invite("twice@fjordline.example");
    expect(await accept(first.token)).toMatchObject({ code: "revoked" });
    succeeded(await revokeInvitation(admin, second.invitationId, now));
    expect(await accept(second.token)).toMatchObject({ code: "revoked" });
    expect(await revokeInvitation(admin, second.invitationId, now)).toMatchObject({ code: "not_open" });
    expect(await withTenant(tenantId, (tx) => getInvitations(tx, tenantId, now))).toEqual([]);
  });

  it("cannot be taken back from another workspace", async () => {
    const { token, invitationId } = await invite("mine@fjordline.example");
    const stranger = await testMember(await testTenant("Other"), "admin");
    expect(await revokeInvitation(stranger, invitationId, now)).toMatchObject({ code: "not_open" });
    expect((await invitationByToken(token, now))?.state).toBe("open");
  });

  it("is not made for somebody who is or was here", async () => {
    expect(await inviteMember(admin, { email: rep.email, role: "rep" }, now)).toMatchObject({
      code: "member",
    });
    await deactivateMembership(admin, rep.userId, now);
    expect(await inviteMember(admin, { email: rep.email, role: "rep" }, now)).toMatchObject({
      code: "deactivated",
    });
  });

  it("asks somebody with an account for that account's password, under the lockout", async () => {
    const home = await testTenant("Home");
    const { userId } = await ensureUser({
      email: "both@fjordline.example",
      name: "Both",
      password: PASSWORD,
      tenantId: home,
      role: "rep",
    });
    const { token } = await invite("both@fjordline.example");
    const withPassword = (password: string) =>
      acceptInvitation({ token, name: "Another", password, address: null }, now);
    for (let n = 0; n < 5; n += 1) expect(await withPassword("not theirs")).toMatchObject({ code: "wrong" });
    expect(await withPassword(PASSWORD)).toMatchObject({ code: "locked" });
    const after = new Date(NINE + 16 * 60_000);
    const { claims } = succeeded(await acceptInvitation({ token, password: PASSWORD, address: null }, after));
    expect(claims).toMatchObject({ userId, tenantId });
    expect((await globalDb().user.findUniqueOrThrow({ where: { id: userId } })).name).toBe("Both");
  });

  it.each([
    ["a weak password", { name: "Petra", password: "short" }, "weak_password"],
    ["no name", { name: "  ", password: PASSWORD }, "invalid"],
  ])("stays open after %s", async (label, wish, code) => {
    const { token } = await invite(`${label.replaceAll(" ", "-")}@fjordline.example`);
    expect(await acceptInvitation({ token, ...wish, address: null }, now)).toMatchObject({ code });
    expect((await invitationByToken(token, now))?.state).toBe("open");
  });

  it("knows no link that was never made", async () => {
    expect(await accept("x".repeat(43))).toMatchObject({ code: "unknown" });
  });
});

describe("password reset", () => {
  it("sets the password once, ends every session and the lock", async () => {
    const { token } = succeeded(await createResetLink(admin, rep.userId, now));
    expect(await resetLinkWorks(token, now)).toBe(true);
    for (let n = 0; n < 5; n += 1)
      await checkPassword({ email: rep.email, password: "wrong", address: null }, now);

    const results = await Promise.all(
      Array.from({ length: 4 }, () => resetPassword({ token, password: PASSWORD }, now)),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await findMember({ userId: rep.userId, tenantId, sessionEpoch: 0 })).toBeNull();
    expect(await findMember({ userId: rep.userId, tenantId, sessionEpoch: 1 })).not.toBeNull();
    succeeded(await checkPassword({ email: rep.email, password: PASSWORD, address: null }, now));
    expect(await resetLinkWorks(token, now)).toBe(false);
    expect(await audit()).toEqual(["user.reset_link_created", "user.password_reset"]);
  });

  it("refuses a weak password and keeps the link", async () => {
    const { token } = succeeded(await createResetLink(admin, rep.userId, now));
    expect(await resetPassword({ token, password: "1234567890" }, now)).toMatchObject({
      code: "weak_password",
    });
    expect(await resetLinkWorks(token, now)).toBe(true);
  });

  it("expires after a day, and when a newer link is made", async () => {
    const first = succeeded(await createResetLink(admin, rep.userId, now));
    const second = succeeded(await createResetLinkByEmail(rep.email, now));
    expect(await resetLinkWorks(first.token, now)).toBe(false);
    expect(await resetPassword({ token: second.token, password: PASSWORD }, later(1))).toMatchObject({
      code: "link",
    });
  });

  it("is not made for people of another workspace, nor for one who is in two", async () => {
    const other = await testTenant("Other");
    const stranger = await testMember(other, "rep");
    expect(await createResetLink(admin, stranger.userId, now)).toMatchObject({ code: "not_found" });
    await joinTenant(rep.userId, other, "rep");
    expect(await createResetLink(admin, rep.userId, now)).toMatchObject({ code: "other_workspace" });
  });

  it("does not take a set-up token for a reset link", async () => {
    expect(await resetPassword({ token: "x".repeat(43), password: PASSWORD }, now)).toMatchObject({
      code: "link",
    });
  });

  it("shows an admin who asked, once an hour, until a link is made", async () => {
    const asked = async () =>
      (await withTenant(tenantId, (tx) => getPeople(tx, tenantId))).find(
        (person) => person.userId === rep.userId,
      )?.resetRequestedAt;
    const today = new Date();
    await requestReset(rep.email.toUpperCase(), today);
    await requestReset(rep.email, today);
    await requestReset("nobody@fjordline.example", today);
    expect(await audit()).toEqual(["user.reset_requested"]);
    expect(await asked()).toBeInstanceOf(Date);
    await createResetLink(admin, rep.userId, today);
    expect(await asked()).toBeNull();
  });
});

describe("people of a workspace", () => {
  it("holds its own only", async () => {
    await testMember(await testTenant("Other"), "admin");
    const people = await withTenant(tenantId, (tx) => getPeople(tx, tenantId));
    expect(people.map((person) => person.userId).toSorted()).toEqual([admin.userId, rep.userId].toSorted());
  });

  it("can be made again and again by the seed", async () => {
    const wish = {
      email: "Seed@halden.example",
      name: "Seed",
      password: PASSWORD,
      tenantId,
      role: "rep",
    } as const;
    const first = await ensureUser(wish);
    expect(first.created).toBe(true);
    expect(await ensureUser(wish)).toEqual({ userId: first.userId, created: false });
    expect(await audit()).toEqual(["membership.created"]);
  });
});

describe("set-up", () => {
  it("is over as soon as somebody has an account", async () => {
    expect(await ensureSetupToken(now)).toBeNull();
    expect(await setupLinkWorks("x".repeat(43), now)).toBe(false);
  });
});
