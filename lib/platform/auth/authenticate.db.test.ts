import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { joinTenant, type TestMember, testMember, testTenant } from "@/lib/testing/people";
import { globalDb, withTenant } from "../db/client";
import { authenticate, checkPassword } from "./authenticate";
import { EMAIL_RULE, requestAttempt } from "./lockout";
import { findMember } from "./membership";
import { hashPassword } from "./passwords";

testDatabase({ poolSize: 6 });

const NINE = Date.parse("2026-03-02T09:00:00Z");
const at = (minutes: number) => new Date(NINE + minutes * 60_000);
const PASSWORD = "grey heron, low tide";
// Cheap on purpose: these tests are about counting, not about scrypt.
const hash = hashPassword(PASSWORD, { N: 2 ** 10, r: 8, p: 1 });

let maya: TestMember;
beforeEach(async () => {
  maya = await testMember(await testTenant(), "rep", await hash);
});

const guess = (password: string, minute: number, address: string | null = null) =>
  authenticate({ email: maya.email, password, address }, at(minute));
const codeOf = async (result: ReturnType<typeof guess>) => {
  const done = await result;
  return done.ok ? "ok" : done.code;
};

describe("lockout", () => {
  it("locks the e-mail after five failures, says how long, and lets the right password in afterwards", async () => {
    for (let n = 0; n < 5; n += 1) expect(await codeOf(guess("wrong", 0))).toBe("wrong");
    const locked = await guess(PASSWORD, 1);
    expect(locked).toMatchObject({
      ok: false,
      code: "locked",
      message: "Too many attempts. Try again in 14 minutes.",
    });
    expect(await codeOf(guess(PASSWORD, 15))).toBe("ok");
  });

  it("does not grow while it lasts", async () => {
    for (let n = 0; n < 5; n += 1) await guess("wrong", 0);
    for (let n = 0; n < 5; n += 1) expect(await codeOf(guess("wrong", 14))).toBe("locked");
    expect(await codeOf(guess("wrong", 15))).toBe("wrong");
  });

  it("forgets the failures when the password was right", async () => {
    for (let n = 0; n < 4; n += 1) await guess("wrong", 0);
    expect(await codeOf(guess(PASSWORD, 1))).toBe("ok");
    for (let n = 0; n < 5; n += 1) expect(await codeOf(guess("wrong", 2))).toBe("wrong");
    expect(await codeOf(guess("wrong", 2))).toBe("locked");
  });

  it("says the same of an e-mail nobody has", async () => {
    const nobody = (minute: number) =>
      checkPassword({ email: "nobody@fjordline.example", password: "x", address: null }, at(minute));
    const known = await guess("wrong", 0);
    expect(await nobody(0)).toEqual(known);
    for (let n = 0; n < 4; n += 1) {
      await nobody(0);
      await guess("wrong", 0);
    }
    expect(await nobody(1)).toEqual(await guess("wrong", 1));
  });

  it("does not care how the e-mail is written", async () => {
    for (let n = 0; n < 5; n += 1) {
      await authenticate({ email: ` ${maya.email.toUpperCase()} `, password: "wrong", address: null }, at(0));
    }
    expect(await codeOf(guess(PASSWORD, 0))).toBe("locked");
  });

  it("lets no more than five of 20 parallel guesses look at the password", async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => codeOf(guess("wrong", 0))));
    expect(results.filter((code) => code === "wrong")).toHaveLength(EMAIL_RULE.failures);
    expect(results.filter((code) => code === "locked")).toHaveLength(20 - EMAIL_RULE.failures);
  });

  it("locks an address after 30 failures, whosever they were, and a right password in between changes nothing", async () => {
    const address = "198.51.100.7";
    for (let n = 0; n < 30; n += 1) {
      if (n === 20) expect(await codeOf(guess(PASSWORD, 0, address))).toBe("ok");
      expect((await requestAttempt({ email: `someone-${n}@x.example`, address }, at(0))).ok).toBe(true);
    }
    expect(await codeOf(guess(PASSWORD, 1, address))).toBe("locked");
    expect(await codeOf(guess(PASSWORD, 1, "203.0.113.4"))).toBe("ok");
  });
});

describe("authenticate", () => {
  it("makes a dearer hash of a cheap one on the way in", async () => {
    await guess(PASSWORD, 0);
    const user = await globalDb().user.findUniqueOrThrow({ where: { id: maya.userId } });
    expect(user.passwordHash).toMatch(/^scrypt\$32768,8,3\$/);
    expect(user.lastSignInAt).toEqual(at(0));
    expect(await codeOf(guess(PASSWORD, 1))).toBe("ok");
  });

  it("refuses somebody who is active nowhere, and only after the right password", async () => {
    await withTenant(maya.tenantId, (tx) => tx.membership.updateMany({ data: { deactivatedAt: at(0) } }));
    expect(await codeOf(guess("wrong", 0))).toBe("wrong");
    expect(await codeOf(guess(PASSWORD, 0))).toBe("no_workspace");
  });

  it("signs in to a workspace one is active in", async () => {
    const other = await testTenant("Aalborg");
    await joinTenant(maya.userId, other, "leader");
    await withTenant(other, (tx) => tx.membership.updateMany({ data: { deactivatedAt: at(0) } }));
    expect(await guess(PASSWORD, 0)).toMatchObject({ ok: true, claims: { tenantId: maya.tenantId } });
  });
});

describe("findMember", () => {
  const claims = (sessionEpoch = 0) => ({ userId: maya.userId, tenantId: maya.tenantId, sessionEpoch });

  it("knows who is there", async () => {
    expect(await findMember(claims())).toMatchObject({
      role: "rep",
      email: maya.email,
      tenantName: "Fjordline",
    });
  });

  it("sees a change of role at the next call", async () => {
    await findMember(claims());
    await withTenant(maya.tenantId, (tx) => tx.membership.updateMany({ data: { role: "manager" } }));
    expect(await findMember(claims())).toMatchObject({ role: "manager" });
  });

  it("refuses a deactivated membership at the next call", async () => {
    expect(await findMember(claims())).not.toBeNull();
    await withTenant(maya.tenantId, (tx) => tx.membership.updateMany({ data: { deactivatedAt: at(0) } }));
    expect(await findMember(claims())).toBeNull();
  });

  it("refuses a session from before a new password", async () => {
    await globalDb().user.update({ where: { id: maya.userId }, data: { sessionEpoch: { increment: 1 } } });
    expect(await findMember(claims(0))).toBeNull();
    expect(await findMember(claims(1))).not.toBeNull();
  });

  it("refuses a workspace one does not belong to", async () => {
    expect(await findMember({ ...claims(), tenantId: await testTenant("Other") })).toBeNull();
  });
});
