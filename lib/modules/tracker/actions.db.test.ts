import { beforeEach, describe, expect, it, vi } from "vitest";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { saveTrackerAction } from "./actions";
import { collect } from "./collect";
import { getTrackerSettings } from "./data";
import { loadTrackerPage } from "./loaders";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/navigation", () => ({
  forbidden: () => {
    throw new Error("forbidden");
  },
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

testDatabase();
let tenantId: string;
beforeEach(async () => {
  ({ tenantId } = await createWorkspace({ name: `Site ${newId()}` }));
});

async function signIn(role: Role) {
  const member = await testMember(tenantId, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}
const wish = {
  sites: ["www.site.example"],
  pages: [{ path: "/Preise/", page: "pricing" }],
  sendgridKey: null,
};
const settings = () => withTenant(tenantId, (tx) => getTrackerSettings(tx, tenantId));

describe.each(ROLES)("a %s", (role) => {
  it(`${can(role, "keys.manage") ? "sees and saves" : "neither sees nor saves"} the tracker's settings`, async () => {
    const member = await signIn(role);
    if (!can(role, "keys.manage")) {
      await expect(loadTrackerPage()).rejects.toThrow();
      expect(await saveTrackerAction({ ...wish, version: "x" })).toMatchObject({
        ok: false,
        code: "forbidden",
      });
      return;
    }
    const page = await loadTrackerPage();
    expect(page.writeKey).toMatch(/^fcw_/);
    expect((await loadTrackerPage()).writeKey).toBe(page.writeKey);
    const saved = await saveTrackerAction({ ...wish, version: page.version });
    expect(saved).toMatchObject({ ok: true });
    expect(await settings()).toEqual({ ...wish, pages: [{ path: "/preise", page: "pricing" }] });
    expect(await saveTrackerAction({ ...wish, sites: [], version: page.version })).toMatchObject({
      ok: false,
      code: "changed",
    });
    const [entry] = await withTenant(tenantId, (tx) =>
      tx.auditEntry.findMany({ where: { action: "tracker.changed" } }),
    );
    expect(entry).toMatchObject({ actorId: member.userId, details: { before: { sites: [] } } });
  });
});

it.each([
  ["a site with a path", { sites: ["https://site.example/x"] }, "sites.0"],
  ["a path without a slash", { pages: [{ path: "preise", page: "pricing" }] }, "pages.0.path"],
  ["a page of no kind", { pages: [{ path: "/preise", page: "prices" }] }, "pages.0.page"],
  ["a key that is none", { sendgridKey: "abc" }, "sendgridKey"],
])("refuses %s at its field", async (_, wrong, field) => {
  await signIn("admin");
  const { version } = await loadTrackerPage();
  const answer = await saveTrackerAction({ ...wish, ...wrong, version });
  expect(answer).toMatchObject({ ok: false, code: "invalid", fields: { [field]: expect.any(String) } });
  expect((await settings()).sites).toEqual([]);
});

it("shows what came, whose it is, and what was a robot's", async () => {
  await signIn("revops");
  expect((await loadTrackerPage()).seen).toMatchObject({ latest: [], lastAt: null, identified: 0 });
  const event = (type: string, secondsAgo: number, more: object = {}) => ({
    ...{ id: newId(), type, at: Date.now() - secondsAgo * 1_000, path: "/pricing" },
    ...more,
  });
  const clock = () => new Date();
  const options = { settings: await settings(), suspicion: null, clock };
  const send = (visitor: string, events: ReturnType<typeof event>[], robot = false) =>
    collect(
      tenantId,
      { visitor, sentAt: Date.now(), events },
      robot ? { ...options, suspicion: { flag: "bot", reason: { key: "headless" } } } : options,
    );
  await send("visitor-ada", [event("page_view", 90), event("identify", 60, { email: "ada@fjord.example" })]);
  await send("visitor-robot", [event("page_view", 30)], true);
  const { seen } = await loadTrackerPage();
  expect(seen.latest.map(({ type, name, isFlagged }) => [type, name, isFlagged])).toEqual([
    ["page_view", null, true],
    ["identified", "ada@fjord.example", false],
    ["page_view", "ada@fjord.example", false],
  ]);
  expect(seen).toMatchObject({ identified: 1, flagged: 1 });
  expect(seen.perMinute).toHaveLength(30);
  expect(seen.perMinute.reduce((sum, count) => sum + count, 0)).toBe(3);
});
