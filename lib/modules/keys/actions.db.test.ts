import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { testDatabase } from "@/lib/testing/database";
import { testMember, testTenant } from "@/lib/testing/people";
import { createKeyAction, revokeKeyAction, rotateKeyAction } from "./actions";
import { getKeys, getKeyUsage } from "./data";
import { loadKeysPage } from "./loaders";
import { createKey, ensureWriteKey, revokeKey } from "./mutations";
import { KEY_PATTERN, makeKey } from "./secret";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Error(`redirect ${to}`);
  },
  notFound: () => {
    throw new Error("not found");
  },
}));

testDatabase();

const NOW = new Date("2026-11-21T10:00:00Z");
const by = { actorId: null, now: NOW };
const wish = { kind: "secret", name: "CRM", scopes: ["read", "score"], limitPerMinute: 600 };
let tenantId: string;

async function signIn(role: Role, tenant = tenantId) {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}
const keys = (tenant = tenantId) => withTenant(tenant, (tx) => getKeys(tx, tenant, NOW));
const audited = (keyId: string) =>
  withTenant(tenantId, (tx) =>
    tx.auditEntry.findMany({ where: { subjectId: keyId }, orderBy: { id: "asc" } }),
  );

beforeAll(async () => {
  tenantId = await testTenant();
});
beforeEach(() => {
  cookie.token = undefined;
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "keys.manage");
  it(`${may ? "makes, rotates and revokes" : "neither makes, rotates nor revokes"} a key`, async () => {
    const { keyId: standing } = await withTenant(tenantId, (tx) =>
      createKey(
        tx,
        tenantId,
        { kind: "secret", name: "x", scopes: ["read"], limitPerMinute: 1, expiresAt: null },
        by,
      ),
    );
    const member = await signIn(role);
    const made = await createKeyAction(wish);
    if (!may) {
      for (const answer of [
        made,
        await rotateKeyAction({ keyId: standing, overlapHours: 0 }),
        await revokeKeyAction(standing),
      ])
        expect(answer).toMatchObject({ ok: false, code: "forbidden" });
      expect(await audited(standing)).toHaveLength(1);
      await expect(loadKeysPage()).rejects.toThrow();
      return;
    }
    if (!made.ok) throw new Error(made.message);
    expect(made.secret).toMatch(KEY_PATTERN);
    const stored = await withTenant(tenantId, (tx) =>
      tx.apiKey.findFirstOrThrow({ where: { id: made.keyId } }),
    );
    expect(JSON.stringify(stored)).not.toContain(made.secret);
    expect(stored).toMatchObject({
      hash: sha256Hex(made.secret),
      scopes: ["score", "read"],
      limitPerMinute: 600,
    });
    const rotated = await rotateKeyAction({ keyId: made.keyId, overlapHours: 24 });
    if (!rotated.ok) throw new Error(rotated.message);
    expect(rotated.secret).not.toBe(made.secret);
    expect(await revokeKeyAction(made.keyId)).toEqual({ ok: true });
    expect(await revokeKeyAction(made.keyId)).toMatchObject({ ok: false, code: "gone" });
    expect(await rotateKeyAction({ keyId: made.keyId, overlapHours: 0 })).toMatchObject({
      ok: false,
      code: "gone",
    });
    const log = await audited(made.keyId);
    expect(log.map(({ action, actorId }) => [action, actorId])).toEqual(
      ["api_key.created", "api_key.rotated", "api_key.revoked"].map((action) => [action, member.userId]),
    );
    expect(JSON.stringify(log)).not.toContain(made.secret);
    expect((await loadKeysPage()).keys.find(({ id }) => id === made.keyId)).toMatchObject({
      state: "revoked",
      createdBy: expect.stringContaining("Test"),
    });
  });
});

describe("what is refused", () => {
  it.each([
    ["no name", { ...wish, name: " " }, "Give the key a name: what will use it."],
    ["no scope", { ...wish, scopes: [] }, "Choose at least one thing the key may do."],
    [
      "a scope there is none of",
      { ...wish, scopes: ["root"] },
      "Choose among score, ingest, read and write.",
    ],
    ["a limit of none", { ...wish, limitPerMinute: 0 }, "A key needs at least 1 request a minute."],
    ["a day that is over", { ...wish, expiresAt: "2020-01-01T00:00:00Z" }, "The last day has to lie ahead."],
  ])("%s", async (_, odd, message) => {
    await signIn("admin");
    expect(await createKeyAction(odd)).toEqual({ ok: false, code: "invalid", message });
  });

  it("a key of another workspace", async () => {
    const other = await testTenant("Elsewhere");
    const { keyId } = await withTenant(other, (tx) =>
      createKey(tx, other, { kind: "write_key", name: "Site", limitPerMinute: 5 }, by),
    );
    await signIn("admin");
    expect(await revokeKeyAction(keyId)).toMatchObject({ ok: false, code: "gone" });
    expect(await rotateKeyAction({ keyId, overlapHours: 0 })).toMatchObject({ ok: false, code: "gone" });
    expect((await keys()).map(({ id }) => id)).not.toContain(keyId);
    expect(await keys(other)).toMatchObject([{ id: keyId, state: "active" }]);
  });
});

describe("the tracker's write key", () => {
  it("is made once, however many ask, and again after it was revoked", async () => {
    const site = await testTenant("Site");
    const ask = () => withTenant(site, (tx) => ensureWriteKey(tx, site, by));
    const asked = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(asked).size).toBe(1);
    const [only] = await keys(site);
    expect(only).toMatchObject({ publicKey: asked[0], kind: "write_key", scopes: [] });
    await withTenant(site, (tx) => revokeKey(tx, site, only?.id ?? "", by));
    expect(await ask()).not.toBe(asked[0]);
  });
});

it("counts usage by the days of the workspace's calendar", async () => {
  const site = await testTenant("Usage");
  const { keyId } = await withTenant(site, (tx) =>
    createKey(tx, site, { kind: "write_key", name: "Site", limitPerMinute: 5 }, by),
  );
  const minute = (at: string, asked: number, refused = 0) => ({
    ...{ tenantId: site, keyId, minute: new Date(at), asked, refused },
  });
  const data = [
    minute("2026-11-20T22:59:00Z", 1),
    minute("2026-11-20T23:00:00Z", 7, 2),
    minute("2026-11-21T09:00:00Z", 4),
    minute("2026-10-01T09:00:00Z", 99),
  ];
  const usage = await withTenant(site, async (tx) => {
    await tx.apiKeyMinute.createMany({ data });
    return getKeyUsage(tx, site, { now: NOW, timeZone: "Europe/Oslo" });
  });
  expect(usage).toEqual([
    {
      keyId,
      days: [
        { day: "2026-11-20", asked: 1, refused: 0 },
        { day: "2026-11-21", asked: 11, refused: 2 },
      ],
      ...{ asked: 12, refused: 2, peakPerMinute: 5 },
    },
  ]);
});

it("makes keys that a pattern knows and nobody guesses", () => {
  const made = Array.from({ length: 500 }, () => makeKey("secret"));
  expect(new Set(made.map(({ text }) => text)).size).toBe(500);
  for (const { text, prefix, lastFour } of made) {
    expect(text).toMatch(KEY_PATTERN);
    expect(prefix + lastFour).toHaveLength(11);
  }
});
