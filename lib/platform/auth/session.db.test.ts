import { decode, encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { env } from "../env";
import { authOptions } from "./next-auth";
import { openSession, SHORT_SESSION_SECONDS, sealSession } from "./session";

// Sets the secret; nothing here asks the database.
testDatabase();

const claims = {
  userId: "0190aaaa-0000-7000-8000-000000000001",
  tenantId: "0190aaaa-0000-7000-8000-000000000002",
  sessionEpoch: 3,
};

describe("a session's token", () => {
  it("says who, where and which epoch, and nothing else", async () => {
    const token = await sealSession({ ...claims, role: "admin" } as typeof claims, 60);
    const { iat, exp, jti, ...rest } = (await decode({ token, secret: env().NEXTAUTH_SECRET })) ?? {};
    expect(rest).toEqual(claims);
    expect(Number(exp) - Number(iat)).toBe(60);
    expect(jti).toBeDefined();
    expect((await openSession(token))?.claims).toEqual(claims);
  });

  it.each([
    ["nothing", async () => undefined],
    ["nonsense", async () => "eyJhbGciOiJub25lIn0..x.y.z"],
    ["one that has expired", () => sealSession(claims, -60)],
    [
      "one sealed with another secret",
      () => encode({ token: { ...claims }, secret: "a secret of somebody else" }),
    ],
    [
      "one without an epoch",
      () =>
        encode({
          token: { userId: claims.userId, tenantId: claims.tenantId },
          secret: env().NEXTAUTH_SECRET,
        }),
    ],
  ])("refuses %s", async (_, make) => expect(await openSession(await make())).toBeNull());

  it("with a bit changed is refused", async () => {
    const token = await sealSession(claims, 60);
    const middle = token.length - 20;
    const changed = `${token.slice(0, middle)}${token[middle] === "A" ? "B" : "A"}${token.slice(middle + 1)}`;
    expect(await openSession(changed)).toBeNull();
  });
});

describe("next-auth's own endpoints", () => {
  const seal = (token: object) =>
    authOptions().jwt!.encode!({ token: token as never, secret: env().NEXTAUTH_SECRET });

  it("never lengthen a session by reading it", async () => {
    const exp = Math.floor(Date.now() / 1000) + 100;
    const opened = await openSession(await seal({ ...claims, exp }));
    expect(Math.abs(opened!.expiresAt.getTime() / 1000 - exp)).toBeLessThanOrEqual(1);
  });

  it("give a new session the short life", async () => {
    const opened = await openSession(await seal(claims));
    const seconds = (opened!.expiresAt.getTime() - opened!.issuedAt.getTime()) / 1000;
    expect(seconds).toBe(SHORT_SESSION_SECONDS);
  });

  it("show nothing of a person, and lead to paths of this site only", async () => {
    const { session, redirect } = authOptions().callbacks!;
    const shown = await session!({
      session: { expires: "2026-03-03", user: { email: "maya@halden.example" } },
      token: { ...claims },
    } as never);
    expect(shown).toEqual({ expires: "2026-03-03" });
    const baseUrl = "http://localhost:3000";
    expect(await redirect!({ url: "/signin", baseUrl })).toBe("/signin");
    expect(await redirect!({ url: `${baseUrl}/leads?band=hot`, baseUrl })).toBe("/leads?band=hot");
    expect(await redirect!({ url: "https://evil.example", baseUrl })).toBe("/");
    expect(await redirect!({ url: `${baseUrl}.evil.example/x`, baseUrl })).toBe("/");
  });
});
