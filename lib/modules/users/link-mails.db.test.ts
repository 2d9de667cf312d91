import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sealSession } from "@/lib/platform/auth/session";
import { globalDb } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember, testTenant } from "@/lib/testing/people";
import { type MailReceiver, mailReceiver } from "@/lib/testing/receivers";
import { createResetLinkAction, inviteMemberAction } from "./actions-people";
import { invitationByToken } from "./data";
import { requestReset, resetLinkWorks } from "./password-resets";

/** A request that lies about where it came to. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers({ host: "evil.example" }),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

testDatabase();

const NOW = new Date("2026-11-17T11:00:00Z");
const HOUR = 3_600_000;
let mails: MailReceiver;
let admin: TestMember;
let rep: TestMember;

beforeAll(async () => {
  mails = await mailReceiver();
});
afterAll(() => mails.stop());
beforeEach(async () => {
  const tenantId = await testTenant();
  admin = await testMember(tenantId, "admin");
  rep = await testMember(tenantId, "rep");
  cookie.token = await sealSession({ ...admin, sessionEpoch: 0 }, 3_600);
  process.env.SMTP_URL = mails.url;
  process.env.MAIL_FROM = "firstcall@halden.example";
  process.env.NEXTAUTH_URL = "https://firstcall.halden.example";
  forgetEnv();
  mails.received.length = 0;
  mails.refusals = [];
});
afterEach(() => {
  for (const name of ["SMTP_URL", "MAIL_FROM", "NEXTAUTH_URL"]) delete process.env[name];
  forgetEnv();
});

/** The last mail's text, and the link's path and token in it. */
function lastMail(): { to: readonly string[]; text: string; link: string; token: string } {
  const { to, source } = mails.received.at(-1) ?? { to: [], source: "" };
  // Quoted-printable: soft line ends and the equals sign.
  const text = source.replace(/=\r?\n/g, "").replace(/=3D/g, "=");
  const link = /https?:\/\/\S+\/(?:invite|reset)\/[\w-]+/.exec(text)?.[0] ?? "";
  return { to, text, link, token: link.split("/").at(-1) ?? "" };
}

describe("an invitation", () => {
  it("goes to who is invited, with a link that works and begins with our own address", async () => {
    const result = await inviteMemberAction({ email: "new@halden.example", role: "rep" });
    expect(result).toMatchObject({ ok: true, mailed: true });
    const { to, link, token, text } = lastMail();
    expect(to).toEqual(["new@halden.example"]);
    expect(link).toBe(`https://firstcall.halden.example/invite/${token}`);
    expect(await invitationByToken(token, new Date())).toMatchObject({ email: "new@halden.example" });
    expect(text).not.toContain("evil.example");
    expect(text).toContain("as Rep");
  });

  it("is shown all the same when the mail server refuses, and when there is none", async () => {
    mails.refusals = [{ code: 550, message: "no such mailbox" }];
    const refused = await inviteMemberAction({ email: "new@halden.example", role: "rep" });
    expect(refused).toMatchObject({ ok: true, mailed: false, link: expect.stringContaining("/invite/") });
    delete process.env.SMTP_URL;
    forgetEnv();
    const without = await inviteMemberAction({ email: "other@halden.example", role: "rep" });
    expect(without).toMatchObject({ ok: true, mailed: null, link: expect.stringContaining("/invite/") });
    expect(mails.received).toEqual([]);
  });
});

describe("a link to a new password", () => {
  it("that an admin makes goes to its person", async () => {
    expect(await createResetLinkAction({ userId: rep.userId })).toMatchObject({ ok: true, mailed: true });
    const { to, link, token } = lastMail();
    expect(to).toEqual([rep.email]);
    expect(link).toBe(`https://firstcall.halden.example/reset/${token}`);
    expect(await resetLinkWorks(token, new Date())).toBe(true);
  });

  it("that somebody asked for goes to them, once an hour", async () => {
    await requestReset(rep.email, NOW);
    const { to, token } = lastMail();
    expect(to).toEqual([rep.email]);
    expect(await resetLinkWorks(token, NOW)).toBe(true);
    expect(await resetLinkWorks(token, new Date(NOW.getTime() + 25 * HOUR))).toBe(false);
    await requestReset(rep.email, NOW);
    expect(mails.received).toHaveLength(1);
  });

  it("is not made for an address that nobody has, nor without a mail server", async () => {
    await requestReset("nobody@halden.example", NOW);
    delete process.env.SMTP_URL;
    forgetEnv();
    await requestReset(rep.email, NOW);
    expect(mails.received).toEqual([]);
    expect(await globalDb().userToken.count({ where: { userId: rep.userId } })).toBe(0);
  });
});
